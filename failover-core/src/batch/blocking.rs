//! Drives a blocking batch call.

use std::hash::{BuildHasher, Hash};

use super::driver::{BatchAction, BatchCall, CallRules, EndedAttempt, Rules, check};
use super::provider::ItemProviders;
use super::result::ItemResult;
use crate::drive::CallContext;
use crate::engine::{AttemptLimit, Classify, Validate};
use crate::outcome::AllProvidersFailed;

pub(crate) fn fetch_items<K, V, E, S, L>(
    context: CallContext<'_>,
    is_valid: &impl Validate<V, E>,
    classify: &impl Classify<E>,
    hasher: S,
    keys: Vec<K>,
    providers: L,
) -> Result<ItemResult<K, V, E, S>, AllProvidersFailed<E>>
where
    K: Hash + Eq,
    S: BuildHasher,
    L: ItemProviders<K, V, E, S>,
{
    let rules = CallRules { is_valid, classify };
    drive(context, &rules, hasher, keys, providers)
}

/// Makes the call of [`fetch_items`]. Its code does not depend on the types of the rules.
fn drive<K, V, E, S, L>(
    context: CallContext<'_>,
    rules: &dyn Rules<K, V, E, S>,
    hasher: S,
    keys: Vec<K>,
    mut providers: L,
) -> Result<ItemResult<K, V, E, S>, AllProvidersFailed<E>>
where
    K: Hash + Eq,
    S: BuildHasher,
    L: ItemProviders<K, V, E, S>,
{
    let table = match check(&providers, keys, hasher) {
        Ok(table) => table,
        Err(error) => return Err(context.refuse(error)),
    };
    let now = || context.time.now();
    let mut call = BatchCall::new(context, table);
    loop {
        match call.next(&providers, now) {
            BatchAction::Attempt(attempt, chunk) => {
                let facts = call.facts(&now);
                let expired = || AttemptLimit::expired(facts.limit, &now);
                let mut sink = call.table.sink(chunk, &expired);
                let answered = providers.ask(facts.index, &facts, &mut sink);
                let answered = answered.map(|()| sink.error());
                let own = providers.rules(facts.index);
                let ended = EndedAttempt { chunk, facts, own };
                call.attempt_ended(attempt, &ended, answered, rules);
            }
            BatchAction::Sleep(rest) => context.time.sleep.sleep(rest.wait),
            BatchAction::Finished(finish) => return call.finish(&providers, finish.into()),
        }
    }
}
