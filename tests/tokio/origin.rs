//! The origin of the system's clock. The process sets it once, when the first code reads the clock, so this file has
//! one test.

use std::time::{Duration, Instant};

use failover_core::{Clock, SystemClock};
use tokio::runtime::{Builder, Runtime};
use tokio::time::advance;

const DAY: Duration = Duration::from_secs(86_400);

fn paused() -> Runtime {
    let runtime = Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build();
    runtime.unwrap()
}

/// Expects that the clock moves as far as the runtime's paused time.
async fn assert_follows_paused_time() {
    let before = SystemClock.now();
    advance(DAY).await;
    assert_eq!(SystemClock.now() - before, DAY);
}

#[test]
fn the_clock_stands_still_nowhere_whatever_time_it_was_first_looked_at() {
    let (earlier, ahead) = (paused(), paused());
    // The first reading, at a time that is far ahead of the system's.
    ahead.block_on(async {
        advance(DAY).await;
        assert_follows_paused_time().await;
    });
    // This time was paused before the first reading.
    earlier.block_on(assert_follows_paused_time());
    // Outside of a runtime the clock follows the system's. Starting a thread takes some time of both.
    let began = SystemClock.now();
    assert!(began > Duration::ZERO);
    let system = Instant::now();
    std::thread::spawn(|| ()).join().unwrap();
    let passed = system.elapsed();
    assert!(SystemClock.now() - began >= passed);
}
