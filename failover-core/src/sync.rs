//! The types that threads share. `tests/loom` replaces this file by models of these types, to try every interleaving.

pub(crate) use std::sync::atomic::AtomicU64;
pub(crate) use std::sync::{Mutex, MutexGuard, OnceLock};
pub(crate) use std::thread::yield_now;
