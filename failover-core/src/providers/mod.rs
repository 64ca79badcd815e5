//! Providers and the shapes of lists that a call takes.

mod implement_lists;
mod list;
mod long_tuple;
mod many_names;
mod names;
mod provider;
mod rules;
mod settings;
mod traits;

pub(crate) use self::implement_lists::{implement_lists, later, now};
pub use self::list::{ProviderList, WithArgument};
pub(crate) use self::long_tuple::{LongTuple, Never, OneOf};
pub(crate) use self::many_names::check_many_names;
pub use self::names::{NamedProvider, ProviderNames, RequestLimits};
pub(crate) use self::names::{
    Sealed, check_concurrency, check_max_keys, for_each_long_tuple, for_each_tuple,
};
pub use self::provider::{Provider, WithAttempt};
pub(crate) use self::rules::own_first;
pub use self::rules::{RuledProvider, RuledProviders};
pub use self::settings::{Inherit, OwnRules, OwnSettings, WithClassify, WithIsValid};
pub use self::traits::{AsyncProviders, AsyncValueProvider, CallOutput, Providers, ValueProvider};
