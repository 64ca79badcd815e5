//! Hand-written failover: a loop over the providers, each of them behind a guard.
//!
//! By hand, backon, failsafe and recloser differ in the guard alone. The loop is what their users have to write.

use std::rc::Rc;
use std::sync::Arc;

use super::Client;
use crate::executor::Call;
use crate::provider::{Failure, Providers, Served};
use crate::scenario::PROVIDERS;

/// The code around each request.
pub(super) trait Guard: 'static {
    /// Makes the request that `request` returns, or several, or none.
    fn ask<T, F>(
        &self,
        provider: usize,
        request: impl Fn() -> F,
    ) -> impl Future<Output = Result<T, Failure>>
    where
        F: Future<Output = Result<T, Failure>>;
}

pub(super) struct InOrder<G> {
    pub(super) providers: Arc<Providers>,
    pub(super) guard: G,
}

impl<G: Guard> Client for InOrder<G> {
    fn call(self: Rc<Self>) -> Call<Option<usize>> {
        Box::pin(async move {
            for provider in 0..PROVIDERS {
                let request = || Arc::clone(&self.providers).ask(provider);
                if let Ok(value) = self.guard.ask(provider, request).await {
                    return Some(value);
                }
            }
            None
        })
    }

    /// Asks each provider for what is missing.
    fn batch(self: Rc<Self>, keys: Vec<u32>) -> Call<Vec<Served>> {
        Box::pin(async move {
            let (mut missing, mut served) = (keys, Vec::new());
            for provider in 0..PROVIDERS {
                let request = || Arc::clone(&self.providers).ask_batch(provider, missing.clone());
                if let Ok(answer) = self.guard.ask(provider, request).await {
                    missing.retain(|key| !answer.iter().any(|(served, _)| served == key));
                    served.extend(answer);
                }
                if missing.is_empty() {
                    break;
                }
            }
            served
        })
    }
}
