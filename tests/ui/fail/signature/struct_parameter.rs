//! A struct that is taken apart.

use failover_core::failover;
use tests::prices::*;

struct Pair {
    symbol: &'static str,
}

#[failover(providers = [primary, backup])]
fn price(Pair { symbol }: Pair) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price(Pair { symbol: "AVAX" });
}
