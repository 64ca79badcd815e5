//! Counts the cost of a call with valgrind. The program runs under it twice, with the name of a row and two numbers of calls.
//! The difference is the cost of the calls alone.

use std::fs;
use std::io;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::profile::{self, Profile};
use crate::row::Row;

const FEW: u64 = 200;
const MANY: u64 = 1_000;

/// The first argument of a run under valgrind; a row's id and the number of calls follow.
pub const ROW: &str = "row";

/// Its version, if it is installed.
pub fn version() -> Option<String> {
    let output = Command::new("valgrind").arg("--version").output().ok()?;
    let version = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| version.trim().to_owned())
}

/// Makes the calls of a row if [`instructions`] or [`allocations`] started this program, and returns true if so.
pub fn is_row(arguments: &[String], rows: impl FnOnce() -> Vec<Row>) -> bool {
    let [first, id, count] = arguments else {
        return false;
    };
    let Ok(count) = count.parse() else {
        return false;
    };
    if first != ROW {
        return false;
    }
    for row in rows().iter().filter(|row| row.id() == *id) {
        println!("{}", row.run(count));
    }
    true
}

/// The instructions of one call of each row.
///
/// # Errors
///
/// If valgrind does not run, or says nothing.
pub fn instructions(rows: &[&Row]) -> io::Result<Vec<f64>> {
    each(rows, |row| {
        per_call(|count| {
            let said = run("callgrind", &["--callgrind-out-file=/dev/null"], row, count)?;
            number_after(&said, "Collected :")
        })
    })
}

/// The allocations of one call of each row.
///
/// # Errors
///
/// The errors of [`instructions`].
pub fn allocations(rows: &[&Row]) -> io::Result<Vec<f64>> {
    each(rows, |row| {
        per_call(|count| {
            let said = run("dhat", &["--dhat-out-file=/dev/null"], row, count)?;
            number_after(&said, "bytes in")
        })
    })
}

/// Returns the instructions of one call of each row, by address.
///
/// # Errors
///
/// The errors of [`instructions`].
pub fn profiles(rows: &[&Row]) -> io::Result<Vec<Profile>> {
    let program = std::env::current_exe()?;
    let program = program.to_string_lossy();
    let folder = tempfile::tempdir()?;
    each(rows, |row| {
        let of = |count| {
            let out = folder.path().join(format!("{}.{count}", row.id()));
            let options = [
                "--dump-instr=yes",
                &format!("--callgrind-out-file={}", out.display()),
            ];
            run("callgrind", &options, row, count)?;
            Ok::<_, io::Error>(profile::read(&fs::read_to_string(out)?, &program))
        };
        let (few, mut many) = (of(FEW)?, of(MANY)?);
        let of_one = |many: f64, few: f64| (many - few) / (MANY - FEW) as f64;
        for (address, cost) in &mut many.own {
            *cost = of_one(*cost, few.own.get(address).copied().unwrap_or(0.0));
        }
        many.others = of_one(many.others, few.others);
        Ok(many)
    })
}

/// Some at once, in the order of the rows.
fn each<T: Send>(
    rows: &[&Row],
    count: impl Fn(&Row) -> io::Result<T> + Sync,
) -> io::Result<Vec<T>> {
    let (next, found) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let work = || {
        while let Some((place, row)) = nth(rows, next.fetch_add(1, Ordering::Relaxed)) {
            let counted = count(row);
            if let Ok(mut found) = found.lock() {
                found.push((place, counted));
            }
        }
    };
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, Into::into) {
            scope.spawn(work);
        }
    });
    let mut found = found.into_inner().unwrap_or_default();
    found.sort_by_key(|(place, _)| *place);
    found.into_iter().map(|(_, counted)| counted).collect()
}

fn nth<'a>(rows: &[&'a Row], place: usize) -> Option<(usize, &'a Row)> {
    Some((place, *rows.get(place)?))
}

fn per_call(total: impl Fn(u64) -> io::Result<u64>) -> io::Result<f64> {
    let (few, many) = (total(FEW)?, total(MANY)?);
    Ok(many.saturating_sub(few) as f64 / (MANY - FEW) as f64)
}

fn run(tool: &str, options: &[&str], row: &Row, count: u64) -> io::Result<String> {
    let output = Command::new("valgrind")
        .arg(format!("--tool={tool}"))
        .args(options)
        .arg(std::env::current_exe()?)
        .args([ROW, &row.id(), &count.to_string()])
        .stdin(Stdio::null())
        .output()?;
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    if !output.status.success() {
        return Err(io::Error::other(said));
    }
    Ok(said)
}

fn number_after(said: &str, words: &str) -> io::Result<u64> {
    let number = |rest: &str| {
        let word = rest.split_whitespace().next()?;
        word.replace(',', "").parse().ok()
    };
    said.split_once(words)
        .and_then(|(_, rest)| number(rest))
        .ok_or_else(|| io::Error::other(format!("valgrind did not say `{words}`: {said}")))
}

#[cfg(test)]
mod tests {
    use super::number_after;

    #[test]
    fn what_valgrind_says_is_read() {
        let callgrind = "==7== Events    : Ir\n==7== Collected : 363485\n";
        assert_eq!(number_after(callgrind, "Collected :").unwrap(), 363_485);
        let dhat =
            "==7== Total:     31,106 bytes in 1,006 blocks\n==7== At t-gmax: 1 bytes in 1 blocks";
        assert_eq!(number_after(dhat, "bytes in").unwrap(), 1_006);
        assert!(number_after("nothing", "Collected :").is_err());
    }
}
