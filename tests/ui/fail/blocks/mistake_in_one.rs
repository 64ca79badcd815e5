//! A mistake in one method: the others fail over.

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
    #[failover(timeout = "2s")]
    fn price(&self, symbol: &str) -> failover_core::Result<f64, ApiError>;
}

fn main() {
    let prices = Prices {
        primary: Api,
        backup: Api,
    };
    let _: f64 = prices.price("AVAX").unwrap();
}
