//! Names, and the debug output of clients and providers.

use std::time::Duration;

use failover_core::testing::{ManualClock, Script};
use failover_core::{CircuitBreaker, FailoverClient, ItemProvider, Name, Provider};
use tests::support::Down;

#[test]
fn a_name_is_compared_with_text_of_every_kind_from_either_side() {
    let name = Name::new("kraken");
    for (text, same) in [("kraken", true), ("coinbase", false)] {
        let owned = text.to_owned();
        assert_eq!([name == *text, name == text, name == owned], [same; 3]);
        assert_eq!([*text == name, text == name, owned == name], [same; 3]);
    }
    assert_eq!(AsRef::<str>::as_ref(&name), "kraken");
}

#[test]
fn debug_of_a_client_says_by_what_it_goes() {
    let told = format!("{:?}", FailoverClient::default());
    assert!(told.contains("breaker: None"), "{told}");
    assert!(
        told.contains("clock: SystemClock, sleep: ThreadSleep, timer: "),
        "{told}"
    );

    let clock = ManualClock::new();
    let client = FailoverClient::builder()
        .circuit_breaker(CircuitBreaker::new(1, Duration::ZERO))
        .clock(clock.clone())
        .sleep(clock.clone())
        .timer(clock);
    let told = format!("{:?}", client.build().unwrap());
    assert!(
        told.contains("breaker: Some(CircuitBreaker { .. })"),
        "{told}"
    );
    assert!(
        told.contains("clock: custom, sleep: custom, timer: custom"),
        "{told}"
    );
}

#[test]
fn debug_of_a_provider_says_how_it_may_be_asked() {
    let provider = Provider::new("a", || Ok::<u32, Down>(1));
    assert_eq!(format!("{provider:?}"), r#"Provider { name: "a", .. }"#);
    let provider = ItemProvider::new("a", |_: &[u32]| Ok::<_, Down>([(1, 1)]));
    assert_eq!(
        format!("{:?}", provider.max_keys(7).concurrency(2)),
        r#"ItemProvider { name: "a", max_keys: 7, concurrency: 2, .. }"#
    );
}

#[test]
fn a_script_that_is_cloned_is_the_same_script() {
    let script = Script::<u32, Down>::new().ok(1);
    assert_eq!(script.clone().call(), Ok(1));
    assert_eq!(script.calls(), 1);
    assert_eq!(format!("{script:?}"), "Script { calls: 1, .. }");
}

#[test]
fn a_wrong_length_stays_one_whatever_becomes_of_the_error() {
    let short = |_: &[u32]| Ok::<_, &str>([Some(1)]);
    let client = FailoverClient::new();
    let failed = client.fetch_items([1, 2], [ItemProvider::new("a", short)]);
    let failed = failed.unwrap_err().map_err(str::len);
    let told = failed.failures()[0].to_string();
    assert_eq!(told, "a: answered 1 entries for 2 keys (1 attempt)");
}
