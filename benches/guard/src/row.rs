//! A row of a table: one way to do a workload, as a loop that can be timed, counted and checked.

use std::fmt;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

/// The work of every call of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Workload {
    /// The first provider serves; no breaker.
    W1,
    /// The same with a closed breaker.
    W2,
    /// The first provider fails, the second serves; the failure is counted.
    W3,
    /// The first provider's circuit is open, the second serves.
    W4,
    /// The first provider serves, awaited, with a closed breaker.
    W6,
    /// W1, W3 and W6 with one more setting, or one more failure.
    Settings,
}

impl Workload {
    pub const ALL: [Self; 6] = [
        Self::W1,
        Self::W2,
        Self::W3,
        Self::W4,
        Self::W6,
        Self::Settings,
    ];

    /// Returns the heading of its table.
    pub fn title(self) -> &'static str {
        match self {
            Self::W1 => "W1. The first provider serves, no breaker",
            Self::W2 => "W2. The first provider serves, closed breaker",
            Self::W3 => "W3. The first provider fails, the second serves; the failure is counted",
            Self::W4 => "W4. The first provider's circuit is open, the second serves",
            Self::W6 => "W6. Awaited, the first provider serves, closed breaker",
            Self::Settings => "What costs more",
        }
    }

    /// The row that the ratios of its table are of.
    pub fn base(self) -> &'static str {
        match self {
            Self::W1 => "hand, provenance + errors kept",
            Self::W2 | Self::W3 => "hand one-word breaker",
            Self::W4 => "hand one-word breaker, Instant::now",
            Self::W6 => "hand async one-word breaker",
            Self::Settings => "fetch",
        }
    }
}

/// The code that does the work of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Hand,
    /// This library, by a function that the attribute wires.
    Expansion,
    /// This library, by a client's `fetch` or `fetch_async`.
    Fetch,
    /// A peer with a breaker.
    Breaker,
    /// A peer that retries, or falls back, without a breaker.
    Retry,
}

impl Kind {
    pub fn is_ours(self) -> bool {
        matches!(self, Self::Expansion | Self::Fetch)
    }
}

type Run = Box<dyn Fn(u64) -> u64 + Send + Sync>;

/// One way to do a workload.
pub struct Row {
    pub workload: Workload,
    pub kind: Kind,
    pub name: &'static str,
    /// The part of each call's sum beyond the value: the length of the provider's name, and the number of failures.
    told: u64,
    /// The size of one call's future.
    pub future: Option<usize>,
    run: Run,
}

impl Row {
    pub fn new(
        workload: Workload,
        kind: Kind,
        name: &'static str,
        run: impl Fn(u64) -> u64 + Send + Sync + 'static,
    ) -> Self {
        Self {
            workload,
            kind,
            name,
            told: 0,
            future: None,
            run: Box::new(run),
        }
    }

    /// The row of a call that says who served, and keeps so many failures.
    #[must_use]
    pub fn telling(mut self, provider: &str, failures: u64) -> Self {
        self.told = provider.len() as u64 + failures;
        self
    }

    #[must_use]
    pub fn future(mut self, bytes: usize) -> Self {
        self.future = Some(bytes);
        self
    }

    /// Makes `count` calls, and gives the sum of what they gave.
    pub fn run(&self, count: u64) -> u64 {
        (self.run)(count)
    }

    /// Returns the sum that `count` calls must return. The value of call `i` is `i + 1`.
    pub fn expected(&self, count: u64) -> u64 {
        count * (count + 1) / 2 + count * self.told
    }

    /// Returns its identifier: the workload and the name.
    pub fn id(&self) -> String {
        format!("{:?} {}", self.workload, self.name)
    }
}

impl fmt::Debug for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.id())
    }
}

/// The sum of what `count` calls give.
#[inline(always)]
#[expect(clippy::inline_always, reason = "the loop is part of every row")]
pub fn repeat(count: u64, mut call: impl FnMut(u64) -> u64) -> u64 {
    (0..count).fold(0, |sum, i| sum.wrapping_add(call(i)))
}

/// Polls a future until it is ready, as a runtime does.
#[inline(always)]
#[expect(clippy::inline_always, reason = "the executor is not part of a row")]
pub fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
    }
}
