//! `cargo +nightly fuzz run --fuzz-dir tests/fuzz builder`. Without `cargo fuzz`, it does nothing.
#![cfg_attr(fuzzing, no_main)]

#[cfg(fuzzing)]
libfuzzer_sys::fuzz_target!(|data: &[u8]| tests_fuzz::builder(data));

#[cfg(not(fuzzing))]
fn main() {}
