//! Keys of a type that cannot be looked up.

use failover_core::failover;
use tests::prices::ApiError;

fn primary(levels: &[f64]) -> Result<Vec<(f64, f64)>, ApiError> {
    Ok(levels.iter().map(|level| (*level, 38.2)).collect())
}

#[failover(providers = [primary], keys = levels)]
fn volumes(levels: &[f64]) -> failover_core::Result<Vec<(f64, f64)>, ApiError>;

fn main() {
    let _ = volumes(&[1.0]);
}
