//! `last_error` in a hedged call, which ends without one if no timer is found.

use failover_core::failover;
use std::num::ParseIntError;

#[failover(providers = [decimal, hexadecimal], map_err = last_error, hedge = 20ms)]
async fn number(text: &str) -> Result<u8, ParseIntError>;

async fn decimal(text: &str) -> Result<u8, ParseIntError> {
    text.parse()
}

async fn hexadecimal(text: &str) -> Result<u8, ParseIntError> {
    u8::from_str_radix(text, 16)
}

fn main() {}
