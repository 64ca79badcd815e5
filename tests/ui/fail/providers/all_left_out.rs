//! Every provider left out by its `cfg`.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [#[cfg(any())] primary, #[cfg(any())] backup])]
fn price(_: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
