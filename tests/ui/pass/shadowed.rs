//! Everything that an expansion could lean on is called something else here.

#![allow(non_camel_case_types, dead_code, unused_macros, non_snake_case)]

use ::failover_core::failover;
use ::tests::prices::{ApiError, backup, primary};

mod core {}
mod std {}
mod alloc {}
mod failover_core {}

struct Result;
struct Option;
struct Vec;
struct Box;
struct String;
struct Duration;
trait Clone {}
trait From {}
trait Into {}
trait Fn {}
trait FnMut {}
trait Iterator {}
trait Default {}
fn Ok() {}
fn Err() {}
fn Some() {}
const None: u8 = 0;
type u32 = u8;
type usize = u8;
type bool = u8;
type str = u8;

macro_rules! assert {
    ($($ignored:tt)*) => {
        compile_error!("not this one")
    };
}

macro_rules! panic {
    ($($ignored:tt)*) => {
        compile_error!("not this one")
    };
}

#[failover(
    providers = [primary, backup],
    retries = 1,
    retry_backoff = linear(0s, max = 1s, jitter = equal),
    on_absent = ::failover_core::Verdict::NEXT,
    timeout = 2s,
    is_valid = |price: &f64| *price > 0.0,
    circuit_breaker(failure_threshold = 3, reset_after = 60s)
)]
fn price(symbol: &::core::primitive::str) -> ::failover_core::Result<f64, ApiError>;

#[failover(providers = [backup_list], keys = symbols, max_keys = 10)]
fn prices(symbols: &[&'static ::core::primitive::str]) -> ::failover_core::Result<Values, ApiError>;

type Values = ::std::collections::HashMap<&'static ::core::primitive::str, f64>;

#[failover(providers = [backup], map_err = last_error, served = served_price)]
fn last_error_price(symbol: &::core::primitive::str) -> ::core::result::Result<f64, ApiError> {
    primary(symbol)
}

#[failover(providers = [backup_list], keys = symbols, map_err = |_| ApiError::Down)]
fn mapped_prices(symbols: &[&'static ::core::primitive::str]) -> ::core::result::Result<Values, ApiError>;

use ::tests::prices::backup_list;

fn main() {
    ::std::assert_eq!(price("AVAX").unwrap(), 38.2);
    ::std::assert_eq!(last_error_price("AVAX").unwrap(), 38.2);
    ::std::assert_eq!(served_price("AVAX").unwrap().provider, "backup");
    ::std::assert_eq!(mapped_prices(&["AVAX"]).unwrap()["AVAX"], 38.2);
    ::std::assert_eq!(prices(&["AVAX"]).unwrap()["AVAX"], 38.2);
}
