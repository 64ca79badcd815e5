//! An annotated function is a function like any other: its type is as declared.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [primary, backup])]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

#[failover(providers = [price_again], error = failover_core::AllProvidersFailed<ApiError>)]
fn outer(symbol: &str) -> Result<f64, Nested>;

fn price_again(symbol: &str) -> failover_core::Result<f64, ApiError> {
    price(symbol)
}

#[derive(Debug)]
struct Nested;

impl From<failover_core::AllProvidersFailed<failover_core::AllProvidersFailed<ApiError>>> for Nested {
    fn from(_: failover_core::AllProvidersFailed<failover_core::AllProvidersFailed<ApiError>>) -> Self {
        Self
    }
}

fn main() {
    let pointer: for<'a> fn(&'a str) -> failover_core::Result<f64, ApiError> = price;
    assert_eq!(pointer("AVAX").unwrap(), 38.2);
    let _: fn(&str) -> Result<f64, Nested> = outer;
}
