//! An error that is made from the failures of two.

use failover_core::AllProvidersFailed;

use failover_core::failover;
use tests::prices::*;

#[derive(Debug)]
struct Error;

struct OtherError;

impl From<AllProvidersFailed<ApiError>> for Error {
    fn from(_: AllProvidersFailed<ApiError>) -> Self {
        Self
    }
}

impl From<AllProvidersFailed<OtherError>> for Error {
    fn from(_: AllProvidersFailed<OtherError>) -> Self {
        Self
    }
}

#[failover(providers = [primary, backup])]
fn price(symbol: &str) -> Result<f64, Error>;

fn main() {
    let _ = price("AVAX");
}
