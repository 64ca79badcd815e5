//! Where a call's instructions go: by the part of the library whose lines they are of. What is inlined from the
//! language's own library counts where it was inlined.

use std::collections::BTreeMap;
use std::error::Error;
use std::{env, fs};

use addr2line::Loader;
use guard::profile::Profile;
use guard::{Kind, Row, Workload, valgrind};
use object::{Object, ObjectSymbol};

use crate::table::{Table, count};

/// A line of the table, and what the paths of its files hold; the first that fits counts.
const PARTS: [(&str, &[&str]); 8] = [
    ("a circuit, found by its name", &["breaker/circuits.rs"]),
    ("the circuit itself", &["src/breaker/"]),
    ("the clock", &["core/src/time/", "library/std/src/", OTHERS]),
    (
        "rules and judgement",
        &[
            "core/src/run/",
            "core/src/judge.rs",
            "core/src/verdict.rs",
            "core/src/policy.rs",
            "core/src/context.rs",
        ],
    ),
    ("what is told, and the failure kept", &["core/src/outcome/"]),
    ("the end of a future, dropped", &["library/core/src/ptr/"]),
    (
        "the drive: the list, the call, the wait",
        &["failover-core/src/"],
    ),
    ("the loop, the providers, the look at what came", &[""]),
];

/// What has no source here: the clock's way into the system.
const OTHERS: &str = "others";

/// One row's instructions by part.
pub(crate) struct Account {
    row: String,
    parts: [f64; PARTS.len()],
}

/// Of the library's rows with a budget, and of those by hand that they are held against.
pub(crate) fn measure(rows: &[Row]) -> Result<Vec<Account>, Box<dyn Error>> {
    let is_accounted = |row: &&Row| match row.kind {
        Kind::Hand => row.name == row.workload.base(),
        Kind::Expansion | Kind::Fetch => {
            row.workload != Workload::Settings && !row.name.contains("no breaker")
        }
        Kind::Breaker | Kind::Retry => false,
    };
    let rows: Vec<_> = rows.iter().filter(is_accounted).collect();
    let lines = Lines::new()?;
    let profiles = valgrind::profiles(&rows)?;
    let account = |(row, profile): (&&Row, Profile)| Account {
        row: row.id(),
        parts: lines.parts(&profile),
    };
    Ok(rows.iter().zip(profiles).map(account).collect())
}

/// The source lines of this program.
struct Lines {
    loader: Loader,
    main: u64,
}

impl Lines {
    fn new() -> Result<Self, Box<dyn Error>> {
        let program = env::current_exe()?;
        let bytes = fs::read(&program)?;
        let file = object::File::parse(&*bytes)?;
        let main = file.symbols().find(|symbol| symbol.name() == Ok("main"));
        Ok(Self {
            loader: Loader::new(&program)?,
            main: main.ok_or("the program has no symbol `main`")?.address(),
        })
    }

    fn parts(&self, profile: &Profile) -> [f64; PARTS.len()] {
        let mut of_files = BTreeMap::from([(OTHERS.to_owned(), profile.others)]);
        let moved_by = profile.main.unwrap_or(self.main).wrapping_sub(self.main);
        for (address, cost) in &profile.own {
            let file = self.file(address.wrapping_sub(moved_by));
            *of_files.entry(file).or_default() += cost;
        }
        let mut parts = [0.0; PARTS.len()];
        for (file, cost) in of_files {
            let is_of = |(_, paths): &(&str, &[&str])| paths.iter().any(|path| file.contains(path));
            if let Some(part) = PARTS.iter().position(is_of) {
                parts[part] += cost;
            }
        }
        parts
    }

    /// Whose an instruction is: of all that was inlined there, the innermost that is not the language's own.
    fn file(&self, address: u64) -> String {
        let mut file = OTHERS.to_owned();
        let Ok(mut frames) = self.loader.find_frames(address) else {
            return file;
        };
        while let Ok(Some(frame)) = frames.next() {
            if let Some(of_frame) = frame.location.and_then(|location| location.file) {
                of_frame.clone_into(&mut file);
                if !file.contains("/library/") {
                    break;
                }
            }
        }
        file
    }
}

pub(crate) fn table(accounts: &[Account]) -> Table {
    let columns = accounts.iter().map(|account| account.row.as_str());
    let columns: Vec<_> = [""].into_iter().chain(columns).collect();
    let mut table = Table::new("Where the instructions go", &columns);
    table.note(
        "Counted by the source lines that the compiler recorded. An instruction that does the work of two lines counts for \
         one of them.",
    );
    let mut row = |name: &str, of: &dyn Fn(&Account) -> f64| {
        let figures = accounts
            .iter()
            .map(|account| count(Some(of(account).round().max(0.0))));
        table.row([name.to_owned()].into_iter().chain(figures).collect());
    };
    for (part, (name, _)) in PARTS.iter().enumerate() {
        row(name, &|account| account.parts[part]);
    }
    row("all", &|account| account.parts.iter().sum());
    table
}
