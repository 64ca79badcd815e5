//! The attribute of the failover engine `failover-core`, which re-exports it: use it from there.

#[macro_use]
mod quote_mixed;

mod argument_checks;
mod arguments;
mod block;
mod concurrency_checks;
mod control_flow;
mod defaults;
mod documentation;
mod errors;
mod expand;
mod expansion;
mod expression_checks;
mod fallback;
mod forward;
mod future_type;
mod ide;
mod input;
mod list_checks;
mod span_range;
mod syntax;
#[cfg(test)]
mod tests;
mod tokens;
mod validate;

use proc_macro::TokenStream;

use crate::expansion::expansion;

#[doc = include_str!("failover.md")]
#[proc_macro_attribute]
pub fn failover(arguments: TokenStream, item: TokenStream) -> TokenStream {
    expansion(arguments.into(), &item.into()).into()
}
