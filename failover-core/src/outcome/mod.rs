//! The outcomes of calls: values with their provenance, and failures.

mod all_failed;
mod failure;
mod heard;
mod report;
mod served;

pub use self::all_failed::{AllProvidersFailed, BoxError, ProviderError};
pub(crate) use self::failure::Failures;
pub use self::failure::{Failure, FailureKind};
pub use self::heard::{HasFailures, OnFailure, Unheard};
pub(crate) use self::report::{Report, WriteReport, write_failures, write_failures_and_causes};
pub use self::served::{Served, Turn};
