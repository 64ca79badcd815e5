//! The facts that the engine reads from a list before it calls a provider: the number, the names and the limits.

use super::many_names::check_many_names;
use crate::drive::Race;
use crate::engine::ProviderSettings;
use crate::error::ConfigError;
use crate::name::Name;

/// Restricts the traits of providers and lists to the types of this crate, because the engine relies on their answers.
pub(crate) mod sealed {
    pub trait Sealed {}

    impl<P: Sealed + ?Sized> Sealed for &P {}
    impl<P: Sealed + ?Sized> Sealed for &mut P {}
    impl<P: Sealed> Sealed for [P] {}
    impl<P: Sealed, const N: usize> Sealed for [P; N] {}
    impl<P: Sealed> Sealed for Vec<P> {}
}

pub(crate) use self::sealed::Sealed;

/// The limits of a provider's requests in a batch call.
#[derive(Debug, Clone, Copy)]
pub struct RequestLimits {
    /// The most keys of one request.
    pub(crate) max_keys: usize,
    /// The most requests under way at once, in an async call.
    pub(crate) concurrency: usize,
}

impl RequestLimits {
    /// No limit of keys, one request at a time.
    pub(crate) const DEFAULT: Self = Self {
        max_keys: usize::MAX,
        concurrency: 1,
    };
}

/// The facts about a provider that are known without calling it. Sealed.
pub trait NamedProvider: Sealed {
    /// Returns the name.
    fn name(&self) -> Name;

    /// Returns the limits of its requests in a batch call.
    #[doc(hidden)]
    fn limits(&self) -> RequestLimits {
        RequestLimits::DEFAULT
    }

    /// Returns its own settings, if it has any.
    #[doc(hidden)]
    #[inline]
    fn settings(&self) -> Option<&ProviderSettings> {
        None
    }
}

impl<P: NamedProvider + ?Sized> NamedProvider for &P {
    fn name(&self) -> Name {
        (**self).name()
    }

    fn limits(&self) -> RequestLimits {
        (**self).limits()
    }

    #[inline]
    fn settings(&self) -> Option<&ProviderSettings> {
        (**self).settings()
    }
}

impl<P: NamedProvider + ?Sized> NamedProvider for &mut P {
    fn name(&self) -> Name {
        (**self).name()
    }

    fn limits(&self) -> RequestLimits {
        (**self).limits()
    }

    #[inline]
    fn settings(&self) -> Option<&ProviderSettings> {
        (**self).settings()
    }
}

/// The facts about a list of providers that are known without calling any of them. Sealed.
pub trait ProviderNames: Sealed {
    /// Returns the number of providers.
    fn count(&self) -> usize;

    /// Returns the name of the provider at `index`, which is less than [`count`](Self::count).
    fn name(&self, index: usize) -> Name;

    /// Returns the name before something has failed. A list may return [`Name::UNKNOWN`] if the call does not need it.
    #[doc(hidden)]
    #[inline]
    fn early_name(&self, index: usize) -> Name {
        self.name(index)
    }

    /// Returns the limits of that provider's requests in a batch call.
    #[doc(hidden)]
    fn limits(&self, _index: usize) -> RequestLimits {
        RequestLimits::DEFAULT
    }

    /// Returns that provider's own settings, if it has any.
    #[doc(hidden)]
    #[inline]
    fn settings(&self, _index: usize) -> Option<&ProviderSettings> {
        None
    }

    /// Returns the name of the provider at `index` if there is one, and it has no settings of its own.
    #[doc(hidden)]
    fn plain_name(&self, index: usize) -> Option<Name> {
        let is_plain = index < self.count() && self.settings(index).is_none();
        is_plain.then(|| self.name(index))
    }

    /// Returns the notes about the turn if this list is one turn of a hedged call.
    #[doc(hidden)]
    #[inline]
    fn race(&self) -> Option<&Race> {
        None
    }

    /// Returns true if the list has no provider after the one at `index`.
    #[doc(hidden)]
    #[inline]
    fn is_last(&self, index: usize) -> bool {
        index + 1 == self.count()
    }

    /// Returns true if the list was checked when it was made. Then no call checks it again.
    #[doc(hidden)]
    #[inline]
    fn is_checked(&self) -> bool {
        false
    }

    /// Returns true if an async call might have to wait for one provider's own settings, which needs a timer.
    #[doc(hidden)]
    #[inline]
    fn needs_timer(&self) -> bool {
        let mut settings = (0..self.count()).filter_map(|index| self.settings(index));
        settings.any(ProviderSettings::needs_timer)
    }

    /// Refuses a list that is empty or has two providers of one name.
    #[doc(hidden)]
    #[inline]
    fn check_names(&self) -> Result<(), ConfigError> {
        check_names(self)
    }

    /// Returns the same facts without the type of the callables.
    #[doc(hidden)]
    #[inline]
    fn names(&self) -> &dyn ProviderNames
    where
        Self: Sized,
    {
        self
    }
}

impl<L: ProviderNames + ?Sized> ProviderNames for &L {
    #[inline]
    fn count(&self) -> usize {
        (**self).count()
    }

    #[inline]
    fn name(&self, index: usize) -> Name {
        (**self).name(index)
    }

    #[inline]
    fn early_name(&self, index: usize) -> Name {
        (**self).early_name(index)
    }

    fn limits(&self, index: usize) -> RequestLimits {
        (**self).limits(index)
    }

    #[inline]
    fn settings(&self, index: usize) -> Option<&ProviderSettings> {
        (**self).settings(index)
    }

    #[inline]
    fn race(&self) -> Option<&Race> {
        (**self).race()
    }

    #[inline]
    fn is_last(&self, index: usize) -> bool {
        (**self).is_last(index)
    }

    #[inline]
    fn is_checked(&self) -> bool {
        (**self).is_checked()
    }

    #[inline]
    fn needs_timer(&self) -> bool {
        (**self).needs_timer()
    }

    #[inline]
    fn check_names(&self) -> Result<(), ConfigError> {
        (**self).check_names()
    }
}

impl<L: ProviderNames + ?Sized> ProviderNames for &mut L {
    #[inline]
    fn count(&self) -> usize {
        (**self).count()
    }

    #[inline]
    fn name(&self, index: usize) -> Name {
        (**self).name(index)
    }

    #[inline]
    fn early_name(&self, index: usize) -> Name {
        (**self).early_name(index)
    }

    fn limits(&self, index: usize) -> RequestLimits {
        (**self).limits(index)
    }

    #[inline]
    fn settings(&self, index: usize) -> Option<&ProviderSettings> {
        (**self).settings(index)
    }

    #[inline]
    fn race(&self) -> Option<&Race> {
        (**self).race()
    }

    #[inline]
    fn is_last(&self, index: usize) -> bool {
        (**self).is_last(index)
    }

    #[inline]
    fn is_checked(&self) -> bool {
        (**self).is_checked()
    }

    #[inline]
    fn needs_timer(&self) -> bool {
        (**self).needs_timer()
    }

    #[inline]
    fn check_names(&self) -> Result<(), ConfigError> {
        (**self).check_names()
    }
}

/// Implements [`ProviderNames`] for a list that is indexed.
macro_rules! implement_indexed_names {
    ($([$($N:tt)*] $List:ty;)*) => {$(
        impl<P: NamedProvider, $($N)*> ProviderNames for $List {
            #[inline]
            fn count(&self) -> usize {
                self.len()
            }

            #[inline]
            fn name(&self, index: usize) -> Name {
                self[index].name()
            }

            fn limits(&self, index: usize) -> RequestLimits {
                self[index].limits()
            }

            #[inline]
            fn settings(&self, index: usize) -> Option<&ProviderSettings> {
                self[index].settings()
            }
        }
    )*};
}

implement_indexed_names! {
    [] [P];
    [const N: usize] [P; N];
    [] Vec<P>;
}

/// Calls a macro for every length of tuple up to four: `$each! { @tuple [P0 0, P1 1, ..; Pn n] $given }`.
macro_rules! for_each_tuple {
    ($each:ident $given:tt) => {
        $each! { @tuple [; P0 0] $given }
        $each! { @tuple [P0 0; P1 1] $given }
        $each! { @tuple [P0 0, P1 1; P2 2] $given }
        $each! { @tuple [P0 0, P1 1, P2 2; P3 3] $given }
    };
}
pub(crate) use for_each_tuple;

/// Calls a macro for every length of tuple from five up: `$each! { @long 6 [B: P4 A 4, P5 B 5] $given }`.
///
/// The first four elements are not named, because every such tuple has them. The others are in groups of four. A group
/// and each of its elements has the name of a variant of `OneOf`.
macro_rules! for_each_long_tuple {
    ($each:ident $given:tt) => {
        $each! { @long 5 [B: P4 A 4] $given }
        $each! { @long 6 [B: P4 A 4, P5 B 5] $given }
        $each! { @long 7 [B: P4 A 4, P5 B 5, P6 C 6] $given }
        $each! { @long 8 [B: P4 A 4, P5 B 5, P6 C 6, P7 D 7] $given }
        $each! { @long 9 [B: P4 A 4, P5 B 5, P6 C 6, P7 D 7; C: P8 A 8] $given }
        $each! { @long 10 [B: P4 A 4, P5 B 5, P6 C 6, P7 D 7; C: P8 A 8, P9 B 9] $given }
        $each! { @long 11 [B: P4 A 4, P5 B 5, P6 C 6, P7 D 7; C: P8 A 8, P9 B 9, P10 C 10] $given }
        $each! {
            @long 12 [B: P4 A 4, P5 B 5, P6 C 6, P7 D 7; C: P8 A 8, P9 B 9, P10 C 10, P11 D 11] $given
        }
    };
}
pub(crate) use for_each_long_tuple;

macro_rules! implement_tuple_names {
    (@tuple [$($P:ident $i:tt),*; $Last:ident $last:tt] {}) => {
        impl<$($P: NamedProvider,)* $Last: NamedProvider> Sealed for ($($P,)* $Last,) {}

        impl<$($P: NamedProvider,)* $Last: NamedProvider> ProviderNames for ($($P,)* $Last,) {
            #[inline]
            fn count(&self) -> usize {
                $last + 1
            }

            #[inline]
            fn name(&self, index: usize) -> Name {
                match index {
                    $($i => self.$i.name(),)*
                    _ => self.$last.name(),
                }
            }

            fn limits(&self, index: usize) -> RequestLimits {
                match index {
                    $($i => self.$i.limits(),)*
                    _ => self.$last.limits(),
                }
            }

            #[inline]
            fn settings(&self, index: usize) -> Option<&ProviderSettings> {
                match index {
                    $($i => self.$i.settings(),)*
                    _ => self.$last.settings(),
                }
            }
        }
    };

    (@long $length:literal [$($Group:ident: $($P:ident $V:ident $i:tt),*);*] {}) => {
        impl<P0, P1, P2, P3, $($($P),*),*> Sealed for (P0, P1, P2, P3, $($($P),*),*)
        where
            P0: NamedProvider,
            P1: NamedProvider,
            P2: NamedProvider,
            P3: NamedProvider,
            $($($P: NamedProvider),*),*
        {
        }

        impl<P0, P1, P2, P3, $($($P),*),*> ProviderNames for (P0, P1, P2, P3, $($($P),*),*)
        where
            P0: NamedProvider,
            P1: NamedProvider,
            P2: NamedProvider,
            P3: NamedProvider,
            $($($P: NamedProvider),*),*
        {
            #[inline]
            fn count(&self) -> usize {
                $length
            }

            #[inline]
            fn name(&self, index: usize) -> Name {
                match index {
                    1 => self.1.name(),
                    2 => self.2.name(),
                    3 => self.3.name(),
                    $($($i => self.$i.name(),)*)*
                    _ => self.0.name(),
                }
            }

            fn limits(&self, index: usize) -> RequestLimits {
                match index {
                    1 => self.1.limits(),
                    2 => self.2.limits(),
                    3 => self.3.limits(),
                    $($($i => self.$i.limits(),)*)*
                    _ => self.0.limits(),
                }
            }

            #[inline]
            fn settings(&self, index: usize) -> Option<&ProviderSettings> {
                match index {
                    1 => self.1.settings(),
                    2 => self.2.settings(),
                    3 => self.3.settings(),
                    $($($i => self.$i.settings(),)*)*
                    _ => self.0.settings(),
                }
            }
        }
    };
}

for_each_tuple! { implement_tuple_names {} }
for_each_long_tuple! { implement_tuple_names {} }

/// Refuses a list that is empty, has two providers of one name, or has one whose settings are out of range.
#[inline]
fn check_names(list: &(impl ProviderNames + ?Sized)) -> Result<(), ConfigError> {
    /// Up to this length, every pair is compared. For literals in a tuple, the compiler does it while it compiles.
    const FEW: usize = 9;

    if list.is_checked() {
        return Ok(());
    }
    let count = list.count();
    if count == 0 {
        return Err(ConfigError::NoProviders);
    }
    for index in 0..count {
        if let Some(settings) = list.settings(index) {
            settings.check(list.name(index))?;
        }
    }
    if count > FEW {
        return check_many_names(count, &|index| list.name(index));
    }
    for i in 1..count {
        let name = list.name(i);
        if (0..i).any(|j| list.name(j) == name) {
            return Err(ConfigError::DuplicateName(name));
        }
    }
    Ok(())
}

/// Refuses a provider whose requests would have no keys.
pub(crate) fn check_max_keys(list: &(impl ProviderNames + ?Sized)) -> Result<(), ConfigError> {
    if list.is_checked() {
        return Ok(());
    }
    match (0..list.count()).find(|provider| list.limits(*provider).max_keys == 0) {
        Some(provider) => Err(ConfigError::ZeroMaxKeys(list.name(provider))),
        None => Ok(()),
    }
}

/// Refuses a provider that may have no request under way. Only async calls make requests concurrently.
pub(crate) fn check_concurrency(list: &(impl ProviderNames + ?Sized)) -> Result<(), ConfigError> {
    if list.is_checked() {
        return Ok(());
    }
    match (0..list.count()).find(|provider| list.limits(*provider).concurrency == 0) {
        Some(provider) => Err(ConfigError::ZeroConcurrency(list.name(provider))),
        None => Ok(()),
    }
}
