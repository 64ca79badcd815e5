//! Passing arguments to providers, and what is evaluated when.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use failover_core::testing::ManualClock;
use failover_core::{
    AllProvidersFailed, CircuitBreaker, EndReason, FailoverClient, Verdict, failover,
};

type Result<T> = failover_core::Result<T, &'static str>;

/// Counts its clones.
struct Counted(Rc<Cell<u32>>);

impl Clone for Counted {
    fn clone(&self) -> Self {
        self.0.set(self.0.get() + 1);
        Self(Rc::clone(&self.0))
    }
}

fn nothing(_: Counted, _: &mut Vec<u8>, _: &str) -> Option<usize> {
    None
}

fn write(_: Counted, buffer: &mut Vec<u8>, text: &str) -> std::result::Result<usize, &'static str> {
    buffer.extend(text.bytes());
    if buffer.len() < 4 {
        Err("more")
    } else {
        Ok(buffer.len())
    }
}

#[failover(providers = [nothing, write], retries = 1)]
fn call(counted: Counted, buffer: &mut Vec<u8>, text: &str) -> Result<usize>;

#[test]
fn every_attempt_gets_its_own() {
    let clones = Rc::new(Cell::new(0));
    let mut buffer = Vec::new();
    let written = call(Counted(Rc::clone(&clones)), &mut buffer, "ab");
    assert_eq!((written.unwrap(), buffer), (4, b"abab".to_vec()));
    assert_eq!(clones.get(), 4, "once for each attempt");
}

#[derive(Debug)]
struct Failed;

impl From<&str> for Failed {
    fn from(_: &str) -> Self {
        Self
    }
}

impl From<AllProvidersFailed<Failed>> for Failed {
    fn from(_: AllProvidersFailed<Failed>) -> Self {
        Self
    }
}

struct Journal(Vec<String>);

impl Journal {
    #[failover(retries = 2)]
    fn add(&mut self, mut text: String, _: u8) -> std::result::Result<usize, Failed> {
        text.push('!');
        self.0.push(text);
        if self.0.len() < 3 {
            Err("again")?;
        }
        Ok(self.0.len())
    }
}

#[test]
fn a_body_may_use_its_arguments_up() {
    let mut journal = Journal(Vec::new());
    assert_eq!(journal.add("a".to_owned(), 1).unwrap(), 3);
    assert_eq!(journal.0, ["a!", "a!", "a!"]);
    assert!(Journal(vec![]).add(String::new(), 0).is_ok());
}

/// A reference that the body advances starts again at every attempt.
#[failover(retries = 1)]
fn skip(mut text: &str, log: &RefCell<Vec<String>>) -> std::result::Result<(), Failed> {
    text = text.trim_start_matches('-');
    log.borrow_mut().push(text.to_owned());
    text = "";
    Err(text)?
}

#[test]
fn a_body_may_move_a_reference_on() {
    let log = RefCell::default();
    assert!(skip("--a", &log).is_err());
    assert_eq!(log.into_inner(), ["a", "a"]);
}

/// A value may borrow from an argument.
#[failover(providers = [whole = Some(text)])]
fn first_word(text: &str) -> std::result::Result<&str, Failed> {
    let (word, _) = text.split_once(' ').ok_or("one word")?;
    Ok(word)
}

static BUILT: AtomicU32 = AtomicU32::new(0);

fn client() -> FailoverClient {
    BUILT.fetch_add(1, Ordering::Relaxed);
    FailoverClient::builder().retries(3).build().unwrap()
}

fn flaky(attempts: &Cell<u32>) -> Option<u32> {
    attempts.set(attempts.get() + 1);
    Some(attempts.get())
}

#[failover(
    providers = [flaky],
    client = client(),
    is_valid = |attempts| *attempts >= least,
    classify = |_| Verdict::STOP,
)]
fn patient(attempts: &Cell<u32>) -> Result<u32>;

#[expect(
    non_upper_case_globals,
    reason = "as a user's own constant may be named"
)]
const least: u32 = 4;

#[test]
fn a_client_is_made_once_a_call() {
    assert_eq!(patient(&Cell::new(0)).unwrap(), 4);
    assert_eq!(BUILT.load(Ordering::Relaxed), 1);
}

fn at_least(attempts: &Cell<u32>, _: u32) -> Option<u32> {
    flaky(attempts)
}

#[failover(providers = [at_least], retries = 5, is_valid = |attempts| *attempts >= wanted)]
fn judged(attempts: &Cell<u32>, wanted: u32) -> Result<u32>;

#[test]
fn a_judgement_may_use_the_functions_arguments() {
    assert_eq!(judged(&Cell::new(0), 5).unwrap(), 5);
    assert!(judged(&Cell::new(0), 7).is_err());
}

static CLOCK: LazyLock<ManualClock> = LazyLock::new(ManualClock::new);
static BREAKER: LazyLock<CircuitBreaker> =
    LazyLock::new(|| CircuitBreaker::new(1, Duration::from_secs(60)).clock(CLOCK.clone()));

fn slow(_: &RefCell<Vec<&str>>) -> Option<u8> {
    CLOCK.advance(Duration::from_secs(3));
    Some(1)
}

#[failover(
    providers = [slow],
    retries = 1,
    retry_backoff = 1.5s,
    timeout = 2s,
    deadline = 1m,
    on_timeout = Verdict::RETRY.uncounted(),
    circuit_breaker = BREAKER,
    clock = CLOCK.clone(),
)]
fn timed(log: &RefCell<Vec<&str>>) -> Result<u8>;

#[failover(providers = [slow], timeout = 2s, on_timeout = Verdict::STOP, clock = CLOCK.clone())]
fn stopped(log: &RefCell<Vec<&str>>) -> Result<u8>;

#[failover(providers = [slow, again = slow], deadline = 2s, clock = CLOCK.clone())]
fn bounded(log: &RefCell<Vec<&str>>) -> Result<u8>;

#[test]
fn every_knob_arrives() {
    let log = RefCell::default();
    let failed = timed(&log).unwrap_err();
    assert_eq!(
        failed.failures()[0].to_string(),
        "slow: timed out (2 attempts)"
    );
    assert_eq!(CLOCK.slept(), [Duration::from_millis(1500)]);
    assert!(!BREAKER.is_open("slow"), "not counted, as the verdict says");
    assert_eq!(stopped(&log).unwrap_err().end_reason(), EndReason::Stopped);
    let failed = bounded(&log).unwrap_err();
    assert_eq!(
        (failed.end_reason(), failed.failures().len()),
        (EndReason::Deadline, 1)
    );
}

#[test]
fn what_an_argument_lends_may_be_handed_back() {
    let text = "two words".to_owned();
    assert_eq!(first_word(&text).unwrap(), "two");
    assert_eq!(first_word("one").unwrap(), "one");
}
