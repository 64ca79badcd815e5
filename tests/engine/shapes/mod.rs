//! What must compile and run: every shape in which providers, values, errors and keys may be handed over.

mod errors;
mod items;
mod judged;
mod lists;
mod stored;
mod told;

use std::error::Error;
use std::fmt;

/// What a provider fails with.
#[derive(Debug, Clone, PartialEq)]
struct Down;

impl fmt::Display for Down {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("down")
    }
}

impl Error for Down {}
