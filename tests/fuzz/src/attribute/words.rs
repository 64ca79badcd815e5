//! The words of the grammar: values that arguments may have, and words to put anywhere by mistake.

use crate::arguments::table::{Argument, Keyword};

/// Returns the names of all arguments, and of none.
pub(super) fn names() -> Vec<&'static str> {
    let names = Argument::ALL.iter().map(|argument| argument.name());
    names.chain(["retrys"]).collect()
}

pub(super) const CALLS: [&str; 12] = [
    "coinbase",
    "kraken",
    "api::v2::price",
    "feeds::<f64>",
    "<Api as Feed>::price",
    "kraken::price(HTTP.get()?, symbol)",
    "crate::backup",
    "r#type",
    "FEEDS.first(symbol)",
    "Backup::price",
    "::other::price",
    "(SLOT.call)(symbol)",
];
/// Code that fits every function. It needs a name.
pub(super) const CODE: [&str; 4] = [
    "|| api::price(symbol)?.usd",
    "|| -> Option<f64> { return None; }",
    "{ let price = api::price(symbol)?; Ok(price) }",
    "unsafe { c_price() }",
];
pub(super) const METHODS: [&str; 3] = ["self.api.price", "self.other", "self.api.get(symbol)"];
pub(super) const OUTPUTS: [&str; 6] = [
    "failover_core::Result<f64, ApiError>",
    "Result<Served<f64, E>, E>",
    "std::io::Result<Vec<(Symbol, [f64; 2])>>",
    "Answer<'static, (u8,)>",
    "Result<Box<dyn Fn(&str) -> u8 + Send>, anyhow::Error>",
    "<Api as Feed>::Output",
];
pub(super) const PARAMETERS: [&str; 8] = [
    "symbol: &str",
    "_: bool",
    "limit: Option<&'a mut [u8]>",
    "mut retries: u32",
    "/// Documented.\n now: impl Fn(u8) -> bool",
    "provider: T",
    "attempt: &mut Vec<u8>",
    "r#match: (u8, [T; 2])",
];
pub(super) const SETTINGS: [(Argument, &[&str]); 8] = [
    (
        Argument::Retries,
        &["1", "0", "4_294_967_295", "RETRIES", "{ 1 + 1 }", "2u32"],
    ),
    (
        Argument::RetryBackoff,
        &[
            "500ms",
            "0s",
            "1.5s",
            "BACKOFF",
            "1e3ms",
            "Duration::from_secs(1)",
            "exponential(100ms)",
            "exponential(BASE, max = 10s, jitter = full)",
            "linear(1s, jitter = equal)",
        ],
    ),
    (
        Argument::Timeout,
        // Not longer than any deadline below.
        &["2s", "10ns", "9s", "LIMIT", "limits::of(2)", "0.000000001s"],
    ),
    (
        Argument::Deadline,
        &["10s", "1h", "18446744073709551615s", "const { 2 * LIMIT }"],
    ),
    (
        Argument::OnTimeout,
        &["Verdict::STOP", "Verdict::NEXT.uncounted()"],
    ),
    (Argument::OnDeadline, &["Verdict::NEXT.uncounted()", "LATE"]),
    (
        Argument::OnRejected,
        &["failover_core::Verdict::RETRY", "REJECTED"],
    ),
    (
        Argument::OnAbsent,
        &["Verdict::NEXT.healthy()", "Verdict::RETRY.after(LIMIT)"],
    ),
];
pub(super) const VALIDATORS: [&str; 5] = [
    "|v| *v > 0.0",
    "|p: &f64| p.is_finite() && !p.is_nan()",
    "judge::price::<f64>",
    "|v| if *v > 0.0 { Ok(()) } else { Err(E::Junk) }",
    "|_| { return true; }",
];
pub(super) const ERRORS: [&str; 3] = ["ApiError", "Box<dyn Error + Send>", "(u8, &'static str)"];
/// `last_error` is refused next to many arguments.
pub(super) const MAP_ERRS: [&str; 3] = [
    "|failed| E::from(failed)",
    "errors::of::<E>",
    "|f| { return f.into_last_error().unwrap_or(E::None); }",
];
pub(super) const PATHS: [&str; 3] = ["::resilience", "crate::engine", "::a::b"];
pub(super) const SECOND_FUNCTIONS: [&str; 3] =
    ["served", "Self::price_served", "pub(crate) r#served"];
pub(super) const OTHERS: [&str; 40] = [
    "providers",
    "keys",
    "retries",
    "timeout",
    "is_valid",
    "max_keys",
    "circuit_breaker",
    "handle",
    "client",
    "crate",
    "error",
    "self",
    "Self",
    "fn",
    "pub",
    "async",
    "const",
    "unsafe",
    "impl",
    "dyn",
    "move",
    "|",
    ",",
    ";",
    "=",
    "==",
    "=>",
    "::",
    ".",
    "..",
    "&",
    "#",
    "!",
    "?",
    "-",
    "0",
    "1.5s",
    "\"\"",
    "'a",
    "_",
];
pub(super) const VALUES: [&str; 33] = [
    "[]",
    "[a, a]",
    "[a = b, \"text\" = c]",
    "[#[cfg(x)] a, #[b] c]",
    "[self.0, self, Self::price]",
    "[|x| y, a.await, b?]",
    "symbols",
    "0",
    "-1",
    "0x10ms",
    "1e40s",
    "500 ms",
    "\"2s\"",
    "b'x'",
    "true",
    "0s",
    "99999999999999999999",
    "()",
    "(0)",
    "(a = 1, a = 0, b)",
    "exponential(0s, max = 1s)",
    "linear(2s, max = 1s, jitter = x)",
    "(failure_threshold = 0)",
    "(reset_after = 1s, handle = Self::x)",
    "(failure_threshold = 3, reset_after = 60s, handle = pub(crate) price)",
    "self.client",
    "::a::b",
    "Fail",
    "{ let x = self; x }",
    "|a, b| c",
    "if a { b } else { c }",
    "last_error",
    "a..=b",
];
