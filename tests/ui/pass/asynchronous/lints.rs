//! No lint finds fault with the expansion of an `async fn`.

#![deny(warnings, missing_docs, unused, nonstandard_style, unused_qualifications, unreachable_pub)]
#![deny(rust_2018_idioms, let_underscore_drop, tail_expr_drop_order, if_let_rescope)]
#![forbid(unsafe_code)]

use std::collections::HashMap;

use failover_core::{Verdict, failover};
use failover_core::testing::ManualClock;
use tests::prices::ApiError;

/// Prices.
#[derive(Debug)]
pub struct Prices;

impl Prices {
    /// One price.
    #[failover(
        providers = [primary, backup],
        retries = 1,
        timeout = 2s,
        circuit_breaker(failure_threshold = 3, reset_after = 60s, handle = breaker),
        clock = ManualClock::new()
    )]
    #[must_use]
    #[inline]
    pub async fn price(
        &self,
        /// The price of this symbol.
        symbol: &str,
    ) -> failover_core::Result<f64, ApiError>;

    /// One price, hedged.
    #[failover(providers = [primary, backup], hedge = 0s, is_valid = |price| *price > 0.0)]
    pub async fn hedged(&self, symbol: &str) -> failover_core::Result<f64, ApiError>;

    /// One price, by code.
    #[failover(providers = [
        block = { primary(symbol) },
        closure = |symbol| backup(symbol),
        awaited = async { primary(symbol).await },
        statements = async move |symbol| { let price = backup(symbol).await; price },
        call = backup({ primary(symbol).await?; symbol }),
        early = async |symbol| Ok(primary(symbol).await?),
        typed = async |_| -> Option<f64> { Some(1.0) },
    ])]
    pub async fn by_code(&self, symbol: &str) -> failover_core::Result<f64, ApiError>;

    /// One attempt.
    #[failover(timeout = 1s, clock = ManualClock::new())]
    pub async fn once(self, mut text: String, (unit, _): (u8, u8), lent: Option<&mut u8>) -> Result<f64, Box<dyn std::error::Error + Send + Sync>> {
        text.push('!');
        let owned: String = text;
        let _ = lent.map(|lent| *lent += unit);
        Ok(owned.parse()?)
    }

    /// Some prices, several at once.
    #[failover(providers = [list], keys = symbols, max_keys = 1, concurrency = 2, classify = |_| Verdict::NEXT)]
    pub async fn concurrent<'a>(
        &self,
        symbols: &[&'a str],
    ) -> failover_core::Result<HashMap<&'a str, f64>, ApiError>;

    /// Some prices.
    #[failover(providers = [list], keys = symbols)]
    pub async fn prices<'a>(
        &self,
        symbols: &[&'a str],
    ) -> failover_core::Result<HashMap<&'a str, f64>, ApiError>;
}

/// One price.
#[failover(providers = [of_string], error = ApiError, is_valid = |_| true)]
pub async fn price(symbol: String, _: u8) -> Result<f64, Failed> {
    if symbol.is_empty() {
        return Ok(0.0);
    }
    Err(Failed(symbol))
}

/// One price, in one line.
#[failover(providers = [backup], error = ApiError)]
pub async fn in_one_line(_symbol: &str) -> Result<f64, Failed> { Err(Failed(String::new())) }

/// One price, in one line, with a second provider under way.
#[failover(providers = [backup], error = ApiError, hedge = 1s, clock = ManualClock::new())]
pub async fn hedged_in_one_line(_symbol: &str) -> Result<f64, Failed> { Err(Failed(String::new())) }

macro_rules! with_body {
    ($body:block) => {
        /// One price, by a body that another macro hands on.
        #[failover(providers = [backup], error = ApiError)]
        pub async fn handed_on(_symbol: &str) -> Result<f64, Failed> $body
    };
}

with_body! { { Err(Failed(String::new())) } }

async fn primary(_: &str) -> Result<f64, ApiError> {
    Err(ApiError::Down)
}

async fn backup(_: &str) -> Result<f64, ApiError> {
    Ok(38.2)
}

async fn list<'a>(symbols: &[&'a str]) -> Option<Vec<(&'a str, f64)>> {
    Some(symbols.iter().map(|symbol| (*symbol, 1.0)).collect())
}

async fn of_string(symbol: String, _: u8) -> Result<f64, ApiError> {
    backup(&symbol).await
}

/// An error.
#[derive(Debug)]
pub struct Failed(pub String);

impl From<Failed> for ApiError {
    fn from(_: Failed) -> Self {
        Self::Down
    }
}

impl From<failover_core::AllProvidersFailed<ApiError>> for Failed {
    fn from(failed: failover_core::AllProvidersFailed<ApiError>) -> Self {
        Self(failed.to_string())
    }
}

fn main() {
    ManualClock::new().block_on(async {
        assert!(price("AVAX".to_owned(), 1).await.is_ok());
        assert!(in_one_line("AVAX").await.is_ok());
        assert!(handed_on("AVAX").await.is_ok());
        assert!(hedged_in_one_line("AVAX").await.is_ok());
        assert!(Prices.price("AVAX").await.is_ok());
        assert!(Prices.hedged("AVAX").await.is_ok());
        assert!(Prices.concurrent(&["AVAX"]).await.is_ok());
        assert!(Prices.prices(&["AVAX"]).await.is_ok());
    });
    assert!(!Prices::breaker().is_open("primary"));
}
