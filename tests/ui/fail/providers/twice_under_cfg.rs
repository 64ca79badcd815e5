//! Two providers with one name, both configured.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [#[cfg(all())] primary, #[cfg(all())] primary = backup])]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
