//! Compiles and runs the samples of the guide page about logging.

#[cfg(doctest)]
#[doc = include_str!("../../failover-core/src/guide/logging.md")]
struct Logging;
