//! A provider that answers with something else than items.

use failover_core::{ItemResult, failover};
use tests::prices::{ApiError, Symbol};

#[failover(providers = [price], keys = symbols)]
async fn prices(symbols: &[Symbol]) -> failover_core::Result<ItemResult<Symbol, f64, ApiError>, ApiError>;

async fn price(_: &[Symbol]) -> Result<f64, ApiError> {
    Ok(38.2)
}

fn main() {}
