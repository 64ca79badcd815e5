//! `last_error` with settings under which a call may end without one.

use failover_core::failover;
use std::num::ParseIntError;

#[failover(providers = [hexadecimal], map_err = last_error, is_valid = |number| *number > 0)]
fn number(text: &str) -> Result<u8, ParseIntError> {
    text.parse()
}

fn hexadecimal(text: &str) -> Result<u8, ParseIntError> {
    u8::from_str_radix(text, 16)
}

fn main() {
    let _ = number("1");
}
