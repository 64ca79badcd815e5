//! A list that is known at run time, without `for`.

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

#[failover(providers = sources)]
fn price(sources: &[Source], symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price(&[], "AVAX");
}
