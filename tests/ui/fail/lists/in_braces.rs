//! A list whose call is in braces.

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

#[failover(providers = [for source in sources { source.price(symbol) }])]
fn price(sources: &[Source], symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price(&[], "AVAX");
}
