//! Item by item, with a body that is asked first.

use std::collections::HashMap;

use failover_core::{AllProvidersFailed, failover};
use tests::prices::*;

#[failover(providers = [backup_list], keys = symbols, error = ApiError, is_valid = |price| *price < 50_000.0)]
fn prices(mut symbols: Vec<Symbol>) -> Result<HashMap<Symbol, f64>, Failed> {
    symbols.truncate(1);
    Ok(symbols.into_iter().map(|symbol| (symbol, 64_000.0)).collect())
}

fn backup_list(symbols: Vec<Symbol>) -> Result<HashMap<Symbol, f64>, ApiError> {
    tests::prices::backup_list(&symbols)
}

#[derive(Debug)]
struct Failed;

impl From<Failed> for ApiError {
    fn from(_: Failed) -> Self {
        Self::Down
    }
}

impl From<AllProvidersFailed<ApiError>> for Failed {
    fn from(_: AllProvidersFailed<ApiError>) -> Self {
        Self
    }
}

fn main() {
    let prices = prices(vec!["BTC", "AVAX"]).unwrap();
    assert_eq!((prices["BTC"], prices["AVAX"]), (38.2, 38.2));
}
