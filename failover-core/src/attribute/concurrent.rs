//! Asks a provider of an annotated `async fn` for several chunks at once.
//!
//! With `concurrency`, the provider's arm in the expansion's loop is
//! `ask_concurrently(&mut call, async |keys: Vec<_>| { .. }, &is_valid, &classify).await` in place of one attempt. The
//! closure returns the attempt's `Result<Answer, FailureKind<E>>`. Several attempts run at once, so the closure is an
//! `FnMut` whose futures borrow nothing exclusively.

use std::future::Future;
use std::hash::{BuildHasher, Hash};
use std::pin::pin;

use super::asynchronous::AnnotatedBatchCall;
use crate::batch::{Answer, Callbacks};
use crate::engine::{Classify, Validate};
use crate::outcome::FailureKind;
use crate::providers::ProviderNames;

/// Asks the provider that [`next`](AnnotatedBatchCall::next) returned for its chunk, and for the following chunks as
/// far as its `concurrency` allows.
///
/// It takes the place of `request`, `with_timeout` and `attempt_ended`.
pub async fn ask_concurrently<K, V, S, E, A, R>(
    call: &mut AnnotatedBatchCall<'_, K, V, S, E>,
    mut ask: impl FnMut(Vec<K>) -> R,
    is_valid: &impl Validate<V>,
    classify: &impl Classify<E>,
) where
    K: Hash + Eq + Clone,
    S: BuildHasher,
    A: Answer<K, V>,
    R: Future<Output = Result<A, FailureKind<E>>>,
{
    let index = call.call.provider();
    let provider = (call.providers.name(index), call.providers.limits(index));
    let callbacks = Callbacks {
        ask: &mut ask,
        read: |answered| answered,
        is_valid,
        classify,
    };
    if let Some(chunks) = call.call.concurrent_chunks(provider, callbacks) {
        return chunks.await;
    }
    let request = call.call.request();
    let outcome = {
        let attempt = pin!(ask(request.keys().to_vec()));
        call.call.with_timeout(attempt).await
    };
    call.call
        .attempt_ended(request, outcome, is_valid, classify);
}
