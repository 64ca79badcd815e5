//! A clock that is moved by hand: backoff takes no time of this test.

use std::sync::LazyLock;
use std::time::Duration;

use failover_core::testing::ManualClock;
use failover_core::{Clock, failover};
use tests::prices::*;

static CLOCK: LazyLock<ManualClock> = LazyLock::new(ManualClock::new);

#[failover(providers = [primary, backup], retries = 2, retry_backoff = 1h, clock = &*CLOCK)]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let start = CLOCK.now();
    assert_eq!(price("AVAX").unwrap(), 38.2);
    assert_eq!(CLOCK.now() - start, Duration::from_secs(3 * 60 * 60));
}
