//! A thread's calls.

use std::panic::{AssertUnwindSafe, catch_unwind};

use failover_core::{ItemProvider, Provider};

use super::wired::Wired;
use super::{MAX_KEYS, Worker};
use crate::call::{Call, Trouble, Value};
use crate::chaos::Items;
use crate::tally::Kind;

impl Worker {
    /// Makes calls until all are to rest.
    pub(crate) fn run(mut self) -> Self {
        while !self.world.is_stopped() {
            if self.may_call() {
                let kind = self.one_of(&Kind::BLOCKING);
                self.call(kind);
            }
        }
        self.rest();
        self
    }

    fn call(&mut self, kind: Kind) {
        let (client, stored, call) = self.begin(kind);
        let (client, call) = (&self.clients[client].failover, &call);
        let stored = &self.stored[stored].list;
        let judged = client.is_valid(Value::is_good).classify(Trouble::verdict);
        let wired = Wired { client, call };
        let fetched = catch_unwind(AssertUnwindSafe(|| match kind {
            Kind::Items => call.check_items(&judged.fetch_items(&call.asked, items(call))),
            Kind::WiredItems => call.check_items(&wired.items(&call.asked)),
            Kind::WiredWhole => call.check_whole(&wired.whole()),
            Kind::Stored => call.check_whole(&judged.fetch(stored.with(call))),
            _ => call.check_whole(&judged.fetch(whole(call))),
        }));
        if let Err(panic) = fetched {
            Self::panicked(call, &*panic);
        }
    }
}

fn whole(call: &Call) -> Vec<Provider<impl FnMut() -> Result<Value, Trouble>>> {
    let provider = |place| Provider::new(call.circuit(place).name(), move || call.serve(place));
    (0..call.list.len()).map(provider).collect()
}

#[allow(
    clippy::type_complexity,
    reason = "a list of closures, whose type has no name"
)]
fn items(call: &Call) -> Vec<ItemProvider<impl FnMut(&[u32]) -> Result<Items, Trouble>>> {
    let provider = |place| {
        let ask = move |keys: &[u32]| call.answer(place, keys);
        let max_keys = if place == 1 { MAX_KEYS } else { usize::MAX };
        ItemProvider::new(call.circuit(place).name(), ask).max_keys(max_keys)
    };
    (0..call.list.len()).map(provider).collect()
}
