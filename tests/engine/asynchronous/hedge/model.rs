//! Hedged calls against a model of them, and against calls that are not hedged.

use failover_core::{CircuitBreaker, WhenAllOpen};
use proptest::prelude::*;
use std::sync::Arc;
use tests::support::failures_in_a_row;

use super::*;

/// An error that stops the call.
const STOP: Status = 400;

fn classify(code: &Status) -> Verdict {
    match *code {
        STOP => Verdict::STOP,
        429 => Verdict::NEXT.open_for(secs(30)),
        404 => Verdict::NEXT.uncounted(),
        _ => Verdict::RETRY,
    }
}

fn code() -> impl Strategy<Value = Status> {
    prop_oneof![4 => Just(503), 1 => Just(STOP), 1 => Just(429), 1 => Just(404)]
}

fn reply() -> impl Strategy<Value = Reply> {
    let result = prop_oneof![2 => Just(Ok(1)), 3 => code().prop_map(Err)];
    (0..30_u64, result).prop_map(|(after, result)| (secs(after), result))
}

/// The start of each provider, and the one that served and when. `None` if none did, and whether that was a stop.
#[derive(Debug, PartialEq)]
struct Told {
    starts: Vec<(usize, Duration)>,
    end: Duration,
    winner: Option<usize>,
    is_stopped: bool,
    /// The providers that were running and had started before the winner.
    overtaken: Vec<usize>,
}

/// Returns what the rules say of providers that answer once. Time goes from event to event. At most `most` run at the same
/// time because one was slow.
fn expected(delay: Duration, most: usize, replies: &[Reply]) -> Told {
    let mut starts: Vec<(usize, Duration)> = Vec::new();
    let mut over = vec![false; replies.len()];
    let mut due = 1;
    let mut now = Duration::ZERO;
    let told = |starts, end, winner, is_stopped, overtaken| Told {
        starts,
        end,
        winner,
        is_stopped,
        overtaken,
    };
    loop {
        // Who comes to an end now, first those that are under way, then whoever is started.
        let mut looked_at = 0;
        loop {
            while looked_at < starts.len() {
                let (provider, began) = starts[looked_at];
                looked_at += 1;
                if over[provider] || began + replies[provider].0 > now {
                    continue;
                }
                match replies[provider].1 {
                    Ok(_) => {
                        let overtaken = (0..provider).filter(|i| !over[*i]).collect();
                        return told(starts, now, Some(provider), false, overtaken);
                    }
                    Err(STOP) => return told(starts, now, None, true, Vec::new()),
                    Err(_) => {
                        over[provider] = true;
                        due += 1;
                    }
                }
            }
            if starts.len() == replies.len() {
                break;
            }
            let running = starts.iter().filter(|(i, _)| !over[*i]).count();
            let is_slow = starts.last().is_some_and(|last| last.1 + delay <= now);
            if due == 0 && is_slow && running < most {
                due = 1;
            }
            if due == 0 {
                break;
            }
            due -= 1;
            starts.push((starts.len(), now));
        }
        let ends = starts.iter().filter(|(provider, _)| !over[*provider]);
        let ends = ends.map(|(provider, began)| *began + replies[*provider].0);
        let hedge = starts.last().map(|last| last.1 + delay);
        let running = starts.iter().filter(|(i, _)| !over[*i]).count();
        let hedge = hedge.filter(|_| starts.len() < replies.len() && running < most);
        match ends.chain(hedge).min() {
            Some(next) => now = next,
            None => return told(starts, now, None, false, Vec::new()),
        }
    }
}

/// The results of a call: its outcome, its events, and the circuits.
#[derive(Debug, PartialEq)]
struct Left {
    outcome: Result<(String, Vec<String>), (EndReason, Vec<String>)>,
    log: Vec<String>,
    circuits: Vec<String>,
}

/// The settings of a client, and the state of each circuit: closed, failed once, open, half-open, held open, or being
/// probed.
#[derive(Debug, Clone)]
struct Scenario {
    retries: u32,
    backoff: u64,
    timeout: Option<u64>,
    deadline: Option<u64>,
    all_open: bool,
    /// `on_deadline` and `on_overtaken`.
    verdicts: (Verdict, Verdict),
    circuits: Vec<u8>,
    plans: Vec<Vec<Reply>>,
}

fn scenario() -> impl Strategy<Value = Scenario> {
    let limit = || prop::option::of(1..40_u64);
    let verdict = || {
        prop::sample::select(vec![
            Verdict::NEXT,
            Verdict::NEXT.uncounted(),
            Verdict::STOP,
        ])
    };
    let verdicts = (verdict(), verdict());
    let settings = (
        0..3_u32,
        0..5_u64,
        limit(),
        limit(),
        any::<bool>(),
        verdicts,
    );
    let circuits = prop_oneof![
        prop::collection::vec(0..6_u8, 3),
        prop::collection::vec(2..6_u8, 3),
        Just(vec![2, 2, 2]),
    ];
    let plans = prop::collection::vec(prop::collection::vec(reply(), 1..4), 3);
    (settings, circuits, plans).prop_map(|(settings, circuits, plans)| {
        let (retries, backoff, timeout, deadline, all_open, verdicts) = settings;
        // A timeout is not longer than the deadline.
        let timeout = timeout.map(|timeout| deadline.map_or(timeout, |most| timeout.min(most)));
        Scenario {
            retries,
            backoff,
            timeout,
            deadline,
            all_open,
            verdicts,
            circuits,
            plans,
        }
    })
}

impl Scenario {
    /// Plays it, hedged or not.
    fn play(&self, hedge: Option<Duration>) -> Left {
        let world = World::default();
        let breaker = Arc::new(CircuitBreaker::new(2, secs(60)).clock(world.clock.clone()));
        let mut elsewhere = Vec::new();
        for (name, state) in NAMES.into_iter().zip(&self.circuits) {
            let permit = breaker.permit(name).unwrap();
            match state {
                1 => permit.failure(),
                2 => permit.open_for(secs(20)),
                3 | 5 => permit.open_for(Duration::from_nanos(1)),
                4 => breaker.force_open(name),
                _ => {}
            }
        }
        world.clock.advance(secs(1));
        for (name, state) in NAMES.into_iter().zip(&self.circuits) {
            if *state == 5 {
                elsewhere.push(breaker.permit(name).unwrap());
            }
        }
        let mut builder = world.builder().circuit_breaker(Arc::clone(&breaker));
        builder = builder.retries(self.retries);
        builder = builder
            .on_deadline(self.verdicts.0)
            .on_overtaken(self.verdicts.1);
        builder = builder.retry_backoff(secs(self.backoff));
        if let Some(timeout) = self.timeout {
            builder = builder.timeout(secs(timeout));
        }
        if let Some(deadline) = self.deadline {
            builder = builder.deadline(secs(deadline));
        }
        if self.all_open {
            builder = builder.when_all_open(WhenAllOpen::ProbeEarliest);
        }
        let client = builder.build().unwrap();
        let [a, b, c] = &world.sources([0, 1, 2].map(|i| &*self.plans[i]));
        let list = (
            Provider::new("a", || a.attempt()),
            Provider::new("b", || b.attempt()),
            Provider::new("c", || c.attempt()),
        );
        let judged = client.classify(classify);
        let outcome = match hedge {
            Some(delay) => world.clock.block_on(judged.hedge(delay).fetch_async(&list)),
            None => world.clock.block_on(judged.fetch_async(&list)),
        };
        let told = |failures: &[Failure<Status>]| -> Vec<String> {
            failures
                .iter()
                .map(|failure| format!("{failure:?}"))
                .collect()
        };
        let outcome = match outcome {
            Ok(served) => Ok((format!("{:?}", turns(&served)), told(served.failures()))),
            Err(failed) => Err((failed.end_reason(), told(failed.failures()))),
        };
        let circuits = breaker.snapshot().into_iter();
        let mut circuits: Vec<_> = circuits.map(|circuit| format!("{circuit:?}")).collect();
        circuits.sort();
        Left {
            outcome,
            log: world.log(),
            circuits,
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn providers_are_started_and_win_as_the_rules_say(
        delay in 0..20_u64,
        max_hedges in prop::option::of(1..4_u32),
        replies in prop::collection::vec(reply(), 1..6),
    ) {
        let world = World::default();
        let breaker = Arc::new(CircuitBreaker::new(9, secs(60)).clock(world.clock.clone()));
        let plans: Vec<[Reply; 1]> = replies.iter().map(|reply| [*reply]).collect();
        let sources: Vec<_> = plans.iter().zip(NAMES).map(|(plan, name)| {
            let [mut source] = world.sources([plan]);
            source.name = name;
            source
        }).collect();
        let list: Vec<_> = sources.iter().map(|source| {
            Provider::new(source.name, || source.attempt())
        }).collect();
        let client = world.builder().on_overtaken(Verdict::NEXT);
        let client = client.circuit_breaker(Arc::clone(&breaker)).build().unwrap();
        let mut hedged = client.classify(classify).hedge(secs(delay));
        if let Some(most) = max_hedges {
            hedged = hedged.max_hedges(most);
        }
        let outcome = world.clock.block_on(hedged.fetch_async(&list));

        let place = |name: &str| NAMES.iter().position(|known| *known == name);
        let starts = world.log().into_iter().filter_map(|line| {
            let (now, name) = line.split_once(' ')?;
            let now = Duration::from_secs_f64(now.parse().ok()?);
            Some((place(name)?, now))
        });
        let told = Told {
            starts: starts.collect(),
            end: world.clock.now(),
            winner: outcome.as_ref().ok().and_then(|served| place(&served.provider)),
            is_stopped: outcome.as_ref().is_err_and(|failed| failed.end_reason() == EndReason::Stopped),
            // A provider that answers once has no other way to a failure without an error.
            overtaken: (0..replies.len()).filter(|i| {
                let counted = failures_in_a_row(&breaker, NAMES[*i]) > 0;
                let failures = match &outcome {
                    Ok(served) => served.failures(),
                    Err(failed) => failed.failures(),
                };
                let is_cancelled = |failure: &Failure<Status>| {
                    failure.provider == NAMES[*i] && failure.kind == CANCELLED
                };
                counted && failures.iter().any(is_cancelled)
            }).collect(),
        };
        let most = max_hedges.map_or(usize::MAX, |most| 1 + most as usize);
        prop_assert_eq!(&told, &expected(secs(delay), most, &replies));

        // Everybody who was started is told of, once, in order.
        let failures = match &outcome {
            Ok(served) => served.failures(),
            Err(failed) => failed.failures(),
        };
        let names: Vec<_> = failures.iter().map(|failure| failure.provider.as_str()).collect();
        let others = told.starts.iter().filter(|(provider, _)| Some(*provider) != told.winner);
        let others: Vec<_> = others.map(|(provider, _)| NAMES[*provider]).collect();
        prop_assert_eq!(names, others);
        for failure in failures {
            let (after, result) = replies[place(&failure.provider).unwrap()];
            let began = told.starts[place(&failure.provider).unwrap()].1;
            match &failure.kind {
                FailureKind::Error(code) => prop_assert_eq!(result, Err(*code)),
                FailureKind::Cancelled => prop_assert!(began + after >= told.end),
                other => prop_assert!(false, "{}", other),
            }
        }
    }

    #[test]
    fn a_delay_that_is_never_reached_makes_no_difference(scenario in scenario()) {
        prop_assert_eq!(scenario.play(Some(secs(10_000))), scenario.play(None));
    }
}
