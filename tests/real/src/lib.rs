//! Functions over published client crates, annotated as their users would. Each module says what it needed.
//!
//! ```text
//! cargo test --manifest-path tests/real/Cargo.toml
//! ```
//!
//! In the tests the first provider always fails: nothing listens at its address, or it does not have the object.

pub mod cache;
pub mod grpc;
pub mod http_async;
pub mod http_blocking;
pub mod mail;
pub mod objects;

/// Nothing listens here.
pub const NOWHERE: &str = "127.0.0.1:9";
