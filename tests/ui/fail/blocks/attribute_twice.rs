//! Two attributes on a method.

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

#[failover(providers = [self.primary, self.backup])]
impl Prices {
    #[failover(retries = 1)]
    #[failover(timeout = 2s)]
    fn price(&self, symbol: &str) -> failover_core::Result<f64, ApiError>;
}

fn main() {}
