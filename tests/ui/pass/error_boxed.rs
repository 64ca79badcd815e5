//! Boxed errors, with and without `Send + Sync`, and `anyhow`.

use std::error::Error;

use failover_core::{AllProvidersFailed, failover};
use tests::prices::*;

#[failover(providers = [primary, mixed])]
fn boxed(symbol: &str) -> Result<f64, Box<dyn Error>>;

#[failover(providers = [primary, mixed])]
fn sendable(symbol: &str) -> Result<f64, Box<dyn Error + Send + Sync>>;

#[failover(providers = [primary, mixed])]
fn any(symbol: &str) -> anyhow::Result<f64>;

fn mixed(symbol: &str) -> Result<f64, std::num::ParseFloatError> {
    symbol.parse()
}

fn main() {
    assert_eq!(boxed("1.5").unwrap(), 1.5);
    assert_eq!(sendable("1.5").unwrap(), 1.5);
    assert_eq!(any("1.5").unwrap(), 1.5);
    let line = "primary: error (1 attempt)";
    assert!(boxed("AVAX").unwrap_err().to_string().contains("primary"), "{line}");
    assert!(sendable("AVAX").unwrap_err().to_string().contains("mixed"));
    assert!(any("AVAX").unwrap_err().downcast_ref::<AllProvidersFailed<_>>().is_some_and(
        |failed: &AllProvidersFailed<failover_core::BoxError<anyhow::Error>>| failed.failures().len() == 2
    ));
}
