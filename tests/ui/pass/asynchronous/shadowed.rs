//! Everything that an expansion of an `async fn` could lean on is called something else here.

#![allow(non_camel_case_types, dead_code, unused_macros, non_snake_case)]

use ::failover_core::failover;
use ::failover_core::testing::ManualClock;
use ::tests::prices::ApiError;

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
trait Future {}
trait FnMut {}
trait Iterator {}
trait Default {}
fn Ok() {}
fn Err() {}
fn Some() {}
fn pin() {}
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

macro_rules! pin {
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
    retry_backoff = 0s,
    timeout = 2s,
    clock = ManualClock::new(),
    is_valid = |price: &f64| *price > 0.0,
    circuit_breaker(failure_threshold = 3, reset_after = 60s)
)]
async fn price(symbol: &::core::primitive::str) -> ::failover_core::Result<f64, ApiError>;

#[failover(providers = [backup_list], keys = symbols, max_keys = 10)]
async fn prices(symbols: &[&'static ::core::primitive::str]) -> ::failover_core::Result<Values, ApiError>;

#[failover(providers = [primary, backup], hedge = 10ms, clock = ManualClock::new())]
async fn hedged(symbol: &Text) -> ::failover_core::Result<f64, ApiError>;

#[failover(
    providers = [backup_list],
    keys = symbols,
    max_keys = 1,
    concurrency = 10,
    is_valid = |price: &f64| *price > 0.0
)]
async fn concurrent(symbols: &[&'static Text]) -> ::failover_core::Result<Values, ApiError>;

type Values = ::std::collections::HashMap<&'static ::core::primitive::str, f64>;

type Text = ::core::primitive::str;

async fn primary(_: &Text) -> ::core::option::Option<f64> {
    ::core::option::Option::None
}

async fn backup(_: &Text) -> ::core::result::Result<f64, ApiError> {
    ::core::result::Result::Ok(38.2)
}

async fn backup_list(symbols: &[&'static Text]) -> ::core::option::Option<Values> {
    ::core::option::Option::Some(symbols.iter().map(|symbol| (*symbol, 38.2)).collect())
}

#[failover(providers = [backup], retries = 1)]
async fn body(symbol: &Text) -> ::core::result::Result<f64, Failed> {
    match symbol {
        "AVAX" => return ::core::result::Result::Err(Failed),
        _ => ::core::result::Result::Ok(1.0),
    }
}

#[derive(Debug)]
struct Failed;

impl ::core::convert::From<ApiError> for Failed {
    fn from(_: ApiError) -> Self {
        Self
    }
}

impl ::core::convert::From<::failover_core::AllProvidersFailed<Failed>> for Failed {
    fn from(_: ::failover_core::AllProvidersFailed<Failed>) -> Self {
        Self
    }
}

fn main() {
    ManualClock::new().block_on(async {
        ::std::assert_eq!(price("AVAX").await.unwrap(), 38.2);
        ::std::assert_eq!(prices(&["AVAX"]).await.unwrap()["AVAX"], 38.2);
        ::std::assert_eq!(hedged("AVAX").await.unwrap(), 38.2);
        ::std::assert_eq!(concurrent(&["AVAX"]).await.unwrap()["AVAX"], 38.2);
        ::std::assert_eq!(body("AVAX").await.unwrap(), 38.2);
    });
}
