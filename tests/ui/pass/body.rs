//! A function with a body, which is the first provider: with `?` and `return`, and retried.

use std::cell::Cell;

use failover_core::failover;
use tests::prices::*;

#[derive(Debug)]
enum Error {
    Api,
    Nobody,
}

impl From<ApiError> for Error {
    fn from(_: ApiError) -> Self {
        Self::Api
    }
}

impl From<failover_core::AllProvidersFailed<Error>> for Error {
    fn from(_: failover_core::AllProvidersFailed<Error>) -> Self {
        Self::Nobody
    }
}

#[failover(providers = [backup], retries = 2)]
fn price(symbol: &str, calls: &Cell<u32>) -> Result<f64, Error> {
    calls.set(calls.get() + 1);
    if symbol.is_empty() {
        return Err(Error::Api);
    }
    let price = primary(symbol)?;
    Ok(price)
}

fn backup(symbol: &str, _: &Cell<u32>) -> Result<f64, ApiError> {
    if symbol == "XRP" {
        return Err(ApiError::Down);
    }
    tests::prices::backup(symbol)
}

fn main() {
    let calls = Cell::new(0);
    assert!(matches!(price("AVAX", &calls), Ok(38.2)));
    assert_eq!(calls.get(), 3);
    assert!(matches!(price("", &calls), Ok(38.2)));
    assert!(matches!(price("XRP", &calls), Err(Error::Nobody)));
}
