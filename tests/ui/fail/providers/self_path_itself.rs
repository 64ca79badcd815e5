//! The associated function as its own provider.

use failover_core::failover;
use tests::prices::*;

struct Prices;

impl Prices {
    #[failover(providers = [Self::price, backup])]
    fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;
}

fn main() {
    let _ = Prices::price("AVAX");
}
