//! The settings and rules that a provider may have of its own, which replace those of the call.

use super::names::Sealed;
use crate::engine::{AttemptFacts, Classify, ProviderSettings, Validate};
use crate::outcome::FailureKind;
use crate::verdict::Verdict;

/// The settings of a [`Provider`](crate::Provider) that has none of its own: those of the call apply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Inherit;

/// The settings that a [`Provider`](crate::Provider) may have: none ([`Inherit`]), or [`ProviderSettings`]. Sealed.
pub trait OwnSettings: Sealed + Sized {
    /// The type of these settings once one is set.
    #[doc(hidden)]
    type Changed: OwnSettings;

    /// True if they have a rule.
    #[doc(hidden)]
    const HAS_RULES: bool = false;

    #[doc(hidden)]
    fn get(&self) -> Option<&ProviderSettings>;

    /// Sets some of them.
    #[doc(hidden)]
    fn change(self, change: impl FnOnce(ProviderSettings) -> ProviderSettings) -> Self::Changed;
}

impl Sealed for Inherit {}

impl OwnSettings for Inherit {
    type Changed = ProviderSettings;

    #[inline]
    fn get(&self) -> Option<&ProviderSettings> {
        None
    }

    fn change(self, change: impl FnOnce(ProviderSettings) -> ProviderSettings) -> ProviderSettings {
        change(ProviderSettings::new())
    }
}

impl Sealed for ProviderSettings {}

impl OwnSettings for ProviderSettings {
    type Changed = Self;

    #[inline]
    fn get(&self) -> Option<&ProviderSettings> {
        Some(self)
    }

    fn change(self, change: impl FnOnce(Self) -> Self) -> Self {
        change(self)
    }
}

/// The rules of a provider. `None` means that the call's rule applies.
pub trait OwnRules<T, E> {
    /// Returns itself if it has a rule. So a call of providers without rules does not ask them.
    fn rules(&self) -> Option<&dyn OwnRules<T, E>> {
        None
    }

    /// Judges a value, as [`Validate`] does.
    fn validate(&self, _value: &T) -> Option<Result<(), FailureKind<E>>> {
        None
    }

    /// Returns the verdict on an error, as [`Classify`] does.
    fn classify(&self, _error: &E, _attempt: &AttemptFacts<'_>) -> Option<Verdict> {
        None
    }
}

impl<T, E> OwnRules<T, E> for Inherit {}

impl<T, E> OwnRules<T, E> for ProviderSettings {}

/// Settings with a rule for values.
#[derive(Debug, Clone, Copy)]
pub struct WithIsValid<S, F> {
    settings: S,
    is_valid: F,
}

/// Settings with a rule for errors.
#[derive(Debug, Clone, Copy)]
pub struct WithClassify<S, F> {
    settings: S,
    classify: F,
}

impl<T, E, S: OwnRules<T, E>, F: Validate<T, E>> OwnRules<T, E> for WithIsValid<S, F> {
    fn rules(&self) -> Option<&dyn OwnRules<T, E>> {
        Some(self)
    }

    fn validate(&self, value: &T) -> Option<Result<(), FailureKind<E>>> {
        Some(self.is_valid.validate(value, 0))
    }

    fn classify(&self, error: &E, attempt: &AttemptFacts<'_>) -> Option<Verdict> {
        self.settings.classify(error, attempt)
    }
}

impl<T, E, S: OwnRules<T, E>, F: Classify<E>> OwnRules<T, E> for WithClassify<S, F> {
    fn rules(&self) -> Option<&dyn OwnRules<T, E>> {
        Some(self)
    }

    fn validate(&self, value: &T) -> Option<Result<(), FailureKind<E>>> {
        self.settings.validate(value)
    }

    fn classify(&self, error: &E, attempt: &AttemptFacts<'_>) -> Option<Verdict> {
        Some(self.classify.classify(error, attempt))
    }
}

macro_rules! implement_settings {
    ($($With:ident $rule:ident;)*) => {$(
        impl<S, F> $With<S, F> {
            pub(crate) fn new(settings: S, $rule: F) -> Self {
                Self { settings, $rule }
            }
        }

        impl<S, F> Sealed for $With<S, F> {}

        impl<S: OwnSettings, F> OwnSettings for $With<S, F> {
            type Changed = $With<S::Changed, F>;
            const HAS_RULES: bool = true;

            fn get(&self) -> Option<&ProviderSettings> {
                self.settings.get()
            }

            fn change(
                self,
                change: impl FnOnce(ProviderSettings) -> ProviderSettings,
            ) -> Self::Changed {
                $With::new(self.settings.change(change), self.$rule)
            }
        }
    )*};
}

implement_settings! {
    WithIsValid is_valid;
    WithClassify classify;
}
