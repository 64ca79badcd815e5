//! The providers of an annotated function whose names are constants.

use std::time::Duration;

use crate::backoff::Backoff;
use crate::breaker::CircuitBreaker;
use crate::engine::{AttemptFacts, ProviderSettings};
use crate::name::Name;
use crate::outcome::FailureKind;
use crate::providers::{NamedProvider, RequestLimits, RuledProvider, Sealed};

/// The facts about a provider that are known without calling it.
#[derive(Debug, Clone, Copy)]
pub struct StaticProvider {
    /// The provider's number in the attribute, where a `#[cfg]` may remove others. A `u32`, because futures keep it
    /// across an await.
    pub(super) number: u32,
    name: Name,
    limits: RequestLimits,
    settings: Option<ProviderSettings>,
}

impl StaticProvider {
    /// Returns a list of providers of these names, without limits.
    #[must_use]
    pub const fn all<const N: usize>(names: [&'static str; N]) -> [Self; N] {
        let mut all = [Self::new(0, ""); N];
        let mut number: u32 = 0;
        while (number as usize) < N {
            all[number as usize] = Self::new(number, names[number as usize]);
            number += 1;
        }
        all
    }

    #[must_use]
    pub const fn new(number: u32, name: &'static str) -> Self {
        Self {
            number,
            name: Name::new(name),
            limits: RequestLimits::DEFAULT,
            settings: None,
        }
    }

    #[must_use]
    pub const fn max_keys(mut self, max_keys: usize) -> Self {
        self.limits.max_keys = max_keys;
        self
    }

    #[must_use]
    pub const fn concurrency(mut self, concurrency: usize) -> Self {
        self.limits.concurrency = concurrency;
        self
    }

    #[must_use]
    pub const fn timeout(self, timeout: Option<Duration>) -> Self {
        let settings = self.own_settings();
        match timeout {
            Some(timeout) => self.with(settings.timeout(timeout)),
            None => self,
        }
    }

    #[must_use]
    pub const fn retries(self, retries: u32) -> Self {
        let settings = self.own_settings();
        self.with(settings.retries(retries))
    }

    #[must_use]
    pub const fn retry_backoff(self, backoff: Backoff) -> Self {
        let settings = self.own_settings();
        self.with(settings.backoff(backoff))
    }

    #[must_use]
    pub const fn circuit_breaker(self, breaker: &'static CircuitBreaker) -> Self {
        let settings = self.own_settings();
        self.with(settings.circuit_breaker(breaker))
    }

    const fn own_settings(&self) -> ProviderSettings {
        match self.settings {
            Some(settings) => settings,
            None => ProviderSettings::new(),
        }
    }

    const fn with(mut self, settings: ProviderSettings) -> Self {
        self.settings = Some(settings);
        self
    }
}

impl Sealed for StaticProvider {}

impl NamedProvider for StaticProvider {
    #[inline]
    fn name(&self) -> Name {
        self.name
    }

    #[inline]
    fn limits(&self) -> RequestLimits {
        self.limits
    }

    #[inline]
    fn settings(&self) -> Option<&ProviderSettings> {
        self.settings.as_ref()
    }
}

/// Checks the entries that remain in a list after every `#[cfg]` is decided.
///
/// # Panics
///
/// If no provider is left, or two have the same name. In a constant, that is a compile error.
#[must_use]
#[track_caller]
pub const fn check<const N: usize>(providers: [StaticProvider; N]) -> [StaticProvider; N] {
    assert!(
        N > 0,
        "every provider is left out by its `#[cfg]`: at least one must stay"
    );
    let mut i = 0;
    while i < N {
        let mut j = 0;
        while j < i {
            assert!(
                !same_text(providers[i].name, providers[j].name),
                "two providers have the same name where their `#[cfg]`s both hold: give one a `name = ..`"
            );
            j += 1;
        }
        i += 1;
    }
    providers
}

/// Returns the closure that makes the only attempt of a call. It may consume what it captures.
#[inline]
pub fn once<T, E>(
    call: impl FnOnce(u32, &AttemptFacts<'_>) -> Result<T, FailureKind<E>>,
) -> impl FnMut(u32, &AttemptFacts<'_>) -> Result<T, FailureKind<E>> {
    let mut call = Some(call);
    move |provider, facts| match call.take() {
        Some(call) => call(provider, facts),
        None => no_provider(),
    }
}

/// Answers for a number that no provider has. It is never called.
#[cold]
pub fn no_provider<T, E>() -> Result<T, FailureKind<E>> {
    Err(FailureKind::Rejected)
}

const fn same_text(a: Name, b: Name) -> bool {
    let (a, b) = (a.as_str().as_bytes(), b.as_str().as_bytes());
    if a.len() != b.len() {
        return false;
    }
    let mut i = 0;
    while i < a.len() {
        if a[i] != b[i] {
            return false;
        }
        i += 1;
    }
    true
}

/// Returns the number of the provider at `index`.
#[inline]
#[must_use]
pub fn number(providers: &[StaticProvider], index: u32) -> u32 {
    providers[index as usize].number
}

impl<T, E> RuledProvider<T, E> for StaticProvider {}

#[cfg(test)]
mod tests {
    use std::panic::catch_unwind;

    use super::*;

    #[test]
    fn names_are_the_same_if_every_letter_is() {
        for (a, b, expected) in [
            ("", "", true),
            ("ab", "ab", true),
            ("ab", "ac", false),
            ("ab", "cb", false),
            ("ab", "abc", false),
        ] {
            assert_eq!(same_text(Name::new(a), Name::new(b)), expected, "{a} {b}");
        }
    }

    #[test]
    fn what_is_left_of_a_list_is_somebody_and_nobody_twice() {
        let listed = |name| StaticProvider::new(0, name);
        let is_fine = |names: [&'static str; 3]| catch_unwind(|| check(names.map(listed))).is_ok();
        assert!(is_fine(["ab", "ac", "ad"]));
        assert!(!is_fine(["ab", "ab", "ac"]));
        assert!(!is_fine(["ab", "ac", "ab"]));
        assert!(!is_fine(["ab", "ac", "ac"]));
        assert!(catch_unwind(|| check([])).is_err());
    }
}
