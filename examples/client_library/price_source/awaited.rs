//! The library's async client.

use std::collections::HashMap;

use failover_core::failover;
use reqwest::Client;

use super::PriceSource;
use super::coinbase::Coinbase;
use super::error::{Error, classify};
use super::kraken::Kraken;

/// The async form of [`PriceSource`]. Both share their circuits.
#[derive(Debug)]
pub(crate) struct AsyncPriceSource {
    coinbase: Coinbase<Client>,
    kraken: Kraken<Client>,
}

impl AsyncPriceSource {
    /// Uses the services at these base URLs. `http` needs no timeout: the failover drops a request that hangs.
    pub(crate) fn new(http: &Client, coinbase: &str, kraken: &str) -> Self {
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
}

/// Every method fails over between the two services. The method's own attribute adds to that of the `impl`.
#[failover(
    providers = [coinbase = self.coinbase, kraken = self.kraken],
    timeout = 1s,
    classify = classify,
    circuit_breaker = PriceSource::breaker(),
)]
impl AsyncPriceSource {
    /// Returns the price of one coin.
    #[failover(retries = 1, timeout = 400ms, deadline = 5s)]
    pub(crate) async fn spot(&self, symbol: &str) -> Result<f64, Error>;

    /// Returns the prices of many coins, without those that no service lists. Coinbase gets the coins that Kraken does
    /// not list: a request for each coin, several at once.
    #[failover(
        providers = [kraken = self.kraken.prices, coinbase = self.coinbase.prices],
        keys = symbols,
        max_keys(coinbase = 1),
        concurrency(coinbase = 8),
    )]
    pub(crate) async fn prices(&self, symbols: &[&str]) -> Result<HashMap<String, f64>, Error>;
}
