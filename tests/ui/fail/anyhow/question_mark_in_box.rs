//! A `?` on failures of boxes into a box.

use std::error::Error;

use failover_core::failover;

#[failover(providers = [primary])]
fn price(symbol: &str) -> failover_core::Result<f64, Box<dyn Error + Send + Sync>>;

fn primary(_: &str) -> Result<f64, Box<dyn Error + Send + Sync>> {
    Err("down".into())
}

fn main() -> Result<(), Box<dyn Error>> {
    let _ = price("AVAX")?;
    Ok(())
}
