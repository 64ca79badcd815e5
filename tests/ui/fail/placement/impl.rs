//! On an `impl`.

use failover_core::failover;

struct Prices;

#[failover(providers = [tests::prices::primary])]
impl Prices {}

fn main() {}
