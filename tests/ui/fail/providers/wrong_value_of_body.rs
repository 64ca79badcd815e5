//! A body that returns another type of value.

use failover_core::AllProvidersFailed;

use failover_core::failover;
use tests::prices::*;

enum Error {
    Api(ApiError),
    Prices(Box<AllProvidersFailed<Error>>),
}

impl From<ApiError> for Error {
    fn from(error: ApiError) -> Self {
        Self::Api(error)
    }
}

impl From<AllProvidersFailed<Error>> for Error {
    fn from(failed: AllProvidersFailed<Error>) -> Self {
        Self::Prices(Box::new(failed))
    }
}

#[failover(providers = [backup])]
fn price(symbol: &str) -> Result<f64, Error> {
    symbol.len()
}

fn main() {
    let _ = price("AVAX");
}
