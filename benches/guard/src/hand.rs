//! The same work by hand, as a careful person writes it.

use std::hint::black_box;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crate::providers::{Down, bad, good, good_async};
use crate::row::{Kind, Row, Workload, now, repeat};

pub(crate) const PRIMARY: &str = "primary";
pub(crate) const BACKUP: &str = "backup";

/// A failed turn opens nothing, however many there are in a run.
pub(crate) const NEVER: u32 = 1_000_000_000;
/// So many failed turns open a circuit for a whole run.
pub(crate) const SOON: u32 = 3;
pub(crate) const LONG: Duration = Duration::from_secs(24 * 60 * 60);

type Named = (u64, &'static str);

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

fn told(named: Named) -> u64 {
    let (value, provider) = black_box(named);
    value + provider.len() as u64
}

/// The error is dropped.
fn told_alone((named, _): (Named, Option<Down>)) -> u64 {
    told(named)
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
) -> Result<(Named, Option<Down>), [Option<Down>; 2]> {
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

async fn guarded_async(breakers: &[OneWord; 2], i: u64) -> Result<Named, [Option<Down>; 2]> {
    let mut failed = None;
    if breakers[0].admits() {
        match good_async(i).await {
            Ok(value) => {
                breakers[0].succeeded();
                return Ok((value, PRIMARY));
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
            Ok((value, BACKUP))
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

fn opening() -> [OneWord; 2] {
    [OneWord::new(SOON, LONG), OneWord::new(NEVER, LONG)]
}

pub(crate) fn rows() -> Vec<Row> {
    use Workload::{W1, W2, W3, W4, W6};
    let hand = |workload, name, run: fn(u64) -> u64| Row::new(workload, Kind::Hand, name, run);
    let (w2, w3, w3_keeping, w4, w6) = (closed(), closed(), closed(), opening(), closed());
    vec![
        hand(W1, "hand, the value alone", |count| {
            repeat(count, |i| either(i).unwrap_or(0))
        }),
        hand(W1, W1.base(), |count| {
            repeat(count, |i| either_named(i).map_or(0, told))
        })
        .telling(PRIMARY, 0),
        Row::new(W2, Kind::Hand, W2.base(), move |count| {
            repeat(count, |i| {
                guarded(&w2, || good(i), || good(i)).map_or(0, told_alone)
            })
        })
        .telling(PRIMARY, 0),
        Row::new(W3, Kind::Hand, W3.base(), move |count| {
            repeat(count, |i| {
                guarded(&w3, || bad(i), || good(i)).map_or(0, told_alone)
            })
        })
        .telling(BACKUP, 0),
        Row::new(
            W3,
            Kind::Hand,
            "hand one-word breaker, error kept",
            move |count| {
                repeat(count, |i| {
                    let kept = |(named, failure): (_, Option<Down>)| {
                        told(named) + u64::from(black_box(failure).is_some())
                    };
                    guarded(&w3_keeping, || bad(i), || good(i)).map_or(0, kept)
                })
            },
        )
        .telling(BACKUP, 1),
        Row::new(W4, Kind::Hand, W4.base(), move |count| {
            repeat(count, |i| {
                guarded(&w4, || bad(i), || good(i)).map_or(0, told_alone)
            })
        })
        .telling(BACKUP, 0),
        hand(W6, "hand async", |count| {
            repeat(count, |i| now(either_async(i)).map_or(0, told))
        })
        .telling(PRIMARY, 0)
        .future(size_of_val(&either_async(0))),
        Row::new(W6, Kind::Hand, W6.base(), {
            move |count| repeat(count, |i| now(guarded_async(&w6, i)).map_or(0, told))
        })
        .telling(PRIMARY, 0)
        .future(size_of_val(&guarded_async(&closed(), 0))),
    ]
}
