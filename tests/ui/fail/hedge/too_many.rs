//! More providers than can be under way side by side.

use failover_core::failover;
use tests::prices::ApiError;

#[failover(providers = [a, b, c, d, e, f, g, h, i, j, k, l, m, n], hedge = 200ms)]
async fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {}
