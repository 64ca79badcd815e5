//! `mut self`.

use failover_core::failover;
use tests::prices::*;

struct Prices;

impl Prices {
    #[failover(providers = [primary, backup])]
    fn price(mut self, symbol: &str) -> failover_core::Result<f64, ApiError>;
}

fn main() {
    let _ = Prices.price("AVAX");
}
