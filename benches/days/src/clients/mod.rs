//! The clients that are compared. Each gets the same providers and the same choices of its user.

mod backon;
mod by_hand;
mod failsafe;
mod in_order;
mod ours;
mod recloser;
mod tower_resilience;

use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use tokio::runtime::Runtime;

use crate::executor::Call;
use crate::provider::{Providers, Served};

/// The limit of one attempt.
const LIMIT: Duration = Duration::from_millis(500);
/// Failures in a row that open a circuit, where the client counts them.
const FAILURES: u32 = 5;
/// The time a circuit stays open.
const OPEN: Duration = Duration::from_secs(10);
/// The wait before a retry, where the client retries: once.
const BACKOFF: Duration = Duration::from_millis(100);
/// The delay of a hedge: about the 95th percentile of a healthy provider.
const HEDGE: Duration = Duration::from_millis(100);

/// A client under test.
pub trait Client {
    /// Makes a value call. Returns the number of the provider that served, or `None`.
    fn call(self: Rc<Self>) -> Call<Option<usize>>;

    /// Makes a batch call. Returns the keys that were served.
    fn batch(self: Rc<Self>, keys: Vec<u32>) -> Call<Vec<Served>>;

    /// The runtime with the client's timers, if it does not wait with the executor's.
    fn tokio(&self) -> Option<&Runtime> {
        None
    }
}

/// The columns of the bench.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    ByHand,
    Backon,
    Failsafe,
    Recloser,
    TowerRate,
    TowerInARow,
    Plain,
    Preset,
    Hedged,
}

impl Kind {
    pub const ALL: [Self; 9] = [
        Self::ByHand,
        Self::Backon,
        Self::Failsafe,
        Self::Recloser,
        Self::TowerRate,
        Self::TowerInARow,
        Self::Plain,
        Self::Preset,
        Self::Hedged,
    ];

    pub const fn name(self) -> &'static str {
        match self {
            Self::ByHand => "by hand",
            Self::Backon => "backon",
            Self::Failsafe => "failsafe",
            Self::Recloser => "recloser",
            Self::TowerRate => "tower-resilience, rate",
            Self::TowerInARow => "tower-resilience, in a row",
            Self::Plain => "this library, plain",
            Self::Preset => "this library, preset",
            Self::Hedged => "this library, hedged",
        }
    }

    /// The heading of a column.
    pub fn short_name(self) -> &'static str {
        match self {
            Self::TowerRate => "tower-r., rate",
            Self::TowerInARow => "tower-r., row",
            Self::Plain => "**plain**",
            Self::Preset => "**preset**",
            Self::Hedged => "**hedged**",
            _ => self.name(),
        }
    }

    pub const fn is_ours(self) -> bool {
        matches!(self, Self::Plain | Self::Preset | Self::Hedged)
    }

    /// Hedging is for value calls.
    pub const fn has_batches(self) -> bool {
        !matches!(self, Self::Hedged)
    }

    /// Makes a client of this kind. Its clocks start now.
    pub fn client(self, providers: &Arc<Providers>) -> Rc<dyn Client> {
        let providers = Arc::clone(providers);
        match self {
            Self::ByHand => by_hand::client(providers),
            Self::Backon => backon::client(providers),
            Self::Failsafe => failsafe::client(providers),
            Self::Recloser => recloser::client(providers),
            Self::TowerRate => tower_resilience::client(&providers, false),
            Self::TowerInARow => tower_resilience::client(&providers, true),
            Self::Plain => ours::client(providers, ours::plain(), None),
            Self::Preset => ours::client(providers, ours::preset(), None),
            Self::Hedged => ours::client(providers, ours::hedged(), Some(HEDGE)),
        }
    }
}
