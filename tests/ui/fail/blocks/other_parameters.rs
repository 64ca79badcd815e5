//! A provider whose method takes other arguments.

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
    fn price(&self, symbol: &str, currency: &str) -> failover_core::Result<f64, ApiError>;
}

fn main() {
    let _ = |prices: Prices| prices.backup;
}
