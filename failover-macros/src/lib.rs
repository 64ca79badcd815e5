//! The attribute of the failover engine `failover-core`, which re-exports it: use it from there.

#[macro_use]
mod generated;

mod arguments;
mod borrows;
mod documentation;
mod editor;
mod errors;
mod expand;
mod expansion;
mod fallback;
mod input;
mod side_by_side;
#[cfg(test)]
mod tests;
mod validate;

use proc_macro::TokenStream;

use crate::expansion::expansion;

#[doc = include_str!("failover.md")]
#[proc_macro_attribute]
pub fn failover(arguments: TokenStream, item: TokenStream) -> TokenStream {
    expansion(arguments.into(), &item.into()).into()
}
