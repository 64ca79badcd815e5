//! A parameter by value that cannot be cloned for each attempt.

use failover_core::failover;
use tests::prices::{ApiError, backup};

struct Request(String);

fn primary(request: Request) -> Result<f64, ApiError> {
    backup(&request.0)
}

#[failover(providers = [primary], retries = 1)]
fn price(request: Request) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price(Request("AVAX".to_owned()));
}
