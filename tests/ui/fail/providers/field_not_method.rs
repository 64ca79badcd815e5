//! A callable in a named field.

use failover_core::failover;
use tests::prices::*;

struct Prices {
    source: fn(&str) -> Result<f64, ApiError>,
}

impl Prices {
    #[failover(providers = [self.source])]
    fn price(&self, symbol: &str) -> failover_core::Result<f64, ApiError>;
}

fn main() {
    let _ = Prices { source: backup }.price("AVAX");
}
