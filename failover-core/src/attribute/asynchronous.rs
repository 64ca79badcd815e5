//! Drives an annotated `async fn`.
//!
//! The expansion awaits the providers in its own text: the first attempt in place, later ones in a loop. If this module
//! awaited them through a bound on closures, the compiler could not see that a call whose providers borrow is `Send`.

use std::future::Future;
use std::hash::{BuildHasher, Hash};
use std::marker::PhantomData;
use std::pin::Pin;

use super::batch::{ItemTypes, KeysArgument};
use super::return_type::Requested;
use super::static_list::StaticProvider;
use crate::batch::{Answer, AsyncBatchCall, ItemResult, RequestKeys};
use crate::drive::{AttemptOutcome, CallContext, ContextSource, WithTimeout};
use crate::engine::{Classify, Validate};
use crate::outcome::{AllProvidersFailed, FailureKind, Served};
use crate::providers::ProviderNames;
use crate::value::{AsyncSlowPath, FastPath, FastPathExit};
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

/// Creates a value call.
///
/// `context` and `providers` are closures that are evaluated again at each use, so constants take no space in the
/// future.
#[inline]
pub fn call<'a, T, E, F, S, L>(
    _: Requested<T, E, F>,
    context: S,
    providers: L,
) -> AnnotatedCall<T, E, S, L>
where
    S: Fn() -> CallContext<'a> + Copy,
    L: Fn() -> &'static [StaticProvider],
{
    AnnotatedCall::new(context, providers)
}

/// A value call of an annotated `async fn`.
pub struct AnnotatedCall<T, E, S, L> {
    context: S,
    providers: L,
    types: PhantomData<fn() -> (T, E)>,
}

/// A list whose providers are called by number.
pub trait NumberedProviders: ProviderNames {
    /// Returns the number of the provider at `index`, whose next attempt begins now.
    fn begin_attempt(&self, index: usize) -> u32;
}

impl NumberedProviders for &'static [StaticProvider] {
    #[inline]
    fn begin_attempt(&self, index: usize) -> u32 {
        self[index].number()
    }
}

impl<T, E, S, L> AnnotatedCall<T, E, S, L> {
    #[inline]
    pub(super) fn new(context: S, providers: L) -> Self {
        Self {
            context,
            providers,
            types: PhantomData,
        }
    }
}

impl<'a, T, E, S, P, L> AnnotatedCall<T, E, S, L>
where
    S: Fn() -> CallContext<'a> + Copy,
    P: NumberedProviders,
    L: Fn() -> P,
{
    /// Begins the call. Returns the fast path, or the reason to take the slow path at once.
    #[inline(always)]
    #[expect(
        clippy::inline_always,
        reason = "called in one place of each future; out of line it costs as much again"
    )]
    pub fn begin(&self) -> Result<FastPath<'a>, FastPathExit<'a, E>> {
        FastPath::begin(self.context.context(), Ok(()), &(self.providers)())
    }

    /// Returns the number of the first provider, whose first attempt begins now.
    #[inline]
    pub fn first_provider(&self) -> u32 {
        (self.providers)().begin_attempt(0)
    }

    /// Limits the first attempt.
    #[inline]
    pub fn with_timeout<'f, A>(
        &self,
        first: &FastPath<'a>,
        attempt: Pin<&'f mut A>,
    ) -> WithTimeout<'a, &'f mut A>
    where
        A: Future<Output = Result<T, FailureKind<E>>>,
    {
        let limit = first.limit(&self.context);
        WithTimeout::new(attempt, limit, self.context.context().time)
    }

    /// Reports the first attempt. Returns the served value, or the reason to take the slow path.
    #[inline(always)]
    #[expect(
        clippy::inline_always,
        reason = "called in one place of each future; out of line it costs as much again"
    )]
    pub fn attempt_ended(
        &self,
        first: &FastPath<'a>,
        outcome: AttemptOutcome<Result<T, FailureKind<E>>>,
        is_valid: &impl Validate<T>,
        classify: &impl Classify<E>,
    ) -> Result<Served<T, E>, FastPathExit<'a, E>> {
        first.attempt_ended(
            &self.context,
            &(self.providers)(),
            outcome,
            is_valid,
            classify,
        )
    }

    /// Continues the call on the slow path.
    pub fn slow_path(&self, exit: FastPathExit<'a, E>) -> SlowPath<'a, T, E, P> {
        SlowPath {
            path: AsyncSlowPath::of(self.context.context(), exit),
            providers: (self.providers)(),
            value: PhantomData,
        }
    }
}

/// The rest of a call that the first attempt did not serve.
pub struct SlowPath<'a, T, E, P> {
    path: AsyncSlowPath<'a, E>,
    providers: P,
    value: PhantomData<fn() -> T>,
}

impl<'a, T, E, P: NumberedProviders> SlowPath<'a, T, E, P> {
    /// Waits for the next attempt. Returns the provider's number, or `None` if the call failed.
    pub async fn next(&mut self) -> Option<u32> {
        let index = self.path.next(&self.providers).await?;
        Some(self.providers.begin_attempt(index))
    }

    /// Limits the attempt.
    pub fn with_timeout<'f, A>(&self, attempt: Pin<&'f mut A>) -> WithTimeout<'a, &'f mut A>
    where
        A: Future<Output = Result<T, FailureKind<E>>>,
    {
        self.path.with_timeout(attempt)
    }

    /// Reports the attempt. Returns the value if it was served.
    pub fn attempt_ended(
        &mut self,
        outcome: AttemptOutcome<Result<T, FailureKind<E>>>,
        is_valid: &impl Validate<T>,
        classify: &impl Classify<E>,
    ) -> Option<Served<T, E>> {
        self.path
            .attempt_ended(&self.providers, outcome, is_valid, classify)
    }

    /// Returns the error of the failed call.
    pub fn error(self) -> AllProvidersFailed<E> {
        self.path.error()
    }
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
        &'f self,
        attempt: Pin<&'f mut A>,
    ) -> WithTimeout<'f, &'f mut A> {
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
