//! Bytes in, promises kept: what the fuzzer calls, and the ordinary tests that play what it found worth keeping.
//!
//! Each target is a function that takes any bytes and panics where a promise is broken.
//!
//! Compiled for these two alone, as some of the sources are those of another crate.
#![cfg(any(test, fuzzing))]

mod builder;
mod draw;
mod scenario;

pub use crate::builder::builder;
pub use crate::scenario::scenario;
