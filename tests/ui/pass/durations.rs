//! Durations in every form.

use std::time::Duration;

use failover_core::failover;
use tests::prices::*;

macro_rules! with_timeout {
    ($($name:ident = $timeout:expr;)*) => {
        $(
            #[failover(providers = [primary, backup], timeout = $timeout)]
            fn $name(symbol: &str) -> failover_core::Result<f64, ApiError>;
        )*
        const NAMES: &[fn(&str) -> failover_core::Result<f64, ApiError>] = &[$($name),*];
    };
}

with_timeout! {
    call = Duration::from_millis(500);
    constant = Duration::MAX;
}

#[failover(providers = [primary, backup], timeout = 1.5s, deadline = 1_500_000us, retry_backoff = 1e-3ms)]
fn literals(symbol: &str) -> failover_core::Result<f64, ApiError>;

#[failover(providers = [primary, backup], timeout = 1h, deadline = 1d, retry_backoff = 0s)]
fn more_literals(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    for price in NAMES {
        assert_eq!(price("AVAX").unwrap(), 38.2);
    }
    assert_eq!(literals("AVAX").unwrap(), 38.2);
    assert_eq!(more_literals("AVAX").unwrap(), 38.2);
}
