//! Missing keys as an error, caps, and values that are judged.

use failover_core::{ItemResult, ItemsError, failover};
use tests::prices::*;

#[failover(
    providers = [primary_list],
    keys = symbols,
    require_all,
    max_keys(primary_list = 1),
    is_valid = |price: &f64| *price > 0.0
)]
fn prices(
    symbols: &[Symbol],
) -> Result<ItemResult<Symbol, f64, ApiError>, ItemsError<Symbol, f64, ApiError>>;

fn main() {
    assert_eq!(prices(&["BTC", "ETH"]).unwrap().len(), 2);
    let Err(ItemsError::Incomplete(incomplete)) = prices(&["BTC", "AVAX"]) else {
        panic!("AVAX is missing");
    };
    assert_eq!(incomplete.result()["BTC"], 64_000.0);
}
