//! Keys in a form that the missing ones cannot be handed on in.

use std::collections::{HashMap, HashSet};

use failover_core::failover;
use tests::prices::{ApiError, Symbol};

fn primary(symbols: &HashSet<Symbol>) -> Result<HashMap<Symbol, f64>, ApiError> {
    Ok(symbols.iter().map(|symbol| (*symbol, 38.2)).collect())
}

#[failover(providers = [primary], keys = symbols)]
fn prices(
    symbols: &HashSet<Symbol>,
) -> failover_core::Result<failover_core::ItemResult<Symbol, f64, ApiError>, ApiError>;

fn main() {
    let _ = prices(&HashSet::new());
}
