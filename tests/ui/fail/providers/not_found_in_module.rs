//! A provider that its module does not have.

use failover_core::failover;
use tests::prices::{self, ApiError};

#[failover(providers = [prices::primary, prices::bakcup])]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
