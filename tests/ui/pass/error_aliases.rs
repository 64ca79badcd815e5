//! The declared type under other names.

use failover_core::{Result, Served, failover};
use tests::prices::*;

type Prices<T> = std::result::Result<T, failover_core::AllProvidersFailed<ApiError>>;
type Outcome = Prices<f64>;
type WithSource = Served<f64, ApiError>;

#[failover(providers = [primary, backup])]
fn by_use(symbol: &str) -> Result<f64, ApiError>;

#[failover(providers = [primary, backup])]
fn by_alias(symbol: &str) -> Prices<f64>;

#[failover(providers = [primary, backup])]
fn by_name(symbol: &str) -> Outcome;

#[failover(providers = [primary, backup])]
fn with_source(symbol: &str) -> Prices<WithSource>;

fn main() {
    assert_eq!(by_use("AVAX").unwrap(), 38.2);
    assert_eq!(by_alias("AVAX").unwrap(), 38.2);
    assert_eq!(by_name("AVAX").unwrap(), 38.2);
    assert_eq!(with_source("AVAX").unwrap().provider, "backup");
}
