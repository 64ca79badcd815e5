//! On a module.

use failover_core::failover;

#[failover(providers = [tests::prices::primary])]
mod prices {}

fn main() {}
