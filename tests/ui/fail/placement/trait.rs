//! On a trait.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [primary, backup])]
trait Prices {}

fn main() {}
