//! An error that holds failures of its own kind.

use failover_core::{AllProvidersFailed, failover};
use tests::prices::*;

#[derive(Debug)]
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

#[failover(providers = [primary])]
fn price(symbol: &str) -> Result<f64, Error>;

fn main() {
    let Err(Error::Prices(failed)) = price("AVAX") else {
        panic!("nobody serves");
    };
    assert!(matches!(failed.failures()[0].error(), Some(Error::Api(ApiError::Down))));
}
