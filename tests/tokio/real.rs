//! On several threads, in real time.

use failover_core::{Clock, FailoverClient, FailureKind, Provider, SystemClock};

use super::{Answer, Down, MS, brief, hang};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_timeout_and_a_backoff() {
    let client = FailoverClient::builder()
        .timeout(20 * MS)
        .retries(1)
        .retry_backoff(10 * MS)
        .build()
        .unwrap();
    let call = tokio::spawn(async move {
        let began = SystemClock.now();
        let a = Provider::new("a", hang::<Answer>);
        let b = Provider::new("b", async || {
            tokio::time::sleep(MS).await;
            Ok::<_, Down>(2)
        });
        let served = client.fetch_async((a, b)).await;
        (served, SystemClock.now() - began)
    });
    let (served, took) = call.await.unwrap();
    assert_eq!(
        brief(served.unwrap().failures()),
        [("a", FailureKind::TimedOut, 2)]
    );
    assert!(took >= 51 * MS, "{took:?}");
}

#[test]
fn the_system_clock_goes_on_outside_of_a_runtime() {
    let began = SystemClock.now();
    while SystemClock.now() == began {
        std::hint::spin_loop();
    }
    assert!(SystemClock.now() > began);
}
