//! Without the feature `tokio`, which this program is built without whatever the workspace is built with: an async
//! call that might have to wait is refused before anybody is called, if its client has no timer.

use failover_core::testing::ManualClock;
use failover_core::{ConfigError, EndReason, FailoverClient, FailoverClientBuilder, ItemProvider, Provider, failover};
use std::cell::Cell;
use std::time::Duration;

const SECOND: Duration = Duration::from_secs(1);

fn run<F: Future>(future: F) -> F::Output {
    ManualClock::new().block_on(future)
}

/// How a value call and a call for items end, and whether anybody was asked.
fn ends(builder: FailoverClientBuilder) -> ([Option<EndReason>; 2], bool) {
    let client = builder.build().unwrap();
    let asked = Cell::new(false);
    let whole = async || {
        asked.set(true);
        Ok::<_, String>(1)
    };
    let items = async |_: Vec<u32>| {
        asked.set(true);
        Ok::<_, String>([(1, 1)])
    };
    let whole = run(client.fetch_async([Provider::new("a", whole)]));
    let items = run(client.fetch_items_async([1], [ItemProvider::new_async("a", items)]));
    let items = items.map(|_| ()).map_err(|failed| failed.end_reason());
    ([whole.map(|_| ()).map_err(|failed| failed.end_reason()), items].map(Result::err), asked.get())
}

#[failover(providers = [serves(asked), again = serves(asked)], client = client, hedge = 1s)]
async fn hedged(client: &FailoverClient, asked: &Cell<bool>) -> failover_core::Result<u8, String>;

async fn serves(asked: &Cell<bool>) -> Result<u8, String> {
    asked.set(true);
    Ok(1)
}

fn main() {
    let settings = FailoverClient::builder;
    let refused = ([Some(EndReason::Refused(ConfigError::NoTimer)); 2], false);
    let fine = ([None; 2], true);

    assert!(format!("{:?}", FailoverClient::new()).contains("timer: none"));
    assert_eq!(ends(settings().timeout(SECOND)), refused);
    assert_eq!(ends(settings().deadline(SECOND)), refused);
    assert_eq!(ends(settings().retries(1).retry_backoff(SECOND)), refused);
    assert_eq!(ends(settings().timeout(Duration::MAX)), refused);

    let asked = Cell::new(false);
    let failed = run(hedged(&FailoverClient::new(), &asked)).unwrap_err();
    assert_eq!((failed.end_reason(), asked.get()), (EndReason::Refused(ConfigError::NoTimer), false));

    // What never waits needs no timer, and one that is there is enough.
    assert_eq!(ends(settings()), fine);
    assert_eq!(ends(settings().retries(1)), fine);
    assert_eq!(ends(settings().retry_backoff(SECOND)), fine);
    assert_eq!(ends(settings().timeout(SECOND).timer(ManualClock::new())), fine);

    // A blocking call waits by itself.
    let timed = settings().timeout(SECOND).deadline(SECOND).build().unwrap();
    let served = timed.fetch([Provider::new("a", || Ok::<_, String>(1))]);
    assert_eq!(served.unwrap().value, 1);
}
