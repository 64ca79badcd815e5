//! Plain data about what happened: the state of a circuit, and why a call ended.

mod circuit;
mod end_reason;

pub use self::circuit::{CircuitOpen, CircuitState};
pub use self::end_reason::EndReason;
