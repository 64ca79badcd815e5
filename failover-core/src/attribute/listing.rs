//! The providers of an annotated function: their names are constants, and one closure calls them by number.

use crate::Name;
use crate::items::{Asked, ItemProviders};
use crate::list::sealed::Sealed;
use crate::list::{Named, Names};
use crate::outcome::FailureKind;
use crate::provider::Providers;

/// One provider, as far as it is known without calling it.
#[derive(Debug, Clone, Copy)]
pub struct Listed {
    /// Its number in the attribute, where a `#[cfg]` may leave others out. A `u32`, as futures keep it across an await.
    number: u32,
    name: Name,
    max_keys: usize,
    concurrency: usize,
}

impl Listed {
    /// A list of nothing but names.
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
            max_keys: usize::MAX,
            concurrency: 1,
        }
    }

    #[must_use]
    pub const fn max_keys(mut self, max_keys: usize) -> Self {
        self.max_keys = max_keys;
        self
    }

    #[must_use]
    pub const fn concurrency(mut self, concurrency: usize) -> Self {
        self.concurrency = concurrency;
        self
    }

    #[inline]
    pub(super) fn number(&self) -> u32 {
        self.number
    }
}

impl Sealed for Listed {}

impl Named for Listed {
    #[inline]
    fn name(&self) -> Name {
        self.name
    }

    #[inline]
    fn max_keys(&self) -> usize {
        self.max_keys
    }

    #[inline]
    fn concurrency(&self) -> usize {
        self.concurrency
    }
}

/// What is left of a list when every `#[cfg]` is decided.
///
/// # Panics
///
/// In a constant, where that is a compile error: if nobody is left, or two of one name.
#[must_use]
#[track_caller]
pub const fn check<const N: usize>(providers: [Listed; N]) -> [Listed; N] {
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

/// What comes of a number that no provider has: none is ever asked for.
#[cold]
pub fn nobody<T, E>() -> Result<T, FailureKind<E>> {
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

/// A list whose providers are called by number.
pub(super) struct Listing<F> {
    pub(super) providers: &'static [Listed],
    pub(super) call: F,
}

impl<F> Sealed for Listing<F> {}

impl<F> Names for Listing<F> {
    #[inline]
    fn count(&self) -> usize {
        self.providers.len()
    }

    #[inline]
    fn name(&self, index: usize) -> Name {
        self.providers[index].name
    }

    #[inline]
    fn max_keys(&self, index: usize) -> usize {
        self.providers[index].max_keys
    }
}

impl<T, E, F> Providers<T, E> for Listing<F>
where
    F: FnMut(u32) -> Result<T, FailureKind<E>>,
{
    #[inline]
    fn call(&mut self, index: usize) -> Result<T, FailureKind<E>> {
        (self.call)(self.providers[index].number)
    }
}

impl<K, V, E, S, F> ItemProviders<K, V, E, S> for Listing<F>
where
    F: FnMut(u32, &mut Asked<'_, K, V, S>) -> Result<(), FailureKind<E>>,
{
    #[inline]
    fn ask(&mut self, index: usize, asked: &mut Asked<'_, K, V, S>) -> Result<(), FailureKind<E>> {
        (self.call)(self.providers[index].number, asked)
    }
}

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
        let listed = |name| Listed::new(0, name);
        let is_fine = |names: [&'static str; 3]| catch_unwind(|| check(names.map(listed))).is_ok();
        assert!(is_fine(["ab", "ac", "ad"]));
        assert!(!is_fine(["ab", "ab", "ac"]));
        assert!(!is_fine(["ab", "ac", "ab"]));
        assert!(!is_fine(["ab", "ac", "ac"]));
        assert!(catch_unwind(|| check([])).is_err());
    }
}
