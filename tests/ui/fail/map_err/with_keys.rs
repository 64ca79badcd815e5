//! `last_error` in a batch call, which may end without one.

use failover_core::failover;
use std::collections::HashMap;
use std::num::ParseIntError;

#[failover(providers = [decimal], keys = texts, map_err = last_error)]
fn numbers(texts: &[&'static str]) -> Result<HashMap<&'static str, u8>, ParseIntError>;

fn decimal(texts: &[&'static str]) -> Result<HashMap<&'static str, u8>, ParseIntError> {
    texts.iter().map(|text| Ok((*text, text.parse()?))).collect()
}

fn main() {
    let _ = numbers(&["1"]);
}
