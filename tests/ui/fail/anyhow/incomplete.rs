//! A `?` on a batch call whose errors are no errors.

use failover_core::{ItemsError, failover};

#[failover(providers = [primary], keys = ids, require_all)]
fn balances(ids: &[u32]) -> Result<Vec<(u32, u64)>, ItemsError<u32, u64, anyhow::Error>>;

fn primary(_: &[u32]) -> anyhow::Result<Vec<(u32, u64)>> {
    anyhow::bail!("down")
}

fn main() -> anyhow::Result<()> {
    let _ = balances(&[1])?;
    Ok(())
}
