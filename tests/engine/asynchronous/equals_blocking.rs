//! An async call does what a blocking one does, with any providers and circuits.

use std::cell::{Cell, RefCell};
use std::time::Duration;

use failover_core::testing::ManualClock;
use failover_core::{
    AllProvidersFailed, CircuitBreaker, CircuitSnapshot, Clock, FailoverClient, ItemProvider,
    ItemResult, Provider, Served, Verdict, WhenAllOpen,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use tests::support::{client_on, wait, yield_now};

const NAMES: [&str; 4] = ["a", "b", "c", "d"];

/// A provider's attempt: its time, and an error or a value for each key that leaves a remainder. A positive value is
/// valid.
#[derive(Debug, Clone)]
struct Attempt {
    takes: Duration,
    does: Result<(u8, i64), u8>,
}

#[derive(Debug, Clone)]
struct Feed {
    /// The state of its circuit before the first call.
    before: Before,
    max_keys: Option<usize>,
    /// The attempts in turn, and again from the first.
    attempts: Vec<Attempt>,
}

#[derive(Debug, Clone, Copy)]
enum Before {
    Closed,
    OneFailure,
    Open,
    HeldOpen,
    HeldClosed,
}

#[derive(Debug, Clone)]
struct Settings {
    retries: u32,
    retry_backoff: Duration,
    timeout: Option<Duration>,
    deadline: Option<Duration>,
    on_timeout: Verdict,
    on_deadline: Verdict,
    on_rejected: Verdict,
    when_all_open: WhenAllOpen,
    /// Threshold and `reset_after`.
    breaker: Option<(u32, Duration)>,
}

#[derive(Debug, Clone)]
struct Call {
    after: Duration,
    /// The keys of a batch call. `None` for a value call.
    keys: Option<Vec<u8>>,
}

fn time() -> impl Strategy<Value = Duration> {
    (0..8_u64).prop_map(|quarters| Duration::from_millis(quarters * 250))
}

fn limit() -> impl Strategy<Value = Option<Duration>> {
    option::of((1..8_u64).prop_map(|quarters| Duration::from_millis(quarters * 500)))
}

fn verdict() -> impl Strategy<Value = Verdict> {
    select(vec![
        Verdict::RETRY,
        Verdict::NEXT,
        Verdict::STOP,
        Verdict::RETRY.uncounted(),
        Verdict::NEXT.open_for(Duration::from_millis(750)),
    ])
}

/// Maps the code of an error to a verdict.
fn classify(code: &u8) -> Verdict {
    match code {
        0 => Verdict::STOP,
        1 => Verdict::NEXT,
        2 => Verdict::NEXT
            .uncounted()
            .open_for(Duration::from_millis(1250)),
        3 => Verdict::RETRY.uncounted(),
        _ => Verdict::RETRY,
    }
}

fn feed() -> impl Strategy<Value = Feed> {
    let does = prop_oneof![
        2 => (1..4_u8, 1..9_i64).prop_map(Ok),
        1 => (1..4_u8, -3..1_i64).prop_map(Ok),
        2 => (0..9_u8).prop_map(Err),
    ];
    let attempt = (time(), does).prop_map(|(takes, does)| Attempt { takes, does });
    let before = select(vec![
        Before::Closed,
        Before::Closed,
        Before::OneFailure,
        Before::Open,
        Before::HeldOpen,
        Before::HeldClosed,
    ]);
    (before, option::of(1..4_usize), vec(attempt, 1..6)).prop_map(|(before, max_keys, attempts)| {
        Feed {
            before,
            max_keys,
            attempts,
        }
    })
}

prop_compose! {
    fn settings()(
        retries in 0..3_u32,
        retry_backoff in time(),
        (timeout, deadline) in (limit(), limit()),
        (on_timeout, on_deadline) in (verdict(), verdict()),
        on_rejected in verdict(),
        when_all_open in select(vec![WhenAllOpen::Fail, WhenAllOpen::ProbeEarliest]),
        breaker in option::weighted(0.8, (1..4_u32, time())),
    ) -> Settings {
        Settings {
            retries,
            retry_backoff,
            // A timeout is not longer than the deadline.
            timeout: timeout.map(|timeout| deadline.map_or(timeout, |most| timeout.min(most))),
            deadline,
            on_timeout,
            on_deadline,
            on_rejected,
            when_all_open,
            breaker,
        }
    }
}

fn call() -> impl Strategy<Value = Call> {
    (time(), option::of(vec(0..6_u8, 0..8))).prop_map(|(after, keys)| Call { after, keys })
}

/// The kind of driver.
#[derive(Debug, Clone, Copy, PartialEq)]
enum By {
    Blocking,
    /// They are ready in their first poll, and take their time in it.
    Polled,
    /// They take their time in waiting.
    Waiting,
}

/// All that can be seen of a call.
#[derive(Debug, PartialEq)]
struct Seen {
    came: String,
    /// Provider, time and keys of each attempt.
    asked: Vec<(usize, Duration, Vec<u8>)>,
    ended: Duration,
    circuits: Vec<CircuitSnapshot>,
}

/// A clock, a client and its scripted providers.
struct Stage<'a> {
    feeds: &'a [Feed],
    clock: ManualClock,
    client: FailoverClient,
    cursors: [Cell<usize>; NAMES.len()],
    asked: RefCell<Vec<(usize, Duration, Vec<u8>)>>,
}

impl<'a> Stage<'a> {
    fn new(settings: &Settings, feeds: &'a [Feed]) -> Self {
        let clock = ManualClock::new();
        let mut client = client_on(&clock)
            .retries(settings.retries)
            .retry_backoff(settings.retry_backoff)
            .on_timeout(settings.on_timeout)
            .on_deadline(settings.on_deadline)
            .on_rejected(settings.on_rejected)
            .when_all_open(settings.when_all_open);
        if let Some(timeout) = settings.timeout {
            client = client.timeout(timeout);
        }
        if let Some(deadline) = settings.deadline {
            client = client.deadline(deadline);
        }
        if let Some((threshold, reset_after)) = settings.breaker {
            let breaker = CircuitBreaker::new(threshold, reset_after).clock(clock.clone());
            for (name, feed) in NAMES.into_iter().zip(feeds) {
                let failures = match feed.before {
                    Before::Closed => 0,
                    Before::OneFailure => 1,
                    Before::Open => threshold,
                    Before::HeldOpen => {
                        breaker.force_open(name);
                        0
                    }
                    Before::HeldClosed => {
                        breaker.force_close(name);
                        0
                    }
                };
                for _ in 0..failures {
                    breaker.permit(name).unwrap().failure();
                }
            }
            client = client.circuit_breaker(breaker);
        }
        Self {
            feeds,
            client: client.build().unwrap(),
            clock,
            cursors: Default::default(),
            asked: RefCell::default(),
        }
    }

    /// The next attempt at a provider.
    fn next(&self, i: usize, keys: &[u8]) -> &'a Attempt {
        let asked = (i, self.clock.now(), keys.to_vec());
        self.asked.borrow_mut().push(asked);
        let (attempts, cursor) = (&self.feeds[i].attempts, &self.cursors[i]);
        cursor.set(cursor.get() + 1);
        &attempts[(cursor.get() - 1) % attempts.len()]
    }

    fn block(&self, i: usize, keys: &[u8]) -> Result<(u8, i64), u8> {
        let attempt = self.next(i, keys);
        self.clock.advance(attempt.takes);
        attempt.does
    }

    async fn take(&self, by: By, i: usize, keys: &[u8]) -> Result<(u8, i64), u8> {
        if by == By::Polled {
            return self.block(i, keys);
        }
        let attempt = self.next(i, keys);
        yield_now().await;
        wait(&self.clock, attempt.takes).await;
        attempt.does
    }

    fn play(&self, call: &Call, by: By) -> Seen {
        self.clock.advance(call.after);
        let is_valid = |value: &i64| *value > 0;
        let client = self.client.is_valid(is_valid).classify(classify);
        let all = 0..self.feeds.len();
        let value = |(_, value)| value;
        let came = match (&call.keys, by) {
            (None, By::Blocking) => {
                let provider = |i| Provider::new(NAMES[i], move || self.block(i, &[]).map(value));
                whole(&client.fetch(all.map(provider).collect::<Vec<_>>()))
            }
            (None, by) => {
                let provider = |i| {
                    let call = move || async move { self.take(by, i, &[]).await.map(value) };
                    Provider::new(NAMES[i], call)
                };
                let call = client.fetch_async(all.map(provider).collect::<Vec<_>>());
                whole(&self.clock.block_on(call))
            }
            (Some(keys), By::Blocking) => {
                let provider = |i| {
                    let ask = move |keys: &[u8]| Ok(answer(i, keys, self.block(i, keys)?));
                    ItemProvider::new(NAMES[i], ask).max_keys(self.max_keys(i))
                };
                let providers: Vec<_> = all.map(provider).collect();
                items(&client.fetch_items(keys, providers))
            }
            (Some(keys), by) => {
                let provider = |i| {
                    let ask = move |keys: Vec<u8>| async move {
                        Ok(answer(i, &keys, self.take(by, i, &keys).await?))
                    };
                    ItemProvider::new_async(NAMES[i], ask).max_keys(self.max_keys(i))
                };
                let providers: Vec<_> = all.map(provider).collect();
                let call = client.fetch_items_async(keys, providers);
                items(&self.clock.block_on(call))
            }
        };
        let breaker = self.client.circuit_breaker();
        Seen {
            came,
            asked: self.asked.take(),
            ended: self.clock.now(),
            circuits: breaker.map_or_else(Vec::new, CircuitBreaker::snapshot),
        }
    }

    fn max_keys(&self, i: usize) -> usize {
        self.feeds[i].max_keys.unwrap_or(usize::MAX)
    }
}

/// The values of provider `i`: those of even keys are less, and may not be valid.
fn answer(i: usize, keys: &[u8], (divisor, value): (u8, i64)) -> Vec<(u8, i64)> {
    let known = keys.iter().filter(|key| **key % 4 < divisor);
    let value = |key: &u8| match key % 2 {
        0 => (*key, value - 4),
        _ => (*key, value + 100 * i64::try_from(i).unwrap()),
    };
    known.map(value).collect()
}

fn whole(result: &Result<Served<i64, u8>, AllProvidersFailed<u8>>) -> String {
    let turns = match result {
        Ok(served) => format!("{:?}", served.turns().collect::<Vec<_>>()),
        Err(failed) => format!("{:?}", failed.turns().collect::<Vec<_>>()),
    };
    format!("{result:?} {turns}")
}

fn items(result: &Result<ItemResult<u8, i64, u8>, AllProvidersFailed<u8>>) -> String {
    let result = match result {
        Ok(result) => result,
        Err(failed) => return format!("{failed:?}"),
    };
    let missing: Vec<_> = result
        .missing()
        .map(|missing| (*missing.key, missing.reasons().collect::<Vec<_>>()))
        .collect();
    format!(
        "{:?} {:?} {missing:?} {:?} {:?}",
        result.end_reason(),
        result.iter().collect::<Vec<_>>(),
        result.turns().collect::<Vec<_>>(),
        result.failed_requests().collect::<Vec<_>>(),
    )
}

proptest! {
    #[test]
    fn an_awaited_call_does_what_a_blocking_one_does(
        settings in settings(),
        feeds in vec(feed(), 1..=NAMES.len()),
        calls in vec(call(), 1..5),
    ) {
        let (blocking, polled) = (Stage::new(&settings, &feeds), Stage::new(&settings, &feeds));
        for call in &calls {
            let expected = blocking.play(call, By::Blocking);
            prop_assert_eq!(polled.play(call, By::Polled), expected);
        }
        prop_assert_eq!(polled.clock.slept(), blocking.clock.slept());

        // Who waits is dropped at a limit, where a blocking attempt comes late.
        let settings = Settings { timeout: None, deadline: None, ..settings };
        let (blocking, waiting) = (Stage::new(&settings, &feeds), Stage::new(&settings, &feeds));
        for call in &calls {
            let expected = blocking.play(call, By::Blocking);
            prop_assert_eq!(waiting.play(call, By::Waiting), expected);
        }
    }
}
