//! The committed counts: a line that says how they were taken, then a row each.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::process::Command;

/// The largest share of a committed figure that a new one may have.
pub const TOO_MUCH: f64 = 1.03;

const HEAD: &str = "# Instructions of one call, by callgrind, and code of one annotated function. Written anew by `cargo run --release -p guard -- --write`, in `benches`.\n";

/// Figures, and the compiler that they are of.
#[derive(Debug, Clone, PartialEq)]
pub struct Counts {
    pub compiler: String,
    pub rows: BTreeMap<String, f64>,
}

/// The compiler, with its target.
pub fn compiler() -> String {
    let said = Command::new("rustc").arg("-vV").output();
    let said = said.map_or(String::new(), |said| {
        String::from_utf8_lossy(&said.stdout).into_owned()
    });
    let of = |field| said.lines().find_map(|line| line.strip_prefix(field));
    let (release, host) = (of("release: "), of("host: "));
    format!("{} {}", release.unwrap_or("?"), host.unwrap_or("?"))
}

impl Counts {
    /// Reads what [`write`](Self::write) wrote.
    pub fn read(text: &str) -> Option<Self> {
        let mut lines = text.lines().filter(|line| !line.starts_with('#'));
        let compiler = lines.next()?.strip_prefix("compiler ")?.to_owned();
        let row = |line: &str| {
            let (id, count) = line.rsplit_once(": ")?;
            Some((id.to_owned(), count.parse().ok()?))
        };
        let rows = lines.map(row).collect::<Option<_>>()?;
        Some(Self { compiler, rows })
    }

    pub fn write(&self) -> String {
        let mut text = format!("{HEAD}compiler {}\n", self.compiler);
        for (id, count) in &self.rows {
            let _ = writeln!(text, "{id}: {count:.0}");
        }
        text
    }

    /// Returns a line for each figure of `now` that is too large, unknown or gone.
    pub fn complaints(&self, now: &Self) -> Vec<String> {
        let mut complaints = Vec::new();
        for (id, count) in &now.rows {
            match self.rows.get(id) {
                Some(committed) if *count <= committed * TOO_MUCH => (),
                Some(committed) => complaints.push(format!(
                    "{id}: {count:.0}, and {committed:.0} is committed ({:+.1} %)",
                    (count / committed - 1.0) * 100.0
                )),
                None => complaints.push(format!("{id}: nothing is committed")),
            }
        }
        let gone = self.rows.keys().filter(|id| !now.rows.contains_key(*id));
        complaints.extend(gone.map(|id| format!("{id}: is committed, and there is no such row")));
        complaints
    }
}

#[cfg(test)]
mod tests {
    use super::Counts;

    fn counts(rows: &[(&str, f64)]) -> Counts {
        Counts {
            compiler: "1.95.0 x86_64-unknown-linux-gnu".to_owned(),
            rows: rows
                .iter()
                .map(|(id, count)| ((*id).to_owned(), *count))
                .collect(),
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let counts = counts(&[
            ("W1 expansion", 34.0),
            ("W6 fetch_async, no breaker", 140.0),
        ]);
        assert_eq!(Counts::read(&counts.write()), Some(counts));
    }

    #[test]
    fn three_per_cent_more_is_no_complaint_and_beyond_that_the_row_is_named() {
        let committed = counts(&[("W1 expansion", 100.0), ("W2 fetch", 100.0)]);
        let now = counts(&[("W1 expansion", 103.0), ("W2 fetch", 104.0)]);
        let complaints = committed.complaints(&now);
        assert_eq!(complaints.len(), 1, "{complaints:?}");
        assert!(
            complaints[0].starts_with("W2 fetch: 104, and 100 is committed (+4.0 %)"),
            "{complaints:?}"
        );
        assert!(committed.complaints(&counts(&[("W1 expansion", 9.0)]))[0].starts_with("W2 fetch"));
        assert!(counts(&[]).complaints(&now).len() == 2);
    }
}
