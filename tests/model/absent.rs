//! Annotated functions for calls whose providers may return `None`. No other call accepts such providers.
//!
//! The list of an annotated function is fixed, so there are four functions for each list.

use failover_core::{FailoverClient, Verdict, failover};
use std::cell::Cell;
use tests::reference::{Does, Outcome, Value, seen};

use crate::harness::{Attempt, Engine, Harness, Items, Reply, Whole, items, value, whole};
use crate::machine::{is_valid, meaning};

/// The cap of each provider. It is fixed at compile time too.
pub(crate) const MAX_KEYS: usize = 2;

/// The client of a call, and the attempts that its providers make.
pub(crate) struct Calling<'a> {
    pub(crate) client: &'a FailoverClient,
    pub(crate) attempt: &'a dyn Fn(usize, &[String]) -> Attempt<'a>,
    pub(crate) dropped: &'a Cell<bool>,
}

/// Makes a call of the providers of these names. Returns `None` if its caller dropped it.
pub(crate) fn call(
    harness: &Harness,
    names: &[&str],
    keys: Option<&[String]>,
    calling: &Calling<'_>,
) -> Option<Outcome> {
    let list = LISTS.iter().find(|list| list.names == names);
    let list = list.expect("every list without a name twice");
    match (harness.engine, keys) {
        (Engine::Blocking, None) => Some(whole(&(list.fetch)(calling))),
        (Engine::Awaited, None) => (list.fetch_async)(harness, calling).as_ref().map(whole),
        (Engine::Blocking, Some(keys)) => Some(items(&(list.fetch_items)(calling, keys))),
        (Engine::Awaited, Some(keys)) => {
            let result = (list.fetch_items_async)(harness, calling, keys);
            result.as_ref().map(items)
        }
    }
}

/// The functions of one list of providers.
struct List {
    names: &'static [&'static str],
    fetch: fn(&Calling<'_>) -> Whole,
    fetch_async: fn(&Harness, &Calling<'_>) -> Option<Whole>,
    fetch_items: fn(&Calling<'_>, &[String]) -> Items,
    fetch_items_async: fn(&Harness, &Calling<'_>, &[String]) -> Option<Items>,
}

impl Calling<'_> {
    fn value(&self, i: usize) -> Result<Option<Value>, i64> {
        Ok(present((self.attempt)(i, &[]).block()?).map(value))
    }

    async fn value_async(&self, i: usize) -> Result<Option<Value>, i64> {
        let does = (self.attempt)(i, &[]).wait(self.dropped).await?;
        Ok(present(does).map(value))
    }

    fn answer(&self, i: usize, keys: &[String]) -> Option<Reply> {
        let does = (self.attempt)(i, keys).block();
        present(does.expect(NO_ERRORS)).map(Reply)
    }

    async fn answer_async(&self, i: usize, keys: &[String]) -> Option<Reply> {
        let does = (self.attempt)(i, keys).wait(self.dropped).await;
        present(does.expect(NO_ERRORS)).map(Reply)
    }
}

const NO_ERRORS: &str = "an item provider that returns an `Option` has no errors";

fn present(does: Does) -> Option<Does> {
    Some(does).filter(|does| !matches!(does, Does::Absent))
}

fn classify(code: &i64) -> Verdict {
    seen::verdict(meaning(*code))
}

macro_rules! value_function {
    ([$($fn:tt)+] $provider:ident: $($name:ident $i:literal),+) => {{
        #[failover(
            providers = [$($name = calling.$provider($i)),+],
            client = calling.client,
            is_valid = is_valid,
            classify = classify,
        )]
        $($fn)+ fetch(calling: &Calling<'_>) -> Whole;

        fetch
    }};
}

macro_rules! batch_function {
    ([$($fn:tt)+] $provider:ident: $($name:ident $i:literal),+) => {{
        #[failover(
            providers = [$($name = calling.$provider($i, keys)),+],
            keys = keys,
            max_keys = MAX_KEYS,
            client = calling.client,
            is_valid = is_valid,
            classify = classify,
        )]
        $($fn)+ fetch(calling: &Calling<'_>, keys: &[String]) -> Items;

        fetch
    }};
}

macro_rules! lists {
    ($([$($name:ident $i:literal),+])+) => {
        const LISTS: &[List] = &[$(List {
            names: &[$(stringify!($name)),+],
            fetch: value_function!([fn] value: $($name $i),+),
            fetch_async: |harness, calling| {
                let fetch = value_function!([async fn] value_async: $($name $i),+);
                harness.run(fetch(calling), calling.dropped)
            },
            fetch_items: batch_function!([fn] answer: $($name $i),+),
            fetch_items_async: |harness, calling, keys| {
                let fetch = batch_function!([async fn] answer_async: $($name $i),+);
                harness.run(fetch(calling, keys), calling.dropped)
            },
        }),+];
    };
}

lists! {
    [a 0]
    [b 0]
    [c 0]
    [a 0, b 1]
    [a 0, c 1]
    [b 0, a 1]
    [b 0, c 1]
    [c 0, a 1]
    [c 0, b 1]
    [a 0, b 1, c 2]
    [a 0, c 1, b 2]
    [b 0, a 1, c 2]
    [b 0, c 1, a 2]
    [c 0, a 1, b 2]
    [c 0, b 1, a 2]
}
