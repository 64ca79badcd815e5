//! The default sleep of a blocking call. Only real time shows that it waits.

use std::time::{Duration, Instant};

use failover_core::{FailoverClient, Provider};

#[test]
fn a_client_without_a_sleep_waits_in_real_time_between_attempts() {
    let backoff = Duration::from_millis(50);
    let client = FailoverClient::builder().retries(1).retry_backoff(backoff);
    let began = Instant::now();
    let down = Provider::new("a", || Err::<u32, _>("down"));
    client.build().unwrap().fetch([down]).unwrap_err();
    assert!(began.elapsed() >= backoff);
}
