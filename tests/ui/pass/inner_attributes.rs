//! Attributes and documentation within a body are the function's, as without `#[failover]`.

#![deny(warnings, missing_docs)]

use failover_core::failover;
use failover_core::testing::ManualClock;
use tests::prices::{ApiError, backup};

/// An error that both a price's text and a provider can end in.
type Error = Box<dyn std::error::Error + Send + Sync>;

async fn later(symbol: &str) -> Result<f64, ApiError> {
    backup(symbol)
}

#[failover(providers = [backup])]
fn price(symbol: &str) -> Result<f64, Error> {
    #![allow(unused_variables)]
    let unused = symbol;
    Ok(symbol.parse()?)
}

/// A module whose functions are documented inside.
pub mod documented {
    use super::{Error, failover, later};

    #[failover(providers = [later], retries = 1)]
    pub async fn price(symbol: &str) -> Result<f64, Error> {
        //! The price of a symbol.
        Ok(symbol.parse()?)
    }
}

fn main() {
    assert_eq!(price("AVAX").unwrap(), 38.2);
    let priced = ManualClock::new().block_on(documented::price("AVAX"));
    assert_eq!(priced.unwrap(), 38.2);
}
