//! On a constant.

use failover_core::failover;

#[failover(providers = [tests::prices::primary])]
pub const PRICE: f64 = 38.2;

fn main() {}
