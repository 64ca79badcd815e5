//! `cargo +nightly fuzz run --fuzz-dir tests/fuzz scenario`. Without `cargo fuzz`, it does nothing.
#![cfg_attr(fuzzing, no_main)]

#[cfg(fuzzing)]
libfuzzer_sys::fuzz_target!(|data: &[u8]| tests_fuzz::scenario(data));

#[cfg(not(fuzzing))]
fn main() {}
