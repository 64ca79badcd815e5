//! What drives an annotated `async fn`: its text is the loop, so that a provider may borrow whatever it likes.

use std::future::Future;
use std::hash::{BuildHasher, Hash};
use std::pin::Pin;

use super::Setup;
use super::declared::Wanted;
use super::items::Shape;
use super::listing::Listed;
use crate::items::{Answer, AwaitedItems, ItemResult, Request};
use crate::judge::{Classify, Validate};
use crate::limited::{Cut, Limited};
use crate::outcome::{AllProvidersFailed, FailureKind, Served};
use crate::whole::AwaitedCall;

/// A whole call.
pub struct Call<'a, E> {
    call: AwaitedCall<'a, E>,
    providers: &'static [Listed],
}

impl<'a, E> Call<'a, E> {
    #[inline]
    pub fn new<T, F>(_: Wanted<T, E, F>, setup: Setup<'a>, providers: &'static [Listed]) -> Self {
        Self {
            call: AwaitedCall::new(setup.0, Ok(())),
            providers,
        }
    }

    /// The number of the provider that is asked next; nobody if the call has failed.
    #[inline]
    pub async fn next(&mut self) -> Option<usize> {
        let index = self.call.next(&self.providers).await?;
        Some(self.providers[index].number())
    }

    /// The attempt, for as long as it may take.
    #[inline]
    pub fn limited<'f, A: Future>(&self, attempt: Pin<&'f mut A>) -> Limited<'f, &'f mut A>
    where
        'a: 'f,
    {
        self.call.limited(attempt)
    }

    /// What is served, if it is.
    #[inline]
    pub fn judge<T>(
        &mut self,
        attempted: Result<Result<T, FailureKind<E>>, Cut>,
        is_valid: &impl Validate<T>,
        classify: &impl Classify<E>,
    ) -> Option<Served<T, E>> {
        self.call
            .judge(&self.providers, attempted, is_valid, classify)
    }

    /// Why nobody served.
    pub fn into_error(self) -> AllProvidersFailed<E> {
        self.call.into_error()
    }
}

/// A call item by item.
pub struct CallForItems<'a, K, V, E, S> {
    pub(super) call: AwaitedItems<'a, K, V, E, S>,
    pub(super) providers: &'static [Listed],
}

impl<'a, K: Hash + Eq, V, E, S: BuildHasher + Default> CallForItems<'a, K, V, E, S> {
    pub fn new(
        _: &Shape<V, S, E>,
        setup: Setup<'a>,
        keys: Vec<K>,
        providers: &'static [Listed],
    ) -> Self {
        Self {
            call: AwaitedItems::new(setup.0, &providers, keys, S::default()),
            providers,
        }
    }

    /// The number of the provider that is asked next; nobody if the call is over.
    pub async fn next(&mut self) -> Option<usize> {
        let index = self.call.next(&self.providers).await?;
        Some(self.providers[index].number())
    }

    /// What it is asked for.
    pub fn request(&mut self) -> Request<K> {
        self.call.request()
    }

    /// The attempt, for as long as it may take.
    pub fn limited<'f, A: Future>(&self, attempt: Pin<&'f mut A>) -> Limited<'f, &'f mut A>
    where
        'a: 'f,
    {
        self.call.limited(attempt)
    }

    /// What came of the attempt.
    pub fn answered<A: Answer<K, V>>(
        &mut self,
        request: Request<K>,
        answered: Result<Result<A, FailureKind<E>>, Cut>,
        is_valid: &impl Validate<V>,
        classify: &impl Classify<E>,
    ) {
        self.call.answered(request, answered, is_valid, classify);
    }

    /// What came of the call.
    pub fn finish(self) -> Result<ItemResult<K, V, E, S>, AllProvidersFailed<E>> {
        self.call.finish(&self.providers)
    }
}
