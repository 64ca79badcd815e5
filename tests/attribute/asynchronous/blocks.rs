//! The attribute on an `impl` with async methods, also together with `#[async_trait]`.

use std::collections::HashMap;
use std::pin::Pin;
use std::sync::Arc;

use async_trait::async_trait;
use failover_core::testing::ManualClock;
use failover_core::{Served, failover};
use tests::support::Down;
use tokio::spawn;
use tokio::task::yield_now;

type Number = failover_core::Result<Served<usize, Down>, Down>;
type Numbers = failover_core::Result<HashMap<String, usize>, Down>;

/// A provider that answers with its number, or is down.
struct Source(Option<usize>);

impl Source {
    async fn get(&self, symbol: &str) -> Result<usize, Down> {
        yield_now().await;
        Ok(self.0.ok_or(Down)? + symbol.len())
    }

    async fn list(&self, symbols: &[String]) -> Result<HashMap<String, usize>, Down> {
        yield_now().await;
        let number = self.0.ok_or(Down)?;
        Ok(symbols.iter().map(|it| (it.clone(), number)).collect())
    }

    async fn set(&mut self, number: usize) -> Result<usize, Down> {
        yield_now().await;
        self.0.replace(number).ok_or(Down)
    }

    fn now(&self) -> Option<usize> {
        self.0
    }
}

struct Pair {
    primary: Source,
    backup: Source,
}

impl Pair {
    fn new() -> Self {
        Self {
            primary: Source(None),
            backup: Source(Some(1)),
        }
    }
}

/// Calls every method of a block, some of them on another task.
macro_rules! check {
    ($pair:expr) => {{
        let mut pair = $pair;
        assert_eq!(pair.set(9).await.unwrap().value, 1);
        let pair = Arc::new(pair);
        let spawned = Arc::clone(&pair);
        let served = spawn(async move { spawned.get("BTC").await }).await;
        let served = served.unwrap().unwrap();
        assert_eq!((served.value, &*served.provider), (12, "primary"));
        let symbols = ["BTC".to_owned(), "ETH".to_owned()];
        assert_eq!(pair.list(&symbols).await.unwrap()["ETH"], 9);
        assert_eq!(pair.now().unwrap(), 9);
    }};
}

mod native {
    use super::*;

    trait Api {
        async fn get(&self, symbol: &str) -> Number;
        fn list(&self, symbols: &[String]) -> impl Future<Output = Numbers> + Send;
        async fn set(&mut self, number: usize) -> Number;
        fn now(&self) -> failover_core::Result<usize, Down>;
    }

    #[failover(
        providers = [self.primary, self.backup],
        hedge = 0s,
        max_hedges = 1,
        max_keys = 1,
        concurrency = 2,
        timeout = 1h,
        clock = ManualClock::new(),
    )]
    impl Api for Pair {
        async fn get(&self, symbol: &str) -> Number;

        #[failover(keys = symbols)]
        fn list(&self, symbols: &[String]) -> impl Future<Output = Numbers> + Send;

        async fn set(&mut self, number: usize) -> Number;

        fn now(&self) -> failover_core::Result<usize, Down>;
    }

    #[tokio::test]
    async fn async_and_blocking_methods_share_their_defaults() {
        let mut pair = Pair::new();
        // `&mut self` rules out the hedge, so the primary has failed before the backup is asked.
        assert_eq!(pair.set(9).await.unwrap().failures().len(), 1);
        check!(Pair::new());
    }
}

mod above_async_trait {
    use super::*;

    #[async_trait]
    trait Api: Send + Sync {
        async fn get(&self, symbol: &str) -> Number;
        async fn list(&self, symbols: &[String]) -> Numbers;
        async fn set(&mut self, number: usize) -> Number;
        fn now(&self) -> failover_core::Result<usize, Down>;
    }

    #[failover(
        providers = [self.primary, self.backup],
        circuit_breaker(failure_threshold = 9, reset_after = 1h),
    )]
    #[async_trait]
    impl Api for Pair {
        /// Documented.
        async fn get(&self, symbol: &str) -> Number;

        #[failover(keys = symbols)]
        async fn list(&self, symbols: &[String]) -> Numbers;

        async fn set(&mut self, number: usize) -> Number;

        fn now(&self) -> failover_core::Result<usize, Down>;
    }

    #[tokio::test]
    async fn its_methods_are_filled_before_they_are_boxed() {
        check!(Box::new(Pair::new()) as Box<dyn Api>);
    }
}

mod below_async_trait {
    use super::*;

    #[async_trait]
    trait Api: Send + Sync {
        async fn get(&self, symbol: &str) -> Number;
        async fn list(&self, symbols: &[String]) -> Numbers;
        async fn set(&mut self, number: usize) -> Number;
        fn now(&self) -> failover_core::Result<usize, Down>;
    }

    #[async_trait]
    #[failover(providers = [self.primary, self.backup])]
    impl Api for Pair {
        async fn get(&self, symbol: &str) -> Number;

        #[failover(keys = symbols)]
        async fn list(&self, symbols: &[String]) -> Numbers;

        async fn set(&mut self, number: usize) -> Number;

        fn now(&self) -> failover_core::Result<usize, Down>;
    }

    #[tokio::test]
    async fn its_methods_are_boxed_before_they_are_filled() {
        check!(Box::new(Pair::new()) as Box<dyn Api>);
    }
}

mod of_objects {
    use std::io;

    use super::*;

    mod api {
        use super::*;

        pub type Length<'a> = Pin<Box<dyn Future<Output = io::Result<usize>> + Send + 'a>>;

        pub trait Api: Send + Sync {
            fn get<'a>(
                &'a self,
                symbol: &'a str,
            ) -> Pin<Box<dyn Future<Output = io::Result<usize>> + Send + 'a>>;
        }

        pub struct Fixed(pub io::ErrorKind);

        impl Api for Fixed {
            fn get<'a>(&'a self, symbol: &'a str) -> Length<'a> {
                Box::pin(async move {
                    yield_now().await;
                    if symbol.len() > 3 {
                        Ok(symbol.len())
                    } else {
                        Err(self.0.into())
                    }
                })
            }
        }
    }

    type Both = (Arc<dyn api::Api>, Box<dyn api::Api>);

    #[failover(providers = [first = self.0, second = self.1])]
    impl api::Api for Both {
        fn get<'a>(
            &'a self,
            symbol: &'a str,
        ) -> Pin<Box<dyn Future<Output = io::Result<usize>> + Send + 'a>>;
    }

    #[tokio::test]
    async fn a_provider_may_be_a_trait_object_whose_trait_is_not_imported() {
        let down = || api::Fixed(io::ErrorKind::NotConnected);
        let both: Both = (Arc::new(down()), Box::new(down()));
        let found = spawn(async move { api::Api::get(&both, "AVAX").await });
        assert_eq!(found.await.unwrap().unwrap(), 4);
        let both: Both = (Arc::new(down()), Box::new(down()));
        let error = api::Api::get(&both, "BTC").await.unwrap_err();
        assert_eq!(
            error.to_string(),
            "all providers failed: first: error (1 attempt); second: error (1 attempt)"
        );
    }
}
