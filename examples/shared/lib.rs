//! What the examples share: price services on loopback, and the numbers that they send as text.

mod decimal;
mod servers;

pub use crate::decimal::Decimal;
pub use crate::servers::{Mood, Server, Servers};
