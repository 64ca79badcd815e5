//! The error of a call that no provider served, by the declared error type.

use std::error::Error;
use std::fmt;

use failover_core::{AllProvidersFailed, BoxError, ItemsError, failover};
use tests::support::Code;

fn one(_: u8) -> Result<u8, Code> {
    Err(Code(1))
}

fn two(_: u8) -> Result<u8, &'static str> {
    Err("down too")
}

fn none(_: u8) -> Option<u8> {
    None
}

#[failover(providers = [one, none])]
fn typed(x: u8) -> failover_core::Result<u8, Code>;

#[test]
fn typed_errors_stay_typed() {
    let failed = typed(1).unwrap_err();
    assert_eq!(failed.failure("one").unwrap().error(), Some(&Code(1)));
    assert_eq!(
        failed.failure("none").unwrap().to_string(),
        "none: absent (1 attempt)"
    );
}

#[failover(providers = [one, two])]
fn boxed(x: u8) -> Result<u8, Box<dyn Error + Send + Sync>>;

#[test]
fn a_box_holds_the_whole_failure_with_any_error() {
    let error = boxed(1).unwrap_err();
    let failed = error.downcast::<AllProvidersFailed<BoxError>>().unwrap();
    let first = failed.into_failures().remove(0);
    let failover_core::FailureKind::Error(error) = first.kind else {
        panic!("{first}")
    };
    assert_eq!(*error.into_inner().downcast::<Code>().unwrap(), Code(1));
}

mod not_send {
    use std::rc::Rc;

    use super::*;

    /// An error that must stay on its thread.
    #[derive(Debug)]
    struct Local(#[expect(dead_code, reason = "what makes it so")] Rc<u8>);

    impl fmt::Display for Local {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("local")
        }
    }

    impl Error for Local {}

    fn local(_: u8) -> Result<u8, Local> {
        Err(Local(Rc::new(1)))
    }

    #[failover(providers = [local])]
    fn body(x: u8) -> Result<u8, Box<dyn Error>> {
        let text = x.to_string();
        Ok(text.repeat(3).parse()?)
    }

    #[test]
    fn a_plain_box_takes_errors_that_are_not_send() {
        assert_eq!(body(1).unwrap(), 111);
        let failed = body(9).unwrap_err();
        let failed = failed
            .downcast::<AllProvidersFailed<BoxError<Box<dyn Error>>>>()
            .unwrap();
        assert_eq!(
            failed.report().to_string(),
            "all providers failed\n  body: error (1 attempt)\n    number too large to fit in target type\n  \
             local: error (1 attempt)\n    local"
        );
    }
}

mod io {
    use std::io;

    use super::*;

    fn backup(_: &str) -> Result<u8, Code> {
        Err(Code(1))
    }

    #[failover(providers = [converted = backup(text).map_err(io::Error::other)], retries = 1)]
    fn parse(text: &str) -> io::Result<u8> {
        text.parse().map_err(|_| io::ErrorKind::InvalidData.into())
    }

    #[test]
    fn a_function_of_io_stays_one() {
        assert_eq!(parse("7").unwrap(), 7);
        let error = parse("x").unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::Other);
        let failed = error.downcast::<AllProvidersFailed<io::Error>>().unwrap();
        let kind =
            |failure: &failover_core::Failure<io::Error>| failure.error().map(io::Error::kind);
        assert_eq!(
            failed.failure("parse").and_then(kind),
            Some(io::ErrorKind::InvalidData)
        );
        assert_eq!(failed.failure("converted").unwrap().attempts, 2);
    }
}

/// An error that is made from the failures of another one, and of no other.
#[derive(Debug)]
struct Report(Vec<u32>);

impl From<AllProvidersFailed<Code>> for Report {
    fn from(failed: AllProvidersFailed<Code>) -> Self {
        let numbers = failed
            .failures()
            .iter()
            .filter_map(|failure| Some(failure.error()?.0));
        Self(numbers.collect())
    }
}

#[failover(providers = [one, again = one], classify = |down| failover_core::Verdict::NEXT.open_for(from(down.0)))]
fn reported(x: u8) -> Result<u8, Report>;

fn from(seconds: u32) -> std::time::Duration {
    std::time::Duration::from_secs(seconds.into())
}

#[test]
fn an_error_says_by_its_from_what_it_is_made_of() {
    assert_eq!(reported(1).unwrap_err().0, [1, 1]);
}

fn half(keys: &[u8]) -> Result<Vec<Option<u8>>, Code> {
    match keys.len() {
        0 => Err(Code(0)),
        _ => Ok(keys
            .iter()
            .map(|key| (key % 2 == 0).then_some(*key))
            .collect()),
    }
}

fn nobody(_: &[u8]) -> Result<Vec<Option<u8>>, Code> {
    Err(Code(3))
}

#[failover(providers = [half], keys = keys, require_all)]
fn all(keys: &[u8]) -> Result<Vec<(u8, u8)>, ItemsError<u8, u8, Code>>;

#[failover(providers = [nobody], keys = keys, require_all)]
fn all_of_nobody(keys: &[u8]) -> Result<Vec<(u8, u8)>, ItemsError<u8, u8, Code>>;

#[failover(providers = [half], keys = keys, require_all)]
fn all_anyhow(keys: &[u8]) -> anyhow::Result<Vec<(u8, u8)>>;

#[test]
fn nothing_that_was_served_is_lost_where_all_are_required() {
    assert_eq!(all(&[4, 2]).unwrap(), [(4, 4), (2, 2)]);
    let Err(ItemsError::Incomplete(incomplete)) = all(&[1, 2]) else {
        panic!("1 is missing")
    };
    assert_eq!(incomplete.into_result().into_values()[&2], 2);
    assert!(matches!(all_of_nobody(&[1]), Err(ItemsError::Failed(_))));
    assert_eq!(
        all_anyhow(&[1, 2]).unwrap_err().to_string(),
        "1 of 2 keys are missing"
    );
}
