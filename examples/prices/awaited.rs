//! The same batch call, async: two of the services, over an async HTTP client.

use std::error::Error;
use std::time::Duration;

use failover_core::{FailoverClient, ItemProvider};
use reqwest::{Client, RequestBuilder, StatusCode};
use serde::de::DeserializeOwned;

use crate::coins::{Listed, Prices, Symbol};
use crate::feeds::{BaseUrls, FeedError, Spot, Ticker, classify, read};
use crate::{BREAKER, PriceTable};

/// Prices from the first service that has them in time.
pub(crate) struct AsyncQuotes {
    client: FailoverClient,
    http: Client,
    urls: BaseUrls,
}

impl AsyncQuotes {
    /// `http` needs no timeout: the failover drops its requests at the deadline.
    pub(crate) fn new(http: Client, urls: BaseUrls) -> Result<Self, Box<dyn Error>> {
        let client = FailoverClient::builder()
            .deadline(Duration::from_millis(1_500))
            .circuit_breaker(&BREAKER)
            .build()?;
        Ok(Self { client, http, urls })
    }

    pub(crate) async fn prices(
        &self,
        symbols: &[Symbol],
    ) -> failover_core::Result<PriceTable, FeedError> {
        let kraken = async |symbols: Vec<Symbol>| self.kraken(&symbols).await;
        let coinbase = async |symbols: Vec<Symbol>| self.coinbase(&symbols).await;
        self.client
            .classify(classify)
            .is_valid(|price: &f64| *price > 0.0)
            .fetch_items_async(
                symbols,
                (
                    ItemProvider::new_async("kraken", kraken),
                    // A request for each symbol, four at a time.
                    ItemProvider::new_async("coinbase", coinbase)
                        .max_keys(1)
                        .concurrency(4),
                ),
            )
            .await
    }

    async fn kraken(&self, symbols: &[Symbol]) -> Result<Prices, FeedError> {
        let pairs = Listed::of(symbols, |coin| coin.kraken).ok_or(FeedError::NotListed)?;
        let (url, pair) = (&self.urls.kraken, pairs.names());
        let request = self.http.get(format!("{url}/0/public/Ticker?pair={pair}"));
        answer::<Ticker>(request).await?.prices(&pairs)
    }

    async fn coinbase(&self, symbols: &[Symbol]) -> Result<Prices, FeedError> {
        let mut prices = Prices::new();
        for symbol in symbols {
            let url = format!("{}/v2/prices/{symbol}-USD/spot", self.urls.coinbase);
            match answer::<Spot>(self.http.get(url)).await {
                Ok(spot) => {
                    prices.insert(symbol, spot.price());
                }
                Err(FeedError::Status(StatusCode::NOT_FOUND)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(prices)
    }
}

async fn answer<T: DeserializeOwned>(request: RequestBuilder) -> Result<T, FeedError> {
    let response = request.send().await?;
    let (status, headers) = (response.status(), response.headers().clone());
    read(status, &headers, &response.text().await?)
}
