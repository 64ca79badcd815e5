//! A circuit that changes while a call reads its clock. A clock is user code, so a test can make the change there: a
//! race between two threads that happens every time.

use std::sync::{Mutex, Weak};

use failover_core::{Clock, WhenAllOpen};

use super::*;

type Act = fn(&CircuitBreaker);

/// A clock at the origin, to which something is to be done at the coming looks.
struct Meddling {
    breaker: Weak<CircuitBreaker>,
    acts: Arc<Mutex<Vec<Act>>>,
}

impl Clock for Meddling {
    fn now(&self) -> Duration {
        let act = self.acts.lock().unwrap().pop();
        if let (Some(act), Some(breaker)) = (act, self.breaker.upgrade()) {
            act(&breaker);
        }
        Duration::ZERO
    }
}

struct Meddled {
    breaker: Arc<CircuitBreaker>,
    acts: Arc<Mutex<Vec<Act>>>,
}

impl Meddled {
    fn new(threshold: u32, reset_after: Duration) -> Self {
        let acts = Arc::default();
        let breaker = Arc::new_cyclic(|breaker| {
            CircuitBreaker::new(threshold, reset_after).clock(Meddling {
                breaker: Weak::clone(breaker),
                acts: Arc::clone(&acts),
            })
        });
        Self { breaker, acts }
    }

    fn at_the_coming_looks<const N: usize>(&self, mut acts: [Act; N]) {
        acts.reverse();
        *self.acts.lock().unwrap() = acts.to_vec();
    }

    fn state(&self) -> CircuitState {
        self.breaker.state("a")
    }

    fn permit(&self) -> Result<Permit<'_>, CircuitOpen> {
        self.breaker.permit("a")
    }

    fn last_resort(&self) -> FailoverClient {
        FailoverClient::builder()
            .circuit_breaker(Arc::clone(&self.breaker))
            .when_all_open(WhenAllOpen::ProbeEarliest)
            .build()
            .unwrap()
    }
}

fn nothing(_: &CircuitBreaker) {}

fn reset(breaker: &CircuitBreaker) {
    breaker.reset("a");
}

fn trip_anew(breaker: &CircuitBreaker) {
    breaker.reset("a");
    breaker.permit("a").unwrap().failure();
}

fn succeed(breaker: &CircuitBreaker) {
    breaker.permit("a").unwrap().success();
}

fn probe_that_fails(breaker: &CircuitBreaker) {
    breaker.permit("a").unwrap().failure();
}

fn probe_that_hangs(breaker: &CircuitBreaker) {
    std::mem::forget(breaker.permit("a").unwrap());
}

#[test]
fn who_asks_is_let_in_if_it_is_closed() {
    let meddled = Meddled::new(1, MINUTE);
    meddled.permit().unwrap().failure();
    meddled.at_the_coming_looks([reset]);
    assert!(!meddled.permit().unwrap().is_probe());
}

#[test]
fn who_asks_is_skipped_if_the_probe_is_taken() {
    let meddled = Meddled::new(1, Duration::ZERO);
    meddled.permit().unwrap().failure();
    meddled.at_the_coming_looks([probe_that_hangs]);
    assert!(meddled.permit().unwrap_err().is_probing());
}

#[test]
fn who_asks_may_be_the_next_probe_if_one_has_failed() {
    let meddled = Meddled::new(1, Duration::ZERO);
    meddled.permit().unwrap().failure();
    meddled.at_the_coming_looks([probe_that_fails]);
    assert!(meddled.permit().unwrap().is_probe());
}

#[test]
fn who_looks_sees_what_it_has_come_to() {
    let meddled = Meddled::new(1, MINUTE);
    meddled.permit().unwrap().failure();
    assert_eq!(meddled.state(), open_for(MINUTE));
    meddled.at_the_coming_looks([reset]);
    assert_eq!(meddled.state(), CircuitState::Closed);
}

#[test]
fn a_failure_does_not_open_what_was_reset() {
    let meddled = Meddled::new(1, MINUTE);
    let permit = meddled.permit().unwrap();
    meddled.at_the_coming_looks([reset]);
    permit.failure();
    assert_eq!(meddled.state(), CircuitState::Closed);
    assert_eq!(meddled.breaker.snapshot()[0].failures, 0);
}

#[test]
fn a_failure_is_the_first_in_a_row_if_a_success_came_before_it() {
    let meddled = Meddled::new(2, MINUTE);
    meddled.permit().unwrap().failure();
    let permit = meddled.permit().unwrap();
    meddled.at_the_coming_looks([succeed]);
    permit.failure();
    assert_eq!(meddled.state(), CircuitState::Closed);
    assert_eq!(meddled.breaker.snapshot()[0].failures, 1);
}

#[test]
fn a_time_to_stay_away_is_news_for_an_outage_that_has_just_begun() {
    let meddled = Meddled::new(1, MINUTE);
    let straggler = meddled.permit().unwrap();
    meddled.permit().unwrap().failure();
    meddled.at_the_coming_looks([trip_anew]);
    straggler.open_for(HOUR);
    assert_eq!(meddled.state(), open_for(HOUR));
}

#[test]
fn a_time_to_stay_away_is_no_news_for_what_was_reset() {
    let meddled = Meddled::new(1, MINUTE);
    let straggler = meddled.permit().unwrap();
    meddled.permit().unwrap().failure();
    meddled.at_the_coming_looks([reset]);
    straggler.open_for(HOUR);
    assert_eq!(meddled.state(), CircuitState::Closed);
}

#[test]
fn the_last_resort_is_left_alone_if_it_is_not_open_any_more() {
    // While its own clock is looked at to probe it, or that of another, which is skipped after it.
    for acts in [[nothing, nothing, reset], [nothing, reset, nothing]] {
        let meddled = Meddled::new(1, MINUTE);
        for name in ["a", "b"] {
            meddled.breaker.permit(name).unwrap().failure();
        }
        meddled.at_the_coming_looks(acts);
        let asked = std::cell::Cell::new(false);
        let call = || {
            asked.set(true);
            Reply::Ok(1)
        };
        let providers = [Provider::new("a", &call), Provider::new("b", &call)];
        let failed = meddled.last_resort().fetch(&providers).unwrap_err();
        assert_eq!(failed.failures().len(), 2);
        assert!(!asked.get());
        assert_eq!(meddled.state(), CircuitState::Closed);
    }
}
