//! A provider that is not a named field.

use failover_core::failover;
use tests::prices::ApiError;

struct Api;

impl Api {
    fn price(&self, _: &str) -> Result<f64, ApiError> {
        Err(ApiError::Down)
    }
}

struct Prices {
    primary: Api,
    backup: Api,
}

struct Two(Api, Api);

#[failover(providers = [self.0, backup = self.1])]
impl Two {
    fn price(&self, symbol: &str) -> failover_core::Result<f64, ApiError>;
}

fn main() {}
