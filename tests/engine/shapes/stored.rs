//! Clients, breakers and lists in fields and statics, and across threads.

use std::sync::{Arc, LazyLock};
use std::time::Duration;

use failover_core::testing::{ManualClock, Script};
use failover_core::traits::NamedProvider;
use failover_core::{
    AllProvidersFailed, BoxError, CircuitBreaker, CircuitOpen, ConfigError, FailoverClient,
    FailoverClientBuilder, Failure, FailureKind, Incomplete, ItemProvider, ItemResult, ItemsError,
    Name, Permit, Provider, ProviderList, ScopedClient, Served, Verdict,
};
use tests::support::{Down, SECOND};

#[test]
fn what_is_shared_and_returned_may_cross_threads() {
    fn crosses<T: Send + Sync + 'static>() {}
    fn is_error<T: std::error::Error + Send + Sync + 'static>() {}

    crosses::<FailoverClient>();
    crosses::<FailoverClientBuilder>();
    crosses::<CircuitBreaker>();
    crosses::<Permit<'static>>();
    crosses::<ScopedClient<'static, fn(&u32) -> bool, fn(&Down) -> Verdict>>();
    crosses::<Provider<fn() -> Result<u32, Down>>>();
    crosses::<Name>();
    crosses::<Served<u32, Down>>();
    crosses::<Failure<Down>>();
    crosses::<FailureKind<Down>>();
    crosses::<ItemResult<String, u32, Down>>();
    crosses::<AllProvidersFailed<&'static str>>();
    is_error::<AllProvidersFailed<Down>>();
    is_error::<AllProvidersFailed<std::io::Error>>();
    is_error::<AllProvidersFailed<BoxError>>();
    is_error::<Incomplete<String, u32, Down>>();
    is_error::<ItemsError<String, u32, Down>>();
    is_error::<ConfigError>();
    is_error::<CircuitOpen>();
}

#[test]
fn a_client_and_a_breaker_in_statics() {
    static PLAIN: FailoverClient = FailoverClient::new();
    static BREAKER: CircuitBreaker = CircuitBreaker::new(1, Duration::MAX);
    static TUNED: LazyLock<FailoverClient> = LazyLock::new(|| {
        let builder = FailoverClient::builder().retries(1);
        builder.circuit_breaker(&BREAKER).build().unwrap()
    });

    for client in [&PLAIN, &*TUNED] {
        let served = client.fetch((
            Provider::new("a", || Err(Down)),
            Provider::new("b", || Ok(2)),
        ));
        assert_eq!(served.unwrap().value, 2);
    }
    assert!(BREAKER.is_open("a"));
}

#[test]
fn one_breaker_for_two_clients_by_reference_and_by_arc() {
    let breaker = Arc::new(CircuitBreaker::new(1, Duration::MAX).clock(ManualClock::new()));
    let client = || FailoverClient::builder().circuit_breaker(Arc::clone(&breaker));
    let (one, other) = (client().build().unwrap(), client().build().unwrap());
    one.fetch([Provider::new("a", || Err::<u32, _>(Down))])
        .unwrap_err();
    let failed = other.fetch([Provider::new("a", || Ok::<_, Down>(1))]);
    assert_eq!(failed.unwrap_err().failures()[0].attempts, 0);
}

/// A service as a user would write it: one client for calls of every type.
struct Market {
    failover: FailoverClient,
    sources: ProviderList<Provider<Source>>,
}

type Source = Box<dyn Fn(&str) -> Result<u64, Down> + Send + Sync>;

impl Market {
    fn new() -> Self {
        let primary: Source = Box::new(|symbol| match symbol {
            "BTC" => Ok(64_000),
            _ => Err(Down),
        });
        let surcharge = 5;
        let backup: Source = Box::new(move |symbol| match symbol.parse::<u64>() {
            Ok(number) => Ok(number + surcharge),
            Err(_) => Err(Down),
        });
        Self {
            failover: FailoverClient::builder().retries(1).build().unwrap(),
            sources: list(vec![
                Provider::new("primary", primary),
                Provider::new("backup", backup),
            ]),
        }
    }

    fn price(&self, symbol: &str) -> Result<Served<u64, Down>, AllProvidersFailed<Down>> {
        self.failover.fetch(self.sources.with(symbol))
    }

    fn listing(&self, symbol: &str) -> failover_core::Result<Served<String, Down>, Down> {
        self.failover.fetch((
            Provider::new("registry", || Err(Down)),
            Provider::new("file", || Ok(symbol.to_lowercase())),
        ))
    }

    fn prices(
        &self,
        symbols: &[String],
    ) -> Result<ItemResult<String, u64, Down>, AllProvidersFailed<Down>> {
        let each = |symbols: &[String]| {
            let price = |symbol: &String| self.price(symbol).ok().map(|served| served.value);
            Ok(symbols.iter().map(price).collect::<Vec<_>>())
        };
        self.failover
            .fetch_items(symbols, [ItemProvider::new("each", each)])
    }
}

#[test]
fn a_client_in_a_field_serves_values_of_several_types() {
    let market = Market::new();
    assert_eq!(market.price("BTC").unwrap().provider, "primary");
    assert_eq!(market.listing("BTC").unwrap().value, "btc");
    let prices = market
        .prices(&["BTC".to_owned(), "ETH".to_owned()])
        .unwrap();
    assert_eq!(prices.get("BTC"), Some(&64_000));
    assert_eq!(prices.get("ETH"), None);
}

#[test]
fn a_stored_list_is_called_from_many_threads_with_an_argument_each() {
    let market = Arc::new(Market::new());
    let threads: Vec<_> = (0..8)
        .map(|i| {
            let market = Arc::clone(&market);
            std::thread::spawn(move || {
                for j in 0..200 {
                    let number = i * 1000 + j;
                    let served = market.price(&number.to_string()).unwrap();
                    assert_eq!(served.value, number + 5);
                    assert_eq!(served.provider, "backup");
                    assert_eq!(served.failures()[0].attempts, 2);
                    assert_eq!(market.price("BTC").unwrap().failures(), []);
                }
            })
        })
        .collect();
    for thread in threads {
        thread.join().unwrap();
    }
}

#[test]
fn an_argument_of_any_type() {
    struct Query {
        symbol: String,
        day: u32,
    }

    let client = FailoverClient::new();
    let by_query = list(vec![
        Provider::new("a", (|_| Err(Down)) as fn(&Query) -> Result<String, Down>),
        Provider::new("b", |query: &Query| {
            Ok(format!("{}@{}", query.symbol, query.day))
        }),
    ]);
    let query = Query {
        symbol: "BTC".to_owned(),
        day: 3,
    };
    let served = client.fetch(by_query.with(&query)).unwrap();
    assert_eq!(served.value, "BTC@3");

    let by_number = list(vec![Provider::new("a", |number: &u32| {
        Ok::<_, Down>(number + 1)
    })]);
    assert_eq!(client.fetch(by_number.with(&1)).unwrap().value, 2);

    let by_slice = list(vec![Provider::new("a", |numbers: &[u32]| {
        Ok::<u32, Down>(numbers.iter().sum())
    })]);
    assert_eq!(
        client.fetch(by_slice.with(&[1, 2, 3][..])).unwrap().value,
        6
    );

    let by_pair = list(vec![Provider::new("a", |(a, b): &(u32, &str)| {
        Ok::<_, Down>(format!("{a}{b}"))
    })]);
    assert_eq!(client.fetch(by_pair.with(&(1, "x"))).unwrap().value, "1x");

    let symbol = "BTC".to_owned();
    let by_str = list(vec![Provider::new("a", |symbol: &str| {
        Ok::<_, Down>(symbol.len())
    })]);
    assert_eq!(client.fetch(by_str.with(symbol.as_str())).unwrap().value, 3);
}

#[test]
fn a_stored_list_is_judged_like_any() {
    let market = Market::new();
    let judged = market.failover.is_valid(|price: &u64| *price > 1_000_000);
    let failed = judged.fetch(market.sources.with("BTC")).unwrap_err();
    assert_eq!(
        failed.failure("primary").unwrap().kind,
        FailureKind::Rejected
    );
}

#[test]
fn a_stored_list_is_checked_when_it_is_made() {
    type Call = fn(&str) -> Result<u32, Down>;
    type Items = fn(&[u32]) -> Result<Vec<(u32, u32)>, Down>;

    let a = Name::new("a");
    let one = || Provider::new(a, (|_| Ok(1)) as Call);
    let items = || ItemProvider::new(a, (|_| Ok(vec![])) as Items);
    let refused = |list: Vec<Provider<Call>>| ProviderList::new(list).unwrap_err();
    let refused_items = |list: Vec<ItemProvider<Items>>| ProviderList::new(list).unwrap_err();
    assert_eq!(refused(vec![]), ConfigError::NoProviders);
    assert_eq!(refused(vec![one(), one()]), ConfigError::DuplicateName(a));
    let many = (0..40).map(|_| one()).collect();
    assert_eq!(refused(many), ConfigError::DuplicateName(a));
    let twice = vec![items(), items()];
    assert_eq!(refused_items(twice), ConfigError::DuplicateName(a));
    let no_keys = vec![items().max_keys(0)];
    assert_eq!(refused_items(no_keys), ConfigError::ZeroMaxKeys(a));
    let no_request = vec![items().concurrency(0)];
    assert_eq!(refused_items(no_request), ConfigError::ZeroConcurrency(a));
    let same = ProviderList::try_from(vec![one(), one()]).unwrap_err();
    assert_eq!(same, ConfigError::DuplicateName(a));
}

#[test]
fn a_stored_list_is_a_slice_of_its_providers() {
    let names: Vec<Name> = Market::new().sources.iter().map(Provider::name).collect();
    assert_eq!(names, ["primary", "backup"]);
}

#[test]
fn a_stored_list_of_callables_without_an_argument_is_lent_to_each_call() {
    let down = Script::<u32, _>::new().err(Down);
    let up = Script::<_, Down>::new().ok(2);
    let providers = vec![("a", down.clone()), ("b", up)];
    let provider = |(name, script): (&'static str, Script<u32, Down>)| {
        Provider::new(name, move || script.call())
    };
    let providers = list(providers.into_iter().map(provider).collect());
    let client = FailoverClient::new();
    for _ in 0..2 {
        assert_eq!(client.fetch(&providers).unwrap().provider, "b");
    }
    assert_eq!(down.calls(), 2);
}

#[test]
fn a_stored_list_of_item_providers_is_lent_to_each_call() {
    type Items = Box<dyn Fn(&[u32]) -> Result<Vec<(u32, char)>, Down> + Send + Sync>;

    let serves = |served: u32, value: char| -> Items {
        Box::new(move |keys| {
            let known = keys.iter().filter(|key| **key == served);
            Ok(known.map(|key| (*key, value)).collect())
        })
    };
    let providers = list(vec![
        ItemProvider::new("a", serves(1, 'x')),
        ItemProvider::new("b", serves(2, 'y')),
    ]);
    let client = FailoverClient::new();
    for _ in 0..2 {
        let result = client.fetch_items([1, 2], &providers).unwrap();
        let items: Vec<_> = result.iter().collect();
        assert_eq!(items, [(&1, &'x', "a"), (&2, &'y', "b")]);
    }
}

#[test]
fn a_stored_list_with_its_argument_is_used_for_several_calls() {
    let market = Market::new();
    let with = market.sources.with("7");
    for _ in 0..2 {
        assert_eq!(market.failover.fetch(with).unwrap().value, 12);
    }
}

fn list<P: NamedProvider>(providers: Vec<P>) -> ProviderList<P> {
    ProviderList::new(providers).unwrap()
}

#[test]
fn a_client_may_be_used_again_after_a_panic() {
    fn is_unwind_safe<T: std::panic::UnwindSafe + std::panic::RefUnwindSafe>() {}
    is_unwind_safe::<FailoverClient>();
    is_unwind_safe::<CircuitBreaker>();
}

#[test]
fn a_clock_and_a_sleep_may_be_borrowed_for_ever() {
    static CLOCK: LazyLock<ManualClock> = LazyLock::new(ManualClock::new);

    let client = FailoverClient::builder().clock(&*CLOCK).sleep(&*CLOCK);
    let client = client.timeout(SECOND).retries(1).retry_backoff(SECOND);
    let slow = Provider::new("a", || {
        CLOCK.advance(2 * SECOND);
        Ok::<u32, Down>(1)
    });
    let failed = client.build().unwrap().fetch([slow]).unwrap_err();
    assert_eq!(failed.failures()[0].kind, FailureKind::TimedOut);
    assert_eq!(CLOCK.slept(), [SECOND]);
}
