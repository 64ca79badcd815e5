//! Drivers of batch calls: each provider gets the keys that earlier ones could not serve.

mod answer;
#[macro_use]
mod async_call;
mod asynchronous;
mod blocking;
mod concurrent;
mod driver;
mod incomplete;
mod index;
mod key_table;
mod keys;
mod provider;
mod reorder;
mod result;
mod turn_log;

pub(crate) use self::answer::AttemptOutput;
pub use self::answer::{Answer, AnswerItem, AnswerSink};
pub use self::async_call::{
    AsyncAttempt, AsyncBatchCall, BegunAttempt, ItemRequest, NO_TIMER, RequestLimit,
};
pub(crate) use self::asynchronous::fetch_items_async;
pub(crate) use self::blocking::fetch_items;
pub use self::incomplete::{Incomplete, ItemsError};
pub use self::keys::Keys;
pub use self::provider::{
    AsyncBatchProvider, AsyncItemProviders, BatchProvider, ItemProvider, ItemProviders,
};
pub use self::result::{ItemResult, Missing};
pub use self::turn_log::Reason;
