//! Forms that must compile and run: every shape of providers, values, errors and keys.

mod batch;
mod debug_and_names;
mod error_types;
mod is_valid_and_classify;
mod lists;
mod stored;
