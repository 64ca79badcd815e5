//! A client with a breaker, a primary behind the fault proxy, and a healthy backup.

use std::net::SocketAddr;
use std::time::Duration;

use failover_core::testing::ManualClock;
use failover_core::{
    CircuitBreaker, CircuitState, FailoverClient, Failure, ItemProvider, Provider, Turn, Verdict,
};

use crate::fault::Cause;
use crate::http::{Awaited, Blocking, Engine, HttpError, Prices, classify};
use crate::service::{RUNTIME, Source};

pub(crate) const RETRIES: u32 = 1;
pub(crate) const FAILURE_THRESHOLD: u32 = 2;
pub(crate) const RESET_AFTER: Duration = Duration::from_secs(60);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operation {
    Whole,
    Items,
}

pub(crate) struct Lane {
    /// The breaker's clock. The network has the real time.
    pub(crate) clock: ManualClock,
    client: FailoverClient,
    engine: Engine,
    operation: Operation,
    blocking: Blocking,
    awaited: Awaited,
    primary: SocketAddr,
    backup: SocketAddr,
}

/// The result of a call.
#[derive(Debug)]
pub(crate) struct Call {
    /// The number of values from the primary, and from the backup.
    pub(crate) served: [usize; 2],
    /// The reason why the primary failed, and the number of its attempts.
    pub(crate) failure: Option<(Cause, u32)>,
    /// Attempts at the primary and at the backup.
    pub(crate) attempts: [u32; 2],
}

impl Lane {
    pub(crate) fn new(
        engine: Engine,
        operation: Operation,
        limit: Duration,
        [primary, backup]: [SocketAddr; 2],
    ) -> Self {
        let clock = ManualClock::new();
        let breaker = CircuitBreaker::new(FAILURE_THRESHOLD, RESET_AFTER).clock(clock.clone());
        breaker.register(["primary", "backup"]);
        let builder = FailoverClient::builder()
            .retries(RETRIES)
            .on_timeout(Verdict::NEXT)
            .circuit_breaker(breaker);
        // A blocking call cannot be cut off, so there the HTTP client has the limit.
        let builder = match engine {
            Engine::Blocking => builder,
            Engine::Awaited => builder.timeout(limit),
        };
        Self {
            clock,
            client: builder.build().unwrap(),
            engine,
            operation,
            blocking: Blocking::new(limit),
            awaited: Awaited::new(),
            primary,
            backup,
        }
    }

    /// The number of keys in a call, and of those that the primary knows.
    pub(crate) fn keys(&self) -> [usize; 2] {
        match self.operation {
            Operation::Whole => [1, 1],
            Operation::Items => [3, 2],
        }
    }

    pub(crate) fn circuit(&self) -> CircuitState {
        self.client.circuit_breaker().unwrap().state("primary")
    }

    /// Makes the call with this number. Each call has other keys. Checks each of its values.
    pub(crate) fn call(&self, number: u32) -> Call {
        let first = 3 * number;
        match self.operation {
            Operation::Whole => self.whole(first),
            Operation::Items => self.items(&[first, first + 1, first + 2]),
        }
    }

    fn whole(&self, key: u32) -> Call {
        let client = self.client.classify(classify);
        let value = move |prices: Prices| prices[&key];
        let result = match self.engine {
            Engine::Blocking => {
                let ask = |at| move || Ok(value(self.blocking.prices(at, &[key])?));
                client.fetch((
                    Provider::new(Source::Primary.name(), ask(self.primary)),
                    Provider::new(Source::Backup.name(), ask(self.backup)),
                ))
            }
            Engine::Awaited => {
                let ask =
                    |at| move || async move { Ok(value(self.awaited.prices(at, &[key]).await?)) };
                RUNTIME.block_on(client.fetch_async((
                    Provider::new(Source::Primary.name(), ask(self.primary)),
                    Provider::new(Source::Backup.name(), ask(self.backup)),
                )))
            }
        };
        let served = result.expect("the backup is healthy");
        let mut call = Call::new(served.failures(), served.turns());
        call.take(key, served.value, &served.provider);
        call
    }

    fn items(&self, keys: &[u32; 3]) -> Call {
        let client = self.client.classify(classify);
        let result = match self.engine {
            Engine::Blocking => {
                let ask = |at| move |keys: &[u32]| self.blocking.prices(at, keys);
                client.fetch_items(
                    keys,
                    (
                        ItemProvider::new(Source::Primary.name(), ask(self.primary)),
                        ItemProvider::new(Source::Backup.name(), ask(self.backup)),
                    ),
                )
            }
            Engine::Awaited => {
                let ask =
                    |at| move |keys: Vec<u32>| async move { self.awaited.prices(at, &keys).await };
                RUNTIME.block_on(client.fetch_items_async(
                    keys,
                    (
                        ItemProvider::new_async(Source::Primary.name(), ask(self.primary)),
                        ItemProvider::new_async(Source::Backup.name(), ask(self.backup)),
                    ),
                ))
            }
        };
        let prices = result.expect("the backup is healthy");
        let mut call = Call::new(prices.failures(), prices.turns());
        let served: Vec<u32> = prices.iter().map(|(key, ..)| *key).collect();
        assert_eq!(served, keys, "no key is lost");
        for (key, value, name) in prices.iter() {
            call.take(*key, *value, name);
        }
        call
    }
}

impl Call {
    fn new<'a>(
        failures: impl IntoIterator<Item = &'a Failure<HttpError>>,
        turns: impl Iterator<Item = Turn<'a, HttpError>>,
    ) -> Self {
        let mut failures = failures.into_iter();
        let failure = failures.next().map(|failure| {
            assert_eq!(failure.provider, Source::Primary.name());
            (Cause::of(failure), failure.attempts)
        });
        assert!(failures.next().is_none(), "the backup is healthy");
        let mut attempts = [0, 0];
        for turn in turns {
            attempts[usize::from(turn.provider != Source::Primary.name())] += turn.attempts;
        }
        let served = [0, 0];
        Self {
            served,
            failure,
            attempts,
        }
    }

    /// Checks that a value is the price that its source has for the key.
    fn take(&mut self, key: u32, value: u64, name: &str) {
        let sources = [Source::Primary, Source::Backup];
        let source = sources.iter().position(|source| source.name() == name);
        let source = source.expect("one of the two");
        assert_eq!(value, sources[source].price(key), "{key} of {name}");
        self.served[source] += 1;
    }
}
