//! The library: prices from two services, behind one client. Failover for the blocking client is in this file. `awaited.rs` has
//! the async client, and `mirrors.rs` a list of services that is known at run time. `error.rs` gives each error its verdict.

mod awaited;
mod coinbase;
mod error;
mod kraken;
mod mirrors;

use std::collections::HashMap;

use failover_core::{CircuitState, failover};
use ureq::Agent;

pub(crate) use self::awaited::AsyncPriceSource;
use self::coinbase::Coinbase;
pub(crate) use self::error::Error;
use self::error::classify;
use self::kraken::Kraken;
pub(crate) use self::mirrors::Mirrors;

/// Prices in US dollars, from the first service that has them.
#[derive(Debug)]
pub(crate) struct PriceSource {
    coinbase: Coinbase<Agent>,
    kraken: Kraken<Agent>,
}

impl PriceSource {
    /// Uses the services at these base URLs. `http` should have a timeout, because nothing else ends a request that
    /// hangs.
    pub(crate) fn new(http: &Agent, coinbase: &str, kraken: &str) -> Self {
        Self {
            coinbase: Coinbase {
                http: http.clone(),
                url: coinbase.to_owned(),
            },
            kraken: Kraken {
                http: http.clone(),
                url: kraken.to_owned(),
            },
        }
    }

    /// Returns the price of one coin.
    #[failover(
        providers = [coinbase = self.coinbase.spot, kraken = self.kraken.spot],
        retries = 1,
        retry_backoff = 50ms,
        deadline = 5s,
        classify = classify,
        circuit_breaker(failure_threshold = 3, reset_after = 1s, handle = breaker),
    )]
    pub(crate) fn spot(&self, symbol: &str) -> Result<f64, Error>;

    /// Returns the prices of many coins, without those that no service lists. Kraken is first, because it takes many
    /// coins in one request. Coinbase gets the rest. The circuits are shared with `spot`.
    #[failover(
        providers = [kraken = self.kraken.prices, coinbase = self.coinbase.prices],
        keys = symbols,
        max_keys(coinbase = 1),
        classify = classify,
        circuit_breaker = Self::breaker(),
    )]
    pub(crate) fn prices(&self, symbols: &[&str]) -> Result<HashMap<String, f64>, Error>;

    /// Returns the worth of an amount of one coin in another. Both prices come from one market, because those of two
    /// markets do not compare. The first version of this method used Kraken alone. Only the attribute is new.
    #[failover(providers = [coinbase = self.convert_at_coinbase], classify = classify, timeout = 900ms)]
    pub(crate) fn convert(&self, amount: f64, from: &str, to: &str) -> Result<f64, Error> {
        let worth = amount * self.kraken.spot(from)?;
        Ok(worth / self.kraken.spot(to)?)
    }

    fn convert_at_coinbase(&self, amount: f64, from: &str, to: &str) -> Result<f64, Error> {
        let worth = amount * self.coinbase.spot(from)?;
        Ok(worth / self.coinbase.spot(to)?)
    }

    /// Returns the services and their circuits, for a health check.
    pub(crate) fn health() -> [(&'static str, CircuitState); 2] {
        ["coinbase", "kraken"].map(|service| (service, Self::breaker().state(service)))
    }
}
