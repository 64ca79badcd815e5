//! A function with a body, and no other provider.

use std::cell::Cell;

use failover_core::{AllProvidersFailed, failover};

#[derive(Debug)]
struct Error;

impl From<AllProvidersFailed<Error>> for Error {
    fn from(_: AllProvidersFailed<Error>) -> Self {
        Self
    }
}

#[failover(retries = 2, on_rejected = failover_core::Verdict::NEXT)]
fn third_time(calls: &Cell<u32>) -> Result<u32, Error> {
    calls.set(calls.get() + 1);
    if calls.get() < 3 { Err(Error) } else { Ok(calls.get()) }
}

fn main() {
    assert_eq!(third_time(&Cell::new(0)).unwrap(), 3);
}
