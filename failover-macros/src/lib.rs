//! Reserved for `#[failover(...)]`, the attribute that wires providers to a client function at
//! compile time. This version holds no macro yet; the engine is in the crate `failover-core`.
