//! The future of a call is `Send` where the providers' are, also if they borrow.

use std::sync::Arc;
use std::time::Duration;

use failover_core::{
    AllProvidersFailed, CircuitBreaker, FailoverClient, ItemProvider, ItemResult, Provider,
    ProviderList, Served, Verdict,
};
use tokio::task::yield_now;

type Failed = AllProvidersFailed<String>;

struct Api {
    base: String,
    failover: FailoverClient,
}

impl Api {
    fn new() -> Arc<Self> {
        let breaker = CircuitBreaker::new(3, Duration::from_secs(60));
        let failover = FailoverClient::builder().circuit_breaker(breaker);
        let failover = failover.retries(1).build().unwrap();
        let base = "api".to_owned();
        Arc::new(Self { base, failover })
    }

    async fn primary(&self, symbol: &str) -> Result<String, String> {
        yield_now().await;
        Err(format!("{} is down", self.base.clone() + symbol))
    }

    async fn backup(&self, symbol: &str) -> Result<String, String> {
        yield_now().await;
        Ok(format!("{}/{symbol}", self.base))
    }

    async fn first(&self, keys: &[String], currency: &str) -> Result<Vec<Option<String>>, String> {
        yield_now().await;
        let price = |key: &String| {
            key.len()
                .is_multiple_of(2)
                .then(|| format!("{key} in {currency}"))
        };
        Ok(keys.iter().map(price).collect())
    }

    async fn second(&self, keys: Vec<String>) -> Result<Vec<(String, String)>, String> {
        yield_now().await;
        Ok(keys
            .into_iter()
            .map(|key| (key, self.base.clone()))
            .collect())
    }

    async fn price(&self, symbol: &str) -> Result<Served<String, String>, Failed> {
        let providers = (
            Provider::new("primary", || self.primary(symbol)),
            Provider::new("backup", async || self.backup(symbol).await),
        );
        self.failover.fetch_async(providers).await
    }

    async fn judged(&self, symbol: &str, least: usize) -> Result<Served<String, String>, Failed> {
        let backup = |name| Provider::new(name, || self.backup(symbol));
        let providers = [backup("one"), backup("two")];
        let long_enough = |value: &String| value.len() > least;
        let judged = self.failover.is_valid(long_enough);
        let judged = judged.classify(|error: &String| match error.len() {
            0 => Verdict::STOP,
            _ => Verdict::RETRY,
        });
        judged.fetch_async(&providers).await
    }

    async fn prices(
        &self,
        symbols: &[String],
        currency: &str,
    ) -> Result<ItemResult<String, String, String>, Failed> {
        let first = async |keys: Vec<String>| self.first(&keys, currency).await;
        let providers = (
            ItemProvider::new_async("first", first),
            ItemProvider::new_async("second", |keys| self.second(keys)),
        );
        self.failover.fetch_items_async(symbols, providers).await
    }

    /// Asks as `prices` does, one key per chunk, and for two chunks at once.
    async fn prices_at_once(
        &self,
        symbols: &[String],
        currency: &str,
    ) -> Result<ItemResult<String, String, String>, Failed> {
        let first = async |keys: Vec<String>| self.first(&keys, currency).await;
        let first = ItemProvider::new_async("first", first);
        let second = ItemProvider::new_async("second", |keys| self.second(keys));
        let providers = (
            first.max_keys(1).concurrency(2),
            second.max_keys(1).concurrency(2),
        );
        let judged = self.failover.is_valid(|value: &String| !value.is_empty());
        let judged = judged.classify(|_: &String| Verdict::RETRY);
        judged.fetch_items_async(symbols, providers).await
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_call_that_borrows_is_spawned() {
    let api = Api::new();
    let served = tokio::spawn(async move {
        let symbol = String::from("BTC");
        api.price(&symbol).await
    });
    let served = served.await.unwrap().unwrap();
    assert_eq!(
        (&*served.value, served.provider.as_str()),
        ("api/BTC", "backup")
    );
    assert_eq!(served.failures()[0].attempts, 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_judged_call_that_borrows_is_spawned() {
    let api = Api::new();
    let judged = tokio::spawn(async move {
        let symbol = String::from("BTC");
        api.judged(&symbol, 100).await.unwrap_err().failures().len()
    });
    assert_eq!(judged.await.unwrap(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_call_for_items_that_borrows_is_spawned() {
    let api = Api::new();
    let prices = tokio::spawn(async move {
        let (symbols, currency) = (["BTC".to_owned(), "DOGE".to_owned()], String::from("USD"));
        api.prices(&symbols, &currency).await
    });
    let prices = prices.await.unwrap().unwrap();
    assert_eq!(prices["DOGE"], "DOGE in USD");
    assert_eq!(prices.provenance("BTC"), Some("second"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn chunks_at_once_that_borrow_are_spawned() {
    let api = Api::new();
    let prices = tokio::spawn(async move {
        let symbols: Vec<_> = (0..100).map(|key| format!("{key}")).collect();
        let currency = String::from("USD");
        api.prices_at_once(&symbols, &currency).await
    });
    let prices = prices.await.unwrap().unwrap();
    assert!(prices.is_complete());
    assert_eq!(prices["99"], "99 in USD");
    assert_eq!(prices.provenance("9"), Some("second"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stored_list_that_borrows_is_spawned() {
    type Fetched<'a> = std::pin::Pin<Box<dyn Future<Output = Result<String, String>> + Send + 'a>>;
    type Source = Box<dyn Fn(&str) -> Fetched<'_> + Send + Sync>;

    let api = Api::new();
    let source: Source = Box::new(|symbol| Box::pin(async move { Ok(symbol.to_owned()) }));
    let sources = ProviderList::new(vec![Provider::new("stored", source)]);
    let sources = Arc::new(sources.unwrap());
    let served = tokio::spawn(async move {
        let symbol = String::from("BTC");
        api.failover
            .fetch_async(sources.with(symbol.as_str()))
            .await
    });
    assert_eq!(served.await.unwrap().unwrap().value, "BTC");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_call_through_a_view_of_the_client_outlives_the_view() {
    static CLIENT: FailoverClient = FailoverClient::new();

    let provider = |name| Provider::new(name, async || Ok::<_, String>(1));
    let judged = CLIENT.is_valid(|value| *value > 1);
    let judged = tokio::spawn(judged.fetch_async((provider("one"), provider("two"))));
    let hedged = CLIENT.hedge(Duration::ZERO);
    let hedged = tokio::spawn(hedged.fetch_async((provider("one"), provider("two"))));
    assert_eq!(judged.await.unwrap().unwrap_err().failures().len(), 2);
    assert_eq!(hedged.await.unwrap().unwrap().provider, "one");
}
