//! As `parameter_names`, where the call is filled item by item.

use failover_core::failover;
use failover_core::testing::ManualClock;
use tests::prices::{ApiError, Symbol};

#[failover(
    providers = [list(request, held, call, answer)],
    keys = request,
    is_valid = |value: &f64| *value > held
)]
async fn prices(
    request: &[Symbol],
    held: f64,
    call: f64,
    answer: f64,
) -> failover_core::Result<Vec<(Symbol, f64)>, ApiError>;

#[failover(
    providers = [list(keys, attempt, call, item)],
    keys = keys,
    max_keys = 1,
    concurrency = 2,
    is_valid = |value: &f64| *value > attempt
)]
async fn concurrent(
    keys: &[Symbol],
    attempt: f64,
    call: f64,
    item: f64,
) -> failover_core::Result<Vec<(Symbol, f64)>, ApiError>;

async fn list(request: &[Symbol], held: f64, call: f64, answer: f64) -> Option<Vec<Option<f64>>> {
    Some(request.iter().map(|_| Some(held + call + answer)).collect())
}

fn main() {
    let prices = prices(&["AVAX"], 1.0, 2.0, 3.0);
    assert_eq!(ManualClock::new().block_on(prices).unwrap(), vec![("AVAX", 6.0)]);
    let prices = concurrent(&["AVAX"], 1.0, 2.0, 3.0);
    assert_eq!(ManualClock::new().block_on(prices).unwrap(), vec![("AVAX", 6.0)]);
}
