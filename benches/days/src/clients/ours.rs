//! This library: plain, with a preset's settings, and hedged.

use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use failover_core::{
    Backoff, CircuitBreaker, Clock, FailoverClient, FailoverClientBuilder, ItemProvider, Provider,
    Timer, TimerFuture, Verdict,
};

use super::{Client, FAILURES, LIMIT, OPEN};
use crate::clock;
use crate::executor::{Call, sleep};
use crate::provider::{Failure, Providers, Served};

struct Simulated;

impl Clock for Simulated {
    fn now(&self) -> Duration {
        Duration::from_micros(clock::now())
    }
}

impl Timer for Simulated {
    fn sleep(&self, duration: Duration) -> TimerFuture {
        Box::pin(sleep(duration))
    }
}

/// The defaults, with a limit for each attempt and a breaker.
pub(super) fn plain() -> FailoverClientBuilder {
    FailoverClient::builder()
        .timeout(LIMIT)
        .circuit_breaker(CircuitBreaker::new(FAILURES, OPEN).clock(Simulated))
}

/// `FailoverClient::interactive()`, with seeded jitter and a breaker in simulated time.
pub(super) fn preset() -> FailoverClientBuilder {
    let backoff = Backoff::exponential(Duration::from_millis(50)).max(Duration::from_millis(250));
    let breaker = CircuitBreaker::new(5, Duration::from_secs(30)).clock(Simulated);
    FailoverClient::interactive()
        .retry_backoff(backoff.seed(19))
        .circuit_breaker(breaker)
}

/// The settings of a hedged client: those of the plain one. A lost race counts as a failure.
pub(super) fn hedged() -> FailoverClientBuilder {
    plain().on_overtaken(Verdict::NEXT)
}

struct Ours {
    client: FailoverClient,
    hedge: Option<Duration>,
    providers: Arc<Providers>,
}

pub(super) fn client(
    providers: Arc<Providers>,
    builder: FailoverClientBuilder,
    hedge: Option<Duration>,
) -> Rc<dyn Client> {
    let builder = builder.clock(Simulated).timer(Simulated);
    Rc::new(Ours {
        client: builder.build().expect("the settings are in range"),
        hedge,
        providers,
    })
}

/// A `Retry-After` opens the circuit, as the guide shows.
fn classify(failure: &Failure) -> Verdict {
    match failure {
        Failure::TooMany(retry_after) => Verdict::NEXT.open_for(*retry_after),
        Failure::Failed | Failure::NotServed => Verdict::RETRY,
    }
}

impl Client for Ours {
    fn call(self: Rc<Self>) -> Call<Option<usize>> {
        Box::pin(async move {
            let providers = || Arc::clone(&self.providers);
            let list = (
                Provider::new("a", || providers().ask(0)),
                Provider::new("b", || providers().ask(1)),
                Provider::new("c", || providers().ask(2)),
            );
            let client = self.client.classify(classify);
            let result = match self.hedge {
                Some(delay) => client.hedge(delay).fetch_async(list).await,
                None => client.fetch_async(list).await,
            };
            result.ok().map(|served| served.value)
        })
    }

    fn batch(self: Rc<Self>, keys: Vec<u32>) -> Call<Vec<Served>> {
        Box::pin(async move {
            let providers = || Arc::clone(&self.providers);
            let asked = keys.clone();
            let ask = |provider| {
                // An answer is a list of pairs of a key and its value, here the number of the provider.
                move |keys: Vec<u32>| providers().ask_batch(provider, keys)
            };
            let list = (
                ItemProvider::new_async("a", ask(0)),
                ItemProvider::new_async("b", ask(1)),
                ItemProvider::new_async("c", ask(2)),
            );
            let client = self.client.classify(classify);
            let Ok(result) = client.fetch_items_async(keys, list).await else {
                return Vec::new();
            };
            let served = |key: u32| result.get(&key).map(|provider| (key, *provider));
            asked.into_iter().filter_map(served).collect()
        })
    }
}
