//! What drives an annotated `async fn`: its text is the loop, so that a provider may borrow whatever it likes.

use std::future::Future;
use std::hash::{BuildHasher, Hash};
use std::marker::PhantomData;
use std::pin::Pin;

use super::Setup;
use super::declared::Wanted;
use super::items::{KeysArgument, Shape};
use super::listing::Listed;
use crate::Verdict;
use crate::items::{Answer, AwaitedItems, ItemResult, Request};
use crate::judge::{Classify, Validate};
use crate::limited::{Cut, Limited};
use crate::outcome::{AllProvidersFailed, FailureKind, Served};
use crate::run::Limit;
use crate::whole::AwaitedCall;

/// A whole call.
#[inline]
pub fn call<'a, T, E, F>(
    _: Wanted<T, E, F>,
    setup: Setup<'a>,
    providers: &'static [Listed],
) -> Call<'a, T, E> {
    Call {
        walk: AwaitedCall::new(setup.0),
        providers,
        value: PhantomData,
    }
}

/// A whole call under way.
pub struct Call<'a, T, E> {
    walk: AwaitedCall<'a, E>,
    providers: &'static [Listed],
    value: PhantomData<fn() -> T>,
}

impl<T, E> Call<'_, T, E> {
    /// Begins, where the call stays from now on.
    #[inline(always)]
    #[expect(
        clippy::inline_always,
        reason = "called in one place of each future; out of line it costs as much again"
    )]
    pub fn begin(&mut self) {
        self.walk.begin(Ok(()), &self.providers);
    }

    /// The number of the provider that is asked now; nobody if the call has failed.
    #[inline]
    pub fn asked(&self) -> Option<usize> {
        let index = self.walk.asked()?;
        Some(self.providers[index].number())
    }

    /// After an attempt that failed: goes on to the next, or to the end.
    #[inline]
    pub fn go_on(&mut self) -> impl Future<Output = ()> {
        self.walk.go_on(&self.providers)
    }

    /// The attempt, for as long as it may take.
    #[inline]
    pub fn limited<'f, A>(&'f self, attempt: Pin<&'f mut A>) -> Limited<'f, &'f mut A, &'f Limit>
    where
        A: Future<Output = Result<T, FailureKind<E>>>,
    {
        self.walk.limited(attempt)
    }

    /// What is served, if it is.
    #[inline(always)]
    #[expect(
        clippy::inline_always,
        reason = "called in one place of each future; out of line it costs as much again"
    )]
    pub fn judge(
        &mut self,
        attempted: Result<Result<T, FailureKind<E>>, Cut>,
        is_valid: &impl Validate<T>,
        classify: &impl Classify<E>,
    ) -> Option<Served<T, E>> {
        self.walk
            .judge(&self.providers, attempted, is_valid, classify)
    }

    /// Why nobody served.
    pub fn error(&mut self) -> AllProvidersFailed<E> {
        self.walk.error()
    }
}

/// A call item by item, for keys in the form `P`.
pub fn call_for_items<'a, P, V, S, E>(
    _: &Shape<V, S, E>,
    setup: Setup<'a>,
    keys: Vec<P::Key>,
    providers: &'static [Listed],
) -> CallForItems<'a, P::Key, V, S, E>
where
    P: KeysArgument,
    S: BuildHasher + Default,
{
    CallForItems {
        walk: AwaitedItems::new(setup.0, &providers, keys, S::default()),
        providers,
    }
}

/// A call item by item under way.
pub struct CallForItems<'a, K, V, S, E> {
    pub(super) walk: AwaitedItems<'a, K, V, E, S>,
    pub(super) providers: &'static [Listed],
}

impl<K: Hash + Eq, V, S: BuildHasher, E> CallForItems<'_, K, V, S, E> {
    /// Of what is asked for, to infer by.
    pub fn key(&self) -> PhantomData<K> {
        PhantomData
    }

    /// Of what an answer holds, to infer by.
    pub fn item(&self) -> PhantomData<(K, V)> {
        PhantomData
    }

    /// The number of the provider that is asked next; nobody if the call is over.
    pub async fn next(&mut self) -> Option<usize> {
        let index = self.walk.next(&self.providers).await?;
        Some(self.providers[index].number())
    }

    /// What it is asked for.
    pub fn request(&mut self) -> Request<K> {
        self.walk.request()
    }

    /// The attempt, for as long as it may take.
    pub fn limited<'f, A: Future>(
        &'f self,
        attempt: Pin<&'f mut A>,
    ) -> Limited<'f, &'f mut A, &'f Limit> {
        self.walk.limited(attempt)
    }

    /// What came of the attempt.
    pub fn answered<A: Answer<K, V>>(
        &mut self,
        request: Request<K>,
        answered: Result<Result<A, FailureKind<E>>, Cut>,
        is_valid: &impl Validate<V>,
        classify: &impl Classify<E>,
    ) {
        self.walk.answered(request, answered, is_valid, classify);
    }

    /// What came of the call.
    pub fn finish(self) -> Result<ItemResult<K, V, E, S>, AllProvidersFailed<E>> {
        self.walk.finish(&self.providers)
    }
}

/// A judgement that was made before, where it is used.
#[inline]
pub fn given<J>(judgement: &J) -> &J {
    judgement
}

/// Judges by `is_valid`.
#[inline]
pub fn is_valid<T>(_: PhantomData<T>, is_valid: &impl Validate<T>, value: &T) -> bool {
    is_valid.is_valid(value)
}

/// Judges by `classify`.
#[inline]
pub fn classify<E>(_: PhantomData<E>, classify: &impl Classify<E>, error: &E) -> Verdict {
    classify.classify(error)
}

/// Nothing: it tells the compiler what a body returns.
#[inline]
pub fn declared<R>() -> Option<R> {
    None
}
