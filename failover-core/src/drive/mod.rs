//! Parts that every driver needs: the context of a call, and the timeout of an attempt.

mod context;
mod observed;
mod race;
mod scopes;
mod timeout;

pub(crate) use self::context::ContextSource;
pub use self::context::{CallContext, Watch};
pub(crate) use self::observed::ObservedCall;
pub(crate) use self::race::Race;
pub(crate) use self::scopes::Scopes;
pub(crate) use self::timeout::{Aborted, Pause, poll_attempt, poll_limit};
pub use self::timeout::{AttemptOutcome, CallTimer, NoTimer, Resting, WithTimeout};
