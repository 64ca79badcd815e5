//! What a hedged `async fn` expands to: its providers, as a tuple that the engine can start side by side.

use std::future::Future;
use std::time::Duration;

use super::Setup;
use super::declared::Wanted;
use crate::Name;
use crate::judge::{Classify, Validate};
use crate::list::Named;
use crate::list::sealed::Sealed;
use crate::outcome::{AllProvidersFailed, FailureKind, Served};
use crate::provider::CallAsync;
use crate::whole::{self, HedgedProviders};

/// One provider: `attempt` makes one attempt, as often as it is called.
pub struct Provider<F> {
    name: Name,
    attempt: F,
}

impl<F> Provider<F> {
    #[inline]
    #[must_use]
    pub const fn new(name: &'static str, attempt: F) -> Self {
        Self {
            name: Name::new(name),
            attempt,
        }
    }
}

impl<F> Sealed for Provider<F> {}

impl<F> Named for Provider<F> {
    #[inline]
    fn name(&self) -> Name {
        self.name
    }
}

impl<T, E, F, A> CallAsync<T, E> for Provider<F>
where
    F: FnMut() -> A,
    A: Future<Output = Result<T, FailureKind<E>>>,
{
    #[inline]
    fn call(&mut self) -> impl Future<Output = Result<T, FailureKind<E>>> {
        (self.attempt)()
    }
}

/// A hedged call of `providers`, a tuple of [`Provider`].
#[inline]
pub fn hedge<T, E, F>(
    _: Wanted<T, E, F>,
    setup: Setup<'_>,
    delay: Duration,
    is_valid: impl Validate<T>,
    classify: impl Classify<E>,
    providers: impl HedgedProviders<T, E>,
) -> impl Future<Output = Result<Served<T, E>, AllProvidersFailed<E>>> {
    whole::fetch_hedged(setup.0, delay, is_valid, classify, providers)
}
