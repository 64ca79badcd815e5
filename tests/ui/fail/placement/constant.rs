//! On a constant.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [primary, backup])]
const PRICE: f64 = 38.2;

fn main() {}
