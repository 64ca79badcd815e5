//! The edges of each rule for an `impl`: refused uses, each with one message, and the arguments of each method.

use super::refusals::{NOTHING, says};

/// Checks the messages for these arguments on an `impl` with these methods.
fn block_says(arguments: &str, methods: &str, expected: &[&str]) {
    says(
        arguments,
        &format!("impl Feed for Prices {{ {methods} }}"),
        expected,
    );
}

const BLOCKING: &str = "fn one(&self) -> Result<f64, E>; fn two(&self, x: u8) -> Result<f64, E>;";
const BATCH: &str =
    "#[failover(keys = keys)] fn list(&self, keys: &[u8]) -> Result<Vec<(u8, u8)>, E>;";
const ASYNC: &str = "async fn three(&self) -> Result<f64, E>;";
const BOXED: &str = "fn four(&self) -> BoxFuture<'_, Result<f64, E>>;";
const EXCLUSIVE: &str = "async fn five(&mut self) -> Result<f64, E>;";
const AWAITED_BATCH: &str =
    "#[failover(keys = keys)] async fn lists(&mut self, keys: &[u8]) -> Result<Vec<(u8, u8)>, E>;";

#[test]
fn a_mistake_in_the_arguments_is_said_once() {
    for (arguments, expected) in [
        ("retrys = 1", &["unknown key `retrys`"][..]),
        ("retries = -1", &["`retries` cannot be negative"]),
        ("retries = 1, retries = 2", &["`retries` is given twice"]),
        (
            "timeout = 2s, deadline = 1s",
            &["`timeout` is 2s and `deadline` is 1s"],
        ),
        ("retries(c = 1)", &["no provider has the name `c`"]),
        (
            "retries(a = 1, a = 2)",
            &["`a` has two values for `retries`"],
        ),
        (
            "when_all_open = Fail",
            &["`when_all_open` needs a `circuit_breaker`"],
        ),
        (
            "client = self.client, retries = 1",
            &["the `client` decides `retries`"],
        ),
        (
            "circuit_breaker(failure_threshold = Self::N, reset_after = 1s)",
            &["`Self` cannot be used here"],
        ),
        (
            "circuit_breaker(failure_threshold = 1, reset_after = 1s, handle = Self::breaker)",
            &["`handle` names a function that the macro adds next to the `impl`"],
        ),
        (
            "circuit_breaker(failure_threshold = 1, reset_after = 1s, handle = a::b::c)",
            &["`handle` names a function that the macro adds next to the `impl`"],
        ),
        (
            "circuit_breaker(failure_threshold = 1, reset_after = 1s, handle = one)",
            NOTHING,
        ),
        (
            "circuit_breaker(failure_threshold = 1)",
            &["`circuit_breaker` needs more"],
        ),
        (
            "clock = self.clock",
            &["the `clock` is made once for all calls"],
        ),
    ] {
        let arguments = format!("providers = [self.a, self.b], {arguments}");
        block_says(&arguments, BLOCKING, expected);
    }
}

#[test]
fn providers_are_values_with_a_name() {
    for (providers, expected) in [
        ("self.a, self.b", NOTHING),
        ("a = self.pool[0], SPARE, module::OTHER", NOTHING),
        ("self.0", &["give this provider a name: `primary = self.0`"]),
        (
            "self.pool.get(0)",
            &["give this provider a name: `primary = self.pool.get(0)`"],
        ),
        (
            "&self.a",
            &["give this provider a name: `primary = &self.a`"],
        ),
        ("self.a.api, self.b.api", &["provider `api` is named twice"]),
        ("\"\" = self.a", &["a provider's name cannot be empty"]),
        ("#[inline] self.a", &["only `#[cfg(..)]` is allowed"]),
        ("", &["no providers: write `providers = [primary, backup]`"]),
        ("self.a, self", &["`self` is this function itself"]),
    ] {
        block_says(&format!("providers = [{providers}]"), BLOCKING, expected);
    }
}

#[test]
fn a_default_that_suits_one_method_is_no_mistake() {
    let hedge = &["`hedge` needs an `async fn`"][..];
    let keys = &["`max_keys` is for batch calls"][..];
    let exclusive = &["so arguments cannot be `&mut`"][..];
    for (arguments, methods, expected) in [
        (
            "hedge = 1s, max_hedges = 1",
            &[BLOCKING, ASYNC][..],
            NOTHING,
        ),
        (
            "hedge = 1s, on_overtaken = Verdict::NEXT",
            &[BLOCKING, BOXED],
            NOTHING,
        ),
        ("hedge = 1s", &[BLOCKING], hedge),
        ("hedge = 1s", &[BLOCKING, EXCLUSIVE], hedge),
        ("hedge = 1s", &[EXCLUSIVE, BLOCKING], exclusive),
        ("max_hedges = 1", &[ASYNC], &["`max_hedges` needs `hedge`"]),
        ("max_keys = 1, max_keys(a = 2)", &[BLOCKING, BATCH], NOTHING),
        ("max_keys = 1", &[BLOCKING], keys),
        (
            "max_keys = 1, concurrency = 2",
            &[BATCH],
            &["`concurrency` needs an `async fn`"],
        ),
        ("max_keys = 1, concurrency = 2", &[AWAITED_BATCH], exclusive),
        ("require_all", &[BLOCKING, BATCH], NOTHING),
        ("keys = keys", &[BLOCKING, BATCH], NOTHING),
        ("keys = x", &[BLOCKING], NOTHING),
        (
            "keys = y",
            &[BLOCKING],
            &["the function has no parameter to hold the keys"],
        ),
    ] {
        let arguments = format!("providers = [self.a, self.b], {arguments}");
        block_says(&arguments, &methods.concat(), expected);
    }
}

#[test]
fn a_method_decides_what_it_says_itself() {
    let both = "providers = [self.a, self.b]";
    let one = |attribute: &str| format!("#[failover({attribute})] {ASYNC}");
    for (arguments, methods, expected) in [
        ("retries = 1", one("client = CLIENT") + BLOCKING, NOTHING),
        (
            "retries = 1",
            one("client = CLIENT"),
            &["the `client` decides `retries`"][..],
        ),
        (
            "client = CLIENT",
            one("retries = 1"),
            &["the `client` decides `retries`"],
        ),
        ("retries(b = 1)", one("providers = [c]") + BLOCKING, NOTHING),
        (
            "retries(b = 1)",
            one("providers = [c]"),
            &["no provider has the name `b`"],
        ),
        ("retries(b = 1)", one("providers = [b]"), NOTHING),
        ("retries(b = 1)", one("retries(b = 2)"), NOTHING),
        ("classify(b = rule)", one("classify(b = rule)"), NOTHING),
        (
            "classify(b = rule)",
            one("providers = [c]") + BLOCKING,
            NOTHING,
        ),
        (
            "classify(b = rule)",
            one("providers = [c]"),
            &["no provider has the name `b`"],
        ),
        (
            "circuit_breaker(failure_threshold = 1, reset_after = 1s, handle = breaker)",
            one("circuit_breaker(b = BREAKER)"),
            NOTHING,
        ),
        ("hedge = 1s", one("providers = [c]") + ASYNC, NOTHING),
        (
            "hedge = 1s",
            one("providers = [c]"),
            &["there is no next one"],
        ),
        ("timeout = 2s", one("deadline = 1s, timeout = 1s"), NOTHING),
        (
            "timeout = 2s",
            one("deadline = 1s"),
            &["`timeout` is 2s and `deadline` is 1s"],
        ),
        (
            "retries = 1",
            one("retries = 2, retries = 3"),
            &["`retries` is given twice"],
        ),
        ("retries = 1", one("retrys = 2"), &["unknown key `retrys`"]),
        ("retries = 1", one("") + &one(""), NOTHING),
        (
            "retries = 1",
            one("circuit_breaker(failure_threshold = 1, reset_after = 1s, handle = breaker)"),
            &[
                "a `handle` cannot be in the impl of a trait: put the `circuit_breaker` on the `impl`",
            ],
        ),
    ] {
        block_says(&format!("{both}, {arguments}"), &methods, expected);
    }
}

#[test]
fn every_method_without_a_body_needs_providers() {
    let missing = &["no providers for the methods of this `impl`"];
    for (arguments, methods, expected) in [
        ("", BLOCKING, &missing[..]),
        ("retries = 1", BLOCKING, missing),
        ("provider = [self.a]", BLOCKING, &["unknown key `provider`"]),
        (
            "",
            "#[failover(providers = [self.a.one])] fn one(&self) -> Result<f64, E>;",
            NOTHING,
        ),
        (
            "providers = [self.a]",
            "",
            &["no method of this `impl` fails over"],
        ),
        (
            "providers = [self.a]",
            "fn one(&self) {} const N: u8 = 1;",
            &["no method of this `impl` fails over"],
        ),
        (
            "providers = [self.a]",
            "fn new() -> Result<f64, E>;",
            &["`new` has no `self`"],
        ),
        ("providers = [A]", "fn new() -> Result<f64, E>;", NOTHING),
        (
            "",
            "#[failover(retries = 1)] fn one(&self) -> Result<f64, E> { Ok(1.0) }",
            NOTHING,
        ),
    ] {
        block_says(arguments, methods, expected);
    }
}

#[test]
fn the_attribute_of_a_method_is_its_own_and_unconditional() {
    let conditional = &["cannot depend on a `cfg_attr`"][..];
    for (attributes, expected) in [
        ("#[failover(retries = 1)]", NOTHING),
        ("#[failover_core::failover(retries = 1)]", NOTHING),
        ("#[failover]", NOTHING),
        ("#[failover = 1]", &["write the arguments in parentheses"]),
        (
            "#[failover(retries = 1)] #[failover(timeout = 1s)]",
            &["`failover` is given twice"],
        ),
        ("#[cfg_attr(test, failover(retries = 1))]", conditional),
        (
            "#[cfg_attr(all(unix, test), inline, x::failover)]",
            conditional,
        ),
        (
            "#[cfg_attr(unix, cfg_attr(test, failover(retries = 1)))]",
            conditional,
        ),
        ("#[cfg_attr(failover, inline)]", NOTHING),
        ("#[cfg_attr(unix, doc = \"failover\")]", NOTHING),
        ("#[cfg(failover)]", NOTHING),
        ("#[allow(unused, failover)]", NOTHING),
    ] {
        let method = format!("{attributes} fn one(&self) -> Result<f64, E>;");
        block_says("providers = [self.a]", &method, expected);
    }
}
