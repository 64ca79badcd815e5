//! On a struct.

use failover_core::failover;

#[failover(providers = [tests::prices::primary])]
pub struct Prices;

fn main() {}
