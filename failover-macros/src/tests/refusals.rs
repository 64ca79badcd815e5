//! The edges of each rule: which uses are refused, and which similar ones are not. `tests/ui` has one case of each
//! message.

use std::str::FromStr;

use proc_macro2::TokenStream;

use super::compile_errors;

/// Checks the attribute's messages for these arguments on this function: a part of each, in this order.
pub(super) fn says(arguments: &str, function: &str, expected: &[&str]) {
    let [given, item] = [arguments, function].map(|text| TokenStream::from_str(text).unwrap());
    let mut messages = Vec::new();
    compile_errors(crate::expansion(given, &item), &mut |text, _| {
        messages.push(text);
    });
    let is_said = messages.len() == expected.len()
        && messages
            .iter()
            .zip(expected)
            .all(|(message, part)| message.contains(part));
    assert!(
        is_said,
        "#[failover({arguments})] {function}\nsays {messages:#?}\nnot {expected:#?}"
    );
}

pub(super) const NOTHING: &[&str] = &[];
pub(super) const PRICE: &str = "fn price() -> Result<f64, E>;";

#[test]
fn between_a_key_and_its_value_is_an_equals_sign() {
    for (arguments, expected) in [
        ("providers = [a], retries == 1", "`retries` takes a value"),
        ("providers = [a], retries =", "`retries` has no value"),
        ("retries =, providers = [a]", "`retries` has no value"),
        ("retries = 1 providers = [a]", "expected `,`"),
    ] {
        says(arguments, "fn price() -> Result<f64, E> {}", &[expected]);
    }
}

#[test]
fn the_key_that_was_meant_is_named() {
    for (key, meant) in [
        ("retrys", Some("retries")),
        ("timout", Some("timeout")),
        ("crates", Some("crate")),
        ("clocks_", Some("clock")),
        ("valid", Some("is_valid")),
        ("backoff", Some("retry_backoff")),
        ("retry", Some("retries")),
        ("max_retries", Some("retries")),
        // Three letters of six, two of three.
        ("clooxx", None),
        ("kex", None),
    ] {
        let meant = meant.map_or(String::new(), |meant| format!("did you mean `{meant}`? "));
        let message = format!("unknown key `{key}`: {meant}the keys are providers, ");
        says(&format!("{key} = 1"), PRICE, &[&message]);
    }
}

#[test]
fn a_backoff_is_a_duration_or_a_curve() {
    let first = "begins with the first wait: write `";
    let jitter = "`jitter` is `full`, `equal` or `none`";
    for (backoff, expected) in [
        ("100ms", NOTHING),
        ("0s", NOTHING),
        ("BACKOFF", NOTHING),
        ("api::exponential(100, max = 10)", NOTHING),
        ("exponential(100ms)", NOTHING),
        ("exponential(BASE, max = MAX)", NOTHING),
        ("exponential(100ms, max = 100ms)", NOTHING),
        ("exponential(100ms, max = 10s, jitter = full,)", NOTHING),
        ("linear(100ms, jitter = equal, max = 1m)", NOTHING),
        ("linear(0s, jitter = none)", NOTHING),
        ("exponential()", &[first]),
        ("linear(max = 10s)", &[first]),
        ("linear(base = 1s)", &[first]),
        (
            "exponential(0s)",
            &["begins with 0s: it must be longer than zero"],
        ),
        (
            "exponential(100)",
            &["`exponential` needs a unit: `100s` or `100ms`"],
        ),
        (
            "exponential(\"1s\")",
            &["not quoted: write `exponential(1s)`"],
        ),
        (
            "exponential(500 ms)",
            &["one word: write `exponential(500ms)`"],
        ),
        ("exponential(-BASE)", &["`exponential` cannot be negative"]),
        (
            "exponential(1s, 10s)",
            &["expected `key = value`; the keys are max, jitter"],
        ),
        ("exponential(1s max = 10s)", &["expected `,`"]),
        (
            "exponential(1s, maxi = 10s)",
            &["did you mean `max`? the keys are max, jitter"],
        ),
        (
            "exponential(1s, max)",
            &["`max` takes a value: write `max = 10s`"],
        ),
        (
            "exponential(1s, max = 999ms)",
            &["`max` is 999ms: it must be at least the first wait, 1s"],
        ),
        (
            "exponential(1s, max = 2s, max = 3s)",
            &["`max` is given twice"],
        ),
        ("exponential(1s, jitter = Full)", &[jitter]),
        ("exponential(1s, jitter = some)", &[jitter]),
        (
            "exponential(1s, jitter = \"full\")",
            &["or `none`, without quotes"],
        ),
        (
            "exponential(1s, max = 1, jitter = x)",
            &["`max` needs a unit", jitter],
        ),
        (
            "exponential(1s).max(2s)",
            &["go into the parentheses: `exponential(100ms, max = 10s"],
        ),
    ] {
        let arguments = format!("providers = [a], retry_backoff = {backoff}");
        says(&arguments, PRICE, expected);
    }
}

#[test]
fn what_was_meant_for_providers_is_not_missed_too() {
    says("3 = [a]", PRICE, &["expected `key = value`"]);
    says("provider = [a]", PRICE, &["did you mean `providers`"]);
    says("retries = 1", PRICE, &["has neither a body nor providers"]);
}

#[test]
fn only_one_equals_sign_makes_a_name() {
    for (providers, expected) in [
        ("name = a", NOTHING),
        ("\"a name\" = a", NOTHING),
        ("a(b == c)", NOTHING),
        ("a == b", &["write it as you would call it"]),
        ("a => b", &["expected `,`"]),
    ] {
        says(&format!("providers = [{providers}]"), PRICE, expected);
    }
}

#[test]
fn what_is_no_call_is_told_what_to_write() {
    for (provider, expected) in [
        (
            "(price)",
            "for a callable in a field write `(self.field)(..)`",
        ),
        ("[price]", "write it as you would call it"),
    ] {
        says(&format!("providers = [{provider}]"), PRICE, &[expected]);
    }
}

#[test]
fn code_has_a_name_and_fits_the_function() {
    let name: &[&str] = &["a closure or a block needs a name"];
    let count: &[&str] = &["with the function's 2 arguments: take all of them, or none"];
    let awaits: &[&str] = &["to await in it, write `async` before it"];
    let alone: &[&str] = &["only an `async fn` awaits its providers"];
    for (provider, in_blocking, in_async) in [
        ("|| b", name, name),
        ("async |a, b| b", name, name),
        ("{ b }", name, name),
        ("async { b }", name, name),
        ("unsafe { b }", name, name),
        ("x = || b", NOTHING, NOTHING),
        ("x = |a, _| b", NOTHING, NOTHING),
        ("x = |a| b", count, count),
        ("x = |a, b, c| b", count, count),
        ("x = async |a: &str, (b, c): (u8, u8)| b", alone, NOTHING),
        ("x = async { b.await }", alone, NOTHING),
        ("x = async move || b.await", alone, NOTHING),
        ("x = { b.await }", NOTHING, awaits),
        ("x = unsafe { b.await }", NOTHING, awaits),
        ("x = || b(c.await)", NOTHING, awaits),
        ("x = || async { b.await }", NOTHING, NOTHING),
        ("x = { let c = async || b.await; c() }", NOTHING, NOTHING),
        ("b(c.await)", NOTHING, NOTHING),
        (
            "x = if b { c } else { d }",
            &["put it into a block"],
            &["put it into a block"],
        ),
    ] {
        let arguments = format!("providers = [{provider}]");
        let function = "fn price(a: &str, b: (u8, u8)) -> Result<f64, E>;";
        says(&arguments, function, in_blocking);
        says(&arguments, &format!("async {function}"), in_async);
    }
    says(
        "providers = [x = |a, b| c]",
        "fn price(&self, a: u8) -> Result<f64, E>;",
        &["with the function's 1 argument: take"],
    );
}

#[test]
fn only_what_calls_itself_is_refused() {
    let itself: &[&str] = &["is this function itself"];
    for (provider, in_function, in_method) in [
        ("price", itself, NOTHING),
        ("Self::price", itself, NOTHING),
        ("self.price", itself, itself),
        ("api::price", NOTHING, NOTHING),
        ("Self::other", NOTHING, NOTHING),
        ("Self::api::price", NOTHING, NOTHING),
        ("<Api>::price", NOTHING, NOTHING),
        ("self.other", NOTHING, NOTHING),
        ("self.api.price", NOTHING, NOTHING),
        ("price(symbol)", NOTHING, NOTHING),
    ] {
        let arguments = format!("providers = [{provider}]");
        says(
            &arguments,
            "fn price(symbol: &str) -> Result<f64, E>;",
            in_function,
        );
        says(
            &arguments,
            "fn price(&self, symbol: &str) -> Result<f64, E>;",
            in_method,
        );
    }
}

#[test]
fn a_name_stands_twice_only_where_cfgs_may_exclude_each_other() {
    let twice: &[&str] = &["provider `a` is named twice"];
    for (providers, expected) in [
        ("a, b", NOTHING),
        ("a, other = a", NOTHING),
        ("a, a", twice),
        ("#[cfg(x)] a, a", twice),
        ("a, #[cfg(x)] a", twice),
        ("#[cfg(x)] a, #[cfg(y)] a", NOTHING),
    ] {
        says(&format!("providers = [{providers}]"), PRICE, expected);
    }
}

#[test]
fn futures_are_told_apart_from_other_types() {
    for (returned, expected) in [
        (
            "Pin<Box<dyn Future<Output = f64>>>",
            &["returns a boxed future cannot be a provider"][..],
        ),
        ("Pin<Box<f64>>", NOTHING),
        ("Box<dyn Future<Output = f64>>", NOTHING),
        (
            "impl Future<Output = f64>",
            &["write this as an `async fn`"],
        ),
        (
            "impl Iterator<Item = f64>",
            &["`impl Trait` cannot be returned"],
        ),
        (
            "Result<impl Future<Output = f64>, E>",
            &["`impl Trait` cannot be returned"],
        ),
    ] {
        says(
            "providers = [a]",
            &format!("fn price() -> {returned} {{}}"),
            expected,
        );
    }
    for returned in [
        "Pin<Box<dyn Future<Output = R>>>",
        "BoxFuture<'_, R>",
        "impl Future<Output = R>",
    ] {
        says(
            "providers = [a, b], hedge = 1s",
            &format!("fn price() -> {returned};"),
            NOTHING,
        );
    }
}

#[test]
fn a_parameter_has_a_name() {
    let no_name: &[&str] = &["a parameter needs a name"];
    for (parameter, expected) in [
        ("count: u8", NOTHING),
        ("mut count: u8", NOTHING),
        ("_: u8", NOTHING),
        ("ref count: u8", no_name),
        ("count @ 1..: u8", no_name),
        ("(count, _): (u8, u8)", no_name),
    ] {
        says(
            "providers = [a]",
            &format!("fn price({parameter}) -> Result<f64, E>;"),
            expected,
        );
    }
}

#[test]
fn a_handle_is_put_beside_the_function() {
    let elsewhere: &[&str] = &["`handle` names a function that the macro adds next to this one"];
    for (handle, expected) in [
        ("breaker", NOTHING),
        ("Self::breaker", NOTHING),
        ("::breaker", elsewhere),
        ("breaker::<u8>", elsewhere),
        ("api::breaker", elsewhere),
        ("Self::api::breaker", elsewhere),
        ("price", &["it needs another name"]),
    ] {
        let breaker = format!("failure_threshold = 1, reset_after = 1s, handle = {handle}");
        says(
            &format!("providers = [a], circuit_breaker({breaker})"),
            PRICE,
            expected,
        );
    }
}

#[test]
fn arguments_of_a_hedge_need_one() {
    let function = "async fn price() -> Result<f64, E>;";
    let alone = "`max_hedges` needs `hedge`";
    let overtaken = "`on_overtaken` needs `hedge`";
    for (arguments, expected) in [
        ("max_hedges = 1", &[alone][..]),
        ("client = c, max_hedges = 1", &[alone]),
        ("on_overtaken = Verdict::NEXT", &[overtaken]),
        (
            "client = c, on_overtaken = Verdict::NEXT",
            &["the `client` decides"],
        ),
        (
            "max_hedges = 1, on_overtaken = Verdict::NEXT",
            &[alone, overtaken],
        ),
        (
            "hedge = 1s, max_hedges = 1, on_overtaken = Verdict::NEXT",
            NOTHING,
        ),
        ("client = c, hedge = 1s, max_hedges = MOST", NOTHING),
        ("hedge = 1s, max_hedges = 0", &["must be at least 1"]),
        ("hedge = 1s, max_hedges = 4_294_967_296", &["`max_hedges`"]),
    ] {
        says(
            &format!("providers = [a, b], {arguments}"),
            function,
            expected,
        );
    }
}

#[test]
fn a_timeout_is_not_longer_than_the_deadline() {
    let longer = "set a timeout of at most the deadline";
    for (arguments, expected) in [
        ("timeout = 2s, deadline = 1_999ms", &[longer][..]),
        ("deadline = 1ns, timeout = 1.5s", &[longer]),
        ("timeout = 2s, deadline = 2_000ms", NOTHING),
        ("timeout = 1s, deadline = 2s", NOTHING),
        // The compiler compares these.
        ("timeout = LIMIT, deadline = 2s", NOTHING),
        ("timeout = 1s, deadline = LIMIT", NOTHING),
    ] {
        says(&format!("providers = [a, b], {arguments}"), PRICE, expected);
    }
}

#[test]
fn a_hedge_needs_a_second_provider() {
    let no_next: &[&str] = &["there is no next one"];
    for (providers, body, expected) in [
        ("a", ";", no_next),
        ("a, b", ";", NOTHING),
        ("a", "{ own().await }", NOTHING),
        ("a, b", "{ own().await }", NOTHING),
    ] {
        let arguments = format!("providers = [{providers}], hedge = 1s");
        says(
            &arguments,
            &format!("async fn price() -> Result<f64, E> {body}"),
            expected,
        );
    }
}

#[test]
fn concurrent_attempts_cannot_share_a_mutable_reference() {
    let lent: &[&str] = &["runs attempts concurrently"];
    for (parameter, expected) in [
        ("&mut self", lent),
        ("self: &mut Self", lent),
        ("count: &mut u8", lent),
        ("count: (&mut u8)", lent),
        ("&self", NOTHING),
        ("self: &Self", NOTHING),
        ("self: Arc<Self>", NOTHING),
        ("mut count: u8", NOTHING),
    ] {
        let function = format!("async fn price({parameter}) -> Result<f64, E>;");
        says("providers = [a, b], hedge = 1s", &function, expected);
    }
    let blocking = "fn price(count: &mut u8) -> Result<f64, E>;";
    says(
        "providers = [a, b], hedge = 1s",
        blocking,
        &["needs an `async fn`"],
    );
}

const HAS_SELF: &[&str] = &["cannot be used while a provider has `&mut self`"];

#[test]
fn what_a_provider_takes_of_self_is_seen() {
    for (provider, expected) in [
        ("self.price", HAS_SELF),
        ("self.price(symbol)", HAS_SELF),
        ("self.price::<f64>(symbol)", HAS_SELF),
        ("price(self)", HAS_SELF),
        ("price(self, symbol)", HAS_SELF),
        ("price(&mut *self)", HAS_SELF),
        ("price(self..)", HAS_SELF),
        ("price(&mut self.api, self.symbol())", HAS_SELF),
        ("self.api.price", NOTHING),
        ("self.api.price(symbol)", NOTHING),
        ("self.0.price(symbol)", NOTHING),
        ("price(&mut self.api)", NOTHING),
        ("price(self.limit, symbol)", NOTHING),
        ("price(self.apis[0])", NOTHING),
        ("price(self.limit <::limits::MOST)", NOTHING),
        ("self::price(symbol)", NOTHING),
        ("self::price", NOTHING),
    ] {
        let arguments = format!("providers = [{provider}], client = self.client");
        says(
            &arguments,
            "fn spot(&mut self, symbol: &str) -> Result<f64, E>;",
            expected,
        );
    }
    for (body, expected) in [
        ("{ self.get(symbol) }", HAS_SELF),
        ("{ self.calls += 1; Err(E) }", NOTHING),
    ] {
        let function = format!("fn spot(&mut self, symbol: &str) -> Result<f64, E> {body}");
        says("providers = [a], client = self.client", &function, expected);
    }
}

#[test]
fn only_an_exclusive_receiver_is_in_the_way() {
    for (receiver, expected) in [
        ("&mut self", HAS_SELF),
        ("self: &mut Self", HAS_SELF),
        ("self: (&mut Self)", HAS_SELF),
        ("&self", NOTHING),
        ("self: &Self", NOTHING),
        ("self: Arc<Self>", NOTHING),
    ] {
        let function = format!("fn spot({receiver}) -> Result<f64, E>;");
        says(
            "providers = [self.get], client = self.client",
            &function,
            expected,
        );
    }
}

#[test]
fn what_is_borrowed_from_self_is_seen() {
    for (expression, expected) in [
        ("self", HAS_SELF),
        ("self.client", HAS_SELF),
        ("&self.clients.failover", HAS_SELF),
        ("(&self.client)", HAS_SELF),
        ("self.client.clone()", NOTHING),
        ("CLIENT", NOTHING),
    ] {
        for key in ["client", "circuit_breaker"] {
            let arguments = format!("providers = [feed = self.get], {key} = {expression}");
            says(
                &arguments,
                "fn spot(&mut self) -> Result<f64, E>;",
                expected,
            );
        }
    }
}

#[test]
fn a_method_of_self_needs_a_name_under_a_breaker_of_others() {
    const ASKS: &[&str] = &["give it a name of this type's own, such as `my_get = ..`"];
    for (arguments, expected) in [
        (
            "providers = [self.feed.get], circuit_breaker = BREAKER",
            ASKS,
        ),
        (
            "providers = [self.feed.get(1)], circuit_breaker = Other::breaker()",
            ASKS,
        ),
        (
            "providers = [a = self.feed.get], circuit_breaker = BREAKER",
            NOTHING,
        ),
        (
            "providers = [self.feed.get], circuit_breaker = self.breaker",
            NOTHING,
        ),
        (
            "providers = [self.feed.get], circuit_breaker = Self::breaker()",
            NOTHING,
        ),
        (
            "providers = [feed::get], circuit_breaker = BREAKER",
            NOTHING,
        ),
        (
            "providers = [self.feed.get], circuit_breaker(failure_threshold = 3, reset_after = 60s)",
            NOTHING,
        ),
    ] {
        says(arguments, "fn spot(&self) -> Result<f64, E>;", expected);
    }
}
