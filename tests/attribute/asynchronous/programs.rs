//! The programs that users write, as async functions.
#![expect(clippy::float_cmp, reason = "values are handed on as they are")]

use failover_core::testing::ManualClock;
use failover_core::{Clock, FailoverClient, Served, failover};
use tests::support::run;

use crate::programs::{ApiError, KrakenError};
use tokio::task::yield_now;

async fn coinbase(symbol: &str) -> Result<f64, ApiError> {
    yield_now().await;
    match symbol {
        "BTC" => Ok(64_000.0),
        _ => Err(ApiError::Unavailable),
    }
}

async fn kraken(symbol: &str) -> Result<f64, KrakenError> {
    yield_now().await;
    match symbol {
        "ETH" => Ok(3_100.0),
        _ => Err(KrakenError),
    }
}

/// A signature: the listed functions are the providers, with different error types.
mod signature {
    use std::sync::LazyLock;

    use super::*;

    static CLOCK: LazyLock<ManualClock> = LazyLock::new(ManualClock::new);

    /// Spot price of `symbol` in US dollars.
    #[failover(providers = [coinbase, kraken], retries = 1, timeout = 2s, clock = CLOCK.clone())]
    async fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

    #[test]
    fn asks_the_listed_functions_in_order() {
        assert_eq!(run(price("BTC")).unwrap(), 64_000.0);
        assert_eq!(run(price("ETH")).unwrap(), 3_100.0);
    }

    #[test]
    fn says_why_nobody_served() {
        let failed = run(price("NOPE")).unwrap_err();
        assert_eq!(
            failed.to_string(),
            "all providers failed: coinbase: error (2 attempts); kraken: error (2 attempts)"
        );
    }

    #[failover(providers = [coinbase, kraken])]
    async fn served(symbol: &str) -> failover_core::Result<Served<f64, ApiError>, ApiError>;

    #[test]
    fn says_who_served_where_that_is_declared() {
        let served = run(served("ETH")).unwrap();
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

/// An impl: the providers are methods of fields, with names, a run-time client and a renamed crate.
mod method {
    use std::time::Duration;

    use super::*;

    struct Coinbase(&'static str);

    impl Coinbase {
        async fn price(&self, symbol: &str) -> Result<f64, ApiError> {
            assert_eq!(self.0, "key");
            coinbase(symbol).await
        }
    }

    struct Http(&'static str);

    mod kraken {
        use super::super::kraken as by_symbol;
        use super::*;

        pub(super) async fn price(http: &Http, symbol: &str) -> Result<f64, KrakenError> {
            assert_eq!(http.0, "pooled");
            by_symbol(symbol).await
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
        async fn price(&self, symbol: &str) -> Result<f64, ApiError>;
    }

    #[test]
    fn asks_fields_and_goes_by_the_client() {
        let clock = ManualClock::new();
        let failover = FailoverClient::builder()
            .retries(2)
            .retry_backoff(Duration::from_millis(100));
        let prices = Prices {
            coinbase: Coinbase("key"),
            http: Http("pooled"),
            failover: failover
                .clock(clock.clone())
                .timer(clock.clone())
                .build()
                .unwrap(),
        };
        assert_eq!(clock.block_on(prices.price("BTC")).unwrap(), 64_000.0);
        assert_eq!(clock.now(), Duration::ZERO);
        let Err(ApiError::Everywhere(failed)) = clock.block_on(prices.price("NOPE")) else {
            panic!("nobody knows it");
        };
        let turns: Vec<_> = failed
            .turns()
            .map(|turn| (turn.provider.as_str(), turn.attempts))
            .collect();
        assert_eq!(turns, [("coinbase", 3), ("kraken", 3)]);
        assert_eq!(clock.now(), Duration::from_millis(600));
    }
}
