//! The providers of an annotated function, which one closure calls by number.

use super::static_list::StaticProvider;
use crate::batch::{AnswerSink, ItemProviders};
use crate::engine::{AttemptFacts, ProviderSettings};
use crate::error::ConfigError;
use crate::name::Name;
use crate::outcome::FailureKind;
use crate::providers::{ProviderNames, Providers, RequestLimits, RuledProviders, Sealed};

/// The names of the providers, and the numbers by which the function's closures know them.
pub trait NumberedNames: ProviderNames {
    /// True if the attribute has checked names and limits.
    const IS_CHECKED: bool = false;

    /// Returns the number of the provider at `index`.
    fn number(&self, index: usize) -> u32;
}

impl NumberedNames for &'static [StaticProvider] {
    /// The attribute checks the names, or [`check`](super::check) where a `#[cfg]` may remove providers. Its
    /// [`arguments`](super::arguments) check the limits, in the constant that holds the list.
    const IS_CHECKED: bool = true;

    #[inline]
    fn number(&self, index: usize) -> u32 {
        self[index].number
    }
}

impl<L: NumberedNames> NumberedNames for &L {
    const IS_CHECKED: bool = L::IS_CHECKED;

    #[inline]
    fn number(&self, index: usize) -> u32 {
        (**self).number(index)
    }
}

/// The names, and the closure that calls a provider.
pub struct AttributeList<N, F> {
    pub(super) names: N,
    pub(super) call: F,
}

/// Returns the list of a function that awaits its providers itself.
#[must_use]
pub const fn listed(
    names: &'static [StaticProvider],
) -> AttributeList<&'static [StaticProvider], ()> {
    AttributeList { names, call: () }
}

impl<N: NumberedNames> AttributeList<N, ()> {
    /// Returns the number of the provider at `index`.
    #[must_use]
    pub fn number(&self, index: u32) -> u32 {
        self.names.number(index as usize)
    }
}

impl<N, F> Sealed for AttributeList<N, F> {}

impl<N: NumberedNames, F> ProviderNames for AttributeList<N, F> {
    #[inline]
    fn count(&self) -> usize {
        self.names.count()
    }

    #[inline]
    fn name(&self, index: usize) -> Name {
        self.names.name(index)
    }

    #[inline]
    fn early_name(&self, index: usize) -> Name {
        self.names.early_name(index)
    }

    #[inline]
    fn limits(&self, index: usize) -> RequestLimits {
        self.names.limits(index)
    }

    #[inline]
    fn settings(&self, index: usize) -> Option<&ProviderSettings> {
        self.names.settings(index)
    }

    #[inline]
    fn is_checked(&self) -> bool {
        N::IS_CHECKED
    }

    #[inline]
    fn check_names(&self) -> Result<(), ConfigError> {
        if N::IS_CHECKED {
            return Ok(());
        }
        self.names.check_names()
    }

    /// Returns the facts without the type of the closure, so that all functions share one table of methods.
    #[inline]
    fn names(&self) -> &dyn ProviderNames {
        &self.names
    }
}

// The attribute has the rules of single providers in those of the call.
impl<T, E, N: NumberedNames, F> RuledProviders<T, E> for AttributeList<N, F> {}

impl<T, E, N, F> Providers<T, E> for AttributeList<N, F>
where
    N: NumberedNames,
    F: FnMut(u32, &AttemptFacts<'_>) -> Result<T, FailureKind<E>>,
{
    #[inline]
    fn call(&mut self, index: usize, attempt: &AttemptFacts<'_>) -> Result<T, FailureKind<E>> {
        (self.call)(self.names.number(index), attempt)
    }
}

impl<K, V, E, S, N, F> ItemProviders<K, V, E, S> for AttributeList<N, F>
where
    N: NumberedNames,
    F: FnMut(u32, &AttemptFacts<'_>, &mut AnswerSink<'_, K, V, S>) -> Result<(), FailureKind<E>>,
{
    #[inline]
    fn ask(
        &mut self,
        index: usize,
        attempt: &AttemptFacts<'_>,
        sink: &mut AnswerSink<'_, K, V, S>,
    ) -> Result<(), FailureKind<E>> {
        (self.call)(self.names.number(index), attempt, sink)
    }
}
