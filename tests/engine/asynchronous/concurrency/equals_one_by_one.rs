//! Concurrent chunks have the same result as chunks one after another.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::time::Duration;

use failover_core::testing::ManualClock;
use failover_core::{
    AllProvidersFailed, CircuitBreaker, Clock, EndReason, FailoverClient, ItemProvider, ItemResult,
    Reason, Verdict,
};
use proptest::collection::vec;
use proptest::prelude::*;
use tests::support::{client_on, secs, wait, yield_now};

type Key = u8;
type Value = i64;
type Outcome = Result<ItemResult<Key, Value, u16>, AllProvidersFailed<u16>>;

const NAMES: [&str; 3] = ["a", "b", "c"];

/// The outcome of an attempt, and the time that it takes.
#[derive(Debug, Clone)]
struct Attempt {
    takes: u64,
    /// True if it is over only after a second poll, without any time passing.
    yields: bool,
    comes: Comes,
}

#[derive(Debug, Clone)]
enum Comes {
    /// A valid value, an invalid one, or none, for each key in turn.
    Answer(Vec<Option<bool>>),
    WrongLength,
    Error(u16),
}

/// A provider: for each chunk the attempts in turn, of which the last repeats.
#[derive(Debug, Clone)]
struct Provider {
    max_keys: usize,
    concurrency: usize,
    chunks: Vec<Vec<Attempt>>,
}

#[derive(Debug, Clone)]
struct Settings {
    retries: u32,
    backoff: u64,
    timeout: Option<u64>,
    threshold: u32,
}

fn comes(codes: &'static [u16]) -> impl Strategy<Value = Comes> {
    let answer = vec(
        proptest::option::weighted(0.8, proptest::bool::weighted(0.7)),
        1..6,
    );
    prop_oneof![
        5 => answer.prop_map(Comes::Answer),
        1 => Just(Comes::WrongLength),
        4 => proptest::sample::select(codes).prop_map(Comes::Error),
    ]
}

fn attempt(codes: &'static [u16]) -> impl Strategy<Value = Attempt> {
    (0..5_u64, any::<bool>(), comes(codes)).prop_map(|(takes, yields, comes)| Attempt {
        takes,
        yields,
        comes,
    })
}

fn provider(codes: &'static [u16]) -> impl Strategy<Value = Provider> {
    let chunks = vec(vec(attempt(codes), 1..4), 1..8);
    (1..4_usize, 1..6_usize, chunks).prop_map(|(max_keys, concurrency, chunks)| Provider {
        max_keys,
        concurrency,
        chunks,
    })
}

fn settings() -> impl Strategy<Value = Settings> {
    let timeout = proptest::option::of(1..4_u64);
    (0..3_u32, 0..3_u64, timeout, 1..4_u32).prop_map(|(retries, backoff, timeout, threshold)| {
        Settings {
            retries,
            backoff,
            timeout,
            threshold,
        }
    })
}

/// The events of one attempt, in order.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Event {
    Begun {
        provider: usize,
        first: Key,
    },
    /// Came to its end with a failure of this code, or with none.
    EndReason {
        provider: usize,
        code: Option<u16>,
    },
}

struct World {
    clock: ManualClock,
    client: FailoverClient,
    events: RefCell<Vec<Event>>,
    under_way: Vec<Cell<usize>>,
    most: Vec<Cell<usize>>,
}

struct UnderWay<'a>(&'a Cell<usize>);

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        self.0.set(self.0.get() - 1);
    }
}

impl World {
    fn new(settings: &Settings, providers: usize) -> Self {
        let clock = ManualClock::new();
        // Open for ever, as time passes differently.
        let breaker = CircuitBreaker::new(settings.threshold, Duration::MAX).clock(clock.clone());
        let client = client_on(&clock)
            .retries(settings.retries)
            .retry_backoff(secs(settings.backoff))
            .circuit_breaker(breaker);
        let client = match settings.timeout {
            Some(timeout) => client.timeout(secs(timeout)),
            None => client,
        };
        Self {
            clock,
            client: client.build().unwrap(),
            events: RefCell::default(),
            under_way: vec![Cell::new(0); providers],
            most: vec![Cell::new(0); providers],
        }
    }

    async fn ask(
        &self,
        index: usize,
        provider: &Provider,
        attempts: &RefCell<BTreeMap<Key, usize>>,
        keys: Vec<Key>,
    ) -> Result<Vec<Option<Value>>, u16> {
        let first = keys[0];
        assert!(keys.len() <= provider.max_keys);
        self.events.borrow_mut().push(Event::Begun {
            provider: index,
            first,
        });
        let under_way = &self.under_way[index];
        under_way.set(under_way.get() + 1);
        let most = &self.most[index];
        most.set(most.get().max(under_way.get()));
        let _under_way = UnderWay(under_way);
        let number = {
            let mut attempts = attempts.borrow_mut();
            let number = attempts.entry(first).or_default();
            *number += 1;
            *number - 1
        };
        let attempts = &provider.chunks[usize::from(first) % provider.chunks.len()];
        let attempt = &attempts[number.min(attempts.len() - 1)];
        if attempt.takes > 0 {
            wait(&self.clock, secs(attempt.takes)).await;
        }
        if attempt.yields {
            yield_now().await;
        }
        let result = match &attempt.comes {
            Comes::Error(code) => Err(*code),
            Comes::WrongLength => Ok(vec![None; keys.len() + 1]),
            Comes::Answer(flags) => {
                let value = |(place, key): (usize, &Key)| {
                    let valid = flags[place % flags.len()]?;
                    let value = Value::try_from(index).unwrap() * 1000 + Value::from(*key) + 1;
                    Some(if valid { value } else { -value })
                };
                Ok(keys.iter().enumerate().map(value).collect())
            }
        };
        self.events.borrow_mut().push(Event::EndReason {
            provider: index,
            code: result.as_ref().err().copied(),
        });
        result
    }

    fn fetch(&self, keys: &[Key], providers: &[Provider], at_once: bool) -> Outcome {
        let attempts: Vec<RefCell<BTreeMap<Key, usize>>> =
            providers.iter().map(|_| RefCell::default()).collect();
        let list: Vec<_> = providers
            .iter()
            .enumerate()
            .map(|(index, provider)| {
                let attempts = &attempts[index];
                let call = move |keys| self.ask(index, provider, attempts, keys);
                let concurrency = if at_once { provider.concurrency } else { 1 };
                ItemProvider::new_async(NAMES[index], call)
                    .max_keys(provider.max_keys)
                    .concurrency(concurrency)
            })
            .collect();
        let judged = self.client.is_valid(|value: &Value| *value > 0);
        let judged = judged.classify(classify);
        self.clock.block_on(judged.fetch_items_async(keys, list))
    }
}

/// None of the first three ends a turn.
const GOING_ON: &[u16] = &[500, 502, 501];
const ENDING: &[u16] = &[500, 501, 404, 400, 429];

fn classify(code: &u16) -> Verdict {
    match code {
        501 => Verdict::RETRY.uncounted(),
        404 => Verdict::NEXT,
        400 => Verdict::STOP,
        429 => Verdict::NEXT.open_for(secs(30)),
        _ => Verdict::RETRY,
    }
}

fn ends_turn(code: u16) -> bool {
    [404, 400, 429].contains(&code)
}

/// All that a call tells.
fn told(outcome: &Outcome) -> String {
    match outcome {
        Err(failed) => {
            let turns: Vec<_> = failed.turns().collect();
            format!(
                "{:?} {:?} {turns:?}",
                failed.end_reason(),
                failed.failures()
            )
        }
        Ok(result) => {
            let served: Vec<_> = result.iter().collect();
            let missing: Vec<_> = result
                .missing()
                .map(|missing| (missing.key, missing.reasons().collect::<Vec<_>>()))
                .collect();
            let turns: Vec<_> = result.turns().collect();
            let failures: Vec<_> = result.failures().collect();
            let requests: Vec<_> = result.failed_requests().collect();
            let ended = result.end_reason();
            format!(
                "{ended:?}\nserved {served:?}\nmissing {missing:?}\n\
                 turns {turns:?}\nfailures {failures:?}\nrequests {requests:?}"
            )
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn a_call_tells_the_same_whether_its_chunks_were_asked_for_at_once_or_not(
        keys in vec(0..40_u8, 0..24),
        providers in vec(provider(GOING_ON), 1..4),
        settings in settings(),
    ) {
        let one_by_one = World::new(&settings, providers.len());
        let at_once = World::new(&settings, providers.len());
        // Several calls, as circuits open.
        for _ in 0..3 {
            let begun = [one_by_one.clock.now(), at_once.clock.now()];
            let expected = told(&one_by_one.fetch(&keys, &providers, false));
            prop_assert_eq!(told(&at_once.fetch(&keys, &providers, true)), expected);
            let took = at_once.clock.now() - begun[1];
            prop_assert!(took <= one_by_one.clock.now() - begun[0], "it took longer: {took:?}");
        }
        let circuits = |world: &World| world.client.circuit_breaker().unwrap().snapshot();
        prop_assert_eq!(circuits(&at_once), circuits(&one_by_one));
        let events = |world: &World| {
            let mut events = Vec::new();
            for event in world.events.borrow().iter() {
                if let Event::Begun { provider, first } = event {
                    events.push((*provider, *first));
                }
            }
            events.sort_unstable();
            events
        };
        prop_assert_eq!(events(&at_once), events(&one_by_one));
        for (provider, most) in providers.iter().zip(&at_once.most) {
            prop_assert!(most.get() <= provider.concurrency);
        }
        prop_assert!(at_once.under_way.iter().all(|under_way| under_way.get() == 0));
    }

    #[test]
    fn what_ends_a_turn_ends_it_and_nothing_that_came_is_lost(
        keys in vec(0..40_u8, 1..24),
        providers in vec(provider(ENDING), 1..4),
        settings in settings(),
    ) {
        let world = World::new(&settings, providers.len());
        let outcome = world.fetch(&keys, &providers, true);
        let events = world.events.take();
        prop_assert!(world.under_way.iter().all(|under_way| under_way.get() == 0));

        // Once a verdict that ends the turn came, no attempt is begun at that provider; after a stop at nobody.
        let mut over = vec![false; providers.len()];
        let mut stopped = false;
        let mut begun = vec![0_u32; providers.len()];
        let mut chunks = vec![Vec::new(); providers.len()];
        for event in &events {
            match *event {
                Event::Begun { provider, first } => {
                    prop_assert!(!over[provider], "begun after the turn's end: {event:?}");
                    begun[provider] += 1;
                    if !chunks[provider].contains(&first) {
                        chunks[provider].push(first);
                    }
                }
                Event::EndReason { provider, code: Some(code) } if ends_turn(code) => {
                    over[provider] = true;
                    stopped |= code == 400;
                }
                Event::EndReason { .. } => {}
            }
        }
        let (ended, turns) = match &outcome {
            Ok(result) => (result.end_reason(), result.turns().map(|turn| (turn.provider, turn.attempts)).collect::<Vec<_>>()),
            Err(failed) => (failed.end_reason(), failed.turns().map(|turn| (turn.provider, turn.attempts)).collect()),
        };
        prop_assert_eq!(ended == EndReason::Stopped, stopped);
        for (name, attempts) in turns {
            let provider = NAMES.iter().position(|known| name == *known).unwrap();
            prop_assert_eq!(attempts, begun[provider]);
        }
        let Ok(result) = outcome else { return Ok(()) };
        let mut all: Vec<Key> = keys.clone();
        all.sort_unstable();
        all.dedup();
        let mut told: Vec<Key> = result.iter().map(|(key, _, _)| *key).collect();
        told.extend(result.missing().map(|missing| *missing.key));
        told.sort_unstable();
        prop_assert_eq!(told, all);
        for missing in result.missing() {
            for (name, reason) in missing.reasons() {
                let provider = NAMES.iter().position(|known| name == *known).unwrap();
                let was_begun = chunks[provider].contains(missing.key);
                match reason {
                    Reason::NotReached => prop_assert!(!was_begun, "{missing:?}"),
                    Reason::Rejected | Reason::NotReturned => prop_assert!(begun[provider] > 0),
                    Reason::Failed(failure) if chunks[provider].is_empty() => {
                        prop_assert_eq!(failure.attempts, 0);
                    }
                    Reason::Failed(_) | _ => {}
                }
            }
        }
    }
}
