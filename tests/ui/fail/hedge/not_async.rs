//! A blocking function.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [primary, backup], hedge = 200ms)]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {}
