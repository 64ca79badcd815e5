//! Drives an annotated `async fn`.
//!
//! The expansion awaits the providers in its own text, that of [`__drive!`](crate::__drive) or
//! [`__drive_items!`](crate::__drive_items). If this module awaited them through a bound on closures, the compiler could
//! not see that a call whose providers borrow is `Send`.

use std::hash::{BuildHasher, Hash};
use std::marker::PhantomData;

use super::batch::ItemTypes;
use super::list::NumberedNames;
use super::requested::Requested;
use crate::batch::AsyncBatchCall;
use crate::drive::CallContext;
use crate::engine::Validity;
use crate::outcome::{AllProvidersFailed, FailureKind};
use crate::providers::ProviderNames;
use crate::value::{self, AsyncCall};
use crate::verdict::Verdict;

/// Returns the closure that makes one attempt at a provider, given the provider's number and an argument of the attempt.
///
/// The bound tells the compiler what it cannot infer: the closure's kind and its parameter types. `requested` is a
/// parameter because a closure would capture it by reference.
#[inline]
pub fn attempts<W, X, A, O>(_: W, attempts: A) -> A
where
    A: AsyncFnMut(u32, W, X) -> O,
{
    attempts
}

/// Returns the closure that makes the only attempt of a call. It may consume what it captures.
#[inline]
pub fn attempt_once<W, X, A, O>(_: W, attempt: A) -> Option<A>
where
    A: AsyncFnOnce(u32, W, X) -> O,
{
    Some(attempt)
}

/// Begins a value call.
#[inline(always)]
#[expect(
    clippy::inline_always,
    reason = "called in one place of each future; out of line it costs as much again"
)]
pub fn begin<'a, T, E, F, N: NumberedNames>(
    _: Requested<T, E, F>,
    call: &mut AsyncCall<'a, E>,
    context: CallContext<'a>,
    names: &N,
) -> Result<u32, AllProvidersFailed<E>> {
    let checked = if N::IS_CHECKED {
        Ok(())
    } else {
        names.check_names()
    };
    value::begin(call, context, checked, names)
}

/// Begins a batch call.
///
/// # Errors
///
/// If the call is refused.
pub fn batch_call<'a, K, V, S, E>(
    _: &ItemTypes<K, V, S, E>,
    context: CallContext<'a>,
    keys: Vec<K>,
    providers: &impl ProviderNames,
) -> Result<AsyncBatchCall<'a, K, V, E, S>, AllProvidersFailed<E>>
where
    K: Hash + Eq,
    S: BuildHasher + Default,
{
    AsyncBatchCall::begin(context, providers, keys, S::default())
}

/// Lends a validator or classifier that the expansion has stored.
#[inline]
pub fn given<J>(judgement: &J) -> &J {
    judgement
}

/// Applies `is_valid`.
#[inline]
pub fn is_valid<T, O>(_: PhantomData<T>, is_valid: &impl Fn(&T) -> O, value: &T) -> O {
    is_valid(value)
}

/// Converts the output of a provider's own `is_valid`.
#[inline]
pub fn validity<E, O: Validity<E>>(_: PhantomData<E>, output: O) -> Result<(), FailureKind<E>> {
    output.into_result()
}

/// Applies `classify`.
#[inline]
pub fn classify<E>(_: PhantomData<E>, classify: &impl Fn(&E) -> Verdict, error: &E) -> Verdict {
    classify(error)
}

/// Returns `None`. Exists only to give type inference the body's return type.
#[inline]
pub fn body_type<R>() -> Option<R> {
    None
}
