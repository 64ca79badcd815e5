//! A setting from a field.

use std::time::Duration;

use failover_core::failover;
use tests::prices::*;

struct Prices {
    limit: Duration,
}

impl Prices {
    #[failover(providers = [primary, backup], timeout = self.limit)]
    fn price(&self, symbol: &str) -> failover_core::Result<f64, ApiError>;
}

fn main() {
    let _ = Prices { limit: Duration::ZERO }.price("AVAX");
}
