//! A second function for one that returns a `Served` already.

use failover_core::{Served, failover};
use tests::prices::*;

#[failover(providers = [primary, backup], served = price_served)]
fn price(symbol: &str) -> failover_core::Result<Served<f64, ApiError>, ApiError>;

fn main() {
    let _ = price("AVAX");
}
