//! Where the system's clock begins to count, which is settled for the whole process when it is first looked at.

use std::time::{Duration, Instant};

use failover_core::{Clock, SystemClock};

const DAY: Duration = Duration::from_secs(86_400);

#[test]
fn paused_time_that_was_far_ahead_leaves_the_clock_going_elsewhere() {
    let paused = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()
        .unwrap();
    paused.block_on(async {
        tokio::time::advance(DAY).await;
        let ahead = SystemClock.now();
        tokio::time::advance(DAY).await;
        assert_eq!(SystemClock.now() - ahead, DAY);
    });
    let (began, system) = (SystemClock.now(), Instant::now());
    while system.elapsed() < Duration::from_millis(1) {}
    assert!(SystemClock.now() - began >= Duration::from_millis(1));
}
