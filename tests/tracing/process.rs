//! The observer of the process logs annotated functions and circuits, without a word in their code.

mod capture;

use failover_core::{TracingObserver, failover};
use tests::support::Down;
use tracing_subscriber::filter::LevelFilter;

use self::capture::Lines;

fn primary() -> Result<u32, Down> {
    Err(Down)
}

fn backup() -> Result<u32, Down> {
    Ok(7)
}

#[failover(
    providers = [primary, backup],
    circuit_breaker(failure_threshold = 2, reset_after = 60s)
)]
fn price() -> Result<u32, Down>;

#[test]
fn annotated_functions_are_logged_once_the_observer_is_set() {
    let lines = Lines::default();
    assert_eq!(lines.record(LevelFilter::TRACE, price), Ok(7));
    let before = lines.take();
    assert!(before.is_empty(), "the feature alone logs {before:#?}");

    lines.record(LevelFilter::INFO, || {
        failover_core::set_observer(TracingObserver::new()).unwrap();
        assert_eq!(price(), Ok(7));
    });
    let lines = lines.take();
    let [opened, failed_over] = &lines[..] else {
        panic!("{lines:#?}")
    };
    assert!(opened.starts_with("WARN failover: circuit opened provider=primary"));
    assert!(failed_over.starts_with("INFO failover: failed over"));
    assert!(failed_over.ends_with(" client=price from=primary to=backup"));
}
