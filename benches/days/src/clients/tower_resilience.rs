//! tower-resilience: its full stack for clients of an external API, once for each provider.
//!
//! From the outside: fallback to the next provider, retry, breaker, time limiter. Its layers wait with tokio's timers.
//! So this client has a tokio runtime, whose clock is the simulated one. The executor lets it look at its timers each
//! millisecond, and tokio rounds waits up to milliseconds anyway.

use std::rc::Rc;
use std::sync::Arc;

use tokio::runtime::{Builder, Runtime};
use tower::util::BoxCloneService;
use tower::{Layer, ServiceExt, service_fn};
use tower_resilience::circuitbreaker::{CircuitBreakerError, CircuitBreakerLayer};
use tower_resilience::fallback::FallbackLayer;
use tower_resilience::retry::RetryLayer;
use tower_resilience::timelimiter::{TimeLimiterError, TimeLimiterLayer};

use super::{BACKOFF, Client, FAILURES, LIMIT, OPEN};
use crate::executor::Call;
use crate::provider::{Failure, Providers, Served};
use crate::scenario::KEYS;

type Stack<Q, R> = BoxCloneService<Q, R, Failure>;
type LayerError = CircuitBreakerError<TimeLimiterError<Failure>>;

struct Tower {
    value: Stack<(), usize>,
    batch: Stack<Vec<u32>, Vec<Served>>,
    runtime: Runtime,
}

/// A retry is not for an open circuit, nor for a provider that said when to come back.
fn is_transient(error: &LayerError) -> bool {
    !matches!(
        error,
        CircuitBreakerError::OpenCircuit
            | CircuitBreakerError::Inner(TimeLimiterError::Inner(Failure::TooMany(_)))
    )
}

/// One provider: retry, breaker, time limiter.
fn guarded<Q, R, F>(in_a_row: bool, ask: impl Fn(Q) -> F + Clone + Send + 'static) -> Stack<Q, R>
where
    Q: Clone + Send + Sync + 'static,
    R: Send + Sync + 'static,
    F: Future<Output = Result<R, Failure>> + Send + 'static,
{
    let limiter = TimeLimiterLayer::builder().timeout_duration(LIMIT).build();
    let breaker = CircuitBreakerLayer::builder().wait_duration_in_open(OPEN);
    let breaker = if in_a_row {
        breaker.consecutive_failures(FAILURES as usize)
    } else {
        breaker.failure_rate_threshold(0.5)
    };
    let breaker = breaker.build().expect("the settings are in range");
    let retry = RetryLayer::<Q, R, LayerError>::builder()
        .max_attempts(2)
        .exponential_backoff(BACKOFF)
        .retry_on(is_transient)
        .build();
    let service = retry.layer(breaker.layer(limiter.layer(service_fn(ask))));
    BoxCloneService::new(service.map_err(|_| Failure::NotServed))
}

/// Falls back from the first provider to the second, and from there to the third.
fn falling_back<Q, R>(
    [first, second, third]: [Stack<Q, R>; 3],
    is_lacking: fn(&R) -> bool,
) -> Stack<Q, R>
where
    Q: Clone + Send + Sync + 'static,
    R: Send + Sync + 'static,
{
    let layer =
        |backup| FallbackLayer::<Q, R, Failure>::tower_service(backup).handle_response(is_lacking);
    let second = layer(third).layer(second).map_err(|_| Failure::NotServed);
    let first = layer(BoxCloneService::new(second)).layer(first);
    BoxCloneService::new(first.map_err(|_| Failure::NotServed))
}

pub(super) fn client(providers: &Arc<Providers>, in_a_row: bool) -> Rc<dyn Client> {
    let value = |provider| {
        let providers = Arc::clone(providers);
        guarded(in_a_row, move |()| Arc::clone(&providers).ask(provider))
    };
    let batch = |provider| {
        let providers = Arc::clone(providers);
        guarded(in_a_row, move |keys| {
            Arc::clone(&providers).ask_batch(provider, keys)
        })
    };
    let runtime = Builder::new_current_thread().enable_time().build();
    Rc::new(Tower {
        value: falling_back([0, 1, 2].map(value), |_| false),
        // The next provider gets the whole request: a fallback cannot know which keys an answer lacks.
        batch: falling_back([0, 1, 2].map(batch), |served| served.len() < KEYS as usize),
        runtime: runtime.expect("a runtime without input and output needs no resource"),
    })
}

impl Client for Tower {
    fn call(self: Rc<Self>) -> Call<Option<usize>> {
        Box::pin(async move { self.value.clone().oneshot(()).await.ok() })
    }

    fn batch(self: Rc<Self>, keys: Vec<u32>) -> Call<Vec<Served>> {
        Box::pin(async move { self.batch.clone().oneshot(keys).await.unwrap_or_default() })
    }

    fn tokio(&self) -> Option<&Runtime> {
        Some(&self.runtime)
    }
}
