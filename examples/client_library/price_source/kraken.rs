//! Kraken: `{"error":[],"result":{"XXBTZUSD":{"c":["64012.10","0.005"], ..}}}`, many coins in one request.

use std::collections::HashMap;

use serde::Deserialize;
use shared::Decimal;
use ureq::Agent;

use super::Error;

/// The service, over a blocking or an async HTTP client.
#[derive(Debug)]
pub(super) struct Kraken<H> {
    pub(super) http: H,
    pub(super) url: String,
}

#[derive(Deserialize)]
struct Ticker {
    error: Vec<String>,
    #[serde(default)]
    result: HashMap<String, Pair>,
}

#[derive(Deserialize)]
struct Pair {
    #[serde(rename = "c")]
    last: [Decimal; 2],
}

/// The coins that Kraken lists, and its names for them.
const PAIRS: [(&str, &str); 2] = [("BTC", "XXBTZUSD"), ("ETH", "XETHZUSD")];

impl<H> Kraken<H> {
    /// Returns the URL for those coins that Kraken lists. An error if there is none.
    fn ticker(&self, symbols: &[&str]) -> Result<String, Error> {
        let asked = PAIRS.iter().filter(|(symbol, _)| symbols.contains(symbol));
        let pairs: Vec<&str> = asked.map(|(_, pair)| *pair).collect();
        if pairs.is_empty() {
            return Err(Error::NotListed);
        }
        Ok(format!(
            "{}/0/public/Ticker?pair={}",
            self.url,
            pairs.join(",")
        ))
    }
}

impl Kraken<Agent> {
    pub(super) fn spot(&self, symbol: &str) -> Result<f64, Error> {
        one(&self.prices(&[symbol])?, symbol)
    }

    /// Returns the prices of those coins that Kraken lists.
    pub(super) fn prices(&self, symbols: &[&str]) -> Result<HashMap<String, f64>, Error> {
        let mut response = self.http.get(self.ticker(symbols)?).call()?;
        response.body_mut().read_json::<Ticker>()?.prices()
    }
}

impl Kraken<reqwest::Client> {
    pub(super) async fn spot(&self, symbol: &str) -> Result<f64, Error> {
        one(&self.prices(&[symbol]).await?, symbol)
    }

    /// Returns the prices of those coins that Kraken lists.
    pub(super) async fn prices(&self, symbols: &[&str]) -> Result<HashMap<String, f64>, Error> {
        let response = self.http.get(self.ticker(symbols)?).send().await?;
        response
            .error_for_status()?
            .json::<Ticker>()
            .await?
            .prices()
    }
}

impl Ticker {
    fn prices(self) -> Result<HashMap<String, f64>, Error> {
        if !self.error.is_empty() {
            return Err(Error::Refused(self.error.join(", ")));
        }
        let price = |(symbol, pair): &(&str, &str)| {
            let price = self.result.get(*pair)?.last[0].0;
            Some(((*symbol).to_owned(), price))
        };
        Ok(PAIRS.iter().filter_map(price).collect())
    }
}

fn one(prices: &HashMap<String, f64>, symbol: &str) -> Result<f64, Error> {
    prices.get(symbol).copied().ok_or(Error::NotListed)
}
