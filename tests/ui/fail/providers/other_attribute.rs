//! An attribute on a provider that is no `cfg`.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [#[inline] primary, backup])]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
