//! The code that an annotated function becomes: bytes of machine code, and lines that LLVM is given.
//!
//! Each figure is a difference between two libraries: one with a single annotated function, one with more. The value type of every
//! function has a size of its own. With types of one size LLVM merges much of the code, because it is the same to the last byte.

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use object::{Object as _, ObjectSection as _, SectionKind};

use crate::package::{CORE, package};

/// The functions of the larger library, beyond the one of the smaller.
const MORE: usize = 8;

/// A kind of annotated function: its name, the words before `fn`, and the arguments of the attribute.
const KINDS: [(&str, &str, &str); 4] = [
    ("blocking", "", ""),
    (
        "with settings",
        "",
        "retries = 2, retry_backoff = 100ms, timeout = 2s, deadline = 5s, circuit_breaker(failure_threshold = 3, reset_after = 60s),",
    ),
    ("async", "async ", ""),
    ("hedged", "async ", "hedge = 20ms,"),
];

/// Returns the figures of each kind, for one function: `code KIND, bytes` and `code KIND, LLVM lines`.
///
/// # Errors
///
/// If a library does not compile, or its output is not found.
pub fn figures() -> io::Result<Vec<(String, f64)>> {
    let folder = tempfile::tempdir()?;
    let manifest = format!(
        "[dependencies]\nfailover-core = {{ path = {CORE:?}, features = [\"tokio\"] }}\n\
         [profile.release]\ncodegen-units = 1\n"
    );
    let mut figures = Vec::new();
    for (kind, asynchronous, arguments) in KINDS {
        let name = kind.replace(' ', "_");
        let library = |functions| {
            let name = format!("{name}_{functions}");
            let source = source(functions, asynchronous, arguments);
            package(folder.path(), &name, &manifest, "lib.rs", &source)
        };
        let (small, large) = (library(1)?, library(1 + MORE)?);
        let each = |of: fn(&Path) -> io::Result<u64>| {
            let (small, large) = (of(&small)?, of(&large)?);
            Ok::<_, io::Error>((large as f64 - small as f64) / MORE as f64)
        };
        figures.push((format!("code {kind}, bytes"), each(text)?));
        figures.push((format!("code {kind}, LLVM lines"), each(lines)?));
    }
    Ok(figures)
}

/// Returns the bytes of machine code of a library.
fn text(library: &Path) -> io::Result<u64> {
    let object = compile(library, "o", &["--emit=obj"])?;
    let object = fs::read(object)?;
    let object = object::File::parse(&*object).map_err(io::Error::other)?;
    let sections = object.sections();
    let text = sections.filter(|section| section.kind() == SectionKind::Text);
    Ok(text.map(|section| section.size()).sum())
}

/// Returns the lines that LLVM is given for a library, before it optimizes.
fn lines(library: &Path) -> io::Result<u64> {
    let flags = ["--emit=llvm-ir", "-Cno-prepopulate-passes"];
    let lines = fs::read_to_string(compile(library, "ll", &flags)?)?;
    Ok(lines.lines().count() as u64)
}

/// Compiles a library, and returns the one file with this extension.
fn compile(library: &Path, extension: &str, flags: &[&str]) -> io::Result<PathBuf> {
    // All libraries share the compiled dependencies, and each has a name of its own.
    let target = library.with_file_name("target");
    let output = Command::new("cargo")
        .args(["rustc", "--release", "--quiet", "--lib", "--"])
        .args(flags)
        .current_dir(library)
        .env("CARGO_TARGET_DIR", &target)
        .output()?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        return Err(io::Error::other(said));
    }
    let name = library.file_name().unwrap_or_default().to_string_lossy();
    let prefix = format!("{name}-");
    let is_output = |path: &PathBuf| {
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        file.starts_with(&prefix) && path.extension() == Some(OsStr::new(extension))
    };
    let files = fs::read_dir(target.join("release/deps"))?;
    let found = files
        .filter_map(|file| Some(file.ok()?.path()))
        .find(is_output);
    found.ok_or_else(|| io::Error::other(format!("{name} has no .{extension}")))
}

/// Returns the source of a library with so many annotated functions, each with two providers.
fn source(functions: usize, asynchronous: &str, arguments: &str) -> String {
    let mut source = "#[derive(Debug)]\npub enum ApiError { Unavailable }\n".to_owned();
    for number in 0..functions {
        let size = number + 1;
        // The compiler makes code of an `async fn` only where it is used: where it is boxed.
        let boxed = format!(
            "pub fn boxed_{number}(symbol: &'static str) -> std::pin::Pin<Box<dyn Future<Output = \
             failover_core::Result<Price{number}, ApiError>>>> {{ Box::pin(price_{number}(symbol)) }}\n"
        );
        let boxed = if asynchronous.is_empty() { "" } else { &boxed };
        let _ = write!(
            source,
            "pub struct Price{number}(pub [u64; {size}]);\n\
             #[inline(never)] pub {asynchronous}fn a_{number}(symbol: &str) -> Result<Price{number}, ApiError> {{\n    \
                 if symbol.is_empty() {{ Err(ApiError::Unavailable) }} else {{ Ok(Price{number}([1; {size}])) }}\n}}\n\
             #[inline(never)] pub {asynchronous}fn b_{number}(symbol: &str) -> Result<Price{number}, ApiError> {{\n    \
                 if symbol.len() > 8 {{ Err(ApiError::Unavailable) }} else {{ Ok(Price{number}([2; {size}])) }}\n}}\n\
             #[failover_core::failover(providers = [a_{number}, b_{number}], {arguments})]\n\
             pub {asynchronous}fn price_{number}(symbol: &str) -> failover_core::Result<Price{number}, ApiError>;\n\
             {boxed}"
        );
    }
    source
}
