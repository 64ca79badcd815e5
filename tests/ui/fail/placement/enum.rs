//! On an enum.

use failover_core::failover;

#[failover(providers = [tests::prices::primary])]
pub enum Prices {}

fn main() {}
