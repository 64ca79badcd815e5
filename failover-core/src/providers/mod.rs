//! Providers and the shapes of lists that a call takes.

mod list;
mod provider;
mod shapes;
mod stored;
mod traits;

pub use self::list::{NamedProvider, ProviderNames, RequestLimits};
pub(crate) use self::list::{Sealed, check_concurrency, check_max_keys, for_each_tuple};
pub use self::provider::Provider;
pub(crate) use self::shapes::{implement_lists, later, now};
pub use self::stored::{ProviderList, WithArgument};
pub use self::traits::{AsyncProviders, AsyncValueProvider, Providers, ValueProvider};
