//! As `parameter_names`, where the call is filled item by item.

use failover_core::failover;
use tests::prices::*;

#[failover(
    providers = [list(asked, held, wanted, keys)],
    keys = asked,
    is_valid = |value: &f64| *value > held
)]
fn prices(
    asked: &[Symbol],
    held: f64,
    wanted: f64,
    keys: f64,
) -> failover_core::Result<Vec<(Symbol, f64)>, ApiError>;

fn list(asked: &[Symbol], held: f64, wanted: f64, keys: f64) -> Option<Vec<Option<f64>>> {
    Some(asked.iter().map(|_| Some(held + wanted + keys)).collect())
}

fn main() {
    assert_eq!(prices(&["AVAX"], 1.0, 2.0, 3.0).unwrap(), vec![("AVAX", 6.0)]);
}
