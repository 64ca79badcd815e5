//! Async methods that may wait, without a timer: one error, however many there are.

use failover_core::failover;
use tests::prices::ApiError;

struct Api;

impl Api {
    fn price(&self) -> Option<f64> {
        None
    }

    fn last(&self) -> Option<f64> {
        None
    }

    async fn mean(&self) -> Option<f64> {
        None
    }

    async fn spot(&self) -> Option<f64> {
        None
    }
}

struct Prices {
    primary: Api,
}

#[failover(providers = [self.primary], timeout = 2s)]
impl Prices {
    fn price(&self) -> failover_core::Result<f64, ApiError>;

    fn last(&self) -> failover_core::Result<f64, ApiError>;

    async fn mean(&self) -> failover_core::Result<f64, ApiError>;

    async fn spot(&self) -> failover_core::Result<f64, ApiError>;
}

fn main() {}
