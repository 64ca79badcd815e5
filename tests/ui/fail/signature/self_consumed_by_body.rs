//! A body that consumes `self`, which the next attempt needs.

use failover_core::failover;
use tests::prices::*;

struct Request(String);

impl Request {
    #[failover(retries = 1)]
    fn send(self) -> Result<f64, Box<dyn std::error::Error>> {
        let symbol = self.0;
        Ok(backup(&symbol)?)
    }
}

fn main() {
    let _ = Request("AVAX".to_owned()).send();
}
