//! Calls of annotated functions.

use failover_core::{AllProvidersFailed, FailoverClient, ItemResult, Served, failover};

use crate::call::{Call, Trouble, Value};

/// The names of the providers below. The texts of the last two are also made at run time elsewhere: other addresses,
/// but the same circuits.
pub(super) const WIRED: [usize; 3] = [0, 4, 8];

pub(super) struct Wired<'a> {
    pub(super) client: &'a FailoverClient,
    pub(super) call: &'a Call,
}

type Whole = Result<Served<Value, Trouble>, AllProvidersFailed<Trouble>>;
type Items = Result<ItemResult<u32, Value, Trouble>, AllProvidersFailed<Trouble>>;

impl Wired<'_> {
    #[failover(
        providers = [
            amber = self.call.serve(0),
            "feed-1" = self.call.serve(1),
            "feed-5" = self.call.serve(2),
        ],
        client = self.client,
        is_valid = Value::is_good,
        classify = Trouble::verdict,
    )]
    pub(super) fn whole(&self) -> Whole;

    #[failover(
        providers = [
            amber = self.call.answer(0, keys),
            "feed-1" = self.call.answer(1, keys),
            "feed-5" = self.call.answer(2, keys),
        ],
        keys = keys,
        max_keys(amber = 3),
        client = self.client,
        is_valid = Value::is_good,
        classify = Trouble::verdict,
    )]
    pub(super) fn items(&self, keys: &[u32]) -> Items;

    #[failover(
        providers = [
            amber = self.call.serve_async(0),
            "feed-1" = self.call.serve_async(1),
            "feed-5" = self.call.serve_async(2),
        ],
        client = self.client,
        is_valid = Value::is_good,
        classify = Trouble::verdict,
    )]
    pub(super) async fn whole_async(&self) -> Whole;

    #[failover(
        providers = [
            amber = self.call.serve_async(0),
            "feed-1" = self.call.serve_async(1),
            "feed-5" = self.call.serve_async(2),
        ],
        hedge = 300ms,
        client = self.client,
        is_valid = Value::is_good,
        classify = Trouble::verdict,
    )]
    pub(super) async fn hedged(&self) -> Whole;

    #[failover(
        providers = [
            amber = self.call.answer_async(0, keys.to_vec()),
            "feed-1" = self.call.answer_async(1, keys.to_vec()),
            "feed-5" = self.call.answer_async(2, keys.to_vec()),
        ],
        keys = keys,
        max_keys = 3,
        concurrency = 3,
        client = self.client,
        is_valid = Value::is_good,
        classify = Trouble::verdict,
    )]
    pub(super) async fn side_by_side(&self, keys: &[u32]) -> Items;
}
