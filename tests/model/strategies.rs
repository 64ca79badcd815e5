//! Random setups and transitions.

use std::time::Duration;

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use tests::reference::{Attempt, Does, Value, Verdict};

use crate::absent;
use crate::machine::{Asked, Call, Deed, How, NAMES, Pair, SLOTS, Settings, Setup, Transition};

const KEYS: [&str; 5] = ["k0", "k1", "k2", "k3", "k4"];

pub(crate) fn pair() -> BoxedStrategy<Pair> {
    let times = select(vec![0, 500, 1_000, 4_000, 60_000]).prop_map(Duration::from_millis);
    let lease = option::weighted(0.3, (1..8_u64).prop_map(half_seconds));
    (1..4_u32, times, lease, vec(settings(), 2))
        .prop_map(|(failure_threshold, reset_after, probe_lease, clients)| {
            Pair::of(Setup {
                failure_threshold,
                reset_after,
                probe_lease,
                clients,
            })
        })
        .boxed()
}

pub(crate) fn transition() -> BoxedStrategy<Transition> {
    let meanwhile = prop_oneof![3 => but_a_call(), 1 => call(&None).prop_map(Transition::Call)];
    prop_oneof![
        5 => call(&Some(meanwhile.boxed())).prop_map(Transition::Call),
        4 => but_a_call(),
    ]
    .boxed()
}

fn half_seconds(count: u64) -> Duration {
    Duration::from_millis(500 * count)
}

fn settings() -> impl Strategy<Value = Settings> {
    let backoff = select(vec![0, 0, 1, 3]).prop_map(half_seconds);
    let timeout = option::of((1..4_u64).prop_map(half_seconds));
    let deadline = option::weighted(0.4, (1..12_u64).prop_map(half_seconds));
    (
        0..3_u32,
        backoff,
        timeout,
        deadline,
        verdict(),
        verdict(),
        verdict(),
        option::of(verdict()),
        any::<bool>(),
    )
        .prop_map(
            |(
                retries,
                retry_backoff,
                timeout,
                deadline,
                on_timeout,
                on_deadline,
                on_rejected,
                on_absent,
                probe_earliest,
            )| {
                Settings {
                    retries,
                    retry_backoff,
                    // A timeout is not longer than the deadline.
                    timeout: timeout
                        .map(|timeout| deadline.map_or(timeout, |most| timeout.min(most))),
                    deadline,
                    on_timeout,
                    on_deadline,
                    on_rejected,
                    on_absent,
                    probe_earliest,
                }
            },
        )
}

fn verdict() -> impl Strategy<Value = Verdict> {
    select(vec![
        Verdict::RETRY,
        Verdict::RETRY,
        Verdict::NEXT,
        Verdict::STOP,
        Verdict::RETRY.uncounted(),
        Verdict::RETRY.healthy(),
        Verdict::RETRY.after(half_seconds(1)),
        Verdict::NEXT.open_for(half_seconds(3)),
    ])
}

/// Draws any step except a call.
fn but_a_call() -> impl Strategy<Value = Transition> {
    let name = || select(&NAMES[..]);
    let slot = || 0..SLOTS;
    let how = prop_oneof![
        3 => Just(How::Failure),
        2 => Just(How::Success),
        2 => (1..8_u64).prop_map(|count| How::StayAway(half_seconds(count))),
        2 => Just(How::Drop),
    ];
    prop_oneof![
        4 => (1..6_u64).prop_map(|count| Transition::Forward(half_seconds(count))),
        1 => (1..12_u64).prop_map(|count| Transition::Back(half_seconds(count))),
        6 => (name(), select(vec![0, -1, 1]))
            .prop_map(|(boundary, nanos)| Transition::To { boundary, nanos }),
        1 => name().prop_map(Transition::Reset),
        1 => name().prop_map(Transition::ForceOpen),
        1 => name().prop_map(Transition::ForceClose),
        4 => (slot(), name()).prop_map(|(slot, name)| Transition::Take { slot, name }),
        5 => (slot(), how).prop_map(|(slot, how)| Transition::Settle { slot, how }),
    ]
}

type Meanwhile = Option<BoxedStrategy<Transition>>;

fn call(meanwhile: &Meanwhile) -> BoxedStrategy<Call> {
    prop_oneof![
        3 => call_with(false, meanwhile),
        1 => call_with(true, meanwhile),
    ]
    .boxed()
}

/// Draws calls whose providers may return `None`, or not.
fn call_with(has_absent: bool, meanwhile: &Meanwhile) -> BoxedStrategy<Call> {
    let error = || (0..9_i64).prop_map(Does::Error);
    let absent = || Just(Does::Absent);
    let (value, answer) = if has_absent {
        // A provider of batch calls returns an `Option` or a `Result`, not both.
        (
            prop_oneof![6 => value(), 3 => error(), 3 => absent()].boxed(),
            prop_oneof![6 => answer(), 5 => absent()].boxed(),
        )
    } else {
        (
            prop_oneof![6 => value(), 5 => error()].boxed(),
            prop_oneof![6 => answer(), 5 => error()].boxed(),
        )
    };
    let providers = |does| providers(has_absent, does, meanwhile.clone());
    let whole = (0..2_usize, providers(value)).prop_map(move |(client, providers)| Call {
        client,
        keys: None,
        has_absent,
        providers,
    });
    let keys = vec(select(&KEYS[..]), 0..7);
    let items =
        (0..2_usize, keys, providers(answer)).prop_map(move |(client, keys, providers)| Call {
            client,
            keys: Some(keys),
            has_absent,
            providers,
        });
    prop_oneof![whole, items].boxed()
}

fn providers(
    has_absent: bool,
    does: BoxedStrategy<Does>,
    meanwhile: Meanwhile,
) -> impl Strategy<Value = Vec<Asked>> {
    let names = prop_oneof![
        20 => subsequence(NAMES.to_vec(), 1..=NAMES.len()).prop_shuffle(),
        // No provider, or one twice: refused. The attribute refuses them at compile time.
        u32::from(!has_absent) => select(vec![vec![], vec!["a", "b", "a"]]),
    ];
    let max_keys = if has_absent {
        Just(Some(absent::MAX_KEYS)).boxed()
    } else {
        prop_oneof![20 => Just(None), 20 => (1..4_usize).prop_map(Some), 1 => Just(Some(0))].boxed()
    };
    names.prop_flat_map(move |names| {
        let asked = |name| asked(name, max_keys.clone(), does.clone(), meanwhile.clone());
        names.into_iter().map(asked).collect::<Vec<_>>()
    })
}

fn asked(
    name: &'static str,
    max_keys: BoxedStrategy<Option<usize>>,
    does: BoxedStrategy<Does>,
    meanwhile: Meanwhile,
) -> impl Strategy<Value = Asked> {
    (max_keys, vec(deed(does, meanwhile), 1..4)).prop_map(move |(max_keys, deeds)| Asked {
        name,
        max_keys,
        deeds,
    })
}

fn deed(does: BoxedStrategy<Does>, meanwhile: Meanwhile) -> BoxedStrategy<Deed> {
    let takes = prop_oneof![
        3 => Just(Duration::ZERO),
        2 => (1..5_u64).prop_map(half_seconds),
        // One nanosecond before or after a limit.
        1 => (1..5_u64, any::<bool>()).prop_map(|(count, more)| {
            let nano = Duration::from_nanos(1);
            if more { half_seconds(count) + nano } else { half_seconds(count) - nano }
        }),
    ];
    let meanwhile = match meanwhile {
        None => Just(None).boxed(),
        Some(meanwhile) => option::weighted(0.15, meanwhile.prop_map(Box::new)).boxed(),
    };
    let does = prop_oneof![
        11 => does,
        1 => select(vec![Does::Panics, Does::CallerLeaves]),
    ];
    (meanwhile, takes, does)
        .prop_map(|(meanwhile, takes, does)| Deed {
            meanwhile,
            attempt: Attempt { takes, does },
        })
        .boxed()
}

fn value() -> impl Strategy<Value = Does> {
    prop_oneof![3 => 1..9_i64, 1 => -1..1_i64].prop_map(|value| Does::Value(Some(value)))
}

fn answer() -> impl Strategy<Value = Does> {
    let pair = || {
        let key = select([&KEYS[..], &["other"]].concat());
        (
            key,
            option::weighted(0.9, prop_oneof![4 => 1..9_i64, 1 => -1..1_i64]),
        )
    };
    let owned = |pairs: Vec<(&str, Value)>| {
        let pairs = pairs
            .into_iter()
            .map(|(key, value)| (key.to_owned(), value));
        Does::Pairs(pairs.collect())
    };
    prop_oneof![
        4 => vec(pair(), 0..7).prop_map(owned),
        1 => vec(option::of(pair().prop_map(|(_, value)| value)), 0..5).prop_map(Does::InOrder),
    ]
}
