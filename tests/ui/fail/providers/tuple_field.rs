//! A callable in a field of a tuple.

use failover_core::failover;
use tests::prices::*;

struct Prices(fn(&str) -> Result<f64, ApiError>);

impl Prices {
    #[failover(providers = [self.0])]
    fn price(&self, symbol: &str) -> failover_core::Result<f64, ApiError>;
}

fn main() {
    let _ = Prices(backup).price("AVAX");
}
