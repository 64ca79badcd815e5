//! `AllProvidersFailed`: its displays, its report, its sources and its parts.

use std::error::Error;
use std::fmt;
use std::io;

use failover_core::testing::{ManualClock, Script};
use failover_core::{
    AllProvidersFailed, CircuitBreaker, EndReason, FailoverClient, FailureKind, Provider, Verdict,
};
use tests::support::{Code, NS, brief, client_on, secs, turns};

/// An error with a secret in its text, caused by another.
#[derive(Debug)]
struct Refused {
    key: &'static str,
    cause: Code,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "GET https://api.example/?key={} refused", self.key)
    }
}

impl Error for Refused {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.cause)
    }
}

fn refused<T>() -> Result<T, Refused> {
    let cause = Code(7);
    Err(Refused {
        key: "s3cret",
        cause,
    })
}

/// A call that failed in every way there is: skipped, error, rejected, timed out.
fn failed_in_every_way() -> AllProvidersFailed<Refused> {
    let clock = ManualClock::new();
    let breaker = CircuitBreaker::new(1, secs(60)).clock(clock.clone());
    breaker.permit("open").unwrap().failure();
    clock.advance(secs(10));
    client_on(&clock)
        .retries(1)
        .timeout(secs(1))
        .circuit_breaker(breaker)
        .build()
        .unwrap()
        .is_valid(|value: &u32| *value > 0)
        .fetch((
            Provider::new("open", || Ok(1)),
            Provider::new("down", refused),
            Provider::new("empty", || Ok(0)),
            Provider::new("slow", || {
                clock.advance(secs(1) + NS);
                Ok(1)
            }),
        ))
        .unwrap_err()
}

#[test]
fn display_is_one_line_of_names_kinds_and_attempts() {
    assert_eq!(
        failed_in_every_way().to_string(),
        "all providers failed: open: circuit open, next probe in 50s; down: error (2 attempts); \
         empty: rejected (2 attempts); slow: timed out (2 attempts)"
    );
}

#[test]
fn the_alternate_display_has_a_line_for_each_turn_and_no_text_of_a_provider() {
    assert_eq!(
        format!("{:#}", failed_in_every_way()),
        "all providers failed
  open: circuit open, next probe in 50s
  down: error (2 attempts)
  empty: rejected (2 attempts)
  slow: timed out (2 attempts)"
    );
}

#[test]
fn both_displays_are_there_for_errors_that_are_none() {
    #[derive(Debug)]
    struct NoError;

    let failed = FailoverClient::new()
        .fetch([Provider::new("a", || Err::<u32, _>(NoError))])
        .unwrap_err();
    let line = "all providers failed: a: error (1 attempt)";
    assert_eq!(failed.to_string(), line);
    assert_eq!(format!("{failed:#}"), line.replace(": a", "\n  a"));
}

#[test]
fn the_report_shows_every_providers_error_cause_by_cause() {
    assert_eq!(
        failed_in_every_way().report().to_string(),
        "all providers failed
  open: circuit open, next probe in 50s
  down: error (2 attempts)
    GET https://api.example/?key=s3cret refused
      code 7
  empty: rejected (2 attempts)
  slow: timed out (2 attempts)"
    );
}

#[test]
fn a_single_attempt_is_one_attempt() {
    let failed = FailoverClient::new().fetch([Provider::new("a", refused::<u32>)]);
    assert_eq!(
        failed.unwrap_err().to_string(),
        "all providers failed: a: error (1 attempt)"
    );
}

#[test]
fn every_failure_has_a_line_of_its_own_without_the_providers_text() {
    let failed = failed_in_every_way();
    let lines: Vec<_> = failed.failures().iter().map(ToString::to_string).collect();
    assert_eq!(
        lines,
        [
            "open: circuit open, next probe in 50s",
            "down: error (2 attempts)",
            "empty: rejected (2 attempts)",
            "slow: timed out (2 attempts)",
        ]
    );
}

#[test]
fn all_providers_failed_is_not_said_of_a_call_that_was_stopped() {
    let failed = FailoverClient::new()
        .classify(|_: &Refused| Verdict::STOP)
        .fetch((
            Provider::new("a", refused::<u32>),
            Provider::new("b", refused),
        ))
        .unwrap_err();
    assert_eq!(
        failed.to_string(),
        "stopped by verdict: a: error (1 attempt)"
    );
}

#[test]
fn a_deadline_is_said() {
    let clock = ManualClock::new();
    let client = client_on(&clock).deadline(secs(1)).build().unwrap();
    let slow = Script::<u32, Code>::new().ok(1).taking(secs(2), &clock);
    let failed = client
        .fetch((
            Provider::new("a", || slow.call()),
            Provider::new("b", || Ok(2)),
        ))
        .unwrap_err();
    assert_eq!(
        failed.to_string(),
        "deadline reached before any provider served: a: timed out (1 attempt)"
    );
}

#[test]
fn a_refusal_is_said_once() {
    let failed = FailoverClient::new()
        .fetch((
            Provider::new("a", refused::<u32>),
            Provider::new("a", refused),
        ))
        .unwrap_err();
    let refusal = "provider name `a` is given twice: give each provider a different name";
    assert_eq!(failed.to_string(), format!("refused: {refusal}"));
    assert!(failed.source().is_none()); // a printer of chains would say it again
}

#[test]
fn the_source_is_the_first_providers_error_with_its_own_causes() {
    let failed = failed_in_every_way();
    let first = failed.source().unwrap();
    assert!(first.is::<Refused>());
    assert!(first.source().unwrap().is::<Code>());
}

#[test]
fn without_an_error_there_is_no_source() {
    let failed = FailoverClient::new()
        .is_valid(|_: &u32| false)
        .fetch([Provider::new("a", || Ok::<_, Code>(1))])
        .unwrap_err();
    assert!(failed.source().is_none());
}

#[test]
fn a_failure_is_found_by_its_providers_name() {
    let failed = failed_in_every_way();
    let kind = |name: &str| &failed.failure(name).unwrap().kind;
    assert!(matches!(kind("open"), FailureKind::CircuitOpen(_)));
    assert!(matches!(kind("empty"), FailureKind::Rejected));
    let error = failed.failure("down").and_then(|failure| failure.error());
    assert_eq!(error.unwrap().cause, Code(7));
    assert!(failed.failure("empty").unwrap().error().is_none());
    assert!(failed.failure("nobody").is_none());
}

#[test]
fn turns_are_told_in_order_skips_included() {
    let failed = failed_in_every_way();
    assert_eq!(
        turns(failed.turns()),
        [
            ("open", 0, true),
            ("down", 2, true),
            ("empty", 2, true),
            ("slow", 2, true)
        ]
    );
}

#[test]
fn retry_in_is_the_earliest_probe_of_those_that_were_skipped() {
    let clock = ManualClock::new();
    let breaker = CircuitBreaker::new(1, secs(60)).clock(clock.clone());
    breaker.permit("a").unwrap().failure();
    clock.advance(secs(10));
    breaker.permit("b").unwrap().open_for(secs(20));
    breaker.force_open("c");
    clock.advance(secs(5));
    let client = client_on(&clock).circuit_breaker(breaker).build().unwrap();
    let wait = |names: &[&'static str]| {
        let provider = |name: &&'static str| Provider::new(*name, || Err::<u32, _>(Code(1)));
        let list: Vec<_> = names.iter().map(provider).collect();
        client.fetch(list).unwrap_err().retry_in()
    };
    assert_eq!(wait(&["a", "b", "c"]), Some(secs(15)));
    assert_eq!(wait(&["c", "a"]), Some(secs(45)));
    assert_eq!(wait(&["c"]), None);
    assert_eq!(wait(&["up"]), None);
}

#[test]
fn failures_can_be_kept_and_errors_converted() {
    let failed = failed_in_every_way().map_err(|error| error.cause.0);
    assert_eq!(failed.end_reason(), EndReason::Exhausted);
    assert_eq!(
        brief(&failed.into_failures())[1..],
        [
            ("down", FailureKind::Error(7), 2),
            ("empty", FailureKind::Rejected, 2),
            ("slow", FailureKind::TimedOut, 2),
        ]
    );
}

#[test]
fn the_last_error_is_found_behind_failures_of_other_kinds() {
    let last = failed_in_every_way().into_last_error().unwrap();
    assert_eq!(last.cause, Code(7));
    let failed = FailoverClient::new().fetch((
        Provider::new("a", || Err::<u32, _>(Code(1))),
        Provider::new("b", || Err(Code(2))),
    ));
    assert_eq!(failed.unwrap_err().into_last_error(), Some(Code(2)));
}

#[test]
fn a_call_without_an_error_has_no_last_one() {
    let client = FailoverClient::new();
    let rejecting = client.is_valid(|_: &u32| false);
    let failed = rejecting.fetch([Provider::new("a", || Ok::<_, Code>(1))]);
    assert_eq!(failed.unwrap_err().into_last_error(), None);
}

#[test]
fn only_an_error_becomes_one_by_value() {
    let errors = failed_in_every_way().into_failures().into_iter();
    let errors: Vec<_> = errors
        .map(|failure| failure.into_error().is_some())
        .collect();
    assert_eq!(errors, [false, true, false, false]);
}

#[test]
fn an_io_error_has_the_kind_of_the_last_one_that_a_provider_returned() {
    let kind = |kinds: [Option<io::ErrorKind>; 2]| {
        let call =
            |kind: Option<io::ErrorKind>| kind.map_or(Ok(0), |kind| Err(io::Error::from(kind)));
        let client = FailoverClient::new();
        let rejecting = client.is_valid(|_: &u32| false);
        let failed = rejecting.fetch((
            Provider::new("a", || call(kinds[0])),
            Provider::new("b", || call(kinds[1])),
        ));
        let error: io::Error = failed.unwrap_err().into();
        let kind = error.kind();
        let failed = error.downcast::<AllProvidersFailed<io::Error>>().unwrap();
        assert_eq!(failed.failures().len(), 2);
        kind
    };
    let (not_found, timed_out) = (io::ErrorKind::NotFound, io::ErrorKind::TimedOut);
    assert_eq!(kind([Some(timed_out), Some(not_found)]), not_found);
    assert_eq!(kind([Some(not_found), None]), not_found);
    assert_eq!(kind([None, None]), io::ErrorKind::Other);
}

#[test]
fn an_io_error_of_other_errors_has_no_kind() {
    let failed = FailoverClient::new().fetch([Provider::new("a", || Err::<u32, _>(Code(1)))]);
    let error: io::Error = failed.unwrap_err().into();
    assert_eq!(error.kind(), io::ErrorKind::Other);
}

#[test]
fn errors_that_are_none_are_boxed_to_be_reported() {
    #[derive(Debug)]
    struct NoError;

    impl From<NoError> for Box<dyn Error + Send + Sync> {
        fn from(_: NoError) -> Self {
            Box::new(Code(9))
        }
    }

    fn report<E: fmt::Debug + Into<Box<dyn Error + Send + Sync>>>(error: E) -> String {
        let mut error = Some(error);
        let failed = FailoverClient::new()
            .fetch([Provider::new("a", || Err::<u32, _>(error.take().unwrap()))])
            .unwrap_err()
            .boxed();
        assert_eq!(
            failed.to_string(),
            "all providers failed: a: error (1 attempt)"
        );
        let source = failed.source().unwrap().to_string();
        assert_eq!(failed.failures()[0].error().unwrap().to_string(), source);
        failed.report().to_string()
    }

    let expected = |text| format!("all providers failed\n  a: error (1 attempt)\n    {text}");
    assert_eq!(report("no route"), expected("no route"));
    assert_eq!(report("no route".to_owned()), expected("no route"));
    assert_eq!(report(NoError), expected("code 9"));
    assert_eq!(report(Code(3)), expected("code 3"));
}

#[test]
fn a_boxed_error_keeps_its_causes_and_can_be_taken_out() {
    let failed = FailoverClient::new()
        .fetch([Provider::new("a", refused::<u32>)])
        .unwrap_err()
        .boxed();
    let caused = failed.source().and_then(Error::source).unwrap();
    assert!(caused.is::<Code>());
    let boxed = failed.into_last_error().unwrap();
    assert!(boxed.get_ref().is::<Refused>());
    assert_eq!(
        boxed.into_inner().downcast::<Refused>().unwrap().key,
        "s3cret"
    );
}

#[test]
fn debug_shows_everything_that_was_kept() {
    let served = FailoverClient::new()
        .fetch((
            Provider::new("a", || Err("secret")),
            Provider::new("b", || Ok(1)),
        ))
        .unwrap();
    assert_eq!(
        format!("{served:?}"),
        r#"Served { value: 1, provider: "b", attempts: 1, failures: [Failure { provider: "a", kind: Error("secret"), attempts: 1 }] }"#
    );
    let failed = FailoverClient::new().fetch([Provider::new("a", || Err::<u8, _>("secret"))]);
    let boxed = failed.unwrap_err().boxed();
    assert_eq!(
        format!("{:?}", boxed.failures()[0].error().unwrap()),
        r#""secret""#
    );
}
