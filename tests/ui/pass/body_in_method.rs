//! A body that names `Self` and changes what it is a method of.

use failover_core::failover;
use tests::prices::*;

struct Prices {
    calls: u32,
}

impl Prices {
    const LIMIT: u32 = 1;

    #[failover(providers = [backup], error = ApiError)]
    fn price(&mut self, symbol: &str) -> Result<f64, Failed> {
        self.calls += 1;
        if self.calls > Self::LIMIT {
            Err(Failed)
        } else {
            Ok(Self::fixed())
        }
    }

    fn fixed() -> f64 {
        1.0
    }
}

#[derive(Debug, PartialEq)]
struct Failed;

impl From<Failed> for ApiError {
    fn from(_: Failed) -> Self {
        Self::Down
    }
}

impl From<failover_core::AllProvidersFailed<ApiError>> for Failed {
    fn from(_: failover_core::AllProvidersFailed<ApiError>) -> Self {
        Self
    }
}

fn main() {
    let mut prices = Prices { calls: 0 };
    assert_eq!(prices.price("AVAX").unwrap(), 1.0);
    assert_eq!(prices.price("AVAX").unwrap(), 38.2);
    assert_eq!(prices.calls, 2);
}
