//! Drives an annotated `async fn`.
//!
//! The expansion awaits the providers in its own text, that of [`__drive!`](crate::__drive). If this module awaited them
//! through a bound on closures, the compiler could not see that a call whose providers borrow is `Send`.

use std::future::Future;
use std::hash::{BuildHasher, Hash};
use std::marker::PhantomData;
use std::pin::Pin;

use super::batch::{ItemTypes, KeysArgument};
use super::return_type::Requested;
use super::static_list::StaticProvider;
use crate::batch::{Answer, AsyncBatchCall, ItemResult, RequestKeys};
use crate::drive::{AttemptOutcome, CallContext, WithTimeout};
use crate::engine::{Classify, Validate};
use crate::outcome::{AllProvidersFailed, FailureKind};
use crate::value::{self, AsyncCall};
use crate::verdict::Verdict;

/// Returns the closure that makes one attempt at a provider, given the provider's number.
///
/// The bound tells the compiler what it cannot infer: the closure's kind and its parameter types. `requested` is a
/// parameter because a closure would capture it by reference.
#[inline]
pub fn attempts<W, A, O>(_: W, attempts: A) -> A
where
    A: AsyncFnMut(u32, W) -> O,
{
    attempts
}

/// Begins a value call.
#[inline(always)]
#[expect(
    clippy::inline_always,
    reason = "called in one place of each future; out of line it costs as much again"
)]
pub fn begin<'a, T, E, F>(
    _: Requested<T, E, F>,
    context: CallContext<'a>,
    providers: &&'static [StaticProvider],
) -> Result<AsyncCall<'a, E>, AllProvidersFailed<E>> {
    value::begin(context, Ok(()), providers)
}

/// Returns the number of the provider at `index`.
#[inline]
#[must_use]
pub fn number(providers: &[StaticProvider], index: u32) -> u32 {
    providers[index as usize].number()
}

/// Creates a batch call for keys that the function takes as a `P`.
pub fn batch_call<'a, P, V, S, E>(
    _: &ItemTypes<V, S, E>,
    context: CallContext<'a>,
    keys: Vec<P::Key>,
    providers: &'static [StaticProvider],
) -> AnnotatedBatchCall<'a, P::Key, V, S, E>
where
    P: KeysArgument,
    S: BuildHasher + Default,
{
    AnnotatedBatchCall {
        call: AsyncBatchCall::new(context, &providers, keys, S::default()),
        providers,
    }
}

/// A batch call of an annotated `async fn`.
pub struct AnnotatedBatchCall<'a, K, V, S, E> {
    pub(super) call: AsyncBatchCall<'a, K, V, E, S>,
    pub(super) providers: &'static [StaticProvider],
}

impl<K: Hash + Eq, V, S: BuildHasher, E> AnnotatedBatchCall<'_, K, V, S, E> {
    /// Returns the key's type, for type inference.
    pub fn key_type(&self) -> PhantomData<K> {
        PhantomData
    }

    /// Returns the types of an item, for type inference.
    ///
    /// They are wrapped in a function type because the marker is held while a provider is awaited.
    pub fn item_type(&self) -> PhantomData<fn() -> (K, V)> {
        PhantomData
    }

    /// Waits for the next attempt. Returns the provider's number, or `None` if the call is over.
    pub async fn next(&mut self) -> Option<u32> {
        let index = self.call.next(&self.providers).await?;
        Some(self.providers[index].number())
    }

    /// Returns the keys of the next attempt.
    pub fn request(&mut self) -> RequestKeys<K> {
        self.call.request()
    }

    /// Limits the attempt.
    pub fn with_timeout<'f, A: Future>(
        &'f mut self,
        attempt: Pin<&'f mut A>,
    ) -> WithTimeout<'f, 'f, &'f mut A> {
        self.call.with_timeout(attempt)
    }

    /// Reports the attempt.
    pub fn attempt_ended<A: Answer<K, V>>(
        &mut self,
        request: RequestKeys<K>,
        outcome: AttemptOutcome<Result<A, FailureKind<E>>>,
        is_valid: &impl Validate<V>,
        classify: &impl Classify<E>,
    ) {
        self.call
            .attempt_ended(request, outcome, is_valid, classify);
    }

    /// Ends the call and returns its result.
    pub fn finish(self) -> Result<ItemResult<K, V, E, S>, AllProvidersFailed<E>> {
        self.call.finish(&self.providers)
    }
}

/// Lends a validator or classifier that the expansion has stored.
#[inline]
pub fn given<J>(judgement: &J) -> &J {
    judgement
}

/// Applies `is_valid`.
#[inline]
pub fn is_valid<T>(_: PhantomData<T>, is_valid: &impl Validate<T>, value: &T) -> bool {
    is_valid.is_valid(value)
}

/// Applies `classify`.
#[inline]
pub fn classify<E>(_: PhantomData<E>, classify: &impl Classify<E>, error: &E) -> Verdict {
    classify.classify(error)
}

/// Returns `None`. Exists only to give type inference the body's return type.
#[inline]
pub fn body_type<R>() -> Option<R> {
    None
}
