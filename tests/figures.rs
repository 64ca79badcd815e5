//! The figures that RELIABILITY.md quotes.

use std::path::Path;
use std::process::Command;
use std::{env, fs};

/// Writes a checker's figures to `docs/reliability/figures/NAME.txt`, if the variable `FIGURES` is set.
///
/// The file starts with the command and the compiler. The commit that changes it tells the date.
///
/// # Panics
///
/// If the file cannot be written.
pub fn write(name: &str, command: &str, figures: &str) {
    if env::var_os("FIGURES").is_none() {
        return;
    }
    let mut folders = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let root = folders.find(|folder| folder.join("RELIABILITY.md").exists());
    let folder = root
        .expect("RELIABILITY.md")
        .join("docs/reliability/figures");
    let compiler = Command::new("rustc").arg("--version").output();
    let compiler = String::from_utf8(compiler.expect("rustc").stdout).expect("text");
    let text = format!("$ {command}\n{compiler}\n{}\n", figures.trim_matches('\n'));
    fs::create_dir_all(&folder).expect("the folder of the figures");
    fs::write(folder.join(format!("{name}.txt")), text).expect("a file of figures");
}
