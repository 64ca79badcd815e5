//! A value whose type has no name.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [primary, backup])]
fn price(symbol: &str) -> failover_core::Result<impl Into<f64>, ApiError>;

fn main() {}
