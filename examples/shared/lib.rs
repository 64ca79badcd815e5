//! Helpers that the examples share: services on loopback, and the texts of numbers and times.

/// The README's samples, compiled and run as documentation tests.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;

/// The samples for those who come from the Python package, compiled and run likewise.
#[cfg(doctest)]
#[doc = include_str!("../../MIGRATING.md")]
struct Migrating;

pub mod chat;
mod decimal;
pub mod prices;
pub mod rates;
mod server;
mod time;

pub use crate::decimal::Decimal;
pub use crate::server::Server;
pub use crate::time::time;
