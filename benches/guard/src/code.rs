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

/// A kind of function with two providers.
#[derive(Debug, Clone, Copy)]
pub struct Function {
    pub name: &'static str,
    pub is_async: bool,
    pub wiring: Wiring,
}

/// The code that calls the providers of a function.
#[derive(Debug, Clone, Copy)]
pub enum Wiring {
    /// The attribute, with these arguments beside the providers.
    Attribute(&'static str),
    /// A `match` that keeps the name of the provider that served, and the first error.
    Match,
    /// The same `match`, in a function that is annotated with `tracing::instrument`.
    InstrumentedMatch,
}

/// The annotated functions.
pub const ANNOTATED: [Function; 4] = [
    Function {
        name: "blocking",
        is_async: false,
        wiring: Wiring::Attribute(""),
    },
    Function {
        name: "with settings",
        is_async: false,
        wiring: Wiring::Attribute(
            "retries = 2, retry_backoff = 100ms, timeout = 2s, deadline = 5s, circuit_breaker(failure_threshold = 3, reset_after = 60s),",
        ),
    },
    Function {
        name: "async",
        is_async: true,
        wiring: Wiring::Attribute(""),
    },
    Function {
        name: "hedged",
        is_async: true,
        wiring: Wiring::Attribute("hedge = 20ms,"),
    },
];

/// The value types of the functions of a library.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Values {
    /// One type of one word for all.
    OneType,
    /// A type for each, all of one word.
    OneSize,
    /// A type for each, and each of a size of its own.
    Sizes,
}

impl Values {
    /// Returns the name of the type of a function's value.
    fn name(self, number: usize) -> String {
        match self {
            Self::OneType => "Price".to_owned(),
            Self::OneSize | Self::Sizes => format!("Price{number}"),
        }
    }

    /// Returns the declaration of the type, where it is not that of an earlier function.
    fn declaration(self, number: usize) -> String {
        let (name, size) = (self.name(number), number + 1);
        match self {
            Self::OneType if number > 0 => String::new(),
            Self::OneType | Self::OneSize => format!("pub struct {name}(pub u64);\n"),
            Self::Sizes => format!("pub struct {name}(pub [u64; {size}]);\n"),
        }
    }

    /// Returns a value of the type, made from a word.
    fn value(self, number: usize, word: u64) -> String {
        let (name, size) = (self.name(number), number + 1);
        match self {
            Self::OneType | Self::OneSize => format!("{name}({word})"),
            Self::Sizes => format!("{name}([{word}; {size}])"),
        }
    }
}

/// Returns the figures of each annotated function: `code KIND, bytes` and `code KIND, LLVM lines`.
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
    for function in ANNOTATED {
        let kind = function.name;
        let name = kind.replace(' ', "_");
        let library = |functions| {
            let name = format!("{name}_{functions}");
            let source = source(functions, function, Values::Sizes);
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
///
/// # Errors
///
/// If the library does not compile, or its output is not found.
pub fn text(library: &Path) -> io::Result<u64> {
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

/// Returns the source of a library with so many functions, each with two providers.
pub fn source(functions: usize, function: Function, values: Values) -> String {
    let mut source = "#[derive(Debug)]\npub enum ApiError { Unavailable }\n".to_owned();
    let asynchronous = if function.is_async { "async " } else { "" };
    for number in 0..functions {
        let (price, declaration) = (values.name(number), values.declaration(number));
        let (one, two) = (values.value(number, 1), values.value(number, 2));
        let wired = wired(function, number, &price);
        let _ = write!(
            source,
            "{declaration}\
             #[inline(never)] pub {asynchronous}fn a_{number}(symbol: &str) -> Result<{price}, ApiError> {{\n    \
                 if symbol.is_empty() {{ Err(ApiError::Unavailable) }} else {{ Ok({one}) }}\n}}\n\
             #[inline(never)] pub {asynchronous}fn b_{number}(symbol: &str) -> Result<{price}, ApiError> {{\n    \
                 if symbol.len() > 8 {{ Err(ApiError::Unavailable) }} else {{ Ok({two}) }}\n}}\n\
             {wired}"
        );
    }
    source
}

/// Returns the source of one function, for its providers `a_NUMBER` and `b_NUMBER`.
fn wired(function: Function, number: usize, price: &str) -> String {
    let (asynchronous, awaited) = if function.is_async {
        ("async ", ".await")
    } else {
        ("", "")
    };
    let by_hand = format!(
        "{{\n    \
         let first = match a_{number}(symbol){awaited} {{ Ok(price) => return Ok((price, \"a_{number}\", None)), Err(error) => error }};\n    \
         match b_{number}(symbol){awaited} {{ Ok(price) => Ok((price, \"b_{number}\", Some(first))), Err(second) => Err([first, second]) }}\n}}"
    );
    let attribute = match function.wiring {
        Wiring::Attribute(arguments) => format!(
            "#[failover_core::failover(providers = [a_{number}, b_{number}], {arguments})]\n"
        ),
        Wiring::Match => String::new(),
        Wiring::InstrumentedMatch => "#[tracing::instrument]\n".to_owned(),
    };
    let (result, body) = match function.wiring {
        Wiring::Attribute(_) => (
            format!("failover_core::Result<{price}, ApiError>"),
            ";".to_owned(),
        ),
        Wiring::Match | Wiring::InstrumentedMatch => (
            format!("Result<({price}, &'static str, Option<ApiError>), [ApiError; 2]>"),
            by_hand,
        ),
    };
    let mut wired =
        format!("{attribute}pub {asynchronous}fn price_{number}(symbol: &str) -> {result}{body}\n");
    if function.is_async {
        // The compiler makes code of an `async fn` only where it is used: where it is boxed.
        let _ = writeln!(
            wired,
            "pub fn boxed_{number}(symbol: &'static str) -> std::pin::Pin<Box<dyn Future<Output = {result}>>> \
             {{ Box::pin(price_{number}(symbol)) }}"
        );
    }
    wired
}
