//! Drives an async value call.
//!
//! The providers are awaited by the text of [`__drive!`], because the compiler sees whether a future is `Send` only where the
//! types of the providers are known. Everything else is decided by an [`AsyncCall`](super::AsyncCall), in synchronous steps.

use std::future::Future;

use super::async_call::begin;
use crate::drive::ContextSource;
use crate::engine::{Classify, Validate};
use crate::outcome::{AllProvidersFailed, Served};
use crate::providers::AsyncProviders;

/// Makes an async value call: awaits attempts and waits until the call is over. Evaluates to the call's outcome.
///
/// `$context` and `$names` are evaluated again at each use, so that constants take no place in the future. `$begun` is the
/// [`AsyncCall`](crate::__private::AsyncCall). `$attempt` is the future of an attempt at the provider with the index `$provider`.
///
/// The names of its locals begin with `__`: a pattern that names a unit struct or a constant of the user's matches it, and
/// binds nothing.
#[doc(hidden)]
#[macro_export]
macro_rules! __drive {
    ($context:expr, $names:expr, $begun:expr, |$provider:ident| $attempt:expr, $is_valid:expr, $classify:expr $(,)?) => {
        'call: {
            let mut __call = match $begun {
                ::core::result::Result::Ok(__call) => __call,
                ::core::result::Result::Err(__failed) => {
                    break 'call ::core::result::Result::Err(__failed);
                }
            };
            loop {
                let __outcome = {
                    let $provider = $crate::__private::AsyncCall::provider(&__call);
                    let __future = ::core::pin::pin!($attempt);
                    $crate::__private::AsyncCall::attempt(&mut __call, $context, __future).await
                };
                let mut __next = match $crate::__private::AsyncCall::attempt_ended(
                    &mut __call,
                    $context,
                    $names,
                    __outcome,
                    $is_valid,
                    $classify,
                ) {
                    ::core::result::Result::Ok(__served) => {
                        break ::core::result::Result::Ok(__served);
                    }
                    ::core::result::Result::Err(__next) => __next,
                };
                loop {
                    __next = match __next {
                        $crate::__private::AsyncStep::Attempt => break,
                        $crate::__private::AsyncStep::Sleep(__sleep) => {
                            let __slept = $crate::__private::AsyncCall::sleep(
                                &mut __call,
                                $context,
                                &__sleep,
                            )
                            .await;
                            $crate::__private::AsyncCall::slept(
                                &mut __call,
                                $context,
                                $names,
                                __sleep,
                                __slept,
                            )
                        }
                        $crate::__private::AsyncStep::Failed(__failed) => {
                            break 'call ::core::result::Result::Err(__failed);
                        }
                    };
                }
            }
        }
    };
}

#[inline]
#[allow(
    clippy::manual_async_fn,
    reason = "an `async` block uses what it captured where it lies; an `async fn` holds its arguments twice"
)]
pub(crate) fn fetch_async<'a, T, E>(
    context: impl ContextSource<'a>,
    is_valid: impl Validate<T>,
    classify: impl Classify<E>,
    mut providers: impl AsyncProviders<T, E>,
) -> impl Future<Output = Result<Served<T, E>, AllProvidersFailed<E>>> {
    async move {
        __drive!(
            context.context(),
            &providers,
            begin(context.context(), providers.check_names(), &providers),
            |provider| providers.call(provider as usize),
            &is_valid,
            &classify,
        )
    }
}
