//! On a `use`.

use failover_core::failover;

#[failover(providers = [tests::prices::primary])]
pub use std::fmt::Debug;

fn main() {}
