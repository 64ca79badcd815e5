//! A method that needs `&mut self`, in one that has `&self`.

use failover_core::failover;
use tests::prices::{ApiError, backup};

struct Prices {
    calls: u32,
}

impl Prices {
    fn counted(&mut self, symbol: &str) -> Result<f64, ApiError> {
        self.calls += 1;
        backup(symbol)
    }

    #[failover(providers = [self.counted])]
    fn price(&self, symbol: &str) -> failover_core::Result<f64, ApiError>;
}

fn main() {
    let _ = Prices { calls: 0 }.price("AVAX");
}
