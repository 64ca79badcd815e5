//! [`ProviderList`]: a list that is checked once and used for many calls.

use std::ops::Deref;

use super::names::{
    NamedProvider, ProviderNames, RequestLimits, Sealed, check_concurrency, check_max_keys,
};
use super::provider::Provider;
use super::rules::{RuledProvider, RuledProviders};
use super::settings::{Inherit, OwnRules, OwnSettings};
use crate::engine::ProviderSettings;
use crate::error::ConfigError;
use crate::name::Name;

/// A list of providers made at run time: checked once, stored, and used for many calls from many threads.
///
/// It holds [`Provider`]s for value calls or [`ItemProvider`](crate::ItemProvider)s for batch calls. Their callables are
/// `Fn`, because calls share the list.
///
/// A call takes the list by reference: `client.fetch(&list)`, `client.fetch_items(keys, &list)`. If the callables of a
/// value call take an argument, [`with`](Self::with) adds it: `client.fetch(list.with("BTC"))`. Those of a batch call
/// take the keys and nothing else. No call checks the list again, so a long list costs no more than a short one
/// until a provider fails.
///
/// The list derefs to a slice of its providers.
///
/// ```
/// use failover_core::{FailoverClient, Provider, ProviderList};
///
/// type PriceOf = Box<dyn Fn(&str) -> Result<f64, String> + Send + Sync>;
///
/// fn source(price: f64) -> PriceOf {
///     Box::new(move |symbol| match symbol {
///         "BTC" => Ok(price),
///         other => Err(format!("{other} is not known")),
///     })
/// }
///
/// let config = [("fast".to_owned(), 64_000.0), ("thorough".to_owned(), 63_990.0)];
/// let sources = config.map(|(name, price)| Provider::new(name, source(price)));
/// let sources = ProviderList::new(sources.into())?;
///
/// let client = FailoverClient::new();
/// assert_eq!(client.fetch(sources.with("BTC")).unwrap().provider, "fast");
/// assert_eq!(client.fetch(sources.with("XYZ")).unwrap_err().failures().len(), 2);
/// # Ok::<(), failover_core::ConfigError>(())
/// ```
///
/// # Async providers
///
/// A stored async callable returns a boxed future. The compiler cannot guess this type, so write it down. The lifetime
/// `'a` lets the future borrow the argument:
///
/// ```
/// use std::pin::Pin;
/// use failover_core::{FailoverClient, Provider, ProviderList};
///
/// type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;
/// type PriceOf = Box<dyn for<'a> Fn(&'a str) -> BoxFuture<'a, Result<f64, String>> + Send + Sync>;
///
/// async fn quote(_host: &str, symbol: &str) -> Result<f64, String> {
///     if symbol == "BTC" { Ok(64_000.0) } else { Err(format!("{symbol} is not known")) }
/// }
///
/// fn source(host: String) -> PriceOf {
///     Box::new(move |symbol| {
///         let host = host.clone();
///         Box::pin(async move { quote(&host, symbol).await })
///     })
/// }
///
/// let sources = ProviderList::new(vec![
///     Provider::new("eu", source("eu.example.com".to_owned())),
///     Provider::new("us", source("us.example.com".to_owned())),
/// ])?;
/// # pollster::block_on(async {
/// let served = FailoverClient::new().fetch_async(sources.with("BTC")).await;
/// assert_eq!(served.unwrap().provider, "eu");
/// # });
/// # Ok::<(), failover_core::ConfigError>(())
/// ```
///
/// The callables of an async batch call take the keys as a `Vec`, so their type needs no lifetime:
///
/// ```
/// use std::collections::HashMap;
/// use std::pin::Pin;
/// use failover_core::{FailoverClient, ItemProvider, ProviderList};
///
/// type BoxFuture<T> = Pin<Box<dyn Future<Output = T> + Send>>;
/// type Prices = HashMap<String, f64>;
/// type PricesOf = Box<dyn Fn(Vec<String>) -> BoxFuture<Result<Prices, String>> + Send + Sync>;
///
/// fn source(price: f64) -> PricesOf {
///     Box::new(move |symbols| {
///         Box::pin(async move { Ok(symbols.into_iter().map(|symbol| (symbol, price)).collect()) })
///     })
/// }
///
/// let sources = ProviderList::new(vec![ItemProvider::new_async("eu", source(64_000.0))])?;
/// # pollster::block_on(async {
/// let prices = FailoverClient::new().fetch_items_async(["BTC".to_owned()], &sources).await;
/// assert_eq!(prices.unwrap()["BTC"], 64_000.0);
/// # });
/// # Ok::<(), failover_core::ConfigError>(())
/// ```
#[derive(Debug, Clone)]
pub struct ProviderList<P> {
    providers: Box<[P]>,
    /// True if a call might have to wait for the settings of a provider.
    needs_timer: bool,
}

impl<P: NamedProvider> ProviderList<P> {
    /// Checks the providers and stores them in this order.
    ///
    /// # Errors
    ///
    /// - [`ConfigError::NoProviders`] if there are none.
    /// - [`ConfigError::DuplicateName`] if two have the same name.
    /// - [`ConfigError::ZeroProviderTimeout`], or an error of its [`Backoff`](crate::Backoff), if a provider has such a
    ///   setting.
    /// - [`ConfigError::ZeroMaxKeys`] or [`ConfigError::ZeroConcurrency`] if an item provider has such a limit.
    pub fn new(providers: Vec<P>) -> Result<Self, ConfigError> {
        providers.check_names()?;
        check_max_keys(&providers)?;
        check_concurrency(&providers)?;
        Ok(Self {
            needs_timer: providers.needs_timer(),
            providers: providers.into_boxed_slice(),
        })
    }
}

impl<F, S> ProviderList<Provider<F, S>> {
    /// Returns the list together with the argument that its callables are called with.
    ///
    /// `argument` may be unsized: for callables of `&str`, pass a `&str`, not a `&String`.
    pub fn with<'a, A: ?Sized>(&'a self, argument: &'a A) -> WithArgument<'a, A, F, S> {
        let list = self;
        WithArgument { list, argument }
    }
}

impl<P> Deref for ProviderList<P> {
    type Target = [P];

    fn deref(&self) -> &[P] {
        &self.providers
    }
}

impl<P: NamedProvider> TryFrom<Vec<P>> for ProviderList<P> {
    type Error = ConfigError;

    fn try_from(providers: Vec<P>) -> Result<Self, ConfigError> {
        Self::new(providers)
    }
}

impl<P: Sealed> Sealed for ProviderList<P> {}

impl<P: NamedProvider> ProviderNames for ProviderList<P> {
    #[inline]
    fn count(&self) -> usize {
        self.providers.len()
    }

    #[inline]
    fn name(&self, index: usize) -> Name {
        self.providers[index].name()
    }

    fn limits(&self, index: usize) -> RequestLimits {
        self.providers[index].limits()
    }

    #[inline]
    fn settings(&self, index: usize) -> Option<&ProviderSettings> {
        self.providers[index].settings()
    }

    #[inline]
    fn is_checked(&self) -> bool {
        true
    }

    fn needs_timer(&self) -> bool {
        self.needs_timer
    }
}

impl<T, E, P: RuledProvider<T, E>> RuledProviders<T, E> for ProviderList<P> {
    const HAS_RULES: bool = P::HAS_RULES;

    #[inline]
    fn rules(&self, index: usize) -> Option<&dyn OwnRules<T, E>> {
        self.providers[index].rules()
    }
}

/// A [`ProviderList`] and the argument of one call: from [`ProviderList::with`].
#[derive(Debug)]
pub struct WithArgument<'a, A: ?Sized, F, S = Inherit> {
    pub(super) list: &'a ProviderList<Provider<F, S>>,
    pub(super) argument: &'a A,
}

impl<A: ?Sized, F, S> Clone for WithArgument<'_, A, F, S> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<A: ?Sized, F, S> Copy for WithArgument<'_, A, F, S> {}

impl<A: ?Sized, F, S> Sealed for WithArgument<'_, A, F, S> {}

impl<A: ?Sized, F, S: OwnSettings> ProviderNames for WithArgument<'_, A, F, S> {
    #[inline]
    fn count(&self) -> usize {
        self.list.count()
    }

    #[inline]
    fn name(&self, index: usize) -> Name {
        ProviderNames::name(self.list, index)
    }

    #[inline]
    fn settings(&self, index: usize) -> Option<&ProviderSettings> {
        ProviderNames::settings(self.list, index)
    }

    #[inline]
    fn is_checked(&self) -> bool {
        true
    }

    fn needs_timer(&self) -> bool {
        self.list.needs_timer
    }
}

impl<T, E, A, F, S> RuledProviders<T, E> for WithArgument<'_, A, F, S>
where
    A: ?Sized,
    S: OwnSettings + OwnRules<T, E>,
{
    const HAS_RULES: bool = S::HAS_RULES;

    #[inline]
    fn rules(&self, index: usize) -> Option<&dyn OwnRules<T, E>> {
        self.list[index].rules()
    }
}

impl<'a, A: ?Sized, F, S> WithArgument<'a, A, F, S> {
    /// Returns each provider with the argument.
    pub(crate) fn each(self) -> impl Iterator<Item = ProviderWithArgument<'a, A, F, S>> {
        let argument = self.argument;
        self.list
            .iter()
            .map(move |provider| ProviderWithArgument { provider, argument })
    }
}

/// A provider and the argument of one call.
pub(crate) struct ProviderWithArgument<'a, A: ?Sized, F, S> {
    pub(super) provider: &'a Provider<F, S>,
    pub(super) argument: &'a A,
}

impl<A: ?Sized, F, S> Sealed for ProviderWithArgument<'_, A, F, S> {}

impl<A: ?Sized, F, S: OwnSettings> NamedProvider for ProviderWithArgument<'_, A, F, S> {
    fn name(&self) -> Name {
        self.provider.name
    }

    fn settings(&self) -> Option<&ProviderSettings> {
        self.provider.settings()
    }
}

impl<T, E, A, F, S> RuledProvider<T, E> for ProviderWithArgument<'_, A, F, S>
where
    A: ?Sized,
    S: OwnSettings + OwnRules<T, E>,
{
    const HAS_RULES: bool = S::HAS_RULES;

    fn rules(&self) -> Option<&dyn OwnRules<T, E>> {
        self.provider.rules()
    }
}
