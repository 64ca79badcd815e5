//! Functions over published client crates, annotated as their users would. Each module says what it needed.
//!
//! ```text
//! cargo test --manifest-path tests/real/Cargo.toml
//! ```
//!
//! The tests call addresses where nothing listens, so the first provider always fails.

pub mod cache;
pub mod grpc;
pub mod http_async;
pub mod http_blocking;
pub mod mail;
pub mod objects;

/// Nothing listens here.
pub const NOWHERE: &str = "127.0.0.1:9";
