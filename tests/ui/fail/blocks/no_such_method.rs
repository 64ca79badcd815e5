//! A provider without the method.

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

#[failover(providers = [self.primary, text = "primary"])]
impl Prices {
    fn price(&self, symbol: &str) -> failover_core::Result<f64, ApiError>;
}

fn main() {
    let _ = |prices: Prices| prices.backup;
}
