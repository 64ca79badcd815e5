//! What asks a provider of an annotated `async fn` that may be asked for several chunks at once.
//!
//! The loop stays as it is; the provider's arm in it, in place of one attempt, is
//! `ask(&mut call, async |keys: Vec<_>| { .. }, &is_valid, &classify).await`. The closure gives the attempt's
//! `Result<Answer, FailureKind<E>>`. As several attempts are under way at once, it is an `FnMut` whose futures borrow
//! nothing exclusively.

use std::future::Future;
use std::hash::{BuildHasher, Hash};
use std::pin::pin;

use super::CallForItems;
use crate::items::{Answer, Caps, Means};
use crate::judge::{Classify, Validate};
use crate::outcome::FailureKind;

/// Asks the provider that [`next`](CallForItems::next) named for its chunk, and for those that follow as far as that may
/// be beside it. It stands for `request`, `limited` and `answered`.
pub async fn ask<K, V, S, E, A, R>(
    call: &mut CallForItems<'_, K, V, S, E>,
    mut ask: impl FnMut(Vec<K>) -> R,
    is_valid: &impl Validate<V>,
    classify: &impl Classify<E>,
) where
    K: Hash + Eq + Clone,
    S: BuildHasher,
    A: Answer<K, V>,
    R: Future<Output = Result<A, FailureKind<E>>>,
{
    let caps = Caps::of(&call.providers, call.walk.provider());
    let means = Means {
        ask: &mut ask,
        read: |answered| answered,
        is_valid,
        classify,
    };
    if let Some(several) = call.walk.several(caps, means) {
        return several.await;
    }
    let request = call.walk.request();
    let answered = {
        let attempt = pin!(ask(request.keys().to_vec()));
        call.walk.limited(attempt).await
    };
    call.walk.answered(request, answered, is_valid, classify);
}
