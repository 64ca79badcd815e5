//! A `Served` with an error that `anyhow` does not take.

use failover_core::{Served, failover};

#[failover(providers = [primary])]
fn price(symbol: &str) -> anyhow::Result<Served<f64, String>>;

fn primary(_: &str) -> Result<f64, String> {
    Err("down".to_owned())
}

fn main() {
    let _ = price("AVAX");
}
