//! On an `impl`: generics, lifetimes, receivers, visibilities, `#[cfg]`s, macros and places.
#![deny(warnings, clippy::pedantic, unused_qualifications)]
#![allow(clippy::must_use_candidate, clippy::missing_errors_doc)]

use std::fmt::Debug;
use std::marker::PhantomData;
use std::sync::Arc;

use failover_core::{AllProvidersFailed, failover};

#[derive(Debug)]
pub enum ApiError {
    Down,
    Everywhere(AllProvidersFailed<ApiError>),
}

impl From<AllProvidersFailed<Self>> for ApiError {
    fn from(failed: AllProvidersFailed<Self>) -> Self {
        Self::Everywhere(failed)
    }
}

pub mod api {
    use super::ApiError;

    pub trait Feed<K: ?Sized> {
        type Unit: Default;
        const DIGITS: usize = 2;

        fn price(&self, key: &K) -> Result<f64, ApiError>;
        fn longest<'a>(&self, a: &'a K, b: &'a K) -> Result<&'a K, ApiError>;
        fn reset(&mut self);
        fn r#type<const N: usize>(
            &self,
            keys: [impl AsRef<K> + Clone; N],
        ) -> Result<usize, ApiError>
        where
            Self: Sized;
    }
}

#[derive(Clone)]
pub struct Down;

impl<K: ?Sized> api::Feed<K> for Down {
    type Unit = u8;

    fn price(&self, _: &K) -> Result<f64, ApiError> {
        Err(ApiError::Down)
    }

    fn longest<'a>(&self, a: &'a K, _: &'a K) -> Result<&'a K, ApiError> {
        Ok(a)
    }

    fn reset(&mut self) {}

    fn r#type<const N: usize>(&self, _: [impl AsRef<K> + Clone; N]) -> Result<usize, ApiError> {
        Ok(N)
    }
}

pub struct Two<'s, S, K: ?Sized> {
    first: &'s S,
    second: S,
    key: PhantomData<K>,
}

#[failover(providers = [self.first, self.second], circuit_breaker(failure_threshold = 3, reset_after = 60s))]
impl<'s, S, K> api::Feed<K> for Two<'s, S, K>
where
    S: api::Feed<K> + 's,
    K: ?Sized + Debug,
{
    type Unit = S::Unit;
    const DIGITS: usize = S::DIGITS;

    #[inline]
    fn price(&self, key: &K) -> Result<f64, ApiError>;

    fn longest<'a>(&self, a: &'a K, b: &'a K) -> Result<&'a K, ApiError>;

    fn reset(&mut self) {
        #![allow(unused_mut)]
        let mut second = &mut self.second;
        second.reset();
    }

    fn r#type<const N: usize>(&self, keys: [impl AsRef<K> + Clone; N]) -> Result<usize, ApiError>;
}

pub struct Client {
    main: Arc<Down>,
    spare: Box<Down>,
}

impl Down {
    fn count(&self, _: &str) -> Option<u8> {
        None
    }

    fn bump(&mut self) -> Option<u8> {
        Some(1)
    }
}

#[failover(providers = [self.spare])]
/// Below the attribute.
#[allow(dead_code)]
impl Client {
    #![allow(clippy::unused_self)]

    pub const LIMIT: u8 = 3;

    /// A documented method.
    #[must_use = "as it is"]
    pub(crate) fn count(&self, key: &str) -> failover_core::Result<u8, ApiError>;

    #[cfg(any())]
    fn missing(&self) -> Nothing;

    #[cfg(all())]
    #[failover_core::failover(providers = [self.main.count])]
    fn other(self: &Arc<Self>, key: &str) -> failover_core::Result<u8, ApiError>;

    fn bump(&mut self) -> failover_core::Result<u8, ApiError>;

    pub fn new() -> Self {
        Self {
            main: Arc::new(Down),
            spare: Box::new(Down),
        }
    }
}

macro_rules! client {
    ($name:ident, $method:ident, $key:ty, $provider:expr) => {
        pub struct $name(Down);

        #[failover(providers = [down = self.0, other = $provider])]
        impl $name {
            fn $method(&self, key: &$key) -> failover_core::Result<u8, ApiError>;
        }
    };
}

client!(FromMacro, count, str, Down);

/// Two traits have the method, so the call names one of them.
mod ambiguous {
    use super::{ApiError, Down, api::Feed, failover};

    pub trait Quotes {
        fn price(&self, key: &str) -> Result<f64, ApiError>;
    }

    impl Quotes for Down {
        fn price(&self, _: &str) -> Result<f64, ApiError> {
            Ok(1.0)
        }
    }

    pub struct Both(pub Down);

    #[failover(providers = [down = self.0])]
    impl Quotes for Both {
        #[failover(providers = [feed = Feed::price(&self.0, key), quotes = Quotes::price(&self.0, key)])]
        fn price(&self, key: &str) -> Result<f64, ApiError>;
    }
}

fn main() {
    use ambiguous::Quotes;
    assert!(ambiguous::Both(Down).price("AVAX").is_ok());

    use api::Feed;

    let two = Two::<_, str> {
        first: &Down,
        second: Down,
        key: PhantomData,
    };
    assert!(two.price("AVAX").is_err());
    assert_eq!(two.longest("a", "b").unwrap(), "a");
    assert_eq!(two.r#type(["a", "b"]).unwrap(), 2);
    assert!(Client::new().count("AVAX").is_err());
    assert!(Arc::new(Client::new()).other("AVAX").is_err());
    assert_eq!(Client::new().bump().unwrap(), 1);
    assert!(FromMacro(Down).count("AVAX").is_err());

    trait Local {
        fn count(&self, key: &str) -> failover_core::Result<u8, ApiError>;
    }

    struct Inside(Down);

    #[failover(providers = [down = self.0], circuit_breaker(failure_threshold = 3, reset_after = 60s, handle = breaker))]
    impl Local for Inside {
        fn count(&self, key: &str) -> failover_core::Result<u8, ApiError>;
    }

    assert!(Inside(Down).count("AVAX").is_err());
    assert!(!breaker().is_open("down"));
}
