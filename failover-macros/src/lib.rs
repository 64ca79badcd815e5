//! The attribute of the failover engine `failover-core`, which re-exports it: use it from there.

#[macro_use]
mod quote_mixed;

mod arguments;
mod concurrency_checks;
mod documentation;
mod errors;
mod expand;
mod expansion;
mod expression_checks;
mod fallback;
mod ide;
mod input;
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
