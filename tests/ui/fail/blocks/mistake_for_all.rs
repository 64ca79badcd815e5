//! A mistake in the arguments of an `impl`: one error, and callers see none of their own.

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

#[failover(providers = [self.primary, self.backup], retries = -1)]
impl Prices {
    fn price(&self, symbol: &str) -> failover_core::Result<f64, ApiError>;

    fn last(&self, symbol: &str) -> failover_core::Result<f64, ApiError>;

    fn now(&self) -> f64 {
        self.last("AVAX")
            .or_else(|_| self.price("AVAX"))
            .unwrap_or_default()
    }
}

fn main() {
    let prices = Prices {
        primary: Api,
        backup: Api,
    };
    let _: f64 = prices.now();
}
