//! Parameters of each kind: by reference, by value, `mut`, `_`, `&mut`.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [none, all], retries = 1)]
fn join(mut text: String, _: u8, more: &str, calls: &mut u32) -> failover_core::Result<String, ApiError>;

fn none(text: String, _: u8, _: &str, calls: &mut u32) -> Result<String, ApiError> {
    *calls += 1;
    drop(text);
    Err(ApiError::Down)
}

fn all(text: String, one: u8, more: &str, calls: &mut u32) -> Result<String, ApiError> {
    *calls += 1;
    Ok(format!("{text}{one}{more}"))
}

fn main() {
    let mut calls = 0;
    assert_eq!(join("a".to_owned(), 1, "b", &mut calls).unwrap(), "a1b".to_owned());
    assert_eq!(calls, 3);
}
