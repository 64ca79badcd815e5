//! Every form of `is_valid` and `classify`.

use failover_core::testing::Script;
use failover_core::{EndReason, FailoverClient, ItemProvider, Provider, ProviderList, Verdict};
use tests::support::Down;

fn is_positive(value: &f64) -> bool {
    *value > 0.0
}

fn stop(_: &Down) -> Verdict {
    Verdict::STOP
}

#[test]
fn is_valid_as_a_closure_a_function_and_a_method() {
    let client = FailoverClient::new();
    let prices = [Provider::new("a", || Ok::<_, Down>(0.0))];
    let threshold = 1.0;
    assert!(
        client
            .is_valid(|price: &f64| *price > threshold)
            .fetch(&prices)
            .is_err()
    );
    assert!(client.is_valid(is_positive).fetch(&prices).is_err());
    assert!(
        client
            .is_valid(is_positive as fn(&f64) -> bool)
            .fetch(&prices)
            .is_err()
    );
    assert!(
        client
            .is_valid(|price: &f64| price.is_finite())
            .fetch(&prices)
            .is_ok()
    );

    let maybe = [Provider::new("a", || Ok::<Option<u32>, Down>(None))];
    assert!(client.is_valid(Option::is_some).fetch(&maybe).is_err());
    assert!(client.is_valid(Option::is_none).fetch(&maybe).is_ok());

    let text = [Provider::new("a", || Ok::<_, Down>(String::new()))];
    assert!(client.is_valid(String::is_empty).fetch(&text).is_ok());
    assert!(
        client
            .is_valid(|text: &String| !text.is_empty())
            .fetch(&text)
            .is_err()
    );

    let list = [Provider::new("a", || Ok::<_, Down>(vec![1, 2]))];
    assert!(client.is_valid(Vec::is_empty).fetch(&list).is_err());
}

#[test]
fn classify_as_a_closure_a_function_and_a_method() {
    struct Status(u16);

    impl Status {
        fn verdict(&self) -> Verdict {
            match self.0 {
                400..500 => Verdict::STOP,
                _ => Verdict::RETRY,
            }
        }
    }

    let client = FailoverClient::new();
    let providers = (
        Provider::new("a", || Err(Down)),
        Provider::new("b", || Ok(1)),
    );
    assert!(client.classify(stop).fetch(&providers).is_err());
    assert!(
        client
            .classify(|_: &Down| Verdict::STOP)
            .fetch(&providers)
            .is_err()
    );
    let verdict = Verdict::NEXT;
    assert!(
        client
            .classify(move |_: &Down| verdict)
            .fetch(&providers)
            .is_ok()
    );

    let status = |status| {
        client.classify(Status::verdict).fetch((
            Provider::new("a", || Err(Status(status))),
            Provider::new("b", || Ok(1)),
        ))
    };
    assert!(status(400).is_err());
    assert!(status(500).is_ok());
}

#[test]
fn both_in_either_order() {
    let client = FailoverClient::new();
    let providers = (
        Provider::new("a", || Ok(0.0)),
        Provider::new("b", || Err(Down)),
        Provider::new("c", || Ok(3.0)),
    );
    let one = client
        .is_valid(is_positive)
        .classify(stop)
        .fetch(&providers);
    let other = client
        .classify(stop)
        .is_valid(is_positive)
        .fetch(&providers);
    for failed in [one.unwrap_err(), other.unwrap_err()] {
        assert_eq!(failed.end_reason(), EndReason::Stopped);
        assert_eq!(failed.failures().len(), 2);
    }
}

#[test]
fn the_last_of_two_of_a_kind_counts() {
    let client = FailoverClient::new();
    let served = client
        .is_valid(|_: &u32| false)
        .is_valid(|_: &u32| true)
        .classify(|_: &Down| Verdict::STOP)
        .classify(|_: &Down| Verdict::NEXT)
        .fetch((
            Provider::new("a", || Err(Down)),
            Provider::new("b", || Ok(2)),
        ));
    assert_eq!(served.unwrap().value, 2);
}

#[test]
fn a_judged_client_is_kept_and_used_again_for_calls_of_every_kind() {
    let client = FailoverClient::new();
    let judged = client.is_valid(is_positive);
    let a = Script::<_, Down>::new().ok(0.0).ok(1.0);
    let providers = [Provider::new("a", || a.call())];
    assert!(judged.fetch(&providers).is_err());
    assert!(judged.fetch(&providers).is_ok());

    let list = vec![Provider::new("a", |price: &f64| Ok::<_, Down>(*price))];
    let list = ProviderList::new(list).unwrap();
    assert!(judged.fetch(list.with(&0.0)).is_err());
    assert!(judged.fetch(list.with(&1.0)).is_ok());

    let items = |_: &[u32]| Ok::<_, Down>([(1, 0.0), (2, 2.0)]);
    let result = judged
        .fetch_items([1, 2], [ItemProvider::new("a", items)])
        .unwrap();
    assert_eq!((result.get(&1), result.get(&2)), (None, Some(&2.0)));
}

#[test]
fn a_judgement_may_borrow_from_outside() {
    let (low, high) = (1.0, 2.0);
    let within = |price: &f64| (low..=high).contains(price);
    let client = FailoverClient::new();
    let judged = client.is_valid(&within);
    assert!(
        judged
            .fetch([Provider::new("a", || Ok::<_, Down>(1.5))])
            .is_ok()
    );
    assert!(
        judged
            .fetch([Provider::new("a", || Ok::<_, Down>(2.5))])
            .is_err()
    );
}
