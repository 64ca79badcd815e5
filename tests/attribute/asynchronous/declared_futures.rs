//! A signature without `async` that declares a future is an async function.

use std::collections::HashMap;
use std::pin::Pin;

use async_trait::async_trait;
use failover_core::testing::ManualClock;
use failover_core::{Served, failover};
use tests::support::Down;
use tokio::spawn;
use tokio::task::yield_now;

type Price = failover_core::Result<usize, Down>;
type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

async fn down(_: &str) -> Result<usize, Down> {
    yield_now().await;
    Err(Down)
}

async fn up(symbol: &str) -> Result<usize, Down> {
    yield_now().await;
    Ok(symbol.len())
}

#[failover(providers = [down, up])]
fn unnamed(symbol: &str) -> impl Future<Output = Price> + Send;

#[failover(providers = [down, up], hedge = 0s)]
fn boxed<'a>(symbol: &'a str) -> Pin<Box<dyn Future<Output = Price> + Send + 'a>>;

#[failover(providers = [down, up], retries = 1)]
fn aliased(symbol: &str) -> BoxFuture<'_, failover_core::Result<Served<usize, Down>, Down>>;

#[tokio::test]
async fn every_form_of_a_future_is_awaited_and_send() {
    assert_eq!(spawn(unnamed("BTC")).await.unwrap().unwrap(), 3);
    assert_eq!(spawn(boxed("BTC")).await.unwrap().unwrap(), 3);
    let served = spawn(aliased("BTC")).await.unwrap().unwrap();
    assert_eq!((served.value, served.failures()[0].attempts), (3, 2));
}

trait Feed {
    fn price(&self, symbol: &str) -> impl Future<Output = Price> + Send;
}

struct Names;

impl Feed for Names {
    #[failover(providers = [down, up])]
    fn price(&self, symbol: &str) -> impl Future<Output = Price> + Send;
}

#[test]
fn a_method_can_promise_a_send_future() {
    fn price<F: Feed + Sync>(feed: &F) -> impl Future<Output = Price> + Send {
        feed.price("BTC")
    }
    assert_eq!(ManualClock::new().block_on(price(&Names)).unwrap(), 3);
}

#[async_trait]
trait Dynamic {
    async fn price(&self, symbol: &str) -> Price;
    async fn prices(
        &mut self,
        symbols: &[String],
        factor: usize,
    ) -> Result<HashMap<String, usize>, Down>;
}

struct Factors<T>(T);

impl<T> Factors<T> {
    async fn times(
        &mut self,
        symbols: &[String],
        factor: usize,
    ) -> Result<HashMap<String, usize>, Down> {
        yield_now().await;
        Ok(symbols.iter().map(|it| (it.clone(), factor)).collect())
    }
}

#[async_trait]
impl<T: Send + Sync> Dynamic for Factors<T> {
    #[failover(providers = [down, up], timeout = 1h, clock = ManualClock::new())]
    async fn price(&self, symbol: &str) -> Price;

    #[failover(providers = [self.times], keys = symbols)]
    async fn prices(
        &mut self,
        symbols: &[String],
        factor: usize,
    ) -> Result<HashMap<String, usize>, Down>;
}

#[tokio::test]
async fn a_method_under_async_trait_is_awaited_in_its_box() {
    let mut factors: Box<dyn Dynamic + Send + Sync> = Box::new(Factors("any"));
    assert_eq!(factors.price("BTC").await.unwrap(), 3);
    let prices = factors.prices(&["BTC".to_owned()], 2).await.unwrap();
    assert_eq!(prices["BTC"], 2);
    let spawned = spawn(async move { factors.price("BTC").await });
    assert_eq!(spawned.await.unwrap().unwrap(), 3);
}
