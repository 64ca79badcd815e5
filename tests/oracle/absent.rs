//! Annotated functions that use a scenario's client, for providers that may return `None`. No other call accepts such
//! providers.
//!
//! The list of an annotated function is fixed, so there is one function for each number of providers.

use failover_core::traits::Validity;
use failover_core::{FailureKind, Verdict, failover};

use crate::client::{Client, Engine};
use crate::harness::{Boom, Items, Pairs, Value, Whole, at_once};
use crate::settings::by_code;

/// The most keys that each provider takes. They are fixed at compile time too.
pub(crate) const MAX_KEYS: [usize; 5] = [2, 100, 1, 3, 100];

/// Makes a value call of the first `providers` providers.
pub(crate) fn fetch(client: &Client, providers: usize) -> Whole {
    let place = providers - 1;
    match client.engine {
        Engine::Blocking => FETCH[place](client),
        Engine::Awaited => FETCH_ASYNC[place](client),
    }
}

/// Makes a batch call of the first `providers` providers.
pub(crate) fn fetch_items(client: &Client, providers: usize, keys: &[String]) -> Items {
    let place = providers - 1;
    match client.engine {
        Engine::Blocking => FETCH_ITEMS[place](client, keys),
        Engine::Awaited => FETCH_ITEMS_ASYNC[place](client, keys),
    }
}

/// Returns true if the item provider `i` returns `None` instead of an error. A provider of batch calls returns an `Option` or a
/// `Result`, not both.
pub(crate) fn has_no_errors(i: usize) -> bool {
    i.is_multiple_of(2)
}

/// The result of `is_valid`, whichever of the two forms it has.
struct Judged(Result<(), FailureKind<Boom>>);

impl Validity<Boom> for Judged {
    fn into_result(self) -> Result<(), FailureKind<Boom>> {
        self.0
    }
}

impl Client {
    fn judged(&self, value: &Value) -> Judged {
        let code = self.further.rejects_with;
        let rejected = || code.map_or(FailureKind::Rejected, |code| FailureKind::Error(Boom(code)));
        Judged((self.valid)(value).then_some(()).ok_or_else(rejected))
    }

    fn meaning(&self, error: &Boom) -> Verdict {
        if self.further.classify {
            by_code(error)
        } else {
            Verdict::RETRY
        }
    }
}

mod blocking {
    pub(super) use crate::harness::{ask, ask_or_none, call_or_none as call};
}

/// Providers that are ready when they are first polled.
#[allow(
    clippy::unused_async,
    reason = "an async function lists async providers"
)]
mod awaited {
    use super::{Boom, Pairs, Value};
    use crate::harness;

    pub(super) async fn call(i: usize) -> Result<Option<Value>, Boom> {
        harness::call_or_none(i)
    }

    pub(super) async fn ask(i: usize, keys: &[String]) -> Result<Pairs, Boom> {
        harness::ask(i, keys)
    }

    pub(super) async fn ask_or_none(i: usize, keys: &[String]) -> Option<Pairs> {
        harness::ask_or_none(i, keys)
    }
}

macro_rules! value_function {
    ($providers:ident [$($fn:tt)+] $($name:ident $i:literal),+) => {{
        use self::$providers::*;

        #[failover(
            providers = [$($name = call($i)),+],
            client = client.failover,
            is_valid = |value| client.judged(value),
            classify = |error| client.meaning(error),
        )]
        $($fn)+ fetch(client: &Client) -> Whole;

        fetch
    }};
}

macro_rules! batch_function {
    ($providers:ident [$($fn:tt)+] $($name:ident $i:literal $ask:ident),+) => {{
        use self::$providers::*;

        #[failover(
            providers = [$($name = $ask($i, keys)),+],
            keys = keys,
            max_keys($($name = MAX_KEYS[$i]),+),
            client = client.failover,
            is_valid = |value| client.judged(value),
            classify = |error| client.meaning(error),
        )]
        $($fn)+ fetch(client: &Client, keys: &[String]) -> Items;

        fetch
    }};
}

macro_rules! functions {
    ($([$($name:ident $i:literal $ask:ident),+])+) => {
        const FETCH: &[fn(&Client) -> Whole] =
            &[$(value_function!(blocking [fn] $($name $i),+)),+];

        const FETCH_ASYNC: &[fn(&Client) -> Whole] = &[$(|client| {
            let fetch = value_function!(awaited [async fn] $($name $i),+);
            at_once(fetch(client))
        }),+];

        const FETCH_ITEMS: &[fn(&Client, &[String]) -> Items] =
            &[$(batch_function!(blocking [fn] $($name $i $ask),+)),+];

        const FETCH_ITEMS_ASYNC: &[fn(&Client, &[String]) -> Items] = &[$(|client, keys| {
            let fetch = batch_function!(awaited [async fn] $($name $i $ask),+);
            at_once(fetch(client, keys))
        }),+];
    };
}

functions! {
    [p0 0 ask_or_none]
    [p0 0 ask_or_none, p1 1 ask]
    [p0 0 ask_or_none, p1 1 ask, p2 2 ask_or_none]
    [p0 0 ask_or_none, p1 1 ask, p2 2 ask_or_none, p3 3 ask]
    [p0 0 ask_or_none, p1 1 ask, p2 2 ask_or_none, p3 3 ask, p4 4 ask_or_none]
}
