//! A second function for a method of a trait, which has no such function.

use failover_core::failover;
use tests::prices::ApiError;

trait Feed {
    fn price(&self, symbol: &str) -> failover_core::Result<f64, ApiError>;
}

fn primary(_: &str) -> Result<f64, ApiError> {
    Err(ApiError::Down)
}

struct Prices;

#[failover(retries = 1)]
impl Feed for Prices {
    #[failover(providers = [primary], served = price_served)]
    fn price(&self, symbol: &str) -> failover_core::Result<f64, ApiError>;
}

fn main() {}
