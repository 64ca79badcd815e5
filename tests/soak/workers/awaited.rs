//! A task's calls.

use failover_core::{ItemProvider, Provider};

use super::wired::Wired;
use super::{CONCURRENCY, HEDGE, MAX_KEYS, Worker};
use crate::call::{Trouble, Value};
use crate::tally::{Fault, Kind};
use crate::time::{Attended, EndReason};

/// The caller drops one call in so many.
const DROPS: u32 = 12;
/// The most polls before it does.
const MOST_POLLS: u32 = 4;

impl Worker {
    /// Makes calls until all are to rest.
    pub(crate) async fn run_async(mut self) -> Self {
        while !self.world.is_stopped() {
            if self.may_call() {
                let kind = self.one_of(&Kind::ASYNC);
                self.call_async(kind).await;
            }
            tokio::task::yield_now().await;
        }
        self.rest();
        self
    }

    async fn call_async(&mut self, kind: Kind) {
        let drops = self.rng.u32(..DROPS) == 0;
        let patience = drops.then(|| self.rng.u32(..MOST_POLLS));
        let (client, _, call) = self.begin(kind);
        let (client, call) = (&self.clients[client].failover, &call);
        let judged = client.is_valid(Value::is_good).classify(Trouble::verdict);
        let wired = Wired { client, call };
        let places = 0..call.list.len();
        let name = |place| call.circuit(place).name();
        let serve = |place| Provider::new(name(place), move || call.serve_async(place));
        let answer = |place| {
            let ask = move |keys| call.answer_async(place, keys);
            ItemProvider::new_async(name(place), ask)
        };

        macro_rules! attend {
            ($check:ident, $future:expr) => {
                match Attended::new($future, &call.time, patience).await {
                    EndReason::Returned(outcome) => call.$check(&outcome),
                    EndReason::Panicked(panic) => Self::panicked(call, &*panic),
                    EndReason::Dropped => call.tally().fault(Fault::Dropped),
                }
            };
        }
        match kind {
            Kind::Hedged => {
                let providers: Vec<_> = places.map(serve).collect();
                attend!(check_whole, judged.hedge(HEDGE).fetch_async(providers));
            }
            Kind::ItemsAsync => {
                let providers: Vec<_> = places.map(answer).collect();
                attend!(
                    check_items,
                    judged.fetch_items_async(&call.asked, providers)
                );
            }
            Kind::SideBySide => {
                let answer = |place| answer(place).max_keys(MAX_KEYS).concurrency(CONCURRENCY);
                let providers: Vec<_> = places.map(answer).collect();
                attend!(
                    check_items,
                    judged.fetch_items_async(&call.asked, providers)
                );
            }
            Kind::WiredWholeAsync => attend!(check_whole, wired.whole_async()),
            Kind::WiredHedged => attend!(check_whole, wired.hedged()),
            Kind::WiredSideBySide => attend!(check_items, wired.side_by_side(&call.asked)),
            _ => {
                let providers: Vec<_> = places.map(serve).collect();
                attend!(check_whole, judged.fetch_async(providers));
            }
        }
    }
}
