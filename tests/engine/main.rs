//! What the engine promises, rule by rule.

#![allow(
    clippy::trivially_copy_pass_by_ref,
    clippy::unnecessary_wraps,
    reason = "the signatures are those that the library calls"
)]

mod limits;
mod seed;
mod shapes;
mod whole;
