//! A callable in a named field.

use failover_core::failover;
use tests::prices::*;

struct Prices {
    feed: fn(&str) -> Result<f64, ApiError>,
}

impl Prices {
    #[failover(providers = [self.feed])]
    fn price(&self, symbol: &str) -> failover_core::Result<f64, ApiError>;
}

fn main() {
    let _ = Prices { feed: backup }.price("AVAX");
}
