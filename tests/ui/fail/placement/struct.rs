//! On a struct.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [primary, backup])]
struct Prices;

fn main() {}
