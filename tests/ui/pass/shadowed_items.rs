//! Items in lowercase, as a query builder names its columns: to a local of an expansion they would be patterns.

#![allow(non_camel_case_types, non_upper_case_globals, dead_code)]

use failover_core::testing::ManualClock;
use failover_core::{Result, Verdict, failover};
use tests::prices::{ApiError, backup, backup_list, primary, primary_list};

struct wanted;
struct setup;
struct outcome;
struct argument;
struct breaker;
struct call;
struct attempt;
struct attempted;
struct first;
struct rest;
struct not_served;
struct served;
struct failed;
struct judged;
struct given;
struct is_valid;
struct classify;
struct delay;
struct limit;
struct asked;
struct answer;
struct answered;
struct held;
struct shape;
struct item;
struct keys;
struct request;
struct returned;
struct turn;
const provider: u32 = 0;
const argument_0: u32 = 0;
static client: u32 = 0;

#[failover(
    providers = [primary, backup],
    timeout = 2s,
    is_valid = |price: &f64| *price > 0.0,
    classify = |_| Verdict::RETRY,
    circuit_breaker(failure_threshold = 3, reset_after = 60s)
)]
fn price(symbol: &str) -> Result<f64, ApiError>;

fn owned(_symbol: String) -> std::result::Result<f64, ApiError> {
    primary("AVAX")
}

#[failover(providers = [owned, b = backup(&symbol)])]
fn price_of(symbol: String) -> Result<f64, ApiError>;

#[failover(providers = [primary_list, backup_list], keys = symbols, max_keys = 10)]
fn prices(symbols: &[&'static str]) -> Result<Prices, ApiError>;

type Prices = std::collections::HashMap<&'static str, f64>;

async fn later(symbol: &str) -> std::result::Result<f64, ApiError> {
    backup(symbol)
}

async fn failing(symbol: &str) -> std::result::Result<f64, ApiError> {
    primary(symbol)
}

async fn list_later(symbols: &[&'static str]) -> std::result::Result<Vec<Option<f64>>, ApiError> {
    symbols.iter().map(|symbol| backup(symbol).map(Some)).collect()
}

async fn nothing(_: &[&'static str]) -> std::result::Result<Vec<(&'static str, f64)>, ApiError> {
    Ok(Vec::new())
}

static CLOCK: std::sync::LazyLock<ManualClock> = std::sync::LazyLock::new(ManualClock::new);

#[failover(
    providers = [failing, later],
    timeout = 2s,
    clock = &*CLOCK,
    is_valid = |price: &f64| *price > 0.0,
    classify = |_| Verdict::RETRY
)]
async fn price_later(symbol: &str) -> Result<f64, ApiError>;

#[failover(providers = [later, again = later], hedge = 20ms, clock = &*CLOCK, is_valid = |price: &f64| *price > 0.0)]
async fn price_hedged(symbol: &str) -> Result<f64, ApiError>;

#[failover(providers = [nothing, list_later], keys = symbols, is_valid = |price: &f64| *price > 0.0)]
async fn prices_later(symbols: &[&'static str]) -> Result<Prices, ApiError>;

#[failover(providers = [nothing, list_later], keys = symbols, max_keys = 1, concurrency = 2)]
async fn prices_in_chunks(symbols: &[&'static str]) -> Result<Prices, ApiError>;

fn main() {
    assert_eq!(price("AVAX").unwrap(), 38.2);
    assert_eq!(price_of("AVAX".to_owned()).unwrap(), 38.2);
    assert_eq!(prices(&["AVAX"]).unwrap()["AVAX"], 38.2);
    assert_eq!(CLOCK.block_on(price_later("AVAX")).unwrap(), 38.2);
    assert_eq!(CLOCK.block_on(price_hedged("AVAX")).unwrap(), 38.2);
    assert_eq!(CLOCK.block_on(prices_later(&["AVAX"])).unwrap()["AVAX"], 38.2);
    let listed = CLOCK.block_on(prices_in_chunks(&["AVAX", "AVAX"]));
    assert_eq!(listed.unwrap()["AVAX"], 38.2);
}
