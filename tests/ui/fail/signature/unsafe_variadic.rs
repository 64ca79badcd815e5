//! A variadic function.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [primary, backup])]
unsafe extern "C" fn price(symbol: &str, ...) -> failover_core::Result<f64, ApiError>;

fn main() {}
