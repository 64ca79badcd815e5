//! A breaker of the function's own that is made from `Self`.

use failover_core::failover;
use tests::prices::*;

struct Prices;

impl Prices {
    const THRESHOLD: u32 = 3;

    #[failover(
        providers = [primary, backup],
        circuit_breaker(failure_threshold = Self::THRESHOLD, reset_after = 60s),
    )]
    fn price(&self, symbol: &str) -> failover_core::Result<f64, ApiError>;
}

fn main() {
    let _ = (Prices::THRESHOLD, Prices.price("AVAX"));
}
