//! An error of one's own, made from the failures of the providers' error.

use failover_core::{AllProvidersFailed, failover};
use tests::prices::*;

#[derive(Debug)]
enum Error {
    Prices(AllProvidersFailed<ApiError>),
}

impl From<AllProvidersFailed<ApiError>> for Error {
    fn from(failed: AllProvidersFailed<ApiError>) -> Self {
        Self::Prices(failed)
    }
}

#[failover(providers = [primary])]
fn price(symbol: &str) -> Result<f64, Error>;

fn main() {
    let Err(Error::Prices(failed)) = price("AVAX") else {
        panic!("nobody serves");
    };
    assert_eq!(failed.failures()[0].error(), Some(&ApiError::Down));
}
