//! A function without `self`, with providers in fields of it.

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
    fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;
}

fn main() {}
