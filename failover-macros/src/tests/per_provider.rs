//! Settings per provider: `name = value`, `name(provider = value)`, and both.

use super::refusals::{NOTHING, PRICE, says};

#[test]
fn concurrent_chunks_need_a_cap() {
    for (arguments, expected) in [
        ("max_keys = 9, concurrency = 4", NOTHING),
        ("max_keys = 9, concurrency(b = 4)", NOTHING),
        ("max_keys(a = 9), concurrency = 4", NOTHING),
        ("max_keys(a = 9), concurrency(a = 4)", NOTHING),
        (
            "max_keys(a = 9), concurrency(b = 4)",
            &["`b` gets all keys in one request"],
        ),
        (
            "max_keys(a = 9), concurrency(c = 4)",
            &["no provider has the name `c`"],
        ),
        ("max_keys(a = 9, \"b\" = 9), concurrency(b = 4)", NOTHING),
        (
            "max_keys(a = 9), concurrency(\"c::d\" = 4)",
            &["`c::d` gets all keys in one request: give it a cap, `max_keys(\"c::d\" = 100)`"],
        ),
        (
            "max_keys(\"c::d\" = 9, \"c::d\" = 8)",
            &["`c::d` has two values for `max_keys`"],
        ),
        ("max_keys(\"c::d\")", &["write `\"c::d\" = 100`"]),
        ("concurrency = 4", &["has no effect without `max_keys`"]),
        ("max_keys = 0, concurrency = 4", &["it must be at least 1"]),
    ] {
        let arguments = format!("providers = [a, b, c::d], keys = keys, {arguments}");
        let function = "async fn list(keys: Vec<u8>) -> Result<ItemResult<u8, f64, E>, E>;";
        says(&arguments, function, expected);
    }
}

#[test]
fn named_values_may_be_given_in_addition_to_a_default() {
    for (arguments, expected) in [
        ("max_keys = 9, max_keys(a = 1)", NOTHING),
        ("max_keys(a = 1), max_keys = 9", NOTHING),
        (
            "max_keys = 9, max_keys(a = 1), concurrency = 4, concurrency(b = 1)",
            NOTHING,
        ),
        (
            "max_keys = 9, max_keys = 8",
            &["`max_keys` is given twice: remove one"],
        ),
        (
            "max_keys(a = 9), max_keys(b = 8)",
            &["`max_keys(..)` is given twice: put all names into one"],
        ),
        (
            "max_keys = 9, max_keys(a = 1, a = 2)",
            &["`a` has two values for `max_keys`"],
        ),
        (
            "max_keys = 9, max_keys(d = 1)",
            &["no provider has the name `d`"],
        ),
        ("max_keys = 9, max_keys(a = 0)", &["must be at least 1"]),
        (
            "max_keys(9)",
            &["write `max_keys = 100`, or `max_keys(provider = 100)`"],
        ),
        (
            "max_keys(a), max_keys = 9",
            &["`a` takes a value: write `a = 100`"],
        ),
        (
            "timeout = 2s, timeout(a = 1s), retries(b = 3), retry_backoff(b = 1s)",
            NOTHING,
        ),
        ("timeout(a = 0s)", &["`timeout` is 0s: it must be longer"]),
        (
            "retries(aa = 1)",
            &["no provider has the name `aa`: did you mean `a`? the names are a, b"],
        ),
        (
            "deadline(a = 1s)",
            &["`deadline` takes a value: write `deadline = 2s`"],
        ),
    ] {
        let arguments = format!("providers = [a, b], keys = keys, {arguments}");
        let function = "async fn list(keys: Vec<u8>) -> Result<ItemResult<u8, f64, E>, E>;";
        says(&arguments, function, expected);
    }
    let mistake: &[&str] = &["`max_keys` is for"];
    says(
        "providers = [a], max_keys = 9, max_keys(a = 1)",
        PRICE,
        mistake,
    );
    let decided: &[&str] = &["the `client` decides `retries`"];
    for arguments in ["retries = 1", "retries = 1, retries(a = 2)"] {
        let arguments = format!("providers = [a], {arguments}, client = CLIENT");
        says(&arguments, PRICE, decided);
    }
    says(
        "providers = [a], retries(a = 1), timeout(a = 2s), client = CLIENT",
        PRICE,
        NOTHING,
    );
}
