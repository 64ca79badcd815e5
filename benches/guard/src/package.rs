//! Packages that are written into a folder, to be compiled.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The path of `failover-core`.
pub const CORE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../failover-core");

/// Writes a package with the versions of this workspace's lock file, and returns its path. `manifest` follows the `[package]`
/// section, and `file` is the file in `src` that contains `source`.
///
/// # Errors
///
/// If a file cannot be written.
pub fn package(
    folder: &Path,
    name: &str,
    manifest: &str,
    file: &str,
    source: &str,
) -> io::Result<PathBuf> {
    let package = folder.join(name);
    fs::create_dir_all(package.join("src"))?;
    let head = format!("[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n");
    fs::write(
        package.join("Cargo.toml"),
        format!("{head}{manifest}\n[workspace]\n"),
    )?;
    fs::write(package.join("src").join(file), source)?;
    let lock = concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.lock");
    fs::copy(lock, package.join("Cargo.lock"))?;
    Ok(package)
}
