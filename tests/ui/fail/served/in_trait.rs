//! A second function in the impl of a trait, which has no place for it.

use failover_core::failover;
use tests::prices::*;

trait Api {
    fn price(&self, symbol: &str) -> failover_core::Result<f64, ApiError>;
}

struct Both;

impl Api for Both {
    #[failover(providers = [primary, backup], served = price_served)]
    fn price(&self, symbol: &str) -> failover_core::Result<f64, ApiError>;
}

fn main() {
    let _ = Both.price("AVAX");
}
