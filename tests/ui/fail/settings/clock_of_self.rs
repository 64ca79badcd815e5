//! A clock from a field.

use failover_core::failover;
use failover_core::testing::ManualClock;
use tests::prices::*;

struct Prices {
    clock: ManualClock,
}

impl Prices {
    #[failover(providers = [primary, backup], clock = self.clock.clone())]
    fn price(&self, symbol: &str) -> failover_core::Result<f64, ApiError>;
}

fn main() {
    let prices = Prices { clock: ManualClock::new() };
    let _ = (&prices.clock, prices.price("AVAX"));
}
