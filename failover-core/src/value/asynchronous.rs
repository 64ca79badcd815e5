//! Drives an async value call.
//!
//! The providers are awaited by the text of [`__drive!`], because the compiler sees whether a future is `Send` only where the
//! types of the providers are known. Everything else is decided by an [`AsyncCall`](super::AsyncCall), in synchronous steps.

use std::future::Future;

use super::async_call::{AsyncCall, begin};
use crate::drive::ContextSource;
use crate::engine::{Classify, Validate};
use crate::outcome::{AllProvidersFailed, HasFailures, OnFailure, Served};
use crate::providers::AsyncProviders;

/// Makes an async value call: awaits attempts and waits until the call is over. Evaluates to the call's outcome.
///
/// `$context` and `$names` are evaluated again at each use, so that constants take no place in the future. `$created` is the
/// [`AsyncCall`](crate::__private::AsyncCall), and `$begun` begins its first turn in place, so that it is not copied.
/// `$attempt` is the future of an attempt at the provider with the index `$provider`. `$argument` is its argument, and
/// `$Argument` the type of that.
///
/// The names of its locals begin with `__`: a pattern that names a unit struct or a constant of the user's matches it, and
/// binds nothing.
#[doc(hidden)]
#[macro_export]
macro_rules! __drive {
    (
        $context:expr,
        $names:expr,
        $created:expr,
        |$call:ident| $begun:expr,
        |$provider:ident, $argument:ident: $Argument:ty| $attempt:expr,
        $is_valid:expr,
        $classify:expr $(,)?
    ) => {
        'call: {
            let __success = {
            let mut __call = $created;
            let $call = &mut __call;
            let mut $provider = match $begun {
                ::core::result::Result::Ok(__provider) => __provider,
                ::core::result::Result::Err(__failed) => {
                    break 'call ::core::result::Result::Err(__failed);
                }
            };
            loop {
                let $argument: $Argument =
                    $crate::__private::AsyncCall::argument(&__call, $context, $names);
                let __outcome = $crate::__private::AsyncCall::attempt(
                    &mut __call,
                    $context,
                    ::core::pin::pin!($attempt),
                )
                .await;
                // A statement of its own, so that no value of an attempt is kept over an `.await`: it need not be `Send`.
                let __step = match $crate::__private::AsyncCall::attempt_ended(
                    &mut __call,
                    $context,
                    $names,
                    __outcome,
                    $is_valid,
                    $classify,
                ) {
                    ::core::result::Result::Ok(__success) => {
                        break __success;
                    }
                    ::core::result::Result::Err(__step) => __step,
                };
                $provider = match __step {
                    $crate::__private::AsyncStep::Attempt(__provider) => __provider,
                    $crate::__private::AsyncStep::Sleep(mut __sleep) => {
                        let __slept = $crate::__private::AsyncCall::sleep(
                            &mut __call,
                            $context,
                            $names,
                            &mut __sleep,
                        )
                        .await;
                        match $crate::__private::AsyncCall::slept(
                            &mut __call,
                            $context,
                            $names,
                            __sleep,
                            __slept,
                        ) {
                            ::core::result::Result::Ok(__provider) => __provider,
                            ::core::result::Result::Err(__failed) => {
                                break 'call ::core::result::Result::Err(__failed);
                            }
                        }
                    }
                    $crate::__private::AsyncStep::Failed(__failed) => {
                        break 'call ::core::result::Result::Err(__failed);
                    }
                };
            }
        };
        ::core::result::Result::Ok($crate::__private::AsyncSuccess::served(__success, $names))
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
    is_valid: impl Validate<T, E>,
    classify: impl Classify<E>,
    on_failure: impl OnFailure<E>,
    mut providers: impl AsyncProviders<T, E>,
) -> impl Future<Output = Result<Served<T, E>, AllProvidersFailed<E>>> {
    async move {
        let outcome = __drive!(
            context.context(),
            &providers,
            AsyncCall::new(context.context()),
            |call| begin(call, context.context(), providers.check_names(), &providers),
            |provider, argument: _| providers.call(provider as usize, argument),
            &is_valid,
            &classify,
        );
        outcome.report_to(&on_failure);
        outcome
    }
}
