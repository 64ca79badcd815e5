//! No providers, neither for the `impl` nor for its methods.

use failover_core::failover;
use tests::prices::ApiError;

struct Api;

impl Api {
    fn price(&self, _: &str) -> Result<f64, ApiError> {
        Err(ApiError::Down)
    }
}

struct Prices {
    primary: Api,
    backup: Api,
}

#[failover(retries = 1)]
impl Prices {
    fn price(&self, symbol: &str) -> failover_core::Result<f64, ApiError>;

    fn last(&self, symbol: &str) -> failover_core::Result<f64, ApiError>;
}

fn main() {}
