//! One chart for the README: what was not served, the latency, and the requests that were wasted.

use std::fmt::Write as _;

use crate::cell::Figures;
use crate::clients::Kind;
use crate::scenario::Scenario;
use crate::table::{Cells, millis, number};

const WIDTH: f64 = 860.0;
/// Labels end here.
const LEFT: f64 = 190.0;
/// From one panel to the next, and the longest bar in it. The figure is behind the bar.
const PANEL: f64 = 223.0;
const BAR: f64 = 150.0;
const LINE: f64 = 16.0;
const HEAD: f64 = 30.0;

const OURS: &str = "#1F6FEB";
const OTHERS: &str = "#8C959F";
const INK: &str = "#24292F";

/// The scenarios that are shown, by name.
const SHOWN: [&str; 4] = [
    "hung for a minute",
    "slow",
    "errors, p = 0.5",
    "two hung, third p = 0.3",
];

struct Panel {
    title: &'static str,
    value: fn(&Figures) -> f64,
    decimals: usize,
    /// Logarithmic from 1: otherwise only the longest bars would be seen.
    logarithmic: bool,
}

const PANELS: [Panel; 3] = [
    Panel {
        title: "calls not served, %",
        value: |cell| 100.0 - cell.served,
        decimals: 1,
        logarithmic: false,
    },
    Panel {
        title: "p99 latency, ms",
        value: |cell| millis(cell.p99),
        decimals: 0,
        logarithmic: false,
    },
    Panel {
        title: "wasted requests (log)",
        value: |cell| cell.wasted as f64,
        decimals: 0,
        logarithmic: true,
    },
];

/// Draws the chart. Its background is white, so that it can be read in a dark page, too.
pub fn svg(scenarios: &[Scenario], cells: &Cells) -> String {
    let rows = scenarios.iter().zip(cells);
    let shown: Vec<_> = rows.filter(|(day, _)| SHOWN.contains(&day.name)).collect();
    let mut body = String::new();
    for (column, panel) in PANELS.iter().enumerate() {
        let values = shown.iter().flat_map(|(_, cells)| *cells).flatten();
        let most = values.map(panel.value).fold(1.0, f64::max);
        let x = LEFT + column as f64 * PANEL;
        text(&mut body, x, HEAD / 2.0, "start", 13, panel.title);
        let mut y = HEAD;
        for (_, cells) in &shown {
            y += HEAD;
            for (kind, cell) in Kind::ALL.iter().zip(*cells) {
                if let Some(cell) = cell {
                    bar(&mut body, x, y, *kind, panel, (panel.value)(cell), most);
                }
                y += LINE;
            }
        }
    }
    let mut y = HEAD;
    for (day, cells) in &shown {
        text(&mut body, 10.0, y + HEAD / 2.0, "start", 13, day.name);
        y += HEAD;
        for (kind, _) in Kind::ALL.iter().zip(*cells) {
            text(
                &mut body,
                LEFT - 6.0,
                y + LINE / 2.0,
                "end",
                12,
                kind.name(),
            );
            y += LINE;
        }
    }
    let height = y + 10.0;
    format!(
        "<svg width=\"{WIDTH}\" height=\"{height}\" viewBox=\"0 0 {WIDTH} {height}\" \
         xmlns=\"http://www.w3.org/2000/svg\" font-family=\"sans-serif\" fill=\"{INK}\">\n\
         <rect width=\"{WIDTH}\" height=\"{height}\" fill=\"#FFFFFF\"/>\n{body}</svg>\n"
    )
}

fn bar(body: &mut String, x: f64, y: f64, kind: Kind, panel: &Panel, value: f64, most: f64) {
    let part = if panel.logarithmic {
        value.max(1.0).ln() / most.ln()
    } else {
        value / most
    };
    let (length, colour) = (part * BAR, if kind.is_ours() { OURS } else { OTHERS });
    // Writing to a `String` cannot fail.
    if length >= 0.5 {
        let _ = writeln!(
            body,
            "<rect x=\"{x}\" y=\"{}\" width=\"{length:.1}\" height=\"{}\" fill=\"{colour}\"/>",
            y + 2.0,
            LINE - 4.0
        );
    }
    let figure = number(value.max(0.0), panel.decimals);
    text(
        body,
        x + length.round() + 5.0,
        y + LINE / 2.0,
        "start",
        11,
        &figure,
    );
}

fn text(body: &mut String, x: f64, y: f64, anchor: &str, size: u32, text: &str) {
    let _ = writeln!(
        body,
        "<text x=\"{x}\" y=\"{y}\" dy=\"0.35em\" text-anchor=\"{anchor}\" font-size=\"{size}\">{text}</text>"
    );
}
