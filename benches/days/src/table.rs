//! The figures as tables: a row for each scenario, a column for each client.

use std::fmt::Write as _;

use crate::cell::Figures;
use crate::clients::Kind;
use crate::scenario::Scenario;

/// The cells of one seed: for each scenario one for each client, or `None` if the client has no such call.
pub type Cells = Vec<Vec<Option<Figures>>>;

/// One of the figures.
pub struct Figure {
    pub title: &'static str,
    value: fn(&Figures) -> f64,
    decimals: usize,
}

/// All figures, in the order of the report.
pub const FIGURES: [Figure; 8] = [
    Figure {
        title: "Share served, in percent",
        value: |cell| cell.served,
        decimals: 1,
    },
    Figure {
        title: "Requests sent to a provider in trouble",
        value: |cell| cell.wasted as f64,
        decimals: 0,
    },
    Figure {
        title: "Latency that half of the calls did not exceed (p50), in ms",
        value: |cell| millis(cell.p50),
        decimals: 0,
    },
    Figure {
        title: "Latency that 99 % of the calls did not exceed (p99), in ms",
        value: |cell| millis(cell.p99),
        decimals: 0,
    },
    Figure {
        title: "Latency that 99.9 % of the calls did not exceed (p99.9), in ms",
        value: |cell| millis(cell.p999),
        decimals: 0,
    },
    Figure {
        title: "Requests to all providers, per call",
        value: |cell| cell.requests,
        decimals: 3,
    },
    Figure {
        title: "Seconds until the first provider serves again",
        value: |cell| cell.back.unwrap_or(f64::INFINITY),
        decimals: 1,
    },
    Figure {
        title: "Calls that the first provider served, in percent",
        value: |cell| 100.0 * cell.by_first as f64 / cell.calls as f64,
        decimals: 1,
    },
];

/// Keys sent to all providers, per call: only of interest where calls have several keys.
pub const KEYS: Figure = Figure {
    title: "Keys sent to all providers, per batch call of 10 keys",
    value: |cell| cell.keys,
    decimals: 2,
};

pub fn millis(micros: u64) -> f64 {
    micros as f64 / 1_000.0
}

impl Figure {
    /// Writes the table of this figure. With several seeds, a cell is a range.
    pub fn table(&self, scenarios: &[Scenario], seeds: &[Cells], text: &mut String) {
        // Writing to a `String` cannot fail.
        let _ = writeln!(text, "### {}\n", self.title);
        let names: Vec<_> = Kind::ALL.iter().map(|kind| kind.short_name()).collect();
        let _ = writeln!(text, "| | {} |", names.join(" | "));
        let _ = writeln!(text, "|:--|{}", "--:|".repeat(names.len()));
        for (row, scenario) in scenarios.iter().enumerate() {
            let cells = (0..names.len()).map(|column| self.cell(seeds, row, column));
            let cells: Vec<_> = cells.collect();
            let _ = writeln!(text, "| {} | {} |", scenario.name, cells.join(" | "));
        }
        text.push('\n');
    }

    fn cell(&self, seeds: &[Cells], row: usize, column: usize) -> String {
        let cells = seeds.iter().filter_map(|cells| cells[row][column].as_ref());
        let values: Vec<f64> = cells.map(self.value).collect();
        if values.is_empty() {
            return "n/a".to_owned();
        }
        let least = values.iter().copied().fold(f64::INFINITY, f64::min);
        let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let [least, most] = [least, most].map(|value| number(value, self.decimals));
        if least == most {
            least
        } else {
            format!("{least} to {most}")
        }
    }
}

/// Writes a number with separated thousands.
pub fn number(value: f64, decimals: usize) -> String {
    if value.is_infinite() {
        return "never".to_owned();
    }
    let plain = format!("{value:.decimals$}");
    let (whole, rest) = plain.split_at(plain.find('.').unwrap_or(plain.len()));
    let mut text = String::new();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    text + rest
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn thousands_are_separated() {
        assert_eq!(number(0.0, 0), "0");
        assert_eq!(number(999.96, 1), "1,000.0");
        assert_eq!(number(1_226_197.0, 0), "1,226,197");
        assert_eq!(number(f64::INFINITY, 1), "never");
    }
}
