//! A client in a field, and a provider that has `&mut self`.

use failover_core::FailoverClient;

use failover_core::failover;
use tests::prices::*;

struct Prices {
    client: FailoverClient,
    calls: u32,
}

impl Prices {
    fn counted(&mut self, symbol: &str) -> Result<f64, ApiError> {
        self.calls += 1;
        backup(symbol)
    }

    #[failover(providers = [self.counted], client = self.client)]
    fn price(&mut self, symbol: &str) -> failover_core::Result<f64, ApiError>;
}

fn main() {
    let _ = Prices::price;
}
