//! The providers of every scenario: functions, item functions, and both as methods, blocking and async.

use crate::harness::{Boom, Value};

type Items = Result<Vec<(String, Value)>, Boom>;

macro_rules! function {
    ([$($fn:tt)+] [$($await:tt)*] $name:ident $parameters:tt -> $returned:ty, $call:expr) => {
        pub(crate) $($fn)+ $name $parameters -> $returned {
            $call $($await)*
        }
    };
}

macro_rules! providers {
    ($fn:tt $await:tt, $($i:literal $name:ident)*) => {
        $(function! { $fn $await $name() -> Result<Value, Boom>, call($i) })*

        /// The item providers.
        pub(crate) mod items {
            use super::ask;
            use super::super::Items;

            $(function! { $fn $await $name(keys: &[String]) -> Items, ask($i, keys) })*
        }

        /// The providers as methods.
        pub(crate) struct WholeFeeds;

        impl WholeFeeds {
            $(function! { $fn $await $name(&self) -> Result<Value, Boom>, call($i) })*
        }

        /// The item providers as methods that take the keys by value.
        pub(crate) struct ItemFeeds;

        impl ItemFeeds {
            $(function! { $fn $await $name(&self, keys: Vec<String>) -> Items, ask($i, &keys) })*
        }
    };
}

pub(crate) mod blocking {
    use super::{Boom, Items, Value};
    pub(crate) use crate::harness::{ask, call};

    providers!([fn] [], 0 p0 1 p1 2 p2 3 p3 4 p4 5 p5 6 p6 7 p7);
}

/// Providers that are ready when first polled, and do nothing before.
#[allow(clippy::unused_async, reason = "what they do takes the harness's time")]
pub(crate) mod awaited {
    use super::{Boom, Items, Value};
    use crate::harness;

    pub(crate) async fn call(i: usize) -> Result<Value, Boom> {
        harness::call(i)
    }

    pub(crate) async fn ask(i: usize, keys: &[String]) -> Items {
        harness::ask(i, keys)
    }

    providers!([async fn] [.await], 0 p0 1 p1 2 p2 3 p3 4 p4 5 p5 6 p6 7 p7);
}
