//! Coinbase: `{"data":{"amount":"64009.55","base":"BTC","currency":"USD"}}`, a request for each coin.

use reqwest::StatusCode;
use serde::Deserialize;
use shared::Decimal;
use ureq::Agent;

/// The service, over a blocking or an async HTTP client.
#[derive(Debug)]
pub(super) struct Coinbase<H> {
    pub(super) http: H,
    pub(super) url: String,
}

#[derive(Deserialize)]
struct Spot {
    data: Amount,
}

#[derive(Deserialize)]
struct Amount {
    amount: Decimal,
}

impl Coinbase<Agent> {
    pub(super) fn spot(&self, symbol: &str) -> Result<f64, ureq::Error> {
        let url = format!("{}/v2/prices/{symbol}-USD/spot", self.url);
        let spot: Spot = self.http.get(url).call()?.body_mut().read_json()?;
        Ok(spot.data.amount.0)
    }

    /// Returns the prices in the order of `symbols`, and `None` for a coin that is not listed.
    pub(super) fn prices(&self, symbols: &[&str]) -> Result<Vec<Option<f64>>, ureq::Error> {
        let listed = |symbol: &&str| match self.spot(symbol) {
            Err(ureq::Error::StatusCode(404)) => Ok(None),
            answer => answer.map(Some),
        };
        symbols.iter().map(listed).collect()
    }
}

impl Coinbase<reqwest::Client> {
    pub(super) async fn spot(&self, symbol: &str) -> Result<f64, reqwest::Error> {
        let url = format!("{}/v2/prices/{symbol}-USD/spot", self.url);
        let response = self.http.get(url).send().await?.error_for_status()?;
        let spot: Spot = response.json().await?;
        Ok(spot.data.amount.0)
    }

    pub(super) async fn prices(
        &self,
        symbols: &[&str],
    ) -> Result<Vec<Option<f64>>, reqwest::Error> {
        let mut prices = Vec::new();
        for symbol in symbols {
            prices.push(match self.spot(symbol).await {
                Err(error) if error.status() == Some(StatusCode::NOT_FOUND) => None,
                answer => Some(answer?),
            });
        }
        Ok(prices)
    }
}
