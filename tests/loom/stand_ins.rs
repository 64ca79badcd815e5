//! Stand-ins for `failover-core/src/sync.rs`, by which loom sees every step that threads can see of each other.
//!
//! A breaker is made in a `const`, where none of loom's types can be made. So they are made together when the
//! first is needed, and taken one by one. Models see to it that this is before there are several threads.

use std::ops::{Deref, DerefMut};
use std::sync::LockResult;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::{self, Acquire, Relaxed, Release};

pub(crate) use loom::thread::yield_now;

/// How many places of the name list a model can touch.
const PLACES: usize = 12;

loom::lazy_static! {
    static ref PARTS: Parts = Parts {
        lock: loom::sync::Mutex::new(()),
        places: std::array::from_fn(|_| AtomicU64::new(EMPTY)),
        taken: AtomicUsize::new(0),
    };
}

/// What one run of a model has of loom's.
struct Parts {
    /// Of all mutexes, as there is one: the registry's.
    lock: loom::sync::Mutex<()>,
    /// Of each `OnceLock` that was touched.
    places: [AtomicU64; PLACES],
    taken: AtomicUsize,
}

/// loom's, and what makes it try every order. Of those that have read an atomic loom remembers the last alone: if one
/// thread reads, and another reads and then writes, it does not come to think of the write before the first one's
/// read (tokio-rs/loom, issues 166 and 392). So every read leaves a mark first, of which loom attempts every order; it is
/// relaxed, and hands nothing on.
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

/// Dropped in this order: the value is free before loom lets anybody else have it.
pub(crate) struct MutexGuard<'a, T> {
    value: std::sync::MutexGuard<'a, T>,
    /// Held, and never looked at.
    #[allow(dead_code, reason = "its end is what it is for")]
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

/// As the standard library's: set by whoever comes first, and who comes while it is being set waits.
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
        // Once there is a value, nobody writes any more after a read.
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
