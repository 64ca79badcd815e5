//! backon: each provider is retried once, with its exponential backoff, before the loop goes on to the next one.

use std::rc::Rc;
use std::sync::Arc;

use backon::{ExponentialBuilder, Retryable};

use super::in_order::{Guard, InOrder};
use super::{BACKOFF, Client, LIMIT};
use crate::executor::{sleep, timeout};
use crate::provider::{Failure, Providers};

struct Retried;

impl Guard for Retried {
    async fn ask<T, F>(&self, _: usize, request: impl Fn() -> F) -> Result<T, Failure>
    where
        F: Future<Output = Result<T, Failure>>,
    {
        let limited = async || {
            let result = timeout(LIMIT, request()).await;
            result.unwrap_or(Err(Failure::NotServed))
        };
        let policy = ExponentialBuilder::default()
            .with_min_delay(BACKOFF)
            .with_max_times(1);
        // Waiting for the end of a `Retry-After` is for those who have no other provider.
        let is_transient = |failure: &Failure| !matches!(failure, Failure::TooMany(_));
        limited.retry(policy).sleep(sleep).when(is_transient).await
    }
}

pub(super) fn client(providers: Arc<Providers>) -> Rc<dyn Client> {
    Rc::new(InOrder {
        providers,
        guard: Retried,
    })
}
