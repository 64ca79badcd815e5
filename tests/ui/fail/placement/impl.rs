//! On an `impl`.

use failover_core::failover;
use tests::prices::*;

struct Prices;

#[failover(providers = [primary, backup])]
impl Prices {}

fn main() {}
