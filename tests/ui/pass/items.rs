//! Item by item: keys in each form, values in each.

use std::collections::{BTreeMap, HashMap};

use failover_core::{ItemResult, failover};
use tests::prices::*;

#[failover(providers = [primary_list, backup_list], keys = symbols)]
fn by_slice(
    symbols: &[Symbol],
) -> failover_core::Result<ItemResult<Symbol, f64, ApiError>, ApiError>;

#[failover(providers = [of_vec], keys = symbols)]
fn by_vec(symbols: Vec<Symbol>) -> failover_core::Result<HashMap<Symbol, f64>, ApiError>;

#[failover(providers = [of_vec_reference], keys = symbols)]
fn by_vec_reference(
    symbols: &Vec<Symbol>,
) -> failover_core::Result<BTreeMap<String, f64>, ApiError>;

#[failover(providers = [primary_list, backup_list], keys = symbols)]
fn in_order(symbols: &[Symbol]) -> failover_core::Result<Vec<(Symbol, f64)>, ApiError>;

fn of_vec(symbols: Vec<Symbol>) -> Result<HashMap<Symbol, f64>, ApiError> {
    backup_list(&symbols)
}

fn of_vec_reference(symbols: &Vec<Symbol>) -> Result<Vec<Option<f64>>, ApiError> {
    Ok(symbols.iter().map(|_| Some(1.0)).collect())
}

fn main() {
    let prices = by_slice(&["BTC", "AVAX"]).unwrap();
    assert_eq!(prices.provenance("BTC").unwrap(), "primary_list");
    assert_eq!(prices.provenance("AVAX").unwrap(), "backup_list");
    assert_eq!(by_vec(vec!["AVAX"]).unwrap()["AVAX"], 38.2);
    assert_eq!(by_vec_reference(&vec!["AVAX"]).unwrap()["AVAX"], 1.0);
    assert_eq!(in_order(&["AVAX", "BTC"]).unwrap(), [("AVAX", 38.2), ("BTC", 64_000.0)]);
}
