//! The rules of single providers for values and errors, which replace those of the call.

use super::names::{NamedProvider, ProviderNames, for_each_long_tuple, for_each_tuple};
use super::settings::OwnRules;
use crate::engine::{AttemptFacts, Classify, Validate, judge_attempt};
use crate::outcome::FailureKind;
use crate::policy::Policy;
use crate::verdict::Verdict;

/// A rule of the call, after the rules of the provider whose attempt is judged.
pub(crate) struct OwnFirst<'r, T, E, F> {
    own: Option<&'r dyn OwnRules<T, E>>,
    call: &'r F,
}

/// Returns the rules `own` before the rule of the call.
#[inline]
pub(crate) fn own_first<'r, T, E, F>(
    own: Option<&'r dyn OwnRules<T, E>>,
    call: &'r F,
) -> OwnFirst<'r, T, E, F> {
    OwnFirst { own, call }
}

impl<T, E, F: Validate<T, E>> Validate<T, E> for OwnFirst<'_, T, E, F> {
    #[inline]
    fn validate(&self, value: &T, index: usize) -> Result<(), FailureKind<E>> {
        let own = self.own.and_then(|own| own.validate(value));
        own.unwrap_or_else(|| self.call.validate(value, index))
    }
}

impl<T, E, F: Classify<E>> Classify<E> for OwnFirst<'_, T, E, F> {
    #[inline]
    fn classify(&self, error: &E, attempt: &AttemptFacts<'_>) -> Verdict {
        let own = self.own.and_then(|own| own.classify(error, attempt));
        own.unwrap_or_else(|| self.call.classify(error, attempt))
    }
}

/// A provider and its own rules. Sealed.
pub trait RuledProvider<T, E>: NamedProvider {
    /// True if it may have rules.
    #[doc(hidden)]
    const HAS_RULES: bool = false;

    /// Returns its rules, if it has any.
    #[doc(hidden)]
    #[inline]
    fn rules(&self) -> Option<&dyn OwnRules<T, E>> {
        None
    }
}

impl<T, E, P: RuledProvider<T, E> + ?Sized> RuledProvider<T, E> for &P {
    const HAS_RULES: bool = P::HAS_RULES;

    #[inline]
    fn rules(&self) -> Option<&dyn OwnRules<T, E>> {
        (**self).rules()
    }
}

impl<T, E, P: RuledProvider<T, E> + ?Sized> RuledProvider<T, E> for &mut P {
    const HAS_RULES: bool = P::HAS_RULES;

    #[inline]
    fn rules(&self) -> Option<&dyn OwnRules<T, E>> {
        (**self).rules()
    }
}

/// A list of providers and their own rules. Sealed.
pub trait RuledProviders<T, E>: ProviderNames {
    /// True if a provider may have rules. If not, a driver asks for none.
    #[doc(hidden)]
    const HAS_RULES: bool = false;

    /// Judges the result of an attempt by the provider's own rules, and by those of the call where it has none.
    ///
    /// # Errors
    ///
    /// The failure and its verdict, if the attempt does not serve.
    #[doc(hidden)]
    fn judge(
        &self,
        policy: &Policy,
        is_valid: &impl Validate<T, E>,
        classify: &impl Classify<E>,
        result: Result<T, FailureKind<E>>,
        attempt: &AttemptFacts<'_>,
    ) -> Result<T, (FailureKind<E>, Verdict)>
    where
        Self: Sized,
    {
        let own = self.rules(attempt.index);
        let (is_valid, classify) = (own_first(own, is_valid), own_first(own, classify));
        judge_attempt(policy, &is_valid, &classify, result, attempt)
    }

    /// Returns the rules of the provider at `index`, if it has any.
    #[doc(hidden)]
    #[inline]
    fn rules(&self, _index: usize) -> Option<&dyn OwnRules<T, E>> {
        None
    }
}

impl<T, E, L: RuledProviders<T, E> + ?Sized> RuledProviders<T, E> for &L {
    const HAS_RULES: bool = L::HAS_RULES;

    #[inline]
    fn rules(&self, index: usize) -> Option<&dyn OwnRules<T, E>> {
        (**self).rules(index)
    }
}

impl<T, E, L: RuledProviders<T, E> + ?Sized> RuledProviders<T, E> for &mut L {
    const HAS_RULES: bool = L::HAS_RULES;

    #[inline]
    fn rules(&self, index: usize) -> Option<&dyn OwnRules<T, E>> {
        (**self).rules(index)
    }
}

macro_rules! implement_indexed_rules {
    ($([$($N:tt)*] $List:ty;)*) => {$(
        impl<T, E, P: RuledProvider<T, E>, $($N)*> RuledProviders<T, E> for $List {
            const HAS_RULES: bool = P::HAS_RULES;

            #[inline]
            fn rules(&self, index: usize) -> Option<&dyn OwnRules<T, E>> {
                self[index].rules()
            }
        }
    )*};
}

implement_indexed_rules! {
    [] [P];
    [const N: usize] [P; N];
    [] Vec<P>;
}

macro_rules! implement_tuple_rules {
    (@tuple [$($P:ident $i:tt),*; $Last:ident $last:tt] {}) => {
        impl<T, E, $($P: RuledProvider<T, E>,)* $Last: RuledProvider<T, E>> RuledProviders<T, E>
            for ($($P,)* $Last,)
        {
            const HAS_RULES: bool = $($P::HAS_RULES ||)* $Last::HAS_RULES;

            #[inline]
            fn rules(&self, index: usize) -> Option<&dyn OwnRules<T, E>> {
                match index {
                    $($i => self.$i.rules(),)*
                    _ => self.$last.rules(),
                }
            }
        }
    };

    (@long $length:literal [$($Group:ident: $($P:ident $V:ident $i:tt),*);*] {}) => {
        impl<T, E, P0, P1, P2, P3, $($($P),*),*> RuledProviders<T, E>
            for (P0, P1, P2, P3, $($($P),*),*)
        where
            P0: RuledProvider<T, E>,
            P1: RuledProvider<T, E>,
            P2: RuledProvider<T, E>,
            P3: RuledProvider<T, E>,
            $($($P: RuledProvider<T, E>),*),*
        {
            const HAS_RULES: bool = P0::HAS_RULES
                || P1::HAS_RULES
                || P2::HAS_RULES
                || P3::HAS_RULES
                $($(|| $P::HAS_RULES)*)*;

            #[inline]
            fn rules(&self, index: usize) -> Option<&dyn OwnRules<T, E>> {
                match index {
                    1 => self.1.rules(),
                    2 => self.2.rules(),
                    3 => self.3.rules(),
                    $($($i => self.$i.rules(),)*)*
                    _ => self.0.rules(),
                }
            }
        }
    };
}

for_each_tuple! { implement_tuple_rules {} }
for_each_long_tuple! { implement_tuple_rules {} }
