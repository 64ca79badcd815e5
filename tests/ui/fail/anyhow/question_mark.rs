//! A `?` on failures whose errors are no errors.

use failover_core::failover;

#[failover(providers = [primary])]
fn price(symbol: &str) -> failover_core::Result<f64, anyhow::Error>;

fn primary(_: &str) -> anyhow::Result<f64> {
    anyhow::bail!("down")
}

fn main() -> anyhow::Result<()> {
    let _ = price("AVAX")?;
    Ok(())
}
