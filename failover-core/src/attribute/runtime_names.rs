//! The providers of an annotated function that are listed at run time: `providers = [for source in &self.sources => ..]`.

use super::list::NumberedNames;
use super::static_list::StaticProvider;
use crate::error::ConfigError;
use crate::name::Name;
use crate::providers::{
    NamedProvider, ProviderNames, RequestLimits, RuledProviders, Sealed, check_many_names,
};

/// A list that is known at run time. The closures look at it each time that they are called, so nothing is stored.
pub struct RuntimeNames<C, N> {
    count: C,
    name: N,
    /// True if a call needs the names before something fails: for a circuit, or for a rule.
    is_named: bool,
    /// The limits of each provider.
    limits: RequestLimits,
}

/// Returns the list with this number of providers, of these names. Each has the limits of `each`.
#[inline]
pub fn runtime_names<C, N>(
    count: C,
    name: N,
    is_named: bool,
    each: &StaticProvider,
) -> RuntimeNames<C, N>
where
    C: Fn() -> usize,
    N: Fn(usize) -> Name,
{
    RuntimeNames {
        count,
        name,
        is_named,
        limits: each.limits(),
    }
}

/// A type that the name of such a provider may have. Text is interned; a [`Name`] is taken as it is.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the name of a provider",
    label = "must be a `Name`, or text",
    note = "write `for source in &sources => source.name() = source.call(..)`, where the name is a `&str`, a `String` or a `Name`"
)]
pub trait ProviderName {
    /// Returns the name.
    #[doc(hidden)]
    fn into_name(self) -> Name;
}

macro_rules! implement_provider_name {
    ($($Text:ty: $name:ident => $into:expr;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl ProviderName for $Text {
            #[inline]
            fn into_name(self) -> Name {
                let $name = self;
                $into
            }
        }
    )*};
}

implement_provider_name! {
    Name: name => name;
    &Name: name => *name;
    &str: name => Name::intern(name);
    String: name => Name::intern(&name);
    &String: name => Name::intern(name);
    std::sync::Arc<str>: name => Name::intern(&name);
    &std::sync::Arc<str>: name => Name::intern(name);
    std::borrow::Cow<'_, str>: name => Name::intern(&name);
}

impl<C, N> Sealed for RuntimeNames<C, N> {}

impl<C: Fn() -> usize, N: Fn(usize) -> Name> ProviderNames for RuntimeNames<C, N> {
    #[inline]
    fn count(&self) -> usize {
        (self.count)()
    }

    fn name(&self, index: usize) -> Name {
        (self.name)(index)
    }

    #[inline]
    fn early_name(&self, index: usize) -> Name {
        if self.is_named {
            self.name(index)
        } else {
            Name::UNKNOWN
        }
    }

    fn limits(&self, _: usize) -> RequestLimits {
        self.limits
    }

    /// Refuses an empty list, and two providers of one name if a call needs the names.
    #[inline]
    fn check_names(&self) -> Result<(), ConfigError> {
        match self.count() {
            0 => Err(ConfigError::NoProviders),
            count if self.is_named => check_many_names(count, &self.name),
            _ => Ok(()),
        }
    }
}

impl<T, E, C: Fn() -> usize, N: Fn(usize) -> Name> RuledProviders<T, E> for RuntimeNames<C, N> {}

impl<C: Fn() -> usize, N: Fn(usize) -> Name> NumberedNames for RuntimeNames<C, N> {
    #[inline]
    fn number(&self, index: usize) -> u32 {
        u32::try_from(index).unwrap_or(u32::MAX)
    }
}

/// Returns the index of a provider, given its number.
#[inline]
#[must_use]
pub fn index(number: u32) -> usize {
    number as usize
}

/// Returns the name for an index that no provider has. It is never asked for.
#[cold]
#[must_use]
pub const fn no_name() -> Name {
    Name::UNKNOWN
}
