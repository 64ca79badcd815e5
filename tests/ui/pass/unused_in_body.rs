//! A parameter that the body does not look at, but another provider does, is used.

#![deny(warnings)]

use failover_core::failover;
use tests::prices::*;

fn of_region(symbol: &str, region: String, _: u8) -> Result<f64, ApiError> {
    assert_eq!(region, "eu");
    backup(symbol)
}

#[failover(providers = [of_region])]
fn price(symbol: &str, region: String, page: u8) -> Result<f64, Box<dyn std::error::Error>> {
    Err(symbol.into())
}

fn main() {
    assert_eq!(price("AVAX", "eu".to_owned(), 1).unwrap(), 38.2);
}
