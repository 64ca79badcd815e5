//! An import of the prelude with `*` leaves `Result` what it is everywhere.

use std::collections::HashMap;
use std::num::ParseIntError;

use failover_core::prelude::*;

// The two arguments of the standard `Result`: ours would make this a result of `AllProvidersFailed<ParseIntError>`.
const fn standard<T, E>(result: Result<T, E>) -> std::result::Result<T, E> {
    result
}

fn parse(text: &str) -> Result<u64, ParseIntError> {
    text.parse()
}

fn parse_all(texts: &[&'static str]) -> Result<HashMap<&'static str, u64>, ParseIntError> {
    texts.iter().map(|text| Ok((*text, parse(text)?))).collect()
}

#[failover(providers = [parse])]
fn number(
    text: &str,
) -> Result<Served<u64, ParseIntError>, AllProvidersFailed<ParseIntError>>;

#[failover(providers = [parse_all], keys = texts)]
fn numbers(
    texts: &[&'static str],
) -> Result<ItemResult<&'static str, u64, ParseIntError>, AllProvidersFailed<ParseIntError>>;

fn main() {
    assert_eq!(standard(parse("64")), Ok(64));
    assert!(number("64").is_ok_and(|served| served.provider == "parse"));
    assert!(numbers(&["64"]).is_ok_and(|numbers| numbers["64"] == 64));

    let client = FailoverClient::new();
    let served = client.fetch([Provider::new("text", || parse("64"))]);
    assert!(served.is_ok_and(|served| served.value == 64));
}
