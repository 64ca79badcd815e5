//! Keys in a form that the missing ones cannot be handed on in.

use std::collections::HashSet;

use failover_core::{ItemResult, failover};
use tests::prices::*;

#[failover(providers = [primary_list, backup_list], keys = symbols)]
fn prices(
    symbols: &HashSet<Symbol>,
) -> failover_core::Result<ItemResult<Symbol, f64, ApiError>, ApiError>;

fn main() {
    let _ = prices(&HashSet::new());
}
