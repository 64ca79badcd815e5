//! The macros behind the generated lines.
//!
//! ```text
//! s12 awaited paths(Some(breaker)) (retries = 1, timeout = 1s,) {
//!     whole a() -> Whole [p0, p1] (circuit_breaker(failure_threshold = 2, reset_after = 1s, handle = breaker),);
//!     items b(keys: &[String]) -> Items [p0 = items::p0] (keys = keys, circuit_breaker = breaker(),);
//! }
//! ```
//!
//! This is a module with two annotated functions. Their attributes have the arguments of the scenario and of the
//! function. With `awaited` instead of `blocking` they are async. The scenarios alternate between four styles of
//! writing providers: `paths`, `methods`, `calls`, and `bodies`, where the function's body is the first provider.

pub(super) use std::time::Duration;

use failover_core::{AllProvidersFailed, ItemResult, ItemsError};
pub(super) use failover_core::{CircuitBreaker, Verdict, failover};

use crate::harness::{Boom, Value};
pub(super) use crate::harness::{HarnessClock, Items, Required, Whole, at_once};
pub(super) use crate::settings::{by_code, never, not_null, positive};

/// The functions and the breaker of a scenario.
pub(super) struct Wired {
    pub(super) breaker: Option<fn() -> &'static CircuitBreaker>,
    pub(super) functions: &'static [Function],
}

/// One annotated function.
pub(super) enum Function {
    Whole(fn() -> Whole),
    Items(fn(&[String]) -> Required),
    Body(fn() -> OwnValue),
    ItemBody(fn(&[String]) -> OwnValues),
}

pub(super) type OwnValue = Result<Value, OwnError>;
pub(super) type OwnValues = Result<Vec<(String, Value)>, OwnError>;

/// The error of a function that had it before it was annotated.
#[derive(Debug)]
pub(super) enum OwnError {
    Boom(Boom),
    Failed(AllProvidersFailed<OwnError>),
}

impl From<Boom> for OwnError {
    fn from(boom: Boom) -> Self {
        Self::Boom(boom)
    }
}

impl From<AllProvidersFailed<OwnError>> for OwnError {
    fn from(failed: AllProvidersFailed<OwnError>) -> Self {
        Self::Failed(failed)
    }
}

impl OwnError {
    /// Returns the error of an annotated function.
    pub(super) fn into_failed(self) -> AllProvidersFailed<Boom> {
        let Self::Failed(failed) = self else {
            panic!("{self:?} is a provider's, not the function's");
        };
        failed.map_err(|error| match error {
            Self::Boom(boom) => boom,
            Self::Failed(_) => panic!("no provider is itself an annotated function"),
        })
    }
}

/// Converts both forms of a batch result into one, whether keys may be missing or not.
pub(super) fn required<X: Into<ItemsError<String, Value, Boom>>>(
    result: Result<ItemResult<String, Value, Boom>, X>,
) -> Required {
    result.map_err(Into::into)
}

macro_rules! scenarios {
    ($($scenario:ident $engine:ident $style:ident($breaker:expr) $settings:tt {
        $($form:ident $name:ident $parameters:tt -> $returned:ident $providers:tt $own:tt $($body:block)?;)+
    })*) => {
        $(mod $scenario {
            use super::super::providers::$engine::*;
            use super::super::wired::*;

            in_style! {
                $style
                $(function! { $engine $name $parameters -> $returned, $providers, $settings, $own $($body)? })+
            }

            pub(super) const WIRED: Wired = Wired {
                breaker: $breaker,
                functions: &[$(entry!($engine $style $form $name)),+],
            };
        })*

        pub(super) const ALL: &[(&str, super::wired::Wired)] =
            &[$((stringify!($scenario), $scenario::WIRED)),*];
    };
}

macro_rules! in_style {
    (methods $($function:tt)*) => {
        #[allow(dead_code, reason = "a scenario may need but one of them")]
        struct Api {
            feeds: WholeFeeds,
            lists: ItemFeeds,
        }

        const API: Api = Api {
            feeds: WholeFeeds,
            lists: ItemFeeds,
        };

        impl Api {
            $($function)*
        }
    };
    ($style:ident $($function:tt)*) => {
        $($function)*
    };
}

macro_rules! function {
    (blocking $($function:tt)*) => {
        function! { [fn] $($function)* }
    };
    (awaited $($function:tt)*) => {
        function! { [async fn] $($function)* }
    };
    ([$($fn:tt)+] $name:ident $parameters:tt -> $returned:ident, $providers:tt, ($($settings:tt)*), ($($own:tt)*)) => {
        #[failover(providers = $providers, $($settings)* $($own)* clock = HarnessClock)]
        $($fn)+ $name $parameters -> $returned;
    };
    ([$($fn:tt)+] $name:ident $parameters:tt -> $returned:ident, [], ($($settings:tt)*), ($($own:tt)*) $body:block) => {
        #[failover($($settings)* $($own)* clock = HarnessClock)]
        $($fn)+ $name $parameters -> $returned $body
    };
    ([$($fn:tt)+] $name:ident $parameters:tt -> $returned:ident, $providers:tt, ($($settings:tt)*), ($($own:tt)*) $body:block) => {
        #[failover(providers = $providers, $($settings)* $($own)* clock = HarnessClock)]
        $($fn)+ $name $parameters -> $returned $body
    };
}

macro_rules! entry {
    ($engine:ident bodies whole $name:ident) => {
        Function::Body(|| ask_by!($engine $name()))
    };
    ($engine:ident bodies items $name:ident) => {
        Function::ItemBody(|keys| ask_by!($engine $name(keys.to_vec())))
    };
    ($engine:ident methods whole $name:ident) => {
        Function::Whole(|| ask_by!($engine API.$name()))
    };
    ($engine:ident methods items $name:ident) => {
        Function::Items(|keys| required(ask_by!($engine API.$name(keys.to_vec()))))
    };
    ($engine:ident $style:ident whole $name:ident) => {
        Function::Whole(|| ask_by!($engine $name()))
    };
    ($engine:ident paths items $name:ident) => {
        Function::Items(|keys| required(ask_by!($engine $name(keys))))
    };
    ($engine:ident calls items $name:ident) => {
        Function::Items(|keys| required(ask_by!($engine $name(&keys.to_vec()))))
    };
}

macro_rules! ask_by {
    (blocking $call:expr) => {
        $call
    };
    (awaited $call:expr) => {
        at_once($call)
    };
}
