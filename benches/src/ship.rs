//! What an annotated function costs to build and ship, beside hand-written code and `tracing::instrument`.
//!
//! Each figure is a difference between two libraries, one with a single function and one with many, divided among the functions
//! that only the second has. The providers are part of each function.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use guard::code::{self, ANNOTATED, Function, Values, Wiring};
use guard::package::{CORE, package};

use crate::compile::cargo;
use crate::table::{Table, figure, times};
use crate::time::median;

/// How much is compiled.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Effort {
    /// The functions of the larger library; the smaller has one.
    functions: usize,
    /// How often each library is built.
    builds: usize,
}

impl Effort {
    pub(crate) const FULL: Self = Self {
        functions: 40,
        builds: 5,
    };
    pub(crate) const QUICK: Self = Self {
        functions: 8,
        builds: 1,
    };

    /// Returns the share of one function, from the figures of the smaller and the larger library.
    fn each(self, small: f64, large: f64) -> f64 {
        (large - small) / (self.functions - 1) as f64
    }
}

const VALUES: [Values; 3] = [Values::OneType, Values::OneSize, Values::Sizes];

/// The value types of the libraries whose builds are timed.
const TIMED: Values = Values::OneSize;

/// Arguments of cargo: a release build, a debug build, a check.
const BUILDS: [&[&str]; 3] = [&["build", "--release"], &["build"], &["check"]];

/// Functions with the same providers, without this library.
const PEERS: [Function; 4] = [
    Function {
        name: "hand",
        is_async: false,
        wiring: Wiring::Match,
    },
    Function {
        name: "hand async",
        is_async: true,
        wiring: Wiring::Match,
    },
    Function {
        name: "instrumented",
        is_async: false,
        wiring: Wiring::InstrumentedMatch,
    },
    Function {
        name: "instrumented async",
        is_async: true,
        wiring: Wiring::InstrumentedMatch,
    },
];

/// What was measured.
#[derive(Debug, Clone)]
pub(crate) struct Shipped {
    effort: Effort,
    rows: Vec<Row>,
}

/// The figures of one kind of function.
#[derive(Debug, Clone)]
struct Row {
    function: Function,
    /// Bytes of machine code, by `VALUES`.
    bytes: [f64; VALUES.len()],
    /// Milliseconds of processors, by `BUILDS`.
    millis: [f64; BUILDS.len()],
}

/// Compiles the libraries, and returns what each function adds to them.
pub(crate) fn measure(effort: Effort) -> io::Result<Shipped> {
    let folder = tempfile::tempdir()?;
    let folder = folder.path();
    let (mut rows, mut timed) = (Vec::new(), Vec::new());
    for function in PEERS.into_iter().chain(ANNOTATED) {
        let mut bytes = [0.0; VALUES.len()];
        for (values, bytes) in VALUES.into_iter().zip(&mut bytes) {
            let pair = libraries(folder, function, values, effort)?;
            let (small, large) = (code::text(&pair[0])?, code::text(&pair[1])?);
            *bytes = effort.each(small as f64, large as f64);
            if values == TIMED {
                timed.push(pair);
            }
        }
        rows.push(Row {
            function,
            bytes,
            millis: [f64::NAN; BUILDS.len()],
        });
    }
    for (build, arguments) in BUILDS.into_iter().enumerate() {
        let millis = millis(&timed, &folder.join("target"), arguments, effort)?;
        for (row, millis) in rows.iter_mut().zip(millis) {
            row.millis[build] = millis;
        }
    }
    Ok(Shipped { effort, rows })
}

/// Writes the smaller and the larger library of a function.
fn libraries(
    folder: &Path,
    function: Function,
    values: Values,
    effort: Effort,
) -> io::Result<[PathBuf; 2]> {
    // The whole library is compiled each time: an edit is not what is measured here.
    let manifest = format!(
        "[dependencies]\nfailover-core = {{ path = {CORE:?}, features = [\"tokio\"] }}\ntracing = \"0.1\"\n\
         [profile.dev]\nincremental = false\n[profile.release]\ncodegen-units = 1\n"
    );
    let library = |functions| {
        let name = format!("{}_{values:?}_{functions}", function.name);
        let name = name.replace(' ', "_").to_lowercase();
        let source = code::source(functions, function, values);
        package(folder, &name, &manifest, "lib.rs", &source)
    };
    Ok([library(1)?, library(effort.functions)?])
}

/// Returns the milliseconds of one function, for each pair of libraries; all take turns.
fn millis(
    pairs: &[[PathBuf; 2]],
    target: &Path,
    arguments: &[&str],
    effort: Effort,
) -> io::Result<Vec<f64>> {
    let build = |library: &Path| {
        // It is compiled again although nothing changed.
        let source = library.join("src/lib.rs");
        let source = File::options().write(true).open(source)?;
        source.set_modified(SystemTime::now())?;
        Ok::<_, io::Error>(cargo(library, target, arguments)?.processor * 1e3)
    };
    // The dependencies, which all libraries share, are compiled first.
    for [small, _] in pairs {
        build(small)?;
    }
    let mut samples = vec![Vec::new(); pairs.len()];
    for _ in 0..effort.builds {
        for ([small, large], samples) in pairs.iter().zip(&mut samples) {
            samples.push(effort.each(build(small)?, build(large)?));
        }
    }
    Ok(samples.into_iter().map(median).collect())
}

pub(crate) fn tables(shipped: &Shipped) -> Vec<Table> {
    let functions = shipped.effort.functions;
    let columns = [
        "",
        "one value type",
        "× base",
        "types of one size",
        "× base",
        "types of many sizes",
        "× base",
    ];
    let title = "What a function costs to ship: bytes of machine code";
    let mut bytes = Table::new(title, &columns);
    bytes.note(format!(
        "A release build with one codegen unit, and a function with its two providers: the difference between a library of \
         {functions} functions and a library of one, divided by {}. The functions of a library have one value type of one word, \
         or a type each, all of one word, or a type each, of 1 to {functions} words. LLVM merges functions that are the same to \
         the last byte. Types of many sizes prevent that.",
        functions - 1
    ));
    let columns = [
        "",
        "release build",
        "× base",
        "debug build",
        "× base",
        "check",
        "× base",
    ];
    let title = "What a function costs to build: milliseconds of processors";
    let mut millis = Table::new(title, &columns);
    millis.note(
        "The same libraries, with a value type each, all of one word. The library alone is compiled, the whole of it and not \
         incrementally.",
    );
    for row in &shipped.rows {
        let base = shipped.base(row.function);
        bytes.row(cells(row, base, |row| row.bytes));
        millis.row(cells(row, base, |row| row.millis));
    }
    vec![bytes, millis]
}

impl Shipped {
    /// Returns the hand-written row that a function is compared with: blocking or async.
    fn base(&self, function: Function) -> Option<&Row> {
        self.rows.iter().find(|row| {
            matches!(row.function.wiring, Wiring::Match)
                && row.function.is_async == function.is_async
        })
    }
}

/// Returns the name of a row, and each figure beside its share of the base.
fn cells(row: &Row, base: Option<&Row>, of: fn(&Row) -> [f64; 3]) -> Vec<String> {
    let mut cells = vec![name(row.function)];
    for (index, value) in of(row).into_iter().enumerate() {
        let base = base.map(|base| of(base)[index]);
        cells.push(figure(Some(value)));
        cells.push(figure(times(Some(value), base)));
    }
    cells
}

fn name(function: Function) -> String {
    let kind = if function.is_async {
        "async"
    } else {
        "blocking"
    };
    match function.wiring {
        Wiring::Match => format!("hand, {kind} (base of {kind})"),
        Wiring::InstrumentedMatch => format!("`tracing::instrument`, the same by hand, {kind}"),
        Wiring::Attribute(_) => format!("**this library, {}**", function.name),
    }
}
