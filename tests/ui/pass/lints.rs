//! No lint finds fault with the expansion, and a parameter may have documentation too.

#![deny(warnings, missing_docs, unused, nonstandard_style, unused_qualifications, unreachable_pub)]
#![forbid(unsafe_code)]

use failover_core::failover;
use tests::prices::*;

/// Prices.
#[derive(Debug)]
pub struct Prices;

impl Prices {
    /// One price.
    #[failover(
        providers = [primary, backup],
        retries = 1,
        timeout = 2s,
        circuit_breaker(failure_threshold = 3, reset_after = 60s, handle = breaker)
    )]
    #[must_use]
    #[inline]
    pub fn price(
        &self,
        /// The price of this symbol.
        symbol: &str,
    ) -> failover_core::Result<f64, ApiError>;
}

/// One price.
#[failover(providers = [of_string], error = ApiError, is_valid = |_| true)]
#[track_caller]
pub fn price(symbol: String, _: u8) -> Result<f64, Failed> {
    Err(Failed(symbol))
}

/// One price, in two functions.
#[failover(providers = [backup_of], map_err = last_error, served = pub priced_served)]
#[expect(clippy::let_and_return, reason = "the body is in one of the two functions")]
#[must_use]
pub fn priced(
    /// The price of this symbol.
    symbol: String,
    mut _count: u8,
) -> Result<f64, ApiError> {
    let price = primary(&symbol);
    price
}

fn backup_of(symbol: String, _: u8) -> Result<f64, ApiError> {
    backup(&symbol)
}

fn of_string(symbol: String, _: u8) -> Result<f64, ApiError> {
    backup(&symbol)
}

/// Prices by code.
#[failover(providers = [
    block = { primary(symbol) },
    closure = |_, text| Some(text.len() as f64),
    statement = |symbol, _| { let price = backup(symbol); price },
    call = backup(symbol.parse::<f64>().map_err(|_| ApiError::Down)?.to_string().as_str()),
    early = { let price = primary(symbol)?; Ok(price) },
    typed = |symbol: &str, mut text| -> Option<f64> { text.push('!'); symbol.parse().ok() },
])]
pub fn by_code(symbol: &str, text: String) -> failover_core::Result<f64, ApiError>;

/// Prices by owned arguments.
#[failover(providers = [closure = |mut text, _, _, _| { text.push('!'); text.parse().ok() }, other = filled(&mut symbols)], retries = 1)]
pub fn owned(
    mut symbols: String,
    (first, _): (u8, u8),
    mut last: u8,
    lent: Option<&mut u8>,
) -> Result<f64, Box<dyn std::error::Error>> {
    last += first;
    symbols.push('!');
    lent.map(|lent| f64::from(*lent + last)).ok_or_else(|| "none".into())
}

fn filled(symbols: &mut String) -> Option<f64> {
    symbols.pop().map(|_| 1.0)
}

/// One attempt.
#[failover(timeout = 1s)]
pub fn once(mut text: String, (unit, _): (u8, u8), _: Vec<u8>) -> Result<f64, Box<dyn std::error::Error>> {
    text.push('!');
    let owned: String = text;
    Ok(owned.parse::<f64>()? * f64::from(unit))
}

impl Prices {
    /// One attempt.
    #[failover(timeout = 1s)]
    pub fn into_price(mut self) -> Result<f64, Box<dyn std::error::Error>> {
        self = Self;
        let Self = self;
        Err("none".into())
    }
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
    assert!(price("AVAX".to_owned(), 1).is_ok());
    assert!(priced("AVAX".to_owned(), 1).is_ok());
    assert_eq!(priced_served("AVAX".to_owned(), 1).unwrap().provider, "backup_of");
    assert!(Prices.price("AVAX").is_ok());
    assert!(by_code("AVAX", String::new()).is_ok());
    assert!(!Prices::breaker().is_open("primary"));
}
