//! Driving a call for items, blocking.

use std::hash::{BuildHasher, Hash};

use super::provider::ItemProviders;
use super::result::ItemResult;
use super::{Action, ItemsCall, check};
use crate::context::Context;
use crate::judge::{Classify, Validate};
use crate::outcome::AllProvidersFailed;
use crate::run::Late;

pub(crate) fn fetch_items<K, V, E, S, L>(
    context: Context<'_>,
    is_valid: &impl Validate<V>,
    classify: &impl Classify<E>,
    hasher: S,
    keys: Vec<K>,
    mut providers: L,
) -> Result<ItemResult<K, V, E, S>, AllProvidersFailed<E>>
where
    K: Hash + Eq,
    S: BuildHasher,
    L: ItemProviders<K, V, E, S>,
{
    let ledger = match check(&providers, keys, hasher) {
        Ok(ledger) => ledger,
        Err(error) => return Err(AllProvidersFailed::refused(error)),
    };
    let rules = context.rules();
    let now = || context.time.now();
    let mut call = ItemsCall::new(rules, ledger);
    loop {
        match call.next(&providers, now) {
            Action::Call { provider, chunk } => {
                let limit = call.run.limit();
                let is_late = || Late::by(limit, now);
                let mut asked = call.ledger.ask(chunk, &is_late);
                let answered = providers.ask(provider, &mut asked);
                let answered = answered.map(|()| asked.fault());
                call.judge(chunk, answered, is_valid, classify);
            }
            Action::Sleep(wait) => context.time.sleep.sleep(wait),
            Action::Finished(finish) => return call.finish(&providers, finish.into()),
        }
    }
}
