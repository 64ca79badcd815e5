//! Substitutes for `failover-core/src/sync.rs`. Through them, loom sees every step that threads can see of each other.
//!
//! A breaker is made in a `const`, where loom's types cannot be made. So all of them are made when the first one is
//! needed, and then used one by one. Models make sure that this happens before there are several threads.

use std::ops::{Deref, DerefMut};
use std::sync::LockResult;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::{self, Acquire, Relaxed, Release};

pub(crate) use loom::thread::yield_now;

/// The number of places of the name list that a model can touch.
const PLACES: usize = 12;

loom::lazy_static! {
    static ref PARTS: Parts = Parts {
        lock: loom::sync::Mutex::new(()),
        places: std::array::from_fn(|_| AtomicU64::new(EMPTY)),
        taken: AtomicUsize::new(0),
    };
}

/// The loom objects of one run of a model.
struct Parts {
    /// For all mutexes, because there is only one: the registry's.
    lock: loom::sync::Mutex<()>,
    /// One for each `OnceLock` that was touched.
    places: [AtomicU64; PLACES],
    taken: AtomicUsize,
}

/// An atomic of loom that makes it explore every order. loom remembers only the last thread that accessed an atomic.
/// If one thread reads, and another reads and then writes, loom does not try the write before the first thread's read
/// (tokio-rs/loom, issues 166 and 392). So every read first writes a mark, and loom tries every order of marks. The
/// mark is relaxed, so it orders nothing.
pub(crate) struct AtomicU64 {
    value: loom::sync::atomic::AtomicU64,
    reads: loom::sync::atomic::AtomicBool,
}

impl AtomicU64 {
    pub(crate) fn new(value: u64) -> Self {
        Self {
            value: loom::sync::atomic::AtomicU64::new(value),
            reads: loom::sync::atomic::AtomicBool::new(false),
        }
    }

    pub(crate) fn load(&self, order: Ordering) -> u64 {
        self.reads.swap(true, Relaxed);
        self.load_unmarked(order)
    }

    fn load_unmarked(&self, order: Ordering) -> u64 {
        self.value.load(order)
    }

    pub(crate) fn store(&self, value: u64, order: Ordering) {
        self.value.store(value, order);
    }

    pub(crate) fn compare_exchange(
        &self,
        current: u64,
        new: u64,
        success: Ordering,
        failure: Ordering,
    ) -> Result<u64, u64> {
        self.value.compare_exchange(current, new, success, failure)
    }
}

pub(crate) struct Mutex<T>(std::sync::Mutex<T>);

/// The fields are dropped in this order: the value is free before loom lets another thread lock it.
pub(crate) struct MutexGuard<'a, T> {
    value: std::sync::MutexGuard<'a, T>,
    /// Only held.
    #[allow(dead_code, reason = "only its drop matters")]
    lock: loom::sync::MutexGuard<'static, ()>,
}

impl<T> Mutex<T> {
    pub(crate) const fn new(value: T) -> Self {
        Self(std::sync::Mutex::new(value))
    }

    #[allow(clippy::unnecessary_wraps, reason = "as the standard library's")]
    pub(crate) fn lock(&self) -> LockResult<MutexGuard<'_, T>> {
        let lock = PARTS.lock.lock().unwrap();
        let value = self.0.lock().unwrap();
        Ok(MutexGuard { value, lock })
    }
}

impl<T> Deref for MutexGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> DerefMut for MutexGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

const EMPTY: u64 = 0;
const BEING_SET: u64 = 1;
const SET: u64 = 2;

/// Works as in the standard library: the first thread sets it, and the others wait meanwhile.
pub(crate) struct OnceLock<T> {
    value: std::sync::OnceLock<T>,
    place: std::sync::OnceLock<usize>,
}

impl<T> OnceLock<T> {
    pub(crate) const fn new() -> Self {
        Self {
            value: std::sync::OnceLock::new(),
            place: std::sync::OnceLock::new(),
        }
    }

    fn progress(&self) -> &'static AtomicU64 {
        let take = || PARTS.taken.fetch_add(1, Relaxed);
        &PARTS.places[*self.place.get_or_init(take)]
    }

    pub(crate) fn get(&self) -> Option<&T> {
        let progress = self.progress();
        // Once there is a value, no thread writes after a read.
        let seen = match self.value.get() {
            Some(_) => progress.load_unmarked(Acquire),
            None => progress.load(Acquire),
        };
        match seen {
            SET => self.value.get(),
            _ => None,
        }
    }

    pub(crate) fn set(&self, value: T) -> Result<(), T> {
        let progress = self.progress();
        let first = progress.compare_exchange(EMPTY, BEING_SET, Acquire, Acquire);
        if first.is_ok() {
            let set = self.value.set(value);
            progress.store(SET, Release);
            return set;
        }
        while progress.load_unmarked(Acquire) != SET {
            yield_now();
        }
        Err(value)
    }
}
