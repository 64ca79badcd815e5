//! The providers of every scenario: functions, functions for items, and the same as methods.

use crate::bench::{Boom, Value, ask, call};

macro_rules! providers {
    ($($i:literal $name:ident)*) => {
        $(pub(crate) fn $name() -> Result<Value, Boom> {
            call($i)
        })*

        /// The providers item by item.
        pub(crate) mod items {
            use super::{Boom, Value, ask};

            $(pub(crate) fn $name(keys: &[String]) -> Result<Vec<(String, Value)>, Boom> {
                ask($i, keys)
            })*
        }

        /// The providers as methods.
        pub(crate) struct WholeFeeds;

        impl WholeFeeds {
            $(pub(crate) fn $name(&self) -> Result<Value, Boom> {
                call($i)
            })*
        }

        /// The providers as methods that keep the keys.
        pub(crate) struct ItemFeeds;

        impl ItemFeeds {
            $(pub(crate) fn $name(&self, keys: Vec<String>) -> Result<Vec<(String, Value)>, Boom> {
                ask($i, &keys)
            })*
        }
    };
}

providers!(0 p0 1 p1 2 p2 3 p3 4 p4 5 p5 6 p6 7 p7);
