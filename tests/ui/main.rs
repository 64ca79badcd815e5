//! What the attribute says where it is put wrong, and that it compiles, and works, wherever it is put right.
//! `tests/README.md` says how to write the snapshots again.

mod snapshots;

use std::io::{self, Write};
use std::process::Command;

/// The version of the compiler that wrote the snapshots.
const PINNED: &str = include_str!("../../.ci/toolchain");

#[test]
fn ui() {
    let cases = trybuild::TestCases::new();
    cases.pass("ui/pass/**/*.rs");
    let compiler = compiler();
    let pinned = format!("rustc {} ", PINNED.trim());
    if compiler.starts_with(&pinned) {
        cases.compile_fail("ui/fail/**/*.rs");
    } else {
        // Not `eprintln`, which a test that passes is not heard by.
        let skipped = "ui/fail is SKIPPED: its snapshots are of";
        let _ = writeln!(
            io::stderr(),
            "{skipped} {pinned}(.ci/toolchain), this is {compiler}"
        );
    }
}

fn compiler() -> String {
    let compiler = std::env::var("RUSTC").unwrap_or_else(|_| "rustc".to_owned());
    let output = Command::new(compiler).arg("--version").output();
    let output = output.expect("the compiler says its version");
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}
