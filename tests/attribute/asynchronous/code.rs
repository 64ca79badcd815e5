//! Providers that are closures and blocks, awaited.

use std::cell::RefCell;
use std::collections::HashMap;
use std::future::pending;
use std::sync::{Arc, LazyLock};

use failover_core::FailureKind::{Absent, Cancelled, Error, TimedOut};
use failover_core::testing::ManualClock;
use failover_core::{ItemResult, Served, failover};
use tests::support::{Code, kinds, run};
use tokio::spawn;
use tokio::task::yield_now;

use crate::code::Failed;

type Outcome<T> = failover_core::Result<Served<T, Failed>, Failed>;

struct Reply {
    text: String,
}

/// Awaits something, and returns a `Reply`.
struct Ollama;

impl Ollama {
    async fn chat(&self, prompt: &str) -> Result<Reply, Code> {
        yield_now().await;
        Ok(Reply {
            text: format!("{prompt}!"),
        })
    }
}

static CLOCK: LazyLock<ManualClock> = LazyLock::new(ManualClock::new);

async fn hosted(prompt: &str) -> Result<String, Failed> {
    match prompt {
        "hang" => pending().await,
        _ => Err(Failed(503)),
    }
}

struct Chat {
    ollama: Ollama,
}

impl Chat {
    #[failover(
        providers = [hosted, local = async |prompt| self.ollama.chat(prompt).await.map(|r| r.text)],
        timeout = 2s, timeout(local = 60s), retries(local = 3), retry_backoff = exponential(100ms, max = 10s),
        clock = CLOCK.clone(),
    )]
    async fn complete(&self, prompt: &str) -> Outcome<String>;
}

#[test]
fn clients_of_different_types_need_no_adapters() {
    let chat = Chat { ollama: Ollama };
    let served = CLOCK.block_on(chat.complete("hang")).unwrap();
    assert_eq!(
        (&*served.value, served.provider.as_str()),
        ("hang!", "local")
    );
    assert_eq!(served.failures()[0].kind, TimedOut);
}

#[failover(providers = [
    future = |text, _| { log.borrow_mut().push(1); refuse(text) },
    block = { let count = text.len(); async move { yield_now().await; (count > 9).then_some(count) } },
    awaited = async { yield_now().await; log.borrow_mut().push(attempt.number()); Err::<usize, _>(Code(7)) },
    moved = async move |text, log| { let count = text.len(); log.borrow_mut().push(3); Some(count) },
])]
async fn every_form(text: String, log: &RefCell<Vec<u32>>) -> Outcome<usize>;

async fn refuse(_: String) -> Result<usize, Code> {
    Err(Code(1))
}

#[test]
fn every_form_is_awaited() {
    let log = RefCell::default();
    let served = run(every_form("abc".to_owned(), &log)).unwrap();
    assert_eq!((served.value, served.provider.as_str()), (3, "moved"));
    assert_eq!(
        kinds(served.failures()),
        [&Error(Failed(1)), &Absent, &Error(Failed(7))]
    );
    assert_eq!(log.into_inner(), [1, 1, 3]);
}

#[failover(
    providers = [
        slow = async |_, log| { log.borrow_mut().push("slow"); pending::<Option<u8>>().await },
        fast = async { log.borrow_mut().push("fast"); Some(number) },
    ],
    hedge = 1s,
    clock = CLOCK.clone(),
)]
async fn hedged(number: u8, log: &RefCell<Vec<&str>>) -> Outcome<u8>;

#[test]
fn code_runs_while_other_code_is_slow() {
    let log = RefCell::default();
    let served = CLOCK.block_on(hedged(5, &log)).unwrap();
    assert_eq!((served.value, served.provider.as_str()), (5, "fast"));
    assert_eq!(served.failures()[0].kind, Cancelled);
    assert_eq!(log.into_inner(), ["slow", "fast"]);
}

type Values = failover_core::Result<ItemResult<u8, u8, Failed>, Failed>;

#[failover(
    providers = [
        cache = async |keys| Some(keys.iter().filter(|key| **key < 2).map(|key| (*key, 1)).collect::<HashMap<_, _>>()),
        disk = async { yield_now().await; Ok::<_, Code>(keys.iter().map(|key| (*key, 2)).collect::<Vec<_>>()) },
    ],
    keys = keys,
)]
async fn values(keys: &[u8]) -> Values;

#[failover(
    providers = [
        cache = async |keys: Vec<u8>| Some(keys.iter().filter(|key| **key < 2).map(|key| (*key, 1)).collect::<HashMap<_, _>>()),
        disk = async { yield_now().await; Ok::<_, Code>(keys.iter().map(|key| (*key, 2)).collect::<Vec<_>>()) },
    ],
    keys = keys,
    max_keys = 1,
    concurrency = 2,
)]
async fn in_chunks(keys: Vec<u8>) -> Values;

#[test]
fn code_gets_the_keys_that_are_missing() {
    for values in [run(values(&[1, 2, 3])), run(in_chunks(vec![1, 2, 3]))] {
        let values = values.unwrap();
        assert_eq!((values[&1], values[&2], values[&3]), (1, 2, 2));
        assert_eq!(values.provenance(&2), Some("disk"));
    }
}

async fn open(path: &str) -> Result<String, Code> {
    yield_now().await;
    match path {
        "missing" => Err(Code(404)),
        path => Ok(path.to_owned()),
    }
}

async fn put(file: String, number: u32) -> Result<usize, Failed> {
    yield_now().await;
    match number {
        0 => Ok(file.len()),
        number => Err(Failed(number)),
    }
}

#[failover(
    providers = [
        call = put(open(path).await?, 1),
        future = |path| { let number = path.len().try_into().map_err(|_| Code(1))?; put(path.to_owned(), number) },
        closure = async |path| { let file = open(path).await?; put(file, 3).await?; return Ok(0) },
        block = async { let file = open(path).await?; put(file, attempt.number() + 3).await },
        option = async move |path| -> Option<usize> { (path.len() > 4).then_some(())?; open(path).await.ok()?; Some(9) },
        last = put(open(path).await?, 0),
    ],
    hedge = 1h,
    clock = CLOCK.clone(),
)]
async fn with_question_marks(path: &str) -> Outcome<usize>;

#[test]
fn a_question_mark_fails_the_attempt() {
    let served = CLOCK.block_on(with_question_marks("file")).unwrap();
    assert_eq!((served.value, served.provider.as_str()), (4, "last"));
    let [call, future, closure, block] = [1, 4, 3, 4].map(|code| Error(Failed(code)));
    assert_eq!(
        kinds(served.failures()),
        [&call, &future, &closure, &block, &Absent]
    );
    let failed = CLOCK.block_on(with_question_marks("missing")).unwrap_err();
    let not_found = Error(Failed(404));
    let all = [
        &not_found,
        &Error(Failed(7)),
        &not_found,
        &not_found,
        &Absent,
        &not_found,
    ];
    assert_eq!(kinds(failed.failures()), all);
}

#[failover(
    providers = [
        none = async |keys| { let first: &u8 = keys.first().ok_or(Code(1))?; Ok(HashMap::from([(*first, 1)])) },
        rest = of_length(keys.len().try_into().map_err(|_| Code(2))?, keys),
    ],
    keys = keys,
    max_keys = 2,
    concurrency = 2,
)]
async fn batch_with_question_marks(keys: &[u8]) -> Values;

async fn of_length(length: u8, keys: &[u8]) -> Result<Vec<(u8, u8)>, Failed> {
    Ok(keys.iter().map(|key| (*key, length)).collect())
}

#[test]
fn a_question_mark_fails_the_attempt_for_its_keys() {
    let values = run(batch_with_question_marks(&[1, 2, 3, 4])).unwrap();
    assert_eq!(
        (values[&1], values[&2], values[&3], values[&4]),
        (1, 2, 1, 2)
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_call_of_code_can_be_spawned() {
    let chat = Arc::new(Chat { ollama: Ollama });
    let served = spawn(async move { chat.complete("hi").await });
    assert_eq!(served.await.unwrap().unwrap().value, "hi!");
    let served = spawn(async { with_question_marks("file").await });
    assert_eq!(served.await.unwrap().unwrap().value, 4);
}
