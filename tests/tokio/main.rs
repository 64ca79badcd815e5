//! The feature `tokio`: tokio's timer is the default.

mod attribute;
mod no_runtime;
mod paused;
mod real;

use tests::support::{Code, secs};

type Answer = Result<u32, Code>;

/// An attempt that takes longer than any limit here.
async fn hang<T>() -> T {
    tokio::time::sleep(secs(20)).await;
    panic!("it was not dropped")
}
