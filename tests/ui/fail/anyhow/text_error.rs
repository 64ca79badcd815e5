//! A provider whose error is a text, for a function of `anyhow`.

use failover_core::failover;

#[failover(providers = [primary])]
fn price(symbol: &str) -> anyhow::Result<f64>;

fn primary(_: &str) -> Result<f64, String> {
    Err("down".to_owned())
}

fn main() {
    let _ = price("AVAX");
}
