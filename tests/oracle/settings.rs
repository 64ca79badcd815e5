//! Settings that no recording has. Some scenarios are played once more with them, and the expected result is that of a
//! client with the same settings.

use std::time::Duration;

use failover_core::Verdict;

use tests::reference::{self, seen};

use crate::harness::{Boom, Value};
use crate::schema::{Config, Valid};

/// A value of an attribute's argument, and its source text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Written<T> {
    pub(crate) value: T,
    pub(crate) source: &'static str,
}

macro_rules! written {
    ($value:expr) => {
        Written {
            value: $value,
            source: stringify!($value),
        }
    };
}

const VERDICTS: [Written<Verdict>; 5] = [
    written!(Verdict::NEXT),
    written!(Verdict::STOP),
    written!(Verdict::NEXT.uncounted()),
    written!(Verdict::RETRY.uncounted()),
    written!(Verdict::RETRY.open_for(Duration::from_millis(500))),
];

/// Settings besides the recorded ones.
#[derive(Debug, Default, Clone)]
pub(crate) struct Further {
    pub(crate) deadline_ms: Option<u64>,
    /// Replaces the recorded one.
    pub(crate) backoff: Option<reference::Backoff>,
    pub(crate) on_timeout: Option<Written<Verdict>>,
    pub(crate) on_deadline: Option<Written<Verdict>>,
    pub(crate) on_rejected: Option<Written<Verdict>>,
    pub(crate) on_absent: Option<Verdict>,
    /// Providers may return `None`. Only annotated functions accept such providers.
    pub(crate) has_absent: bool,
    pub(crate) probe_earliest: bool,
    pub(crate) classify: bool,
    /// The error of `is_valid`, which otherwise returns a `bool`.
    pub(crate) rejects_with: Option<i64>,
    /// Indexed by provider.
    pub(crate) max_keys: Vec<usize>,
    /// Settings of single providers, by index. Empty if none has any.
    pub(crate) own: Vec<reference::Own>,
    /// The verdicts in the words of the model.
    pub(crate) modelled: Modelled,
}

/// The verdicts that settings set, in the words of the model.
#[derive(Debug, Clone, Copy)]
#[allow(clippy::struct_field_names, reason = "the names of the settings")]
pub(crate) struct Modelled {
    pub(crate) on_timeout: reference::Verdict,
    pub(crate) on_deadline: reference::Verdict,
    pub(crate) on_rejected: reference::Verdict,
    /// `None` means as `on_rejected` says.
    pub(crate) on_absent: Option<reference::Verdict>,
}

impl Default for Modelled {
    fn default() -> Self {
        Self {
            on_timeout: reference::Verdict::RETRY,
            on_deadline: reference::Verdict::NEXT,
            on_rejected: reference::Verdict::RETRY,
            on_absent: None,
        }
    }
}

impl Further {
    /// Draws the settings from the scenario's number. The deadline is not shorter than the timeout.
    pub(crate) fn of(number: u64, config: &Config) -> Self {
        let least = config.timeout_ms.map_or(0, i64::unsigned_abs);
        let mut seed = number;
        let mut below = |bound: usize| {
            seed = seed
                .wrapping_mul(0x5851_F42D_4C95_7F2D)
                .wrapping_add(0x1405_7B7E_F767_814F);
            usize::try_from(seed >> 33).unwrap_or_default() % bound
        };
        Self {
            deadline_ms: [None, Some(250), Some(1_000), Some(4_000)][below(4)]
                .map(|deadline: u64| deadline.max(least)),
            backoff: None,
            on_timeout: VERDICTS.get(below(7)).copied(),
            on_rejected: VERDICTS.get(below(7)).copied(),
            probe_earliest: below(2) == 1,
            classify: below(2) == 1,
            rejects_with: None,
            own: Vec::new(),
            max_keys: (0..8).map(|_| below(4)).collect(),
            on_deadline: VERDICTS.get(below(7)).copied(),
            on_absent: None,
            has_absent: false,
            modelled: Modelled::default(),
        }
    }

    /// Converts the settings of the model.
    pub(crate) fn of_model(modelled: Modelled, max_keys: Vec<usize>) -> Self {
        let same = |verdict| Written {
            value: seen::verdict(verdict),
            source: "",
        };
        Self {
            on_timeout: Some(same(modelled.on_timeout)),
            on_deadline: Some(same(modelled.on_deadline)),
            on_rejected: Some(same(modelled.on_rejected)),
            on_absent: modelled.on_absent.map(seen::verdict),
            max_keys,
            modelled,
            ..Self::default()
        }
    }

    /// Returns true if any of them is set.
    pub(crate) fn is_set(&self) -> bool {
        !self.max_keys.is_empty()
    }

    /// Returns the settings of provider `i` alone.
    pub(crate) fn own(&self, i: usize) -> reference::Own {
        self.own.get(i).copied().unwrap_or_default()
    }

    /// Returns the most keys that provider `i` takes.
    pub(crate) fn max_keys(&self, i: usize) -> Option<usize> {
        self.max_keys.get(i).copied().filter(|most| *most > 0)
    }
}

/// Returns the verdict on an error code, in scenarios that classify.
pub(crate) fn by_code(error: &Boom) -> Verdict {
    match error.0 % 9 {
        0 => Verdict::STOP,
        1 => Verdict::NEXT,
        2 => Verdict::NEXT.open_for(Duration::from_millis(250)),
        3 => Verdict::RETRY.uncounted(),
        4 => Verdict::RETRY.after(Duration::from_millis(375)),
        5 => Verdict::NEXT.healthy(),
        6 => Verdict::RETRY.healthy().after(Duration::ZERO),
        _ => Verdict::RETRY,
    }
}

pub(crate) fn not_null(value: &Value) -> bool {
    value.is_some()
}

pub(crate) fn positive(value: &Value) -> bool {
    value.is_some_and(|value| value > 0)
}

pub(crate) fn never(_: &Value) -> bool {
    false
}

impl Valid {
    /// Returns the rule for values. `None` if every value counts: the attribute then has no `is_valid`.
    pub(crate) fn judgement(self) -> Option<Written<fn(&Value) -> bool>> {
        match self {
            Self::NotNull => Some(written!(not_null)),
            Self::Positive => Some(written!(positive)),
            Self::None => Some(written!(never)),
            Self::Any => None,
        }
    }
}
