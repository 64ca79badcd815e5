//! What must compile and run: every shape in which providers, values, errors and keys may be handed over.

mod batch;
mod debug_and_names;
mod error_types;
mod is_valid_and_classify;
mod lists;
mod stored;
