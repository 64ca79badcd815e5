//! Providers as value calls: with other arguments, on fields, through a callable in a field.

use failover_core::{Served, failover};
use tests::prices::*;

struct Prices {
    source: fn(&str) -> Result<f64, ApiError>,
    inner: Inner,
}

struct Inner(f64);

impl Inner {
    fn price(&self, factor: f64) -> Result<f64, ApiError> {
        Ok(self.0 * factor)
    }
}

impl Prices {
    #[failover(providers = [source = (self.source)(symbol), self.inner.price(2.0)])]
    fn price(&self, symbol: &str) -> failover_core::Result<Served<f64, ApiError>, ApiError>;
}

fn main() {
    let prices = Prices { source: primary, inner: Inner(1.5) };
    let served = prices.price("AVAX").unwrap();
    assert_eq!((served.value, &*served.provider), (3.0, "self.inner.price"));
}
