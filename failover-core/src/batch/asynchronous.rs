//! Drives an async batch call.

use std::future::Future;
use std::hash::{BuildHasher, Hash};

use super::async_call::AsyncBatchCall;
use super::provider::AsyncItemProviders;
use super::result::ItemResult;
use crate::drive::CallContext;
use crate::engine::{Classify, Validate};
use crate::outcome::{AllProvidersFailed, HasFailures, OnFailure};

#[allow(
    clippy::manual_async_fn,
    reason = "an `async` block uses what it captured where it lies; an `async fn` holds its arguments twice"
)]
pub(crate) fn fetch_items_async<K, V, E, S, L>(
    context: CallContext<'_>,
    is_valid: impl Validate<V, E>,
    classify: impl Classify<E>,
    on_failure: impl OnFailure<E>,
    hasher: S,
    keys: impl FnOnce() -> Vec<K>,
    mut providers: L,
) -> impl Future<Output = Result<ItemResult<K, V, E, S>, AllProvidersFailed<E>>>
where
    K: Hash + Eq,
    S: BuildHasher,
    L: AsyncItemProviders<K, V, E, S>,
{
    async move {
        let outcome = __drive_items!(
            AsyncBatchCall::begin(context, &providers, keys(), hasher),
            &providers,
            |provider, attempt| providers.ask(provider as usize, attempt).await,
            &is_valid,
            &classify,
        );
        outcome.report_to(&on_failure);
        outcome
    }
}
