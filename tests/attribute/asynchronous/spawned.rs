//! The future of an annotated function is `Send` where its providers' are, also if they borrow.

use std::collections::HashMap;

use failover_core::{FailoverClient, ItemResult, failover};
use tests::support::Down;
use tokio::spawn;
use tokio::task::yield_now;

#[derive(Clone)]
struct Api {
    base: String,
    failover: FailoverClient,
}

impl Api {
    fn new() -> Self {
        Self {
            base: "api".to_owned(),
            failover: FailoverClient::builder().retries(1).build().unwrap(),
        }
    }

    async fn primary(&self, _: &str) -> Result<String, Down> {
        yield_now().await;
        Err(Down)
    }

    async fn backup(&self, symbol: &str) -> Result<String, Down> {
        yield_now().await;
        Ok(format!("{}/{symbol}", self.base))
    }

    #[failover(
        providers = [self.primary, self.backup],
        is_valid = |value| value.len() > symbol.len(),
        circuit_breaker(failure_threshold = 3, reset_after = 60s),
        retries = 1
    )]
    async fn whole(&self, symbol: &str) -> failover_core::Result<String, Down>;

    #[failover(providers = [self.backup(symbol)], client = self.failover)]
    async fn with_body(&self, symbol: &str, words: Vec<String>) -> Result<String, Down> {
        let word = self.primary(symbol).await?;
        Ok(words.concat() + &word)
    }

    async fn list(&self, keys: &[&str], currency: &str) -> Result<HashMap<String, String>, Down> {
        yield_now().await;
        let price = |key: &&str| {
            (
                (*key).to_owned(),
                format!("{}/{key} in {currency}", self.base),
            )
        };
        Ok(keys.iter().map(price).collect())
    }

    async fn none(&self, _: &[&str], _: &str) -> Option<Vec<Option<String>>> {
        yield_now().await;
        None
    }

    #[failover(providers = [self.none, self.list], keys = keys, is_valid = |value| value.len() > currency.len())]
    async fn items<'a>(
        &self,
        keys: &[&'a str],
        currency: &str,
    ) -> Result<ItemResult<&'a str, String, Down>, Down>;

    #[failover(providers = [self.list(keys, currency)], keys = keys, max_keys = 1)]
    async fn items_of_body(
        &self,
        keys: &[&str],
        currency: &str,
    ) -> Result<HashMap<String, String>, Down> {
        let listed = self.none(keys, currency).await;
        let values = listed.ok_or(Down)?.into_iter().flatten();
        Ok(keys
            .iter()
            .map(|key| (*key).to_owned())
            .zip(values)
            .collect())
    }

    #[failover(
        providers = [self.primary, self.backup],
        is_valid = |value| value.len() > symbol.len(),
        circuit_breaker(failure_threshold = 3, reset_after = 60s),
        hedge = 0s
    )]
    async fn hedged(&self, symbol: &str) -> failover_core::Result<String, Down>;

    #[failover(providers = [self.backup(symbol)], client = self.failover, hedge = 0s)]
    async fn hedged_body(&self, symbol: &str, words: Vec<String>) -> Result<String, Down> {
        let word = self.primary(symbol).await?;
        Ok(words.concat() + &word)
    }

    #[failover(
        providers = [self.none, self.list],
        keys = keys,
        max_keys = 1,
        concurrency = 2,
        is_valid = |value| value.len() > currency.len()
    )]
    async fn concurrent<'a>(
        &self,
        keys: &[&'a str],
        currency: &str,
    ) -> Result<ItemResult<&'a str, String, Down>, Down>;

    async fn renamed(&mut self, symbol: &str, log: &mut Vec<String>) -> Result<String, Down> {
        yield_now().await;
        self.base.push('!');
        log.push(symbol.to_owned());
        match log.len() {
            2 => Ok(format!("{}/{symbol}", self.base)),
            _ => Err(Down),
        }
    }

    #[failover(providers = [self.renamed], retries = 1)]
    async fn exclusive(&mut self, symbol: &str, log: &mut Vec<String>) -> Result<String, Down>;

    #[failover(providers = [self.renamed(symbol, log)], retries = 1)]
    async fn exclusive_body(
        &mut self,
        symbol: &str,
        log: &mut Vec<String>,
    ) -> Result<String, Down> {
        self.base.push('?');
        self.primary(symbol).await
    }
}

trait Feed: Sync {
    fn price(&self, symbol: &str) -> impl Future<Output = Result<String, Down>> + Send;
}

impl Feed for Api {
    #[failover(providers = [self.primary, self.backup])]
    async fn price(&self, symbol: &str) -> Result<String, Down>;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whole_calls_are() {
    let api = Api::new();
    let served = spawn(async move {
        let symbol = String::from("BTC");
        let words = vec![symbol.clone()];
        let price = Feed::price(&api, &symbol).await.unwrap();
        assert_eq!(api.hedged(&symbol).await.unwrap(), "api/BTC");
        let hedged = api.hedged_body(&symbol, words.clone()).await;
        assert_eq!(hedged.unwrap(), "api/BTC");
        [
            api.whole(&symbol).await.unwrap(),
            api.with_body(&symbol, words).await.unwrap(),
            price,
        ]
    });
    assert_eq!(served.await.unwrap(), ["api/BTC"; 3]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn calls_for_items_are() {
    let api = Api::new();
    let served = spawn(async move {
        let (symbols, currency) = (String::from("BTC ETH"), String::from("USD"));
        let keys: Vec<&str> = symbols.split(' ').collect();
        let items = api.items(&keys, &currency).await.unwrap();
        let concurrent = api.concurrent(&keys, &currency).await.unwrap();
        assert_eq!(concurrent["ETH"], "api/ETH in USD");
        let of_body = api.items_of_body(&keys, &currency).await.unwrap();
        [
            items["BTC"].clone(),
            items["ETH"].clone(),
            of_body["ETH"].clone(),
        ]
    });
    let expected = ["api/BTC in USD", "api/ETH in USD", "api/ETH in USD"];
    assert_eq!(served.await.unwrap(), expected);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn calls_with_exclusive_borrows_are() {
    let mut api = Api::new();
    let served = spawn(async move {
        let symbol = String::from("BTC");
        let (mut log, mut log_of_body) = (Vec::new(), Vec::new());
        let exclusive = api.exclusive(&symbol, &mut log).await.unwrap();
        let of_body = api.exclusive_body(&symbol, &mut log_of_body).await.unwrap();
        [exclusive, of_body]
    });
    assert_eq!(served.await.unwrap(), ["api!!/BTC", "api!!??!!/BTC"]);
}
