//! A setting of one provider of a list.

use failover_core::failover;
use tests::prices::*;

pub struct Source;

impl Source {
    fn name(&self) -> &str {
        "eu"
    }

    fn price(&self, symbol: &str) -> Result<f64, ApiError> {
        primary(symbol)
    }
}

#[failover(providers = [for source in sources => source.name() = source.price(symbol)], retries(eu = 1))]
fn price(sources: &[Source], symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price(&[], "AVAX");
}
