//! Code that the cases of `ui/` share: an error, and providers that fail, serve, and serve in part.

use std::collections::HashMap;
use std::fmt;

use failover_core::{FailoverClient, Provider};

/// The error of every provider here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ApiError {
    /// The error of [`primary`].
    Down,
}

impl fmt::Display for ApiError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the service is down")
    }
}

impl std::error::Error for ApiError {}

/// Always fails.
///
/// # Errors
///
/// Always.
pub fn primary(_: &str) -> Result<f64, ApiError> {
    Err(ApiError::Down)
}

/// Always serves.
///
/// # Errors
///
/// Never.
pub fn backup(_: &str) -> Result<f64, ApiError> {
    Ok(38.2)
}

/// A key of the item providers.
pub type Symbol = &'static str;

/// Serves BTC and ETH alone.
///
/// # Errors
///
/// Never.
pub fn primary_list(symbols: &[Symbol]) -> Result<HashMap<Symbol, f64>, ApiError> {
    let known = symbols
        .iter()
        .filter(|symbol| ["BTC", "ETH"].contains(symbol));
    Ok(known.map(|symbol| (*symbol, 64_000.0)).collect())
}

/// Serves whatever it is asked for.
///
/// # Errors
///
/// Never.
pub fn backup_list(symbols: &[Symbol]) -> Result<HashMap<Symbol, f64>, ApiError> {
    Ok(symbols.iter().map(|symbol| (*symbol, 38.2)).collect())
}

/// Fails as an annotated function does.
///
/// # Errors
///
/// Always.
pub fn nested(symbol: &str) -> failover_core::Result<f64, ApiError> {
    let providers = [Provider::new("primary", || primary(symbol))];
    let served = FailoverClient::new().fetch(providers)?;
    Ok(served.value)
}
