//! The same work by hand, as a careful person writes it.

use std::hint::black_box;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crate::providers::{Down, bad, good, good_async};
use crate::row::{Kind, Row, Workload, block_on, repeat};

pub(crate) const PRIMARY: &str = "primary";
pub(crate) const BACKUP: &str = "backup";

/// A failed turn opens nothing, however many there are in a run.
pub(crate) const NEVER: u32 = 1_000_000_000;
/// The failed turns that open a circuit for a whole run.
pub(crate) const SOON: u32 = 3;
pub(crate) const LONG: Duration = Duration::from_secs(24 * 60 * 60);

type Named = (u64, &'static str);
/// The value that was served and the failure before it, or both failures. An open breaker leaves none.
type Guarded = Result<(Named, Option<Down>), [Option<Down>; 2]>;

/// A breaker whose state is one word: the failures in a row while it is closed, when it is over while it is open.
#[derive(Debug)]
pub struct OneWord {
    word: AtomicU64,
    threshold: u64,
    reset_after: Duration,
    origin: Instant,
}

impl OneWord {
    const OPEN: u64 = 1 << 63;

    pub fn new(threshold: u32, reset_after: Duration) -> Self {
        Self {
            word: AtomicU64::new(0),
            threshold: threshold.into(),
            reset_after,
            origin: Instant::now(),
        }
    }

    #[inline]
    pub fn admits(&self) -> bool {
        let word = self.word.load(Ordering::Relaxed);
        word & Self::OPEN == 0 || self.admits_a_probe(word)
    }

    /// One probe for each outage: whoever moves its end on may try.
    #[inline]
    fn admits_a_probe(&self, word: u64) -> bool {
        let now = self.nanos();
        let later = Self::OPEN | (now + self.reset_nanos());
        now >= word & !Self::OPEN
            && self
                .word
                .compare_exchange(word, later, Ordering::Relaxed, Ordering::Relaxed)
                .is_ok()
    }

    /// Nothing is written where nothing had failed.
    #[inline]
    pub fn succeeded(&self) {
        if self.word.load(Ordering::Relaxed) != 0 {
            self.word.store(0, Ordering::Relaxed);
        }
    }

    #[inline]
    pub fn failed(&self) {
        let failures = self.word.fetch_add(1, Ordering::Relaxed) + 1;
        if failures >= self.threshold {
            let over = self.nanos() + self.reset_nanos();
            self.word.store(Self::OPEN | over, Ordering::Relaxed);
        }
    }

    fn nanos(&self) -> u64 {
        u64::try_from(self.origin.elapsed().as_nanos()).unwrap_or(u64::MAX >> 1)
    }

    fn reset_nanos(&self) -> u64 {
        u64::try_from(self.reset_after.as_nanos()).unwrap_or(u64::MAX >> 2)
    }
}

/// Uses the whole result: the value and its provider.
fn used<E>(result: &Result<Named, E>) -> u64 {
    let used = |(value, provider): &Named| value + provider.len() as u64;
    black_box(result).as_ref().map_or(0, used)
}

/// Uses the whole result: the value, its provider and the failure.
fn used_with_failure(result: &Guarded) -> u64 {
    let used = |((value, provider), failure): &(Named, Option<Down>)| {
        value + provider.len() as u64 + u64::from(failure.is_some())
    };
    black_box(result).as_ref().map_or(0, used)
}

#[inline]
fn either(i: u64) -> Result<u64, Down> {
    good(i).or_else(|_| good(i))
}

#[inline]
fn either_named(i: u64) -> Result<Named, [Down; 2]> {
    let first = match good(i) {
        Ok(value) => return Ok((value, PRIMARY)),
        Err(error) => error,
    };
    match good(i) {
        Ok(value) => Ok((value, BACKUP)),
        Err(second) => Err([first, second]),
    }
}

/// One provider after another, each under its breaker; what failed is handed on beside what served.
#[inline]
fn guarded(
    breakers: &[OneWord; 2],
    primary: impl Fn() -> Result<u64, Down>,
    backup: impl Fn() -> Result<u64, Down>,
) -> Guarded {
    let mut failed = None;
    if breakers[0].admits() {
        match primary() {
            Ok(value) => {
                breakers[0].succeeded();
                return Ok(((value, PRIMARY), None));
            }
            Err(error) => {
                breakers[0].failed();
                failed = Some(error);
            }
        }
    }
    if !breakers[1].admits() {
        return Err([failed, None]);
    }
    match backup() {
        Ok(value) => {
            breakers[1].succeeded();
            Ok(((value, BACKUP), failed))
        }
        Err(error) => {
            breakers[1].failed();
            Err([failed, Some(error)])
        }
    }
}

async fn either_async(i: u64) -> Result<Named, [Down; 2]> {
    let first = match good_async(i).await {
        Ok(value) => return Ok((value, PRIMARY)),
        Err(error) => error,
    };
    match good_async(i).await {
        Ok(value) => Ok((value, BACKUP)),
        Err(second) => Err([first, second]),
    }
}

async fn guarded_async(breakers: &[OneWord; 2], i: u64) -> Guarded {
    let mut failed = None;
    if breakers[0].admits() {
        match good_async(i).await {
            Ok(value) => {
                breakers[0].succeeded();
                return Ok(((value, PRIMARY), None));
            }
            Err(error) => {
                breakers[0].failed();
                failed = Some(error);
            }
        }
    }
    if !breakers[1].admits() {
        return Err([failed, None]);
    }
    match good_async(i).await {
        Ok(value) => {
            breakers[1].succeeded();
            Ok(((value, BACKUP), failed))
        }
        Err(error) => {
            breakers[1].failed();
            Err([failed, Some(error)])
        }
    }
}

fn closed() -> [OneWord; 2] {
    [OneWord::new(NEVER, LONG), OneWord::new(NEVER, LONG)]
}

/// The first breaker is open.
fn opened() -> [OneWord; 2] {
    let breakers = [OneWord::new(SOON, LONG), OneWord::new(NEVER, LONG)];
    (0..SOON).for_each(|_| breakers[0].failed());
    breakers
}

pub(crate) fn rows() -> Vec<Row> {
    use Workload::{W1, W2, W3, W4, W6};
    let hand = |workload, name, run: fn(u64) -> u64| Row::new(workload, Kind::Hand, name, run);
    let (w2, w3, w4, w6) = (closed(), closed(), opened(), closed());
    vec![
        hand(W1, "hand, the value alone", |count| {
            repeat(count, |i| either(i).unwrap_or(0))
        }),
        hand(W1, W1.base(), |count| {
            repeat(count, |i| used(&either_named(i)))
        })
        .telling(PRIMARY, 0),
        Row::new(W2, Kind::Hand, W2.base(), move |count| {
            repeat(count, |i| {
                used_with_failure(&guarded(&w2, || good(i), || good(i)))
            })
        })
        .telling(PRIMARY, 0),
        Row::new(W3, Kind::Hand, W3.base(), move |count| {
            repeat(count, |i| {
                used_with_failure(&guarded(&w3, || bad(i), || good(i)))
            })
        })
        .telling(BACKUP, 1),
        Row::new(W4, Kind::Hand, W4.base(), move |count| {
            repeat(count, |i| {
                used_with_failure(&guarded(&w4, || bad(i), || good(i)))
            })
        })
        .telling(BACKUP, 0),
        hand(W6, "hand async", |count| {
            repeat(count, |i| used(&block_on(either_async(i))))
        })
        .telling(PRIMARY, 0)
        .future(size_of_val(&either_async(0))),
        Row::new(W6, Kind::Hand, W6.base(), {
            move |count| {
                repeat(count, |i| {
                    used_with_failure(&block_on(guarded_async(&w6, i)))
                })
            }
        })
        .telling(PRIMARY, 0)
        .future(size_of_val(&guarded_async(&closed(), 0))),
    ]
}
