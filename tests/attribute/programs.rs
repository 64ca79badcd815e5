//! The programs that users write, whole.
#![expect(clippy::float_cmp, reason = "values are handed on as they are")]

use std::collections::HashMap;
use std::fmt;

use failover_core::{AllProvidersFailed, FailoverClient, ItemResult, Served, failover};

#[derive(Debug)]
pub(crate) enum ApiError {
    Unavailable,
    Everywhere(AllProvidersFailed<ApiError>),
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unavailable => f.write_str("unavailable"),
            Self::Everywhere(failed) => failed.fmt(f),
        }
    }
}

impl std::error::Error for ApiError {}

impl From<AllProvidersFailed<ApiError>> for ApiError {
    fn from(failed: AllProvidersFailed<ApiError>) -> Self {
        Self::Everywhere(failed)
    }
}

#[derive(Debug)]
pub(crate) struct KrakenError;

impl From<KrakenError> for ApiError {
    fn from(_: KrakenError) -> Self {
        Self::Unavailable
    }
}

fn coinbase(symbol: &str) -> Result<f64, ApiError> {
    match symbol {
        "BTC" => Ok(64_000.0),
        _ => Err(ApiError::Unavailable),
    }
}

fn kraken(symbol: &str) -> Result<f64, KrakenError> {
    match symbol {
        "ETH" => Ok(3_100.0),
        _ => Err(KrakenError),
    }
}

/// A signature: the listed functions are the providers, with different error types.
mod signature {
    use super::*;

    #[failover(providers = [coinbase, kraken], retries = 1, timeout = 2s)]
    fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

    #[test]
    fn asks_the_listed_functions_in_order() {
        assert_eq!(price("BTC").unwrap(), 64_000.0);
        assert_eq!(price("ETH").unwrap(), 3_100.0);
    }

    #[test]
    fn says_why_nobody_served() {
        let failed = price("NOPE").unwrap_err();
        assert_eq!(
            failed.to_string(),
            "all providers failed: coinbase: error (2 attempts); kraken: error (2 attempts)"
        );
    }

    #[failover(providers = [coinbase, kraken])]
    fn served(symbol: &str) -> failover_core::Result<Served<f64, ApiError>, ApiError>;

    #[test]
    fn says_who_served_where_that_is_declared() {
        let served = served("ETH").unwrap();
        assert_eq!(
            (served.value, served.provider.as_str()),
            (3_100.0, "kraken")
        );
        assert!(matches!(
            served.failures()[0].error(),
            Some(ApiError::Unavailable)
        ));
    }
}

/// A function that exists already: its body is the first provider.
mod body {
    use super::*;

    #[failover(providers = [kraken], retries = 1, circuit_breaker(failure_threshold = 3, reset_after = 60s))]
    fn coinbase(symbol: &str) -> Result<f64, ApiError> {
        let price = super::coinbase(symbol)?;
        Ok(price)
    }

    #[test]
    fn is_asked_first() {
        assert_eq!(coinbase("BTC").unwrap(), 64_000.0);
        assert_eq!(coinbase("ETH").unwrap(), 3_100.0);
    }

    #[test]
    fn goes_by_its_own_name() {
        let Err(ApiError::Everywhere(failed)) = coinbase("NOPE") else {
            panic!("nobody knows it");
        };
        let names: Vec<_> = failed.turns().map(|turn| turn.provider.as_str()).collect();
        assert_eq!(names, ["coinbase", "kraken"]);
        assert_eq!(failed.failure("coinbase").unwrap().attempts, 2);
    }

    #[failover(retries = 2)]
    fn alone(left: &mut u32) -> Result<u32, ApiError> {
        *left -= 1;
        if *left > 0 {
            return Err(ApiError::Unavailable);
        }
        Ok(7)
    }

    #[test]
    fn may_be_the_only_one() {
        assert_eq!(alone(&mut 3).unwrap(), 7);
        assert!(alone(&mut 4).is_err());
    }
}

/// Item by item, with a key type that is not `Copy`.
mod items {
    use super::*;

    #[derive(Debug, Clone, PartialEq, Eq, Hash)]
    struct Symbol(String);

    fn primary(symbols: &[Symbol]) -> Result<HashMap<Symbol, f64>, ApiError> {
        let known = symbols.iter().filter(|symbol| symbol.0 != "AVAX");
        Ok(known
            .map(|symbol| (symbol.clone(), if symbol.0 == "ETH" { 0.0 } else { 1.0 }))
            .collect())
    }

    fn backup(symbols: &[Symbol]) -> Result<Vec<Option<f64>>, KrakenError> {
        let asked: Vec<_> = symbols.iter().map(|symbol| symbol.0.as_str()).collect();
        assert_eq!(asked, ["ETH", "AVAX"], "only what is missing");
        Ok(vec![Some(2.0), None])
    }

    #[failover(providers = [primary, backup], keys = symbols, is_valid = |p: &f64| *p > 0.0)]
    fn prices(
        symbols: &[Symbol],
    ) -> Result<ItemResult<Symbol, f64, ApiError>, AllProvidersFailed<ApiError>>;

    #[test]
    fn fills_what_is_missing() {
        let symbols = ["BTC", "ETH", "AVAX"].map(|symbol| Symbol(symbol.to_owned()));
        let prices = prices(&symbols).unwrap();
        assert_eq!(prices.provenance(&symbols[0]), Some("primary"));
        assert_eq!(
            (prices[&symbols[1]], prices.provenance(&symbols[1])),
            (2.0, Some("backup"))
        );
        let missing: Vec<_> = prices
            .missing()
            .map(|missing| missing.key.0.as_str())
            .collect();
        assert_eq!(missing, ["AVAX"]);
    }
}

/// An impl: the providers are methods of fields, with names, a run-time client and a renamed crate.
mod method {
    use super::*;

    struct Coinbase(&'static str);

    impl Coinbase {
        fn price(&self, symbol: &str) -> Result<f64, ApiError> {
            assert_eq!(self.0, "key");
            coinbase(symbol)
        }
    }

    struct Http(&'static str);

    mod kraken {
        use super::super::kraken as by_symbol;
        use super::*;

        pub(super) fn price(http: &Http, symbol: &str) -> Result<f64, KrakenError> {
            assert_eq!(http.0, "pooled");
            by_symbol(symbol)
        }
    }

    struct Prices {
        coinbase: Coinbase,
        http: Http,
        failover: FailoverClient,
    }

    impl Prices {
        #[failover(providers = [coinbase = self.coinbase.price, kraken = kraken::price(&self.http, symbol)],
                   client = self.failover, crate = ::failover_core)]
        fn price(&self, symbol: &str) -> Result<f64, ApiError>;
    }

    #[test]
    fn asks_fields_and_goes_by_the_client() {
        let prices = Prices {
            coinbase: Coinbase("key"),
            http: Http("pooled"),
            failover: FailoverClient::builder().retries(2).build().unwrap(),
        };
        assert_eq!(prices.price("ETH").unwrap(), 3_100.0);
        let Err(ApiError::Everywhere(failed)) = prices.price("NOPE") else {
            panic!("nobody knows it");
        };
        let turns: Vec<_> = failed
            .turns()
            .map(|turn| (turn.provider.as_str(), turn.attempts))
            .collect();
        assert_eq!(turns, [("coinbase", 3), ("kraken", 3)]);
    }
}
