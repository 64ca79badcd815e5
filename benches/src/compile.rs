//! W8: what the attribute costs to compile, by packages written into a temporary folder.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use guard::package::{CORE, package};
use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;

use crate::budgets::{Budget, beside};
use crate::table::{Table, figure};
use crate::time::median;

const FUNCTIONS: usize = 100;

/// How often each is built.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Effort {
    builds: usize,
    checks: usize,
}

impl Effort {
    pub(crate) const FULL: Self = Self {
        builds: 7,
        checks: 7,
    };
    pub(crate) const QUICK: Self = Self {
        builds: 1,
        checks: 3,
    };
}

/// Seconds: by the clock, and of processors.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Seconds {
    wall: f64,
    pub(crate) processor: f64,
}

/// What was measured.
#[derive(Debug, Clone)]
pub(crate) struct Compiled {
    /// A program with the attribute, and one with a macro that has syn and quote alone.
    hello: [Seconds; 2],
    /// Annotated functions, and plain ones.
    edited: [Seconds; 2],
}

impl Compiled {
    pub(crate) fn share(&self) -> f64 {
        self.hello[0].wall / self.hello[1].wall
    }

    pub(crate) fn millis_per_function(&self) -> f64 {
        (self.edited[0].processor - self.edited[1].processor) * 1e3 / FUNCTIONS as f64
    }
}

pub(crate) fn measure(effort: Effort) -> io::Result<Compiled> {
    let folder = tempfile::tempdir()?;
    let folder = folder.path();
    let hello = [hello(folder)?, hello_with_syn(folder)?];
    let build = |package: &PathBuf| {
        let target = package.join("target");
        if target.exists() {
            fs::remove_dir_all(&target)?;
        }
        cargo(package, &target, &["build"])
    };
    let hello = alternated(&hello, effort.builds, |package, _| build(package))?;

    let libraries = [functions(folder, true)?, functions(folder, false)?];
    let check = |library: &PathBuf| cargo(library, &library.join("target"), &["check"]);
    for library in &libraries {
        check(library)?;
    }
    let edited = alternated(&libraries, effort.checks, |library, repetition| {
        write_functions(library, library == &libraries[0], repetition + 1)?;
        check(library)
    })?;
    Ok(Compiled { hello, edited })
}

/// The medians of both packages, which take turns.
fn alternated(
    packages: &[PathBuf; 2],
    repetitions: usize,
    take: impl Fn(&PathBuf, usize) -> io::Result<Seconds>,
) -> io::Result<[Seconds; 2]> {
    let mut samples = [Vec::new(), Vec::new()];
    for repetition in 0..repetitions {
        for (package, samples) in packages.iter().zip(&mut samples) {
            samples.push(take(package, repetition)?);
        }
    }
    Ok(samples.map(|samples| Seconds {
        wall: median(samples.iter().map(|sample| sample.wall).collect()),
        processor: median(samples.iter().map(|sample| sample.processor).collect()),
    }))
}

/// Runs cargo, and returns what it and the compiler took.
pub(crate) fn cargo(package: &Path, target: &Path, arguments: &[&str]) -> io::Result<Seconds> {
    let (begun, spent) = (Instant::now(), spent()?);
    let output = Command::new("cargo")
        .args(arguments)
        .arg("--quiet")
        .current_dir(package)
        .env("CARGO_TARGET_DIR", target)
        .output()?;
    if !output.status.success() {
        return Err(io::Error::other(
            String::from_utf8_lossy(&output.stderr).into_owned(),
        ));
    }
    Ok(Seconds {
        wall: begun.elapsed().as_secs_f64(),
        processor: self::spent()?.saturating_sub(spent).as_secs_f64(),
    })
}

/// What the children that are over have spent.
fn spent() -> io::Result<Duration> {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    let micros = (usage.user_time() + usage.system_time()).num_microseconds();
    Ok(Duration::from_micros(micros.unsigned_abs()))
}

fn library() -> String {
    format!("[dependencies]\nfailover-core = {{ path = {CORE:?} }}")
}

fn hello(folder: &Path) -> io::Result<PathBuf> {
    let source = "
        fn good(name: &str) -> Result<String, std::io::Error> { Ok(format!(\"hello {name}\")) }

        #[failover_core::failover(providers = [primary = good, backup = good])]
        fn hello(name: &str) -> failover_core::Result<String, std::io::Error>;

        fn main() { println!(\"{:?}\", hello(\"world\").ok()); }
    ";
    package(folder, "hello", &library(), "main.rs", source)
}

/// The least that a macro with syn can be: it reads the function and puts it out again.
fn hello_with_syn(folder: &Path) -> io::Result<PathBuf> {
    let manifest = "
        [lib]
        proc-macro = true
        [dependencies]
        quote = \"1\"
        syn = { version = \"3\", default-features = false, features = [\"full\", \"parsing\", \"printing\", \"proc-macro\"] }
    ";
    let source = "
        use proc_macro::TokenStream;

        #[proc_macro_attribute]
        pub fn same(_: TokenStream, function: TokenStream) -> TokenStream {
            let function = syn::parse_macro_input!(function as syn::ItemFn);
            quote::quote!(#function).into()
        }
    ";
    package(folder, "same", manifest, "lib.rs", source)?;
    let source = "
        #[same::same]
        fn hello(name: &str) -> Result<String, std::io::Error> { Ok(format!(\"hello {name}\")) }

        fn main() { println!(\"{:?}\", hello(\"world\").ok()); }
    ";
    let manifest = "[dependencies]\nsame = { path = \"../same\" }";
    package(folder, "hello_with_syn", manifest, "main.rs", source)
}

fn functions(folder: &Path, annotated: bool) -> io::Result<PathBuf> {
    let name = if annotated { "annotated" } else { "plain" };
    let library = package(folder, name, &library(), "lib.rs", "")?;
    write_functions(&library, annotated, 0)?;
    Ok(library)
}

/// A hundred functions; the body of the fiftieth has the number of the edit.
fn write_functions(library: &Path, annotated: bool, edit: usize) -> io::Result<()> {
    let mut source = "
        #[derive(Debug)]
        pub enum ApiError { Unavailable(usize), AllFailed }

        impl From<failover_core::AllProvidersFailed<ApiError>> for ApiError {
            fn from(_: failover_core::AllProvidersFailed<ApiError>) -> Self { Self::AllFailed }
        }

        pub fn backup(_symbol: &str) -> Result<f64, ApiError> { Ok(64_000.0) }
    "
    .to_owned();
    for number in 0..FUNCTIONS {
        let attribute = "#[failover_core::failover(providers = [backup])]\n";
        let attribute = if annotated { attribute } else { "" };
        let edit = if number == FUNCTIONS / 2 { edit } else { 0 };
        let body = format!("Err(ApiError::Unavailable(symbol.len() + {edit}))");
        let _ = writeln!(
            source,
            "{attribute}pub fn price_{number}(symbol: &str) -> Result<f64, ApiError> {{ {body} }}"
        );
    }
    fs::write(library.join("src/lib.rs"), source)
}

pub(crate) fn tables(compiled: &Compiled, budgets: &[Budget]) -> Vec<Table> {
    let Compiled { hello, edited } = compiled;
    let columns = ["", "seconds", "of processors", "", "budget"];
    let mut clean = Table::new("W8. A clean debug build of a small program", &columns);
    let seconds = |name: &str, seconds: Seconds, more: String, row: &str| {
        vec![
            name.to_owned(),
            figure(Some(seconds.wall)),
            figure(Some(seconds.processor)),
            more,
            beside(budgets, row),
        ]
    };
    let share = format!("{:.2} × base", compiled.share());
    clean.row(seconds(
        "a macro with syn (full) and quote alone (base)",
        hello[1],
        String::new(),
        "",
    ));
    clean.row(seconds(
        "**this library, the attribute**",
        hello[0],
        share,
        "W8 clean build",
    ));

    let title = format!("W8. `cargo check` after one body of {FUNCTIONS} functions was changed");
    let mut check = Table::new(title, &columns);
    let each = format!("{:.2} ms of each function", compiled.millis_per_function());
    check.row(seconds("plain functions", edited[1], String::new(), ""));
    check.row(seconds(
        "**this library, annotated functions**",
        edited[0],
        each,
        "W8 check after an edit",
    ));
    vec![clean, check]
}
