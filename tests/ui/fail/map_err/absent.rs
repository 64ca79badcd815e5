//! `last_error` with a provider that may have no value.

use failover_core::failover;
use std::num::ParseIntError;

#[failover(providers = [decimal, cache], map_err = last_error)]
fn number(text: &str) -> Result<u8, ParseIntError>;

fn decimal(text: &str) -> Result<u8, ParseIntError> {
    text.parse()
}

fn cache(_: &str) -> Option<u8> {
    None
}

fn main() {
    let _ = number("1");
}
