//! `observer` and `on_failure`.

use std::future::{Ready, ready};
use std::sync::atomic::{AtomicU32, Ordering};

use failover_core::{
    Counters, Event, FailoverClient, Failure, ItemResult, Observer, Outcome, failover,
};
use tests::support::{Down, Recorder, run};

fn down() -> Result<u32, Down> {
    Err(Down)
}

fn up() -> Result<u32, Down> {
    Ok(1)
}

fn fails() -> Ready<Result<u32, Down>> {
    ready(Err(Down))
}

fn serves() -> Ready<Result<u32, Down>> {
    ready(Ok(1))
}

fn served_to(_: &FailoverClient) -> Result<u32, Down> {
    Ok(1)
}

#[test]
fn an_observer_hears_a_function_under_its_name() {
    static CALLS: AtomicU32 = AtomicU32::new(0);

    struct CountNamed;

    impl Observer for CountNamed {
        fn event(&self, event: &Event<'_>) {
            if let Event::Served(it) = event {
                assert_eq!(it.client, Some("price".into()));
                assert_eq!((it.provider, it.turns), ("up".into(), 2));
                CALLS.fetch_add(1, Ordering::Relaxed);
            }
        }
    }

    static EVENTS: CountNamed = CountNamed;

    #[failover(providers = [down, up], observer = EVENTS)]
    fn price() -> failover_core::Result<u32, Down>;

    assert_eq!(price().unwrap(), 1);
    assert_eq!(CALLS.load(Ordering::Relaxed), 1);
}

#[test]
fn an_async_function_may_count() {
    static COUNTERS: Counters = Counters::new();

    #[failover(providers = [fails, serves], retries = 1, observer = COUNTERS)]
    async fn price() -> failover_core::Result<u32, Down>;

    run(price()).unwrap();
    assert_eq!(COUNTERS.attempts("fails", Outcome::Error), 2);
    assert_eq!(COUNTERS.attempts("serves", Outcome::Served), 1);
    assert_eq!(COUNTERS.attempts("unknown", Outcome::Served), 0);
    let providers: Vec<_> = COUNTERS.providers().collect();
    assert_eq!(providers, ["fails", "serves"]);
}

#[test]
fn the_observer_of_a_client_hears_the_function() {
    #[failover(providers = [served_to], client = client)]
    fn price(client: &FailoverClient) -> failover_core::Result<u32, Down>;

    let recorder = Recorder::new();
    let client = FailoverClient::builder().observer(recorder.clone()).build();
    price(&client.unwrap()).unwrap();
    let expected = ["served_to 1 First: Served", "served by served_to in 1"];
    assert_eq!(recorder.take(), expected);
}

#[test]
fn on_failure_hears_typed_errors_and_may_use_the_arguments() {
    fn first(heard: &AtomicU32) -> Result<u32, Down> {
        let _ = heard;
        Err(Down)
    }
    fn second(heard: &AtomicU32) -> Result<u32, Down> {
        Ok(heard.load(Ordering::Relaxed))
    }

    #[failover(
        providers = [first, second],
        on_failure = |failure| {
            assert_eq!((failure.provider, failure.error()), ("first".into(), Some(&Down)));
            heard.fetch_add(1, Ordering::Relaxed);
        },
    )]
    fn price(heard: &AtomicU32) -> failover_core::Result<u32, Down>;

    let heard = AtomicU32::new(0);
    assert_eq!(price(&heard).unwrap(), 0);
    assert_eq!(heard.into_inner(), 1);
}

#[test]
fn on_failure_may_be_a_function_of_a_batch_or_a_hedged_call() {
    static HEARD: AtomicU32 = AtomicU32::new(0);

    fn hear(failure: &Failure<Down>) {
        assert_eq!(failure.provider, "fails");
        HEARD.fetch_add(1, Ordering::Relaxed);
    }

    mod items {
        use super::Down;

        pub(super) fn fails(_keys: &[u32]) -> Result<Vec<(u32, u32)>, Down> {
            Err(Down)
        }
        pub(super) fn serves(keys: &[u32]) -> Result<Vec<(u32, u32)>, Down> {
            Ok(keys.iter().map(|key| (*key, 1)).collect())
        }
    }

    #[failover(
        providers = [fails = items::fails, serves = items::serves],
        keys = keys,
        on_failure = hear,
    )]
    fn prices(keys: &[u32]) -> failover_core::Result<ItemResult<u32, u32, Down>, Down>;

    #[failover(providers = [fails, serves], hedge = 0s, on_failure = hear)]
    async fn price() -> failover_core::Result<u32, Down>;

    prices(&[1]).unwrap();
    assert_eq!(HEARD.load(Ordering::Relaxed), 1);

    run(price()).unwrap();
    assert_eq!(HEARD.load(Ordering::Relaxed), 2);
}
