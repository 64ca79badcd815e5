//! A function with a body that declares a `Served`.

use failover_core::{Served, failover};
use tests::prices::*;

#[failover(providers = [backup])]
fn price(symbol: &str) -> failover_core::Result<Served<f64, ApiError>, ApiError> {
    primary(symbol)
}

fn main() {
    let _ = price("AVAX");
}
