//! Providers that are closures and blocks.
#![expect(clippy::unused_self, reason = "clients that need no fields here")]

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use failover_core::FailureKind::{Absent, Error};
use failover_core::{ItemResult, Served, failover};
use tests::support::{Code, kinds};

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Failed(pub(crate) u32);

impl From<Code> for Failed {
    fn from(Code(code): Code) -> Self {
        Self(code)
    }
}

type Outcome<T> = failover_core::Result<Served<T, Failed>, Failed>;

struct Quote {
    usd: u32,
}

/// Returns a `Quote`.
#[derive(Clone, Copy)]
struct Coinbase;

impl Coinbase {
    fn spot(self, symbol: &str, _currency: u8) -> Result<Quote, Code> {
        match symbol {
            "BTC" => Ok(Quote { usd: 64_000 }),
            _ => Err(Code(503)),
        }
    }
}

/// Returns a list.
#[derive(Clone, Copy)]
struct Kraken;

impl Kraken {
    fn ticker(self, symbol: &str) -> Option<Vec<u32>> {
        (symbol == "ETH").then(|| vec![3_100])
    }
}

struct Prices {
    coinbase: Coinbase,
    kraken: Kraken,
}

impl Prices {
    #[failover(providers = [
        coinbase = |symbol| self.coinbase.spot(symbol, 1).map(|quote| quote.usd),
        kraken = { self.kraken.ticker(symbol).and_then(|prices| prices.first().copied()) },
    ])]
    fn price(&self, symbol: &str) -> Outcome<u32>;
}

#[test]
fn clients_of_different_types_need_no_adapters() {
    let prices = Prices {
        coinbase: Coinbase,
        kraken: Kraken,
    };
    let served = prices.price("BTC").unwrap();
    assert_eq!(
        (served.value, served.provider.as_str()),
        (64_000, "coinbase")
    );
    let served = prices.price("ETH").unwrap();
    assert_eq!((served.value, served.provider.as_str()), (3_100, "kraken"));
    assert_eq!(served.failures()[0].kind, Error(Failed(503)));
    let failed = prices.price("NOPE").unwrap_err();
    assert_eq!(kinds(failed.failures()), [&Error(Failed(503)), &Absent]);
}

#[failover(
    providers = [
        typed = |mut text: String, (low, _): (u8, u8), log: &RefCell<Vec<String>>| -> Option<u8> {
            text.push('!');
            log.borrow_mut().push(text);
            return (low > 9).then_some(low);
        },
        none = || None,
        moved = move |text, pair, _| Some(pair.1 + u8::try_from(text.len()).unwrap()),
    ],
    retries = 1,
)]
fn written(text: String, pair: (u8, u8), log: &RefCell<Vec<String>>) -> Outcome<u8>;

#[test]
fn a_closure_gets_the_arguments_at_every_attempt() {
    let log = RefCell::default();
    let served = written("a".to_owned(), (1, 2), &log).unwrap();
    assert_eq!((served.value, served.provider.as_str()), (3, "moved"));
    assert_eq!(log.into_inner(), ["a!", "a!"]);
}

#[failover(providers = [
    counted = {
        let number = attempt.number();
        calls.set(calls.get() + number);
        Err::<(), _>(Code(number))
    },
    again = |_| Err::<(), _>(Code(attempt.number() + 10)),
    own = |attempt| { attempt.set(attempt.get() + 100); Some(()) },
], retries = 1)]
fn knows_its_attempt(calls: &Cell<u32>) -> Outcome<()>;

#[test]
fn code_may_use_the_attempt() {
    let calls = Cell::new(0);
    let served = knows_its_attempt(&calls).unwrap();
    assert_eq!(
        kinds(served.failures()),
        [&Error(Failed(2)), &Error(Failed(12))]
    );
    assert_eq!(calls.get(), 1 + 2 + 100, "a closure's own parameter wins");
}

#[failover(
    providers = [
        cache = |keys| Some(keys.iter().filter(|key| **key < 2).map(|key| (*key, 1)).collect::<HashMap<_, _>>()),
        disk = { Ok::<_, Code>(keys.iter().map(|key| (*key, 2)).collect::<Vec<_>>()) },
    ],
    keys = keys,
)]
fn values(keys: &[u8]) -> failover_core::Result<ItemResult<u8, u8, Failed>, Failed>;

#[test]
fn code_gets_the_keys_that_are_missing() {
    let values = values(&[1, 2]).unwrap();
    assert_eq!((values[&1], values[&2]), (1, 2));
    assert_eq!(values.provenance(&2), Some("disk"));
}

/// A shared buffer is lent to one attempt after the other.
#[failover(providers = [first = |buffer| { buffer.push(1); None }, second = |bytes| { bytes.push(2); Some(bytes.len()) }])]
fn filled(buffer: &mut Vec<u8>) -> Outcome<usize>;

#[test]
fn a_closure_may_write_to_what_it_is_lent() {
    let mut buffer = Vec::new();
    assert_eq!(filled(&mut buffer).unwrap().value, 2);
    assert_eq!(buffer, [1, 2]);
}

#[failover(
    providers = [
        first = |text| { let number: u32 = text.parse()?; Ok(number + 100) },
        second = { Ok(text.trim().parse::<u32>()? + 200) },
    ],
    map_err = last_error,
)]
fn of_another_crate(text: &str) -> Result<u32, std::num::ParseIntError>;

#[test]
fn the_last_error_may_be_that_of_a_question_mark() {
    assert_eq!(of_another_crate("1"), Ok(101));
    assert_eq!(of_another_crate(" 1"), Ok(201));
    assert_eq!(of_another_crate("x"), "x".parse::<u32>());
}

#[failover(providers = [swapped = |b, a| Some((a, b))])]
fn pair(a: u8, b: u8) -> Outcome<(u8, u8)>;

#[test]
fn a_closure_may_name_its_parameters_as_it_likes() {
    assert_eq!(pair(1, 2).unwrap().value, (2, 1));
}

struct Request(u32);

impl Request {
    /// In place of a `Clone`.
    fn try_clone(&self) -> Result<Self, Code> {
        match self.0 {
            0 => Err(Code(0)),
            number => Ok(Self(number)),
        }
    }
}

fn refuse(_: Request) -> Result<u32, Failed> {
    Err(Failed(9))
}

fn send(Request(number): Request) -> Option<u32> {
    Some(number)
}

#[failover(providers = [refuse(request.try_clone()?), send(request.try_clone()?)], retries = 1)]
fn sent(request: &Request) -> Outcome<u32>;

#[test]
fn a_question_mark_in_an_argument_fails_the_attempt() {
    let served = sent(&Request(7)).unwrap();
    assert_eq!(served.value, 7);
    assert_eq!(served.failures()[0].kind, Error(Failed(9)));
    let failed = sent(&Request(0)).unwrap_err();
    let failures = failed.failures().iter();
    let failures = failures.map(|failure| (failure.provider.as_str(), failure.attempts));
    assert!(failures.eq([("refuse", 2), ("send", 2)]));
    assert_eq!(
        failed.failures()[1].kind,
        Error(Failed(0)),
        "converted by `From`"
    );
}

#[failover(providers = [
    block = { let copy = request.try_clone()?; refuse(copy)?; Ok(1) },
    early = |request| {
        if request.0 == 1 {
            return Ok(10);
        }
        let copy = request.try_clone()?;
        let own = || -> Option<u32> { None?; Some(1) };
        Err(Failed(own().unwrap_or(copy.0)))
    },
    option = |request| -> Option<u32> { (request.0 > 2).then_some(())?; send(request.try_clone().ok()?) },
])]
fn with_question_marks(request: &Request) -> Outcome<u32>;

#[test]
fn a_question_mark_in_code_fails_the_attempt() {
    let call = |number| with_question_marks(&Request(number));
    assert_eq!(
        call(1).unwrap().value,
        10,
        "`return` ends the attempt alone"
    );
    let served = call(3).unwrap();
    assert_eq!(
        kinds(served.failures()),
        [&Error(Failed(9)), &Error(Failed(3))]
    );
    assert_eq!((served.value, served.provider.as_str()), (3, "option"));
    let failed = call(0).unwrap_err();
    assert_eq!(
        kinds(failed.failures()),
        [&Error(Failed(0)), &Error(Failed(0)), &Absent]
    );
}

#[failover(
    providers = [
        block = { let keys = keys.first().copied().ok_or(Code(1)); let key = keys?; Ok(HashMap::from([(key, key)])) },
        call = all(keys.last().ok_or(Code(2))?, keys),
    ],
    keys = keys,
)]
fn batch_with_question_marks(
    keys: &[u8],
) -> failover_core::Result<ItemResult<u8, u8, Failed>, Failed>;

fn all(last: &u8, keys: &[u8]) -> Result<Vec<(u8, u8)>, Failed> {
    Ok(keys.iter().map(|key| (*key, *last)).collect())
}

#[test]
fn a_question_mark_fails_the_attempt_for_its_keys() {
    let values = batch_with_question_marks(&[1, 2, 3]).unwrap();
    assert_eq!((values[&1], values[&2], values[&3]), (1, 3, 3));
}

#[failover(providers = [for number in numbers => format!("number {number}") = |text, _| {
    let parsed: u32 = text.parse().map_err(|_| Code(*number))?;
    Ok((parsed > *number).then_some(parsed))
}])]
fn of_a_list(text: &str, numbers: &[u32]) -> Outcome<u32>;

#[test]
fn an_item_of_a_run_time_list_may_be_code() {
    let served = of_a_list("5", &[9, 4]).unwrap();
    assert_eq!((served.value, served.provider.as_str()), (5, "number 4"));
    assert_eq!(served.failures()[0].kind, Absent);
    let failed = of_a_list("x", &[9, 4]).unwrap_err();
    assert_eq!(
        kinds(failed.failures()),
        [&Error(Failed(9)), &Error(Failed(4))]
    );
}
