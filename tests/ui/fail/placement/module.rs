//! On a module.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [primary, backup])]
mod prices {}

fn main() {}
