//! What drives an annotated `async fn`: its text is the loop, so that a provider may borrow whatever it likes.

use std::future::Future;
use std::hash::{BuildHasher, Hash};
use std::marker::PhantomData;
use std::pin::Pin;

use super::Setup;
use super::declared::Wanted;
use super::items::{KeysArgument, Shape};
use super::listing::Listed;
use crate::items::{Answer, AwaitedItems, ItemResult, Request};
use crate::judge::{Classify, Validate};
use crate::limited::{Cut, Limited};
use crate::outcome::{AllProvidersFailed, FailureKind, Served};
use crate::whole::AwaitedCall;

/// A whole call.
#[inline]
pub fn call<'a, T, E, F, W: Validate<T>, C: Classify<E>>(
    _: Wanted<T, E, F>,
    setup: Setup<'a>,
    is_valid: W,
    classify: C,
    providers: &'static [Listed],
) -> Call<'a, T, E, W, C> {
    Call {
        call: AwaitedCall::new(setup.0, Ok(())),
        is_valid,
        classify,
        providers,
        value: PhantomData,
    }
}

/// A whole call under way.
pub struct Call<'a, T, E, W, C> {
    call: AwaitedCall<'a, E>,
    is_valid: W,
    classify: C,
    providers: &'static [Listed],
    value: PhantomData<fn() -> T>,
}

impl<'a, T, E, W: Validate<T>, C: Classify<E>> Call<'a, T, E, W, C> {
    /// The number of the provider that is asked next; nobody if the call has failed.
    #[inline]
    pub async fn next(&mut self) -> Option<usize> {
        let index = self.call.next(&self.providers).await?;
        Some(self.providers[index].number())
    }

    /// The attempt, for as long as it may take.
    #[inline]
    pub fn limited<'f, A>(&self, attempt: Pin<&'f mut A>) -> Limited<'f, A>
    where
        'a: 'f,
        A: Future<Output = Result<T, FailureKind<E>>>,
    {
        self.call.limited(attempt)
    }

    /// What is served, if it is.
    #[inline]
    pub fn judge(
        &mut self,
        attempted: Result<Result<T, FailureKind<E>>, Cut>,
    ) -> Option<Served<T, E>> {
        self.call
            .judge(&self.providers, attempted, &self.is_valid, &self.classify)
    }

    /// Why nobody served.
    pub fn into_error(self) -> AllProvidersFailed<E> {
        self.call.into_error()
    }
}

/// A call item by item, for keys in the form `P`.
pub fn call_for_items<'a, P, V, S, E, W, C>(
    _: &Shape<V, S, E>,
    setup: Setup<'a>,
    is_valid: W,
    classify: C,
    keys: Vec<P::Key>,
    providers: &'static [Listed],
) -> CallForItems<'a, P::Key, V, S, E, W, C>
where
    P: KeysArgument,
    S: BuildHasher + Default,
    W: Validate<V>,
    C: Classify<E>,
{
    CallForItems {
        call: AwaitedItems::new(setup.0, &providers, keys, S::default()),
        is_valid,
        classify,
        providers,
    }
}

/// A call item by item under way.
pub struct CallForItems<'a, K, V, S, E, W, C> {
    call: AwaitedItems<'a, K, V, E, S>,
    is_valid: W,
    classify: C,
    providers: &'static [Listed],
}

impl<'a, K, V, S, E, W, C> CallForItems<'a, K, V, S, E, W, C>
where
    K: Hash + Eq,
    S: BuildHasher,
    W: Validate<V>,
    C: Classify<E>,
{
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
    pub fn limited<'f, A, F>(&self, attempt: Pin<&'f mut F>) -> Limited<'f, F>
    where
        'a: 'f,
        F: Future<Output = Result<A, FailureKind<E>>>,
        A: Answer<K, V>,
    {
        self.call.limited(attempt)
    }

    /// What came of the attempt.
    pub fn answered<A: Answer<K, V>>(
        &mut self,
        request: Request<K>,
        answered: Result<Result<A, FailureKind<E>>, Cut>,
    ) {
        self.call
            .answered(request, answered, &self.is_valid, &self.classify);
    }

    /// What came of the call.
    pub fn finish(self) -> Result<ItemResult<K, V, E, S>, AllProvidersFailed<E>> {
        self.call.finish(&self.providers)
    }
}

/// The future of a body, whose return type is declared.
#[inline]
pub fn awaited_body<F: Future>(body: impl FnOnce() -> F) -> F {
    body()
}
