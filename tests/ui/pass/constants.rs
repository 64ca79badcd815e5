//! Settings that are constants, with names like those of an expansion, and one of `Self`.

use std::time::Duration;

use failover_core::failover;
use tests::prices::*;

const PROVIDERS: u32 = 1;
const BREAKER: u32 = 3;
const __BREAKER: u32 = 3;
const LIMIT: Duration = Duration::from_secs(2);

#[failover(
    providers = [primary, backup],
    retries = PROVIDERS + 1,
    timeout = LIMIT,
    circuit_breaker(failure_threshold = BREAKER * __BREAKER, reset_after = LIMIT)
)]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

struct Prices;

impl Prices {
    const LIMIT: Duration = Duration::from_secs(2);

    #[failover(providers = [primary, backup], deadline = Self::LIMIT, retries = Self::retries())]
    fn price(&self, symbol: &str) -> failover_core::Result<f64, ApiError>;

    const fn retries() -> u32 {
        1
    }
}

fn main() {
    assert_eq!(price("AVAX").unwrap(), 38.2);
    assert_eq!(Prices.price("AVAX").unwrap(), 38.2);
}
