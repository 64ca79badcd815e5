//! On a trait.

use failover_core::failover;

#[failover(providers = [tests::prices::primary])]
pub trait Prices {}

fn main() {}
