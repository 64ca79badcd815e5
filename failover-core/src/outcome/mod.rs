//! What a call says afterwards.

mod all_failed;
mod failure;
mod served;

pub use self::all_failed::{AllProvidersFailed, BoxError, Ended};
pub(crate) use self::failure::Failures;
pub use self::failure::{Failure, FailureKind};
pub use self::served::{Served, Turn};
