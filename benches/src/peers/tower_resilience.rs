//! tower-resilience: layers over services, awaited.

use std::convert::Infallible;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::thread;
use std::time::Duration;

use guard::providers::{Answer, Down, bad_async, good_async};
use guard::{Row, Workload, repeat};
use tower::{Layer, Service, service_fn};
use tower_resilience::circuitbreaker::CircuitBreakerLayer;
use tower_resilience::fallback::FallbackLayer;
use tower_resilience::retry::RetryLayer;

use super::{LONG, breaker, retry, value};

/// One call: the service must say that it is ready first. Its breaker has a lock that is awaited, so that with two
/// threads it may have to be asked again.
fn call<S: Service<u64, Response = u64>>(service: &mut S, i: u64) -> u64 {
    let mut context = Context::from_waker(Waker::noop());
    let ready = again_and_again(|| service.poll_ready(&mut context));
    if ready.is_err() {
        return 0;
    }
    let mut future = pin!(service.call(i));
    value(&again_and_again(|| future.as_mut().poll(&mut context)))
}

fn again_and_again<T>(mut poll: impl FnMut() -> Poll<T>) -> T {
    loop {
        match poll() {
            Poll::Ready(output) => return output,
            Poll::Pending => thread::yield_now(),
        }
    }
}

/// All calls of a row: a service is called by one at a time, and its clones share their breaker.
fn calls<S>(service: S) -> impl Fn(u64) -> u64 + Send + Sync + 'static
where
    S: Service<u64, Response = u64> + Clone + Send + Sync + 'static,
{
    move |count| {
        let mut service = service.clone();
        repeat(count, |i| call(&mut service, i))
    }
}

/// The size of one call's future.
fn size(service: &(impl Service<u64> + Clone)) -> usize {
    let mut service = service.clone();
    let _ready = service.poll_ready(&mut Context::from_waker(Waker::noop()));
    size_of_val(&service.call(0))
}

fn guarded(failures: usize) -> Option<CircuitBreakerLayer> {
    CircuitBreakerLayer::builder()
        .consecutive_failures(failures)
        .wait_duration_in_open(LONG)
        .build()
        .ok()
}

/// A service whose breaker, and then the second provider, stands behind it.
fn falling_back(
    failures: usize,
    provider: fn(u64) -> Answer,
) -> Option<impl Service<u64, Response = u64, Future: Send> + Clone + Send + Sync + 'static> {
    let backup =
        service_fn(|i| async move { Ok::<_, Infallible>(good_async(i).await.unwrap_or(0)) });
    let primary = service_fn(provider);
    let guarded = guarded(failures)?.layer(primary);
    Some(FallbackLayer::<u64, u64, _>::tower_service(backup).layer(guarded))
}

pub(super) fn rows() -> Vec<Row> {
    let mut rows = vec![
        retry(Workload::W1, "tower-resilience, retry layer, awaited", {
            let layer = RetryLayer::<u64, u64, Down>::builder()
                .max_attempts(3)
                .exponential_backoff(Duration::from_millis(10))
                .build();
            calls(layer.layer(service_fn(good_async)))
        }),
        retry(Workload::W1, "tower-resilience, fallback layer, awaited", {
            let layer = FallbackLayer::<u64, u64, Down>::service(good_async);
            calls(layer.layer(service_fn(good_async)))
        }),
    ];
    let name = "tower-resilience, fallback + breaker, awaited";
    if let Some(alone) = guarded(3) {
        let alone = alone.layer(service_fn(good_async));
        let bytes = size(&alone);
        let row = breaker(
            Workload::W6,
            "tower-resilience, breaker alone",
            calls(alone),
        );
        rows.push(row.future(bytes));
    }
    if let Some(closed) = falling_back(3, good_async) {
        let bytes = size(&closed);
        rows.push(breaker(Workload::W2, name, calls(closed.clone())));
        let row = breaker(
            Workload::W6,
            "tower-resilience, fallback + breaker",
            calls(closed),
        );
        rows.push(row.future(bytes));
    }
    if let Some(failing) = falling_back(usize::MAX, bad_async) {
        rows.push(breaker(Workload::W3, name, calls(failing)));
    }
    if let Some(open) = falling_back(3, bad_async) {
        rows.push(breaker(Workload::W4, name, calls(open)));
    }
    rows
}
