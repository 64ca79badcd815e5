//! A client whose services are known at run time: mirrors of Coinbase, in the order of a configuration file.

use failover_core::{Name, failover};
use reqwest::Client;

use super::coinbase::Coinbase;
use super::error::{Error, classify};

/// Prices from the first mirror that has them.
#[derive(Debug)]
pub(crate) struct Mirrors {
    mirrors: Vec<Mirror>,
}

#[derive(Debug)]
struct Mirror {
    name: Name,
    service: Coinbase<Client>,
}

impl Mirrors {
    /// Uses the mirrors of these names, at these base URLs.
    pub(crate) fn new(http: &Client, mirrors: &[(&str, &str)]) -> Self {
        let mirrors = mirrors.iter().map(|(name, url)| Mirror {
            // Made once, because a call that needs the name would make it each time.
            name: Name::intern(name),
            service: Coinbase {
                http: http.clone(),
                url: (*url).to_owned(),
            },
        });
        Self {
            mirrors: mirrors.collect(),
        }
    }

    /// Returns the price of one coin. `spot_served` also says which mirror served.
    #[failover(
        providers = [for mirror in &self.mirrors => mirror.name = mirror.service.spot(symbol)],
        timeout = 400ms,
        classify = classify,
        circuit_breaker(failure_threshold = 1, reset_after = 1s),
        served = pub(crate) spot_served,
    )]
    pub(crate) async fn spot(&self, symbol: &str) -> Result<f64, Error>;
}
