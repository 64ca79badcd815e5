//! Every setting with every value: it is refused with the right error, or obeyed.

mod circuit;

use std::cell::RefCell;
use std::time::Duration;

use arbitrary::{Arbitrary, Unstructured};
use failover_core::testing::ManualClock;
use failover_core::{
    AllProvidersFailed, CircuitBreaker, CircuitSnapshot, Clock, ConfigError, EndReason,
    FailoverClient, FailureKind, ItemProvider, Name, Provider, ScopedClient, Served, Verdict,
};

use crate::draw::{Breaker, Failed, Means, NAMES, Settings, Time, says_no_payload, with_own};

#[derive(Debug, Arbitrary)]
struct Plan {
    settings: Settings,
    breaker: Option<Breaker>,
    /// The clock's first time.
    start: Time,
    hedge: Time,
    /// Names, by number. Two may be equal.
    providers: Vec<u8>,
    attempts: Vec<Attempt>,
    max_keys: usize,
    concurrency: usize,
}

#[derive(Debug, Clone, Copy, Arbitrary)]
struct Attempt {
    takes: Time,
    does: Does,
}

#[derive(Debug, Clone, Copy, PartialEq, Arbitrary)]
enum Does {
    Serve,
    Junk,
    Fail(Means),
}

/// The most attempts. Then the providers stop the call, because any number of retries may be set.
const MOST_ATTEMPTS: usize = 40;

/// The target.
pub fn builder(data: &[u8]) {
    let Ok(mut plan) = Plan::arbitrary_take_rest(Unstructured::new(data)) else {
        return;
    };
    plan.providers.truncate(5);
    plan.attempts.truncate(MOST_ATTEMPTS);
    if let Some(breaker) = &plan.breaker {
        circuit::circuit(breaker, plan.start.0);
    }
    let (Some(blocking), Some(polled), Some(hedged)) =
        (Stage::new(&plan), Stage::new(&plan), Stage::new(&plan))
    else {
        return;
    };
    let expected = blocking.blocking();
    assert_eq!(polled.polled(), expected, "awaited, blocking");
    hedged.hedged(plan.hedge.0);
    hedged.items();
}

/// A clock, a client and its providers, which take their time on that clock.
struct Stage<'a> {
    plan: &'a Plan,
    clock: ManualClock,
    client: FailoverClient,
    log: RefCell<Vec<Attempted>>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Attempted {
    provider: usize,
    began: Duration,
    ended: Duration,
    does: Does,
}

/// Everything that is visible of a call.
#[derive(Debug, PartialEq)]
struct Seen {
    came: String,
    log: Vec<Attempted>,
    circuits: Vec<CircuitSnapshot>,
}

impl<'a> Stage<'a> {
    /// Creates the stage. Returns `None` if the settings are refused, and checks the error.
    fn new(plan: &'a Plan) -> Option<Self> {
        let clock = ManualClock::new();
        clock.set(plan.start.0);
        let mut builder = plan.settings.builder(&clock);
        if let Some(breaker) = &plan.breaker {
            builder = builder.circuit_breaker(breaker.build(&clock)?);
        }
        let _ = format!("{builder:?}");
        let expected = plan.settings.fault();
        match builder.build() {
            Ok(client) => {
                assert_eq!(expected, None, "built");
                let _ = format!("{client:?}");
                Some(Self {
                    plan,
                    clock,
                    client,
                    log: RefCell::default(),
                })
            }
            Err(refused) => {
                assert_eq!(Some(refused), expected, "{refused}");
                None
            }
        }
    }

    fn name(&self, provider: usize) -> &'static str {
        NAMES[usize::from(self.plan.providers[provider]) % NAMES.len()]
    }

    fn indices(&self) -> impl Iterator<Item = usize> + use<> {
        0..self.plan.providers.len()
    }

    fn attempt(&self, provider: usize) -> Result<u8, Failed> {
        let (number, attempts) = (self.log.borrow().len(), &self.plan.attempts);
        let mut attempt = match attempts.len() {
            0 => Attempt {
                takes: Time(Duration::ZERO),
                does: Does::Serve,
            },
            count => attempts[number % count],
        };
        if number >= MOST_ATTEMPTS {
            attempt.does = Does::Fail(Verdict::STOP.into());
        }
        let began = self.clock.now();
        self.clock.advance(attempt.takes.0);
        self.log.borrow_mut().push(Attempted {
            provider,
            began,
            ended: self.clock.now(),
            does: attempt.does,
        });
        match attempt.does {
            Does::Serve => Ok(1),
            Does::Junk => Ok(0),
            Does::Fail(means) => Err(Failed(means.verdict)),
        }
    }

    fn blocking(&self) -> Seen {
        let provider = |i| Provider::new(self.name(i), move || self.attempt(i));
        let providers: Vec<_> = self.indices().map(provider).collect();
        let begin = self.clock.now();
        let result = with_own!(
            self.plan.settings,
            providers,
            Provider::settings,
            self.judged().fetch(providers)
        );
        self.check(&result, begin);
        self.see(&result)
    }

    fn polled(&self) -> Seen {
        let provider = |i| Provider::new(self.name(i), move || async move { self.attempt(i) });
        let providers: Vec<_> = self.indices().map(provider).collect();
        let result = with_own!(
            self.plan.settings,
            providers,
            Provider::settings,
            self.clock.block_on(self.judged().fetch_async(providers))
        );
        self.see(&result)
    }

    fn hedged(&self, delay: Duration) {
        let provider = |i| Provider::new(self.name(i), move || async move { self.attempt(i) });
        let providers: Vec<_> = self.indices().map(provider).collect();
        let mut hedged = self.judged().hedge(delay);
        let max_hedges = self.plan.settings.more.max_hedges;
        if let Some(max_hedges) = max_hedges {
            hedged = hedged.max_hedges(max_hedges);
        }
        let result = with_own!(
            self.plan.settings,
            providers,
            Provider::settings,
            self.clock.block_on(hedged.fetch_async(providers))
        );
        let zero_cap = (max_hedges == Some(0)).then_some(ConfigError::ZeroMaxHedges);
        is_one_of(refusal(&result), self.faults().chain(zero_cap));
        if let Ok(served) = &result {
            assert_eq!(served.value, 1);
        }
        let log = self.log.borrow();
        for i in self.indices() {
            let attempts = log.iter().filter(|made| made.provider == i).count() as u64;
            let retries = self.plan.settings.retries(i);
            assert!(attempts <= u64::from(retries) + 1, "retries");
        }
    }

    /// Checks that a cap or a concurrency of zero is refused.
    fn items(&self) {
        let Plan {
            max_keys,
            concurrency,
            ..
        } = *self.plan;
        let answer =
            |keys: &[u8]| Ok::<_, Failed>(keys.iter().map(|key| (*key, 1)).collect::<Vec<_>>());
        let blocking = |i| ItemProvider::new(self.name(i), answer).max_keys(max_keys);
        let providers: Vec<_> = self.indices().map(blocking).collect();
        let _ = format!("{providers:?}");
        let result = with_own!(
            self.plan.settings,
            providers,
            ItemProvider::settings,
            self.client.fetch_items([1_u8, 2, 3], providers)
        );
        let zero = |count, error: fn(Name) -> ConfigError| {
            let first = self.indices().next().filter(|_| count == 0)?;
            Some(error(self.name(first).into()))
        };
        let zero_cap = zero(max_keys, ConfigError::ZeroMaxKeys);
        is_one_of(refusal(&result), self.faults().chain(zero_cap));
        let awaited = |i| {
            let call = move |keys: Vec<u8>| async move { answer(&keys) };
            let provider = ItemProvider::new_async(self.name(i), call);
            provider.max_keys(max_keys).concurrency(concurrency)
        };
        let providers: Vec<_> = self.indices().map(awaited).collect();
        let result = with_own!(self.plan.settings, providers, ItemProvider::settings, {
            let call = self.client.fetch_items_async([1_u8, 2, 3], providers);
            self.clock.block_on(call)
        });
        let zero_count = zero(concurrency, ConfigError::ZeroConcurrency);
        let faults = self.faults().chain(zero_cap).chain(zero_count);
        is_one_of(refusal(&result), faults);
    }

    fn judged(&self) -> ScopedClient<'_, impl Fn(&u8) -> bool, impl Fn(&Failed) -> Verdict> {
        self.client
            .is_valid(|value: &u8| *value > 0)
            .classify(|error: &Failed| error.0)
    }

    /// Returns everything that is wrong with the list.
    fn faults(&self) -> impl Iterator<Item = ConfigError> {
        let settings = &self.plan.settings;
        let own = self
            .indices()
            .flat_map(|i| settings.own_faults(i, self.name(i)));
        own.flatten().chain(self.list_fault())
    }

    /// Returns the error of a list that is empty or has a name twice.
    fn list_fault(&self) -> Option<ConfigError> {
        if self.plan.providers.is_empty() {
            return Some(ConfigError::NoProviders);
        }
        let twice = self
            .indices()
            .find(|i| (0..*i).any(|j| self.name(j) == self.name(*i)))?;
        Some(ConfigError::DuplicateName(self.name(twice).into()))
    }

    fn see(&self, result: &Result<Served<u8, Failed>, AllProvidersFailed<Failed>>) -> Seen {
        let breaker = self.client.circuit_breaker();
        Seen {
            came: format!("{result:?}"),
            log: self.log.borrow().clone(),
            circuits: breaker.map_or_else(Vec::new, CircuitBreaker::snapshot),
        }
    }

    /// Checks everything that the settings promise of a blocking call.
    fn check(
        &self,
        result: &Result<Served<u8, Failed>, AllProvidersFailed<Failed>>,
        begin: Duration,
    ) {
        let (settings, log) = (&self.plan.settings, self.log.borrow());
        is_one_of(refusal(result), self.faults());
        if refusal(result).is_some() {
            assert!(log.is_empty(), "a provider was called");
            return;
        }
        let end = settings.deadline.map(|limit| begin.saturating_add(limit.0));
        let in_time = |made: &Attempted| {
            let limit = settings.timeout(made.provider);
            let limit = limit.map(|limit| made.began.saturating_add(limit));
            [limit, end]
                .into_iter()
                .flatten()
                .all(|at| made.ended <= at)
        };
        let mut attempts = 0_u32;
        for (i, made) in log.iter().enumerate() {
            if let Some(end) = end {
                assert!(
                    made.began < end || end == Duration::MAX,
                    "begun after the deadline"
                );
            }
            let Some(before) = i.checked_sub(1).map(|i| log[i]) else {
                attempts = 1;
                continue;
            };
            let (least, most) = if before.provider == made.provider {
                let retries = settings.retries(made.provider);
                assert!(attempts <= retries, "more retries than asked for");
                let verdict = match before.does {
                    Does::Fail(means) => means,
                    _ if !in_time(&before) => settings.on_timeout,
                    _ => settings.on_rejected,
                };
                let bounds = || settings.rest(made.provider).bounds(attempts);
                verdict.wait.map_or_else(bounds, |wait| (wait, wait))
            } else {
                assert!(before.provider < made.provider, "out of order");
                attempts = 0;
                (Duration::ZERO, Duration::ZERO)
            };
            let [least, most] = [least, most].map(|rest| before.ended.saturating_add(rest));
            assert!(
                (least..=most).contains(&made.began),
                "the wait before attempt {i}"
            );
            assert!(
                before.does != Does::Serve || !in_time(&before),
                "called after a success"
            );
            attempts += 1;
        }
        let failures = match result {
            Ok(served) => {
                let last = log.last().expect("a provider was called");
                assert_eq!(served.provider, self.name(last.provider));
                assert!(
                    last.does == Does::Serve && in_time(last),
                    "not to be served"
                );
                served.failures()
            }
            Err(failed) => {
                says_no_payload(failed);
                failed.failures()
            }
        };
        if settings.more.keep_attempts {
            let kept = failures.iter().filter(|failure| failure.attempts > 0);
            assert_eq!(
                kept.count() + usize::from(result.is_ok()),
                log.len(),
                "kept"
            );
        }
        for failure in failures {
            let made = |made: &&Attempted| self.name(made.provider) == &*failure.provider;
            let made: Vec<_> = log.iter().filter(made).collect();
            let attempts = failure.attempts as usize;
            if attempts == 0 {
                assert!(made.is_empty() && matches!(failure.kind, FailureKind::CircuitOpen(_)));
                continue;
            }
            if !settings.more.keep_attempts {
                assert_eq!(made.len(), attempts);
            }
            let last = made[attempts - 1];
            let expected = match last.does {
                Does::Fail(means) => FailureKind::Error(Failed(means.verdict)),
                _ if !in_time(last) => FailureKind::TimedOut,
                _ => FailureKind::Rejected,
            };
            assert_eq!(failure.kind, expected);
        }
    }
}

fn refusal<T, E>(result: &Result<T, AllProvidersFailed<E>>) -> Option<ConfigError> {
    match result.as_ref().err()?.end_reason() {
        EndReason::Refused(error) => {
            let _ = format!("{error} {error:?}");
            Some(error)
        }
        _ => None,
    }
}

/// Checks that a call with faults is refused because of one of them.
fn is_one_of(refused: Option<ConfigError>, faults: impl Iterator<Item = ConfigError>) {
    let faults: Vec<_> = faults.collect();
    match &refused {
        Some(refused) => assert!(faults.contains(refused), "refused as {refused}"),
        None => assert!(faults.is_empty(), "not refused: {faults:?}"),
    }
}
