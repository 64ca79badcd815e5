//! The attribute on an `impl`: methods without a body fail over to the same method of each provider.

use std::cell::Cell;
use std::collections::HashMap;

use failover_core::{AllProvidersFailed, CircuitBreaker, Failure, ItemResult, Served, failover};
use tests::support::MINUTE;

type Error = AllProvidersFailed<&'static str>;
type Number = Result<Served<u32, &'static str>, Error>;

/// A provider that answers with its number, or is down. It counts its calls.
#[derive(Default)]
struct Source {
    number: Option<u32>,
    calls: Cell<u32>,
}

impl Source {
    fn down() -> Self {
        Self::default()
    }

    fn up(number: u32) -> Self {
        Self {
            number: Some(number),
            ..Self::default()
        }
    }

    fn get(&self, plus: u32) -> Result<u32, &'static str> {
        self.calls.set(self.calls.get() + 1);
        Ok(self.number.ok_or("down")? + plus)
    }

    fn twice(&self, plus: u32) -> Result<u32, &'static str> {
        Ok(2 * self.get(plus)?)
    }

    fn apart(&self, plus: u32) -> Result<u32, &'static str> {
        self.get(plus)
    }

    fn set(&mut self, number: u32) -> Result<u32, &'static str> {
        self.number.replace(number).ok_or("down")
    }

    fn list(&self, keys: &[u32]) -> Result<HashMap<u32, u32>, &'static str> {
        self.calls.set(self.calls.get() + 1);
        let number = self.number.ok_or("down")?;
        Ok(keys.iter().map(|key| (*key, number)).collect())
    }
}

/// A primary that is down, and a backup that answers with 1.
struct Pair {
    primary: Source,
    backup: Source,
}

impl Pair {
    fn new() -> Self {
        Self {
            primary: Source::down(),
            backup: Source::up(1),
        }
    }
}

/// The providers' names of the failures, each with its attempts, and the provider that served.
fn way<T>(served: &Served<T, &'static str>) -> Vec<String> {
    let mut way = attempts(served.failures());
    way.push(served.provider.to_string());
    way
}

fn attempts(failures: &[Failure<&'static str>]) -> Vec<String> {
    let attempts = failures.iter();
    attempts
        .map(|it| format!("{} {}", it.provider, it.attempts))
        .collect()
}

mod of_a_trait {
    use super::*;

    trait Numbers {
        const LEAST: u32;
        type Key;

        fn get(&self, plus: u32) -> Number;
        fn list(&self, keys: &[Self::Key]) -> Result<HashMap<u32, u32>, Error>;
        fn set(&mut self, number: u32) -> Number;
        fn name(&self) -> &'static str;
    }

    #[failover(providers = [self.primary, self.backup], retries = 1)]
    impl Numbers for Pair {
        const LEAST: u32 = 1;
        type Key = u32;

        fn get(&self, plus: u32) -> Number;

        #[failover(keys = keys)]
        fn list(&self, keys: &[u32]) -> Result<HashMap<u32, u32>, Error>;

        fn set(&mut self, number: u32) -> Number;

        fn name(&self) -> &'static str {
            "pair"
        }
    }

    #[test]
    fn each_method_without_a_body_asks_the_same_method_of_each_provider() {
        let mut pair = Pair::new();
        assert_eq!(pair.get(5).unwrap().value, 6);
        assert_eq!(pair.list(&[7]).unwrap()[&7], 1);
        assert_eq!(pair.name(), "pair");
        assert_eq!(<Pair as Numbers>::LEAST, 1);
        assert_eq!(pair.set(9).unwrap().value, 9, "by the retry");
    }

    #[test]
    fn a_provider_has_the_name_of_its_last_field() {
        assert_eq!(way(&Pair::new().get(5).unwrap()), ["primary 2", "backup"]);
    }
}

mod names {
    use super::*;

    static SPARE: Fixed = Fixed(3);

    struct Fixed(u32);

    impl Fixed {
        fn get(&self, plus: u32) -> Option<u32> {
            (plus > 0).then_some(self.0)
        }
    }

    struct All {
        pool: Vec<Source>,
        pairs: (Pair, Pair),
    }

    #[failover(providers = [
        self.pairs.0.primary,
        "the second" = self.pairs.1.primary,
        #[cfg(any())]
        never = self.nothing,
        first = self.pool[0],
        borrowed = &self.pool[1],
        SPARE,
    ])]
    impl All {
        fn get(&self, plus: u32) -> Number;
    }

    #[failover(providers = [SPARE])]
    impl All {
        fn fixed() -> Number;
    }

    impl Fixed {
        fn fixed(&self) -> Option<u32> {
            Some(self.0)
        }
    }

    #[test]
    fn a_provider_is_any_expression() {
        let all = All {
            pool: vec![Source::down(), Source::down()],
            pairs: (Pair::new(), Pair::new()),
        };
        let expected = [
            "primary 1",
            "the second 1",
            "first 1",
            "borrowed 1",
            "SPARE",
        ];
        assert_eq!(way(&all.get(5).unwrap()), expected);
    }

    #[test]
    fn a_function_without_self_can_use_statics() {
        assert_eq!(All::fixed().unwrap().value, 3);
    }
}

mod overrides {
    use super::*;

    #[failover(
        providers = [self.primary, self.backup],
        retries = 2,
        retries(backup = 1),
        is_valid = |number: &u32| *number < 100,
        keys = keys,
        max_keys = 1,
    )]
    impl Pair {
        #[failover(retries(primary = 4, backup = 0))]
        fn get(&self, plus: u32) -> Number;

        #[failover(retries = 0)]
        fn twice(&self, plus: u32) -> Number;

        #[failover(providers = [spare = self.primary.get(plus), backup = self.backup.twice])]
        fn other(&self, plus: u32) -> Number;

        #[failover(is_valid = |number: &u32| *number > 100)]
        fn list(&self, keys: &[u32]) -> Result<ItemResult<u32, u32, &'static str>, Error>;
    }

    #[test]
    fn a_setting_of_one_provider_replaces_the_same_alone() {
        let failed = Pair::new().get(100).unwrap_err();
        assert_eq!(attempts(failed.failures()), ["primary 5", "backup 1"]);
    }

    #[test]
    fn a_setting_of_a_method_replaces_that_of_the_block() {
        let failed = Pair::new().twice(100).unwrap_err();
        assert_eq!(attempts(failed.failures()), ["primary 1", "backup 2"]);
    }

    #[test]
    fn a_method_may_have_its_own_providers() {
        assert_eq!(way(&Pair::new().other(5).unwrap()), ["spare 3", "backup"]);
    }

    #[test]
    fn a_default_is_for_the_methods_that_it_suits() {
        let pair = Pair::new();
        let failed = pair.list(&[0, 1]).unwrap_err();
        assert_eq!(
            attempts(failed.failures()),
            ["primary 6", "backup 4"],
            "a request per key, and each value rejected"
        );
    }
}

mod bodies {
    use super::*;

    struct First(Pair);

    #[failover(providers = [self.0.backup], retries = 1)]
    impl First {
        #[failover(retries = 2)]
        fn get(&self, plus: u32) -> Result<u32, Everything> {
            assert!(plus < 100);
            Ok(self.0.primary.get(plus)?)
        }

        fn twice(&self, plus: u32) -> Result<u32, Everything>;

        fn plain(&self, plus: u32) -> Result<u32, &'static str> {
            self.0.primary.get(plus)
        }
    }

    #[derive(Debug)]
    struct Everything;

    impl From<&'static str> for Everything {
        fn from(_: &'static str) -> Self {
            Self
        }
    }

    impl From<AllProvidersFailed<Self>> for Everything {
        fn from(_: AllProvidersFailed<Self>) -> Self {
            Self
        }
    }

    #[test]
    fn a_body_under_the_attribute_is_the_first_provider() {
        let first = First(Pair::new());
        assert_eq!(first.get(5).unwrap(), 6);
        assert_eq!(first.0.primary.calls.get(), 3);
        assert_eq!(first.twice(5).unwrap(), 12);
    }

    #[test]
    fn a_body_without_it_stays() {
        let first = First(Pair::new());
        assert_eq!(first.plain(5), Err("down"));
        assert_eq!(first.0.backup.calls.get(), 0);
    }
}

mod breaker {
    use super::*;

    trait Numbers {
        fn get(&self, plus: u32) -> Number;
        fn twice(&self, plus: u32) -> Number;
        fn list(&self, keys: &[u32]) -> Result<HashMap<u32, u32>, Error>;
        fn alone(&self, plus: u32) -> Number;
    }

    static OTHER: CircuitBreaker = CircuitBreaker::new(1, MINUTE);

    #[failover(
        providers = [self.primary, self.backup],
        circuit_breaker(failure_threshold = 3, reset_after = MINUTE, handle = pub(super) breaker),
    )]
    impl Numbers for Pair {
        fn get(&self, plus: u32) -> Number;
        fn twice(&self, breaker: u32) -> Number;
        #[failover(keys = keys)]
        fn list(&self, keys: &[u32]) -> Result<HashMap<u32, u32>, Error>;
        #[failover(circuit_breaker = OTHER, providers = [primary = self.primary.get])]
        fn alone(&self, plus: u32) -> Number;
    }

    struct Shared(Pair);

    #[failover(
        providers = [self.0.primary, self.0.backup],
        circuit_breaker(failure_threshold = 2, reset_after = 60s),
    )]
    impl Shared {
        fn get(&self, plus: u32) -> Number;
        fn twice(&self, breaker: u32) -> Number;

        #[failover(circuit_breaker(failure_threshold = 9, reset_after = 60s))]
        fn set(&mut self, number: u32) -> Number;

        #[failover(circuit_breaker(primary = OTHERS))]
        fn apart(&self, plus: u32) -> Number;
    }

    static OTHERS: CircuitBreaker = CircuitBreaker::new(9, MINUTE);

    #[test]
    fn a_breaker_without_a_handle_is_shared_too() {
        let mut shared = Shared(Pair::new());
        shared.get(5).unwrap();
        shared.twice(5).unwrap();
        assert_eq!(way(&shared.get(5).unwrap()), ["primary 0", "backup"]);
        let served = shared.apart(5).unwrap();
        assert_eq!(way(&served), ["primary 1", "backup"], "of this provider");
        let served = shared.set(5).unwrap();
        assert_eq!(way(&served), ["primary 1", "backup"], "it has its own");
    }

    #[test]
    fn three_methods_open_the_circuit_of_a_provider_for_a_fourth() {
        let pair = Pair::new();
        Numbers::get(&pair, 5).unwrap();
        Numbers::twice(&pair, 5).unwrap();
        assert!(!breaker().is_open("primary"));
        pair.list(&[7]).unwrap();
        assert!(breaker().is_open("primary"));
        assert_eq!(
            way(&Numbers::get(&pair, 5).unwrap()),
            ["primary 0", "backup"]
        );
        assert!(pair.alone(5).is_err());
        assert!(OTHER.is_open("primary"), "the method's own breaker");
        assert_eq!(breaker().snapshot().len(), 2, "both are registered");
    }
}
