//! Kraken: `{"error":[],"result":{"XXBTZUSD":{"c":["64012.10","0.005"], ..}}}`, many coins in one request.

use std::collections::HashMap;

use serde::Deserialize;
use shared::Decimal;
use ureq::Agent;

use super::Error;

#[derive(Debug)]
pub(super) struct Kraken {
    pub(super) http: Agent,
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

/// The majors, and Kraken's own names for them.
const PAIRS: [(&str, &str); 2] = [("BTC", "XXBTZUSD"), ("ETH", "XETHZUSD")];

impl Kraken {
    pub(super) fn spot(&self, symbol: &str) -> Result<f64, Error> {
        let prices = self.prices(&[symbol])?;
        prices.get(symbol).copied().ok_or(Error::NotListed)
    }

    /// Those that it lists; an error if there is none.
    pub(super) fn prices(&self, symbols: &[&str]) -> Result<HashMap<String, f64>, Error> {
        let asked = PAIRS.iter().filter(|(symbol, _)| symbols.contains(symbol));
        let pairs: Vec<&str> = asked.map(|(_, pair)| *pair).collect();
        if pairs.is_empty() {
            return Err(Error::NotListed);
        }
        let url = format!("{}/0/public/Ticker", self.url);
        let request = self.http.get(url).query("pair", pairs.join(","));
        let ticker: Ticker = request.call()?.body_mut().read_json()?;
        if !ticker.error.is_empty() {
            return Err(Error::Refused(ticker.error.join(", ")));
        }
        let price = |(symbol, pair): &(&str, &str)| {
            let price = ticker.result.get(*pair)?.last[0].0;
            Some(((*symbol).to_owned(), price))
        };
        Ok(PAIRS.iter().filter_map(price).collect())
    }
}
