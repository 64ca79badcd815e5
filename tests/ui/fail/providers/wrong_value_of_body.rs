//! A body that returns another type of value.

use failover_core::AllProvidersFailed;

use failover_core::failover;
use tests::prices::*;

enum Error {
    Api(ApiError),
    Prices(AllProvidersFailed<ApiError>),
}

impl From<ApiError> for Error {
    fn from(error: ApiError) -> Self {
        Self::Api(error)
    }
}

impl From<AllProvidersFailed<ApiError>> for Error {
    fn from(failed: AllProvidersFailed<ApiError>) -> Self {
        Self::Prices(failed)
    }
}

#[failover(providers = [backup])]
fn price(symbol: &str) -> Result<f64, Error> {
    symbol.len()
}

fn main() {
    let _ = price("AVAX");
}
