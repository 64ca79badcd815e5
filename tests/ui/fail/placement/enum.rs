//! On an enum.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [primary, backup])]
enum Prices {}

fn main() {}
