//! The library: prices from two services, behind one client. Everything of the failover is in this file, for the
//! async client in `awaited.rs`, and what each error means to it in `error.rs`.

mod awaited;
mod coinbase;
mod error;
mod kraken;

use std::collections::HashMap;

use failover_core::{CircuitState, failover};
use ureq::Agent;

pub(crate) use self::awaited::AsyncPriceSource;
use self::coinbase::Coinbase;
pub(crate) use self::error::Error;
use self::error::classify;
use self::kraken::Kraken;

/// Prices in US dollars, from whoever has them.
#[derive(Debug)]
pub(crate) struct PriceSource {
    coinbase: Coinbase<Agent>,
    kraken: Kraken<Agent>,
}

impl PriceSource {
    /// Asks the services at these base URLs. `http` should have a timeout: a request that hangs is cut short
    /// by it alone.
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

    /// The price of one coin.
    #[failover(
        providers = [coinbase = self.coinbase.spot, kraken = self.kraken.spot],
        retries = 1,
        retry_backoff = 50ms,
        deadline = 5s,
        classify = classify,
        circuit_breaker(failure_threshold = 3, reset_after = 1s, handle = breaker),
    )]
    pub(crate) fn spot(&self, symbol: &str) -> Result<f64, Error>;

    /// The prices of many coins, without those that nobody lists. Kraken takes many in one request, so it is
    /// asked first, and Coinbase for what is missing. Their circuits are those of `spot`.
    #[failover(
        providers = [kraken = self.kraken.prices, coinbase = self.coinbase.prices],
        keys = symbols,
        max_keys(coinbase = 1),
        classify = classify,
        circuit_breaker = Self::breaker(),
    )]
    pub(crate) fn prices(&self, symbols: &[&str]) -> Result<HashMap<String, f64>, Error>;

    /// What an amount of one coin is worth in another, by the prices of one market: those of two do not
    /// compare. It came with the first version, for Kraken alone. The attribute is new.
    #[failover(providers = [coinbase = self.convert_at_coinbase], classify = classify, timeout = 900ms)]
    pub(crate) fn convert(&self, amount: f64, from: &str, to: &str) -> Result<f64, Error> {
        let worth = amount * self.kraken.spot(from)?;
        Ok(worth / self.kraken.spot(to)?)
    }

    fn convert_at_coinbase(&self, amount: f64, from: &str, to: &str) -> Result<f64, Error> {
        let worth = amount * self.coinbase.spot(from)?;
        Ok(worth / self.coinbase.spot(to)?)
    }

    /// The services and their circuits, for a health check.
    pub(crate) fn health() -> [(&'static str, CircuitState); 2] {
        ["coinbase", "kraken"].map(|service| (service, Self::breaker().state(service)))
    }
}
