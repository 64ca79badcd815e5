//! The edges of `map_err = last_error`: which arguments are refused next to it, and which are not.

use super::refusals::{NOTHING, PRICE, says};

const MAY_LEAVE_NO_ERROR: &str =
    "can end a call without an error of a provider, and `last_error` has";

#[test]
fn what_may_end_without_an_error_is_refused_next_to_the_last_one() {
    for (argument, is_refused) in [
        ("retries = 1, retry_backoff = 1s", false),
        ("on_timeout = Verdict::STOP", false),
        (
            "classify = verdict, on_failure = heard, keep_attempts",
            false,
        ),
        ("clock = CLOCK, observer = EVENTS, error = E", false),
        ("timeout = 1s", true),
        ("classify(a = verdict), retries(a = 1)", false),
        ("timeout(a = 1s)", true),
        ("is_valid(a = |_| true)", true),
        ("circuit_breaker(a = BREAKER)", true),
        ("timeout = 1s, timeout(a = 2s)", true),
        ("deadline = 1s", true),
        ("is_valid = |_| true", true),
        ("circuit_breaker = BREAKER", true),
        (
            "circuit_breaker(failure_threshold = 3, reset_after = 60s)",
            true,
        ),
        ("client = CLIENT", true),
    ] {
        let given = |map_err| format!("providers = [a, b], {argument}, map_err = {map_err}");
        let refused: &[&str] = if is_refused {
            &[MAY_LEAVE_NO_ERROR]
        } else {
            NOTHING
        };
        says(&given("last_error"), PRICE, refused);
        says(&given("|failed| last_error(failed)"), PRICE, NOTHING);
        says(&given("errors::last_error"), PRICE, NOTHING);
    }
}

#[test]
fn each_of_them_is_named() {
    says(
        "providers = [a], timeout = 1s, deadline = 2s, map_err = last_error",
        PRICE,
        &["`timeout` can end a call", "`deadline` can end a call"],
    );
    says(
        "providers = [a], keys = keys, map_err = last_error",
        "fn prices(keys: &[u8]) -> Result<Vec<(u8, u8)>, E>;",
        &["`keys` can end a call"],
    );
    says(
        "providers = [a, b], hedge = 0s, map_err = last_error",
        "async fn price() -> Result<f64, E>;",
        &["`hedge` can end a call"],
    );
}

#[test]
fn it_is_a_word_or_a_function() {
    for map_err in ["\"last_error\"", "1", "|failed|", "last error"] {
        let arguments = format!("providers = [a], map_err = {map_err}");
        let expected = if map_err == "last error" {
            "expected `,`"
        } else {
            "invalid value for `map_err`: write `map_err = last_error`"
        };
        says(&arguments, PRICE, &[expected]);
    }
}
