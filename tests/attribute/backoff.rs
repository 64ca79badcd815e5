//! `retry_backoff`: a duration, a curve in words, or an expression.
#![allow(
    unused_qualifications,
    clippy::unused_async,
    reason = "a path tells a function from the attribute's words, and an async form is tested too"
)]

use std::sync::LazyLock;
use std::time::Duration;

use failover_core::testing::ManualClock;
use failover_core::{Backoff, Clock, Jitter, Result, failover};
use tests::support::{MS, SECOND, secs};

fn down() -> std::result::Result<u8, String> {
    Err("down".into())
}

async fn down_later() -> std::result::Result<u8, String> {
    down()
}

const BASE: Duration = SECOND;
const SEEDED: Backoff = Backoff::exponential(BASE).seed(3);

/// The words win over functions of these names, and a path still calls the function.
const fn exponential(base: Duration) -> Backoff {
    Backoff::linear(base)
}

const fn linear(_: u8) -> u8 {
    panic!()
}

/// Annotates a function per backoff, and checks its waits.
macro_rules! waits {
    ($($name:ident: $backoff:expr => $waits:expr;)*) => {$(
        #[test]
        fn $name() {
            static CLOCK: LazyLock<ManualClock> = LazyLock::new(ManualClock::new);

            #[failover(providers = [down], retries = 3, retry_backoff = $backoff, clock = CLOCK.clone())]
            fn $name() -> Result<u8, String>;

            $name().unwrap_err();
            assert_eq!(CLOCK.slept(), $waits);
        }
    )*};
}

waits! {
    a_duration_is_linear_and_exact: 1s => [1, 2, 3].map(secs);
    an_exponential_curve_doubles: exponential(1s, jitter = none) => [1, 2, 4].map(secs);
    max_bounds_a_curve: exponential(1s, max = 1.5s, jitter = none) => [1000, 1500, 1500].map(|ms| ms * MS);
    a_linear_curve_has_no_jitter: linear(1s) => [1, 2, 3].map(secs);
    a_linear_curve_has_a_max: linear(1s, max = 2s) => [1, 2, 2].map(secs);
    a_base_may_be_a_constant: exponential(BASE, max = BASE, jitter = none) => [1, 1, 1].map(secs);
    an_expression_may_be_a_duration: Duration::from_secs(2) => [2, 4, 6].map(secs);
    an_expression_may_be_a_backoff: SEEDED.max(secs(2)).jitter(Jitter::None) => [1, 2, 2].map(secs);
    a_path_calls_the_function: crate::backoff::exponential(BASE) => [1, 2, 3].map(secs);
}

#[test]
fn jitter_is_full_unless_it_is_set() {
    static FULL: LazyLock<ManualClock> = LazyLock::new(ManualClock::new);
    static EQUAL: LazyLock<ManualClock> = LazyLock::new(ManualClock::new);

    #[failover(providers = [down], retries = 9, retry_backoff = exponential(1s, max = 1s), clock = FULL.clone())]
    fn full() -> Result<u8, String>;

    #[failover(providers = [down], retries = 9, retry_backoff = linear(1s, jitter = equal, max = 1s), clock = EQUAL.clone())]
    fn equal() -> Result<u8, String>;

    for _ in 0..10 {
        full().unwrap_err();
        equal().unwrap_err();
    }
    let (full, equal) = (FULL.slept(), EQUAL.slept());
    assert!(full.iter().all(|wait| *wait <= SECOND), "{full:?}");
    assert!(full.iter().any(|wait| *wait < SECOND / 2), "{full:?}");
    let half = SECOND / 2..=SECOND;
    assert!(equal.iter().all(|wait| half.contains(wait)), "{equal:?}");
    assert!(equal.iter().any(|wait| *wait < SECOND), "{equal:?}");
    assert!(std::panic::catch_unwind(|| linear(1)).is_err());
}

#[test]
fn an_async_function_waits_on_its_clock() {
    static CLOCK: LazyLock<ManualClock> = LazyLock::new(ManualClock::new);

    #[failover(
        providers = [down_later],
        retries = 2,
        retry_backoff = exponential(1s, jitter = none),
        clock = CLOCK.clone()
    )]
    async fn call() -> Result<u8, String>;

    CLOCK.block_on(call()).unwrap_err();
    assert_eq!(CLOCK.now(), secs(3));
}

#[test]
fn a_provider_may_have_a_curve_of_its_own() {
    static CLOCK: LazyLock<ManualClock> = LazyLock::new(ManualClock::new);

    #[failover(
        providers = [down, other = down],
        retries = 2,
        retry_backoff = 1s,
        retry_backoff(other = exponential(2s, max = 3s, jitter = none)),
        clock = CLOCK.clone()
    )]
    fn call() -> Result<u8, String>;

    call().unwrap_err();
    assert_eq!(CLOCK.slept(), [1, 2, 2, 3].map(secs));
}
