//! A mistake elsewhere: whoever calls either function sees no error.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [primary, backup], served = price_served, retries = -1)]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

struct Api;

impl Api {
    #[failover(providers = [backup], served = price_served)]
    const fn price<'a>(&self, mut symbol: &'a str, _: u8) -> Result<f64, ApiError> {
        while symbol.is_empty() {
            symbol = "AVAX";
        }
        Err(ApiError::Down)
    }
}

fn main() {
    let _: f64 = price("AVAX").unwrap();
    assert_eq!(price_served("AVAX").unwrap().provider, "backup");
    assert_eq!(Api.price_served("AVAX", 1).unwrap().provider, "backup");
}
