//! A clock from a parameter.

use failover_core::failover;
use failover_core::testing::ManualClock;
use tests::prices::*;

#[failover(providers = [primary(symbol), backup(symbol)], clock = clock)]
fn price(symbol: &str, clock: ManualClock) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX", ManualClock::new());
}
