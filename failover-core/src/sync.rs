//! The types that threads share. `tests/loom` builds the engine with stand-ins in place of this file, to try every
//! interleaving.

pub(crate) use std::sync::atomic::AtomicU64;
pub(crate) use std::sync::{Mutex, MutexGuard, OnceLock};
pub(crate) use std::thread::yield_now;
