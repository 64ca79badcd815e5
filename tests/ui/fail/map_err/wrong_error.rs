//! A provider whose error does not convert into the function's.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [backup], map_err = last_error)]
fn price(symbol: &str) -> Result<f64, std::num::ParseFloatError> {
    symbol.parse()
}

fn main() {
    let _ = price("AVAX");
}
