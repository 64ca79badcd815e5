//! `self` in a box.

use failover_core::failover;
use tests::prices::*;

struct Prices;

impl Prices {
    #[failover(providers = [primary, backup])]
    fn price(self: Box<Self>, symbol: &str) -> failover_core::Result<f64, ApiError>;
}

fn main() {
    let _ = Box::new(Prices).price("AVAX");
}
