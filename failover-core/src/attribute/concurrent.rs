//! Asks the providers of an annotated `async fn` for several chunks at once.
//!
//! With `concurrency`, the expansion has one async closure that asks a provider for the keys of a chunk. Several attempts
//! run at once, so the closure borrows nothing exclusively, and each attempt returns its answer.

use std::future::Future;
use std::hash::{BuildHasher, Hash};

use super::batch::ItemTypes;
use crate::batch::{Answer, AnswerSink, AsyncAttempt, AttemptOutput};
use crate::drive::NoTimer;
use crate::engine::{AttemptArgument, AttemptFacts, Classify, Validate};
use crate::outcome::FailureKind;
use crate::providers::{Inherit, ProviderNames};

/// An answer to the request of a chunk. The answers of all providers have this type, so one future awaits them all.
pub struct ChunkAnswer<'x, K, V, S>(Box<dyn FnOnce(&mut AnswerSink<'_, K, V, S>) + 'x>);

/// Keeps an answer until it is entered.
pub fn chunk_answer<'x, K, V, S, E>(
    _: &ItemTypes<K, V, S, E>,
    answer: impl Answer<K, V> + 'x,
) -> ChunkAnswer<'x, K, V, S>
where
    S: BuildHasher,
{
    ChunkAnswer(Box::new(|sink| sink.take(answer)))
}

impl<K, V, E, S> AttemptOutput<K, V, E, S> for Result<ChunkAnswer<'_, K, V, S>, FailureKind<E>> {
    fn enter(self, sink: &mut AnswerSink<'_, K, V, S>) -> Result<(), FailureKind<E>> {
        (self?.0)(sink);
        Ok(())
    }
}

/// Asks the provider at `index` for the chunk of the attempt, and for the following chunks as far as its `concurrency`
/// allows.
///
/// # Errors
///
/// If an attempt has to be waited for and there is no timer.
pub fn ask_in_chunks<'x, K, V, S, E, W, C, X, R>(
    attempt: AsyncAttempt<'_, '_, K, V, E, S, W, C>,
    providers: &impl ProviderNames,
    index: u32,
    mut ask: impl FnMut(Vec<K>, X) -> R + Unpin,
) -> impl Future<Output = Result<(), NoTimer>>
where
    K: Hash + Eq + Clone,
    S: BuildHasher,
    W: Validate<V, E>,
    C: Classify<E>,
    X: AttemptArgument,
    R: Future<Output = Result<ChunkAnswer<'x, K, V, S>, FailureKind<E>>>,
{
    let limits = providers.limits(index as usize);
    attempt.ask(limits, &Inherit, move |keys, facts: &AttemptFacts<'_>| {
        ask(keys, X::of(facts))
    })
}
