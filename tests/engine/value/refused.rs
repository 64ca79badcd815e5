//! Lists that are refused before a provider is called.

use failover_core::testing::{ManualClock, Script};
use failover_core::{
    AllProvidersFailed, ConfigError, EndReason, FailoverClient, ItemProvider, Name, Provider,
};
use tests::support::Code;

/// Asserts that the call was refused because `name` is there twice.
fn assert_twice(failed: &AllProvidersFailed<Code>, name: &'static str) {
    let twice = ConfigError::DuplicateName(Name::new(name));
    assert_eq!(failed.end_reason(), EndReason::Refused(twice));
    assert_eq!(failed.failures(), []);
    assert_eq!(failed.turns().count(), 0);
}

#[test]
fn a_list_without_providers_is_refused_in_every_shape() {
    type None = Provider<fn() -> Result<u32, Code>>;

    let client = FailoverClient::new();
    let none: Vec<None> = Vec::new();
    let failed = [
        client.fetch([] as [None; 0]).unwrap_err(),
        client.fetch(&none).unwrap_err(),
        client.fetch(&none[..]).unwrap_err(),
        client.fetch(none).unwrap_err(),
    ];
    for failed in failed {
        assert_eq!(
            failed.end_reason(),
            EndReason::Refused(ConfigError::NoProviders)
        );
        assert_eq!(failed.failures(), []);
    }
}

#[test]
fn two_providers_of_one_name_are_refused_and_nobody_is_called() {
    let client = FailoverClient::new();
    let (a, b) = (Script::new().ok(1), Script::new().ok(2));
    let list = (
        Provider::new("a", || a.call()),
        Provider::new("b", || b.call()),
        Provider::new("a", || a.call()),
    );
    assert_twice(&client.fetch(list).unwrap_err(), "a");

    let list = (
        Provider::new("a", async || a.call()),
        Provider::new("b", async || b.call()),
        Provider::new("a", async || a.call()),
    );
    let failed = ManualClock::new().block_on(client.fetch_async(list));
    assert_twice(&failed.unwrap_err(), "a");
    assert_eq!((a.calls(), b.calls()), (0, 0));
}

#[test]
fn a_literal_and_a_name_made_at_run_time_are_one_name_if_their_texts_are() {
    let a = Script::new().ok(1);
    let failed = FailoverClient::new()
        .fetch((
            Provider::new("kraken", || a.call()),
            Provider::new(format!("kra{}", "ken"), || a.call()),
        ))
        .unwrap_err();
    assert_twice(&failed, "kraken");
    assert_eq!(a.calls(), 0);
}

#[test]
fn a_long_list_is_searched_for_equal_names_too() {
    let client = FailoverClient::new();
    let a = Script::<u32, Code>::new().ok(1);
    let ask = || a.call();
    for count in [2, 15, 16, 17, 18, 40] {
        let mut list: Vec<_> = (0..count)
            .map(|i| Provider::new(format!("p{i}"), ask))
            .collect();
        client.fetch(&list).unwrap();
        let calls = a.calls();
        list[count - 1] = Provider::new("p0", ask);
        assert_twice(&client.fetch(&list).unwrap_err(), "p0");
        assert_eq!(a.calls(), calls);
    }
}

#[test]
fn item_providers_are_refused_alike() {
    let client = FailoverClient::new();
    let a = Script::<Vec<(u32, u32)>, Code, u32>::new().ok(vec![]);
    let ask = |keys: &[u32]| a.ask(keys);
    for count in [2, 17] {
        let name = |i: u32| {
            if i == 1 {
                "p0".to_owned()
            } else {
                format!("p{i}")
            }
        };
        let list: Vec<_> = (0..count)
            .map(|i| ItemProvider::new(name(i), ask))
            .collect();
        assert_twice(&client.fetch_items([1, 2], &list).unwrap_err(), "p0");
        assert_twice(&client.fetch_items([0; 0], &list).unwrap_err(), "p0");
    }
    assert_eq!(a.calls(), 0);
}

#[test]
fn names_that_only_begin_alike_are_two() {
    let text = "primary-eu";
    let served = FailoverClient::new()
        .fetch((
            Provider::new(&text[..7], || Err(Code(1))),
            Provider::new(text, || Ok(2)),
        ))
        .unwrap();
    assert_eq!(served.provider, "primary-eu");
    assert_eq!(served.failures()[0].provider, "primary");
}
