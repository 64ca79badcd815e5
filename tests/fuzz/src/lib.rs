//! The fuzz targets, and ordinary tests that replay the kept inputs.
//!
//! Each target is a function that takes any bytes and panics if a promise is broken.
//!
//! Compiled only for these two, because some of the sources belong to another crate.
#![cfg(any(test, fuzzing))]

mod attribute;
mod builder;
mod draw;
#[cfg(test)]
#[path = "../../figures.rs"]
mod figures;
#[cfg(test)]
mod kept;
mod scenario;

// A proc-macro crate cannot export functions, so this crate compiles the modules of `failover-macros` again. They
// import each other from the root.
#[macro_use]
#[path = "../../../failover-macros/src/quote_mixed.rs"]
mod quote_mixed;
#[path = "../../../failover-macros/src/argument_checks.rs"]
mod argument_checks;
#[path = "../../../failover-macros/src/arguments/mod.rs"]
mod arguments;
#[path = "../../../failover-macros/src/block.rs"]
mod block;
#[path = "../../../failover-macros/src/concurrency_checks.rs"]
mod concurrency_checks;
#[path = "../../../failover-macros/src/control_flow.rs"]
mod control_flow;
#[path = "../../../failover-macros/src/defaults.rs"]
mod defaults;
#[path = "../../../failover-macros/src/documentation.rs"]
mod documentation;
#[path = "../../../failover-macros/src/errors.rs"]
mod errors;
#[path = "../../../failover-macros/src/expand/mod.rs"]
mod expand;
#[path = "../../../failover-macros/src/expansion.rs"]
mod expansion;
#[path = "../../../failover-macros/src/expression_checks.rs"]
mod expression_checks;
#[path = "../../../failover-macros/src/fallback.rs"]
mod fallback;
#[path = "../../../failover-macros/src/forward.rs"]
mod forward;
#[path = "../../../failover-macros/src/future_type.rs"]
mod future_type;
#[path = "../../../failover-macros/src/ide.rs"]
mod ide;
#[path = "../../../failover-macros/src/input.rs"]
mod input;
#[path = "../../../failover-macros/src/list_checks.rs"]
mod list_checks;
#[path = "../../../failover-macros/src/span_range.rs"]
mod span_range;
#[path = "../../../failover-macros/src/syntax.rs"]
mod syntax;
#[path = "../../../failover-macros/src/tokens.rs"]
mod tokens;
#[path = "../../../failover-macros/src/validate.rs"]
mod validate;

use crate::expansion::expansion;

pub use crate::attribute::{as_text, attribute};
pub use crate::builder::builder;
pub use crate::scenario::scenario;
