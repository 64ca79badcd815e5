//! recloser: a breaker around each provider, with its defaults: half of the last 100 calls failed.

use std::rc::Rc;
use std::sync::Arc;

use recloser::{AsyncRecloser, Error, Recloser};

use super::in_order::{Guard, InOrder};
use super::{Client, LIMIT, OPEN};
use crate::executor::timeout;
use crate::provider::{Failure, Providers};
use crate::scenario::PROVIDERS;

struct Breakers([AsyncRecloser; PROVIDERS]);

impl Guard for Breakers {
    async fn ask<T, F>(&self, provider: usize, request: impl Fn() -> F) -> Result<T, Failure>
    where
        F: Future<Output = Result<T, Failure>>,
    {
        let limited = async {
            let result = timeout(LIMIT, request()).await;
            result.unwrap_or(Err(Failure::NotServed))
        };
        match self.0[provider].call(limited).await {
            Ok(value) => Ok(value),
            Err(Error::Inner(failure)) => Err(failure),
            Err(Error::Rejected) => Err(Failure::NotServed),
        }
    }
}

pub(super) fn client(providers: Arc<Providers>) -> Rc<dyn Client> {
    let breaker = |_| Recloser::custom().open_wait(OPEN).build().into();
    Rc::new(InOrder {
        providers,
        guard: Breakers(std::array::from_fn(breaker)),
    })
}
