//! A provider whose method returns another value.

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

#[failover(providers = [self.primary])]
impl Prices {
    fn price(&self, symbol: &str) -> failover_core::Result<String, ApiError>;
}

fn main() {
    let _ = |prices: Prices| prices.backup;
}
