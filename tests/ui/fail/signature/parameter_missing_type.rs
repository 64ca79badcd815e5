//! A parameter without a type.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [primary, backup])]
fn price(symbol) -> failover_core::Result<f64, ApiError>;

fn main() {}
