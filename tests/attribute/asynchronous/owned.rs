//! Arguments that are owned, destructured, or lent mutably; `self` by value. All awaited.

use std::sync::LazyLock;

use failover_core::testing::ManualClock;
use failover_core::{Served, Verdict, failover};
use tests::support::{Down, run};
use tokio::spawn;
use tokio::task::yield_now;

use crate::owned::{Counted, State, clones};

type Outcome<T> = failover_core::Result<Served<T, Down>, Down>;

async fn consume(_: Counted) -> Option<u8> {
    yield_now().await;
    Some(1)
}

static CLOCK: LazyLock<ManualClock> = LazyLock::new(ManualClock::new);

#[failover(providers = [consume], timeout = 2s, clock = CLOCK.clone())]
async fn once(counted: Counted) -> Outcome<u8>;

#[failover(providers = [code = async |counted| consume(counted).await])]
async fn once_by_a_closure(counted: Counted) -> Outcome<u8>;

#[failover(providers = [consume(counted)])]
async fn once_as_written(counted: Counted) -> Outcome<u8>;

#[failover(classify = |_| Verdict::STOP)]
async fn once_by_a_body(counted: Counted, factor: u8) -> Result<u8, Down> {
    let served = consume(counted).await.ok_or(Down)?;
    Ok(served * factor)
}

#[failover(providers = [consume, other = async |_| None])]
async fn of_two(counted: Counted) -> Outcome<u8>;

#[failover(providers = [consume, other = async |_| None], hedge = 1h, clock = CLOCK.clone())]
async fn hedged(counted: Counted) -> Outcome<u8>;

#[failover(providers = [consume], is_valid = |_| counted.0.get() < 9)]
async fn judged(counted: Counted) -> Outcome<u8>;

#[test]
fn only_the_only_attempt_gets_the_argument_itself() {
    assert_eq!(clones(|counted| run(once(counted)).unwrap()), 0);
    assert_eq!(
        clones(|counted| run(once_by_a_closure(counted)).unwrap()),
        0
    );
    assert_eq!(clones(|counted| run(once_as_written(counted)).unwrap()), 0);
    assert_eq!(
        clones(|counted| run(once_by_a_body(counted, 2)).unwrap()),
        0
    );
    assert_eq!(clones(|counted| run(of_two(counted)).unwrap()), 1);
    assert_eq!(clones(|counted| run(hedged(counted)).unwrap()), 1);
    assert_eq!(clones(|counted| run(judged(counted)).unwrap()), 1);
}

#[failover(providers = [consumed = async { consume(counted).await; Some(attempt.number()) }])]
async fn numbered(counted: Counted) -> Outcome<u32>;

#[test]
fn the_only_attempt_has_a_number() {
    let number = |counted| assert_eq!(run(numbered(counted)).unwrap().value, 1);
    assert_eq!(clones(number), 0);
}

/// Cannot be cloned.
struct Request(u8);

impl Request {
    #[failover(on_timeout = Verdict::STOP)]
    async fn send(self, factor: u8) -> Result<u8, Down> {
        yield_now().await;
        let Self(number) = self;
        Ok(number * factor)
    }

    #[failover(providers = [self.sent])]
    async fn send_by(self) -> Outcome<u8>;

    async fn sent(self) -> Option<u8> {
        Some(self.0)
    }

    #[failover(providers = [self.none, self.double], hedge = 0s)]
    async fn looked_at(self) -> Outcome<u8>;

    async fn none(&self) -> Option<u8> {
        None
    }

    async fn double(&self) -> Option<u8> {
        Some(self.0 * 2)
    }
}

#[test]
fn the_only_attempt_may_consume_self() {
    assert_eq!(run(Request(2).send(3)).unwrap(), 6);
    assert_eq!(run(Request(2).send_by()).unwrap().value, 2);
}

#[test]
fn several_attempts_may_borrow_self() {
    assert_eq!(run(Request(2).looked_at()).unwrap().value, 4);
}

async fn add(buffer: &mut Vec<u8>) -> Option<usize> {
    yield_now().await;
    buffer.push(1);
    (buffer.len() > 2).then_some(buffer.len())
}

#[failover(providers = [add(&mut buffer), again = async |_| add(&mut buffer).await], retries = 1)]
async fn filled(mut buffer: Vec<u8>) -> Outcome<usize>;

async fn report(progress: Option<&mut (dyn FnMut(u64) + Send)>) -> Option<u8> {
    yield_now().await;
    progress?(5);
    None
}

#[failover(providers = [report, code = async |progress| { report(progress).await; Some(1) }], retries = 1)]
async fn download(progress: Option<&mut (dyn FnMut(u64) + Send)>) -> Outcome<u8>;

#[test]
fn arguments_are_lent_to_each_attempt() {
    assert_eq!(run(filled(Vec::new())).unwrap().value, 3);
    let mut sum = 0;
    let mut progress = |count| sum += count;
    assert_eq!(run(download(Some(&mut progress))).unwrap().value, 1);
    assert_eq!(sum, 15);
}

async fn whole(State(text): State<String>, (a, b): (u8, u8)) -> Option<String> {
    Some(format!("{text} {a} {b}"))
}

#[failover(providers = [whole], hedge = 1h, clock = CLOCK.clone())]
async fn handler(State(mut text): State<String>, (a, _): (u8, u8)) -> Result<String, Down> {
    yield_now().await;
    text.push('!');
    (a == 1).then_some(text).ok_or(Down)
}

#[failover(on_rejected = Verdict::STOP)]
async fn once_in_parts(State(Request(number)): State<Request>) -> Result<u8, Down> {
    Ok(number)
}

#[test]
fn a_body_may_take_its_arguments_apart() {
    let call = |a| CLOCK.block_on(handler(State("hi".to_owned()), (a, 2)));
    assert_eq!(call(1).unwrap(), "hi!");
    assert_eq!(call(9).unwrap(), "hi 9 2");
    assert_eq!(run(once_in_parts(State(Request(7)))).unwrap(), 7);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_call_that_owns_its_arguments_can_be_spawned() {
    let sent = spawn(Request(2).send(3));
    assert_eq!(sent.await.unwrap().unwrap(), 6);
    let filled = spawn(filled(Vec::new()));
    assert_eq!(filled.await.unwrap().unwrap().value, 3);
    let downloaded = spawn(async { download(Some(&mut |_| {})).await });
    assert_eq!(downloaded.await.unwrap().unwrap().value, 1);
}
