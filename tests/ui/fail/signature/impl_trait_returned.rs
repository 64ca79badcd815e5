//! A value whose type has no name.

use failover_core::failover;

#[failover(providers = [tests::prices::backup])]
fn price(symbol: &str) -> failover_core::Result<impl Into<f64>, std::fmt::Error>;

fn main() {
    let _ = price("AVAX");
}
