//! [`EndReason`]: why a call ended.

use crate::error::ConfigError;

/// The reason why a call ended without asking more providers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum EndReason {
    /// Every provider had its turn.
    Exhausted,
    /// A verdict stopped the call: no provider after the last failure was asked.
    Stopped,
    /// The deadline was reached.
    Deadline,
    /// The call was refused. Usually its providers or keys were invalid, and no provider was called. An async call
    /// can also find out only when it has to wait that no runtime drives its timer ([`ConfigError::NoTimer`]).
    Refused(ConfigError),
}
