//! [`Provider`]: a name and a callable.

use std::fmt;

use super::names::{NamedProvider, Sealed};
use crate::name::Name;

/// A name and a callable that can answer a value call.
///
/// The callable takes no argument and returns a `Result`, or, for
/// [`fetch_async`](crate::FailoverClient::fetch_async), a future of one. In a [`ProviderList`](crate::ProviderList) it may
/// take one argument by reference. Tuples, arrays and `Vec`s take `FnMut` callables, shared lists take `Fn`.
///
/// ```
/// use failover_core::{FailoverClient, Provider};
///
/// fn spot(host: &str, symbol: &str) -> Result<f64, String> {
///     if host == "eu" { Err(format!("no route to eu/{symbol}")) } else { Ok(64_000.0) }
/// }
///
/// let symbol = "BTC";
/// let hosts = ["eu", "us"].map(|host| Provider::new(host, move || spot(host, symbol)));
/// assert_eq!(FailoverClient::new().fetch(hosts).unwrap().provider, "us");
/// ```
#[derive(Clone, Copy)]
pub struct Provider<F> {
    pub(crate) name: Name,
    pub(crate) call: F,
}

impl<F> Provider<F> {
    /// Creates a provider. `name` is a literal, a `String`, or any text by [`Name::intern`].
    // No bound on `F`: with one, closures would be inferred as `FnMut` and a shared list would never fit.
    pub fn new(name: impl Into<Name>, call: F) -> Self {
        Self {
            name: name.into(),
            call,
        }
    }

    /// Returns the name.
    pub fn name(&self) -> Name {
        self.name
    }
}

impl<F> fmt::Debug for Provider<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Provider")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

impl<F> Sealed for Provider<F> {}

impl<F> NamedProvider for Provider<F> {
    fn name(&self) -> Name {
        self.name
    }
}
