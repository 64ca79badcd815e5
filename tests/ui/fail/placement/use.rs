//! On a `use`.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [primary, backup])]
use std::fmt::Debug;

fn main() {}
