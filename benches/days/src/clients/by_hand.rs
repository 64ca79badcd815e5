//! Hand-written code: each provider in turn, with a timeout around each request, and nothing else.

use std::rc::Rc;
use std::sync::Arc;

use super::in_order::{Guard, InOrder};
use super::{Client, LIMIT};
use crate::executor::timeout;
use crate::provider::{Failure, Providers};

struct Limited;

impl Guard for Limited {
    async fn ask<T, F>(&self, _: usize, request: impl Fn() -> F) -> Result<T, Failure>
    where
        F: Future<Output = Result<T, Failure>>,
    {
        timeout(LIMIT, request())
            .await
            .unwrap_or(Err(Failure::NotServed))
    }
}

pub(super) fn client(providers: Arc<Providers>) -> Rc<dyn Client> {
    Rc::new(InOrder {
        providers,
        guard: Limited,
    })
}
