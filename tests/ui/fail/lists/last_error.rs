//! A list that is known at run time, next to `last_error`.

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

#[failover(providers = [for source in sources => source.name() = source.price(symbol)], map_err = last_error)]
fn price(sources: &[Source], symbol: &str) -> Result<f64, ApiError>;

fn main() {
    let _ = price(&[], "AVAX");
}
