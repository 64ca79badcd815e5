//! Writes the figures into `DAYS.md`, between two markers. The text around them is written by hand.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::scenario::Scenario;
use crate::table::{Cells, FIGURES, KEYS};

const BEGIN: &str = "<!-- figures: written by `cargo run --release -p days` -->\n";
const END: &str = "<!-- end of figures -->";

/// The figures of the seed used while tuning, and the ranges of the others.
pub fn text(scenarios: &[Scenario], tuned: (u64, &Cells), others: (&[u64], &[Cells])) -> String {
    let batches = scenarios.iter().position(|scenario| scenario.batch);
    let batches = batches.map_or(0..0, |row| row..row + 1);
    let mut text = String::new();
    let mut section = |heading: &str, seeds: &[Cells]| {
        let _ = writeln!(text, "## {heading}\n");
        for figure in FIGURES {
            figure.table(scenarios, seeds, &mut text);
        }
        if !batches.is_empty() {
            let rows = |cells: &Cells| cells[batches.clone()].to_vec();
            let seeds: Vec<_> = seeds.iter().map(rows).collect();
            KEYS.table(&scenarios[batches.clone()], &seeds, &mut text);
        }
    };
    let (seed, cells) = tuned;
    section(
        &format!("Figures, seed {seed}"),
        std::slice::from_ref(cells),
    );
    let (seeds, cells) = others;
    if !seeds.is_empty() {
        let names: Vec<_> = seeds.iter().map(u64::to_string).collect();
        let heading = format!("Ranges of the seeds {}", names.join(", "));
        section(&heading, cells);
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

/// Replaces the figures in a file.
pub fn write(figures: &str, file: &Path) -> Result<(), Box<dyn Error>> {
    let page = fs::read_to_string(file)?;
    let missing = || format!("{} has no line `{}`", file.display(), BEGIN.trim_end());
    let (before, rest) = page.split_once(BEGIN).ok_or_else(missing)?;
    let (_, after) = rest
        .split_once(END)
        .ok_or_else(|| format!("{} has no line `{END}`", file.display()))?;
    fs::write(file, format!("{before}{BEGIN}\n{figures}\n{END}{after}"))?;
    Ok(())
}
