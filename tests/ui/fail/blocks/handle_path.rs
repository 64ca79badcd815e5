//! A handle that is not next to the `impl`.

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

#[failover(
    providers = [self.primary, self.backup],
    circuit_breaker(failure_threshold = 3, reset_after = 60s, handle = Self::breaker),
)]
impl Prices {
    fn price(&self, symbol: &str) -> failover_core::Result<f64, ApiError>;
}

fn main() {}
