//! failsafe: a breaker around each provider, with the policy that `Config::new` has.
//!
//! That policy opens after five failures in a row, or below 80 % of successes in 30 seconds. The circuit stays open for
//! 10 seconds, then 20, then 40, up to 300. Its default adds jitter that cannot be seeded, so the jitter is left out.

use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use failsafe::backoff::{self, Exponential};
use failsafe::failure_policy::{
    ConsecutiveFailures, OrElse, SuccessRateOverTimeWindow, consecutive_failures,
    success_rate_over_time_window,
};
use failsafe::{Config, FailurePolicy, StateMachine, futures};

use super::in_order::{Guard, InOrder};
use super::{Client, FAILURES, LIMIT, OPEN};
use crate::executor::timeout;
use crate::provider::{Failure, Providers};
use crate::scenario::PROVIDERS;

type Policy = OrElse<SuccessRateOverTimeWindow<Exponential>, ConsecutiveFailures<Exponential>>;

struct Breakers([StateMachine<Policy, ()>; PROVIDERS]);

impl Guard for Breakers {
    async fn ask<T, F>(&self, provider: usize, request: impl Fn() -> F) -> Result<T, Failure>
    where
        F: Future<Output = Result<T, Failure>>,
    {
        let limited = async {
            let result = timeout(LIMIT, request()).await;
            result.unwrap_or(Err(Failure::NotServed))
        };
        let breaker = &self.0[provider];
        match futures::CircuitBreaker::call(breaker, Box::pin(limited)).await {
            Ok(value) => Ok(value),
            Err(failsafe::Error::Inner(failure)) => Err(failure),
            Err(failsafe::Error::Rejected) => Err(Failure::NotServed),
        }
    }
}

pub(super) fn client(providers: Arc<Providers>) -> Rc<dyn Client> {
    let backoff = || backoff::exponential(OPEN, Duration::from_secs(300));
    let breaker = |_| {
        let rate = success_rate_over_time_window(0.8, 5, Duration::from_secs(30), backoff());
        let policy = rate.or_else(consecutive_failures(FAILURES, backoff()));
        Config::new().failure_policy(policy).build()
    };
    Rc::new(InOrder {
        providers,
        guard: Breakers(std::array::from_fn(breaker)),
    })
}
