//! An error that is a type parameter, and one that has to be named.

use failover_core::{AllProvidersFailed, failover};
use tests::prices::*;

#[failover(providers = [first::<E>, second])]
fn of<E: From<ApiError>>(symbol: &str) -> failover_core::Result<f64, E>;

fn first<E: From<ApiError>>(symbol: &str) -> Result<f64, E> {
    Ok(primary(symbol)?)
}

fn second(symbol: &str) -> Result<f64, ApiError> {
    backup(symbol)
}

#[derive(Debug, PartialEq)]
struct Failed;

impl From<AllProvidersFailed<ApiError>> for Failed {
    fn from(_: AllProvidersFailed<ApiError>) -> Self {
        Self
    }
}

impl From<AllProvidersFailed<String>> for Failed {
    fn from(_: AllProvidersFailed<String>) -> Self {
        Self
    }
}

#[failover(providers = [primary], error = ApiError)]
fn named(symbol: &str) -> Result<f64, Failed>;

fn main() {
    assert_eq!(of::<ApiError>("AVAX").unwrap(), 38.2);
    assert_eq!(named("AVAX"), Err(Failed));
}
