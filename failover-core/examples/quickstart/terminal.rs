//! Draws the day in the terminal, at most 100 columns wide.

use std::env;
use std::io::{self, IsTerminal, StdoutLock, Write};
use std::iter;

use failover_core::CircuitState;

use crate::day::{Call, Cell, Entry, Grid, Lane, Outcome};
use crate::prices;
use crate::scale::{self, Scale, millis};
use crate::story::{Day, Pace};

/// The width of the axis of time.
const AXIS: usize = 35;
/// The width of the columns for the time and the result.
const TOOK: usize = 7;
const RESULT: usize = 18;

const SERVED: char = '█';
const FAILED: char = '░';
const NOT_ASKED: char = '·';

const BOLD: &str = "1";
const DIM: &str = "2";
const RED: &str = "31";
const GREEN: &str = "32";
const YELLOW: &str = "33";
const CYAN: &str = "36";

pub(crate) struct Terminal<W> {
    out: W,
    scale: Scale,
    has_colour: bool,
}

impl Terminal<StdoutLock<'static>> {
    pub(crate) fn stdout(pace: Pace) -> Self {
        let out = io::stdout().lock();
        let is_refused = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let has_colour = out.is_terminal() && !is_refused;
        Self::new(out, pace, has_colour)
    }
}

impl<W: Write> Terminal<W> {
    pub(crate) fn new(out: W, pace: Pace, has_colour: bool) -> Self {
        Self {
            out,
            scale: Scale::new(pace),
            has_colour,
        }
    }

    /// Explains what follows.
    pub(crate) fn head(&mut self, pace: Pace) -> io::Result<()> {
        let (method, file) = prices::source();
        self.line(
            BOLD,
            "One bad day of two price services, over HTTP on loopback.",
        )?;
        self.line(
            "",
            &format!("\nAll calls except the last use this method, in {file}:\n"),
        )?;
        for line in method.lines() {
            self.line(CYAN, &format!("    {line}"))?;
        }
        self.line("", "")?;
        for sentence in scale::rule(pace) {
            self.line("", &sentence)?;
        }
        let legend = format!(
            "\n{SERVED} served   {FAILED} failed, or key not served   {NOT_ASKED} not asked   \
             circuit: ● closed   ○ open   ◐ half-open"
        );
        self.line(DIM, &legend)?;
        let mut axis = format!("{:13}", "");
        for (time, place) in self.scale.ticks() {
            axis = format!("{axis:<width$}{}", millis(time), width = 13 + column(place));
        }
        let head = format!(
            "\n{axis:<width$}{:>TOOK$}  {:<RESULT$}  circuit of primary",
            "took",
            "result",
            width = 13 + AXIS
        );
        self.line(DIM, &head)
    }

    pub(crate) fn entry(&mut self, entry: &Entry) -> io::Result<()> {
        match entry {
            Entry::Scene(text) => self.line(BOLD, text)?,
            Entry::Call(call) => self.call(call)?,
        }
        self.out.flush()
    }

    fn call(&mut self, call: &Call) -> io::Result<()> {
        let style = match call.circuit.after {
            CircuitState::Closed | CircuitState::Unknown => GREEN,
            CircuitState::Open { .. } => RED,
            CircuitState::HalfOpen => YELLOW,
        };
        let mut number = call.number.to_string();
        let mut circuit = self.paint(style, &scale::circuit(&call.circuit));
        for lane in &call.lanes {
            let turn = self.turn(lane);
            let line = format!("{number:>2}  {:<9}{turn}  {circuit}", lane.provider);
            self.line("", line.trim_end())?;
            // They belong to the whole call: only its first line has them.
            number.clear();
            circuit.clear();
        }
        match &call.grid {
            Some(grid) => self.grid(grid),
            None => Ok(()),
        }
    }

    /// Returns a turn's bar, time and result.
    fn turn(&self, lane: &Lane) -> String {
        let (style, sign, result) = match &lane.outcome {
            Outcome::Served(result) => (GREEN, SERVED, result),
            Outcome::Failed(why) => (RED, FAILED, why),
            Outcome::Skipped(why) => {
                let width = AXIS + TOOK + 2 + RESULT;
                return self.paint(YELLOW, &format!("{:<width$}", format!("skipped: {why}")));
            }
        };
        let bar = self.scale.bar(lane).map(|(begin, end)| {
            let begin = column(begin).min(AXIS - 1);
            let width = column(end).saturating_sub(begin).max(1);
            let blank = iter::repeat_n(' ', begin);
            blank.chain(iter::repeat_n(sign, width)).collect::<String>()
        });
        let bar = self.paint(style, &format!("{:<AXIS$}", bar.unwrap_or_default()));
        let took = lane.span.map(|(_, took)| millis(took)).unwrap_or_default();
        let probe = if lane.is_probe { ", probe" } else { "" };
        let result = format!("{result}{probe}");
        format!("{bar}{took:>TOOK$}  {result:<RESULT$}")
    }

    /// Draws a table: who served which key, and why the others did not.
    fn grid(&mut self, grid: &Grid) -> io::Result<()> {
        let mut line = format!("\n{:13}", "");
        for key in &grid.keys {
            line.extend([format!("{key:>6}")]);
        }
        self.line("", &line)?;
        for (provider, cells) in &grid.rows {
            let mut line = format!("    {provider:<9}");
            for cell in cells {
                let (style, sign) = match cell {
                    Cell::Served(_) => (GREEN, SERVED),
                    Cell::NotServed(_) => (RED, FAILED),
                    Cell::NotAsked => (DIM, NOT_ASKED),
                };
                line += &self.paint(style, &format!("{sign:>6}"));
            }
            self.line("", &line)?;
        }
        for (number, key) in grid.keys.iter().enumerate() {
            if let Some(summary) = grid.summary(number) {
                self.line("", &format!("    {key:<9}  {summary}"))?;
            }
        }
        Ok(())
    }

    /// Explains the signs, and what to read next.
    pub(crate) fn foot(&mut self, day: &Day) -> io::Result<()> {
        let [primary, backup] = day.requests;
        let (_, file) = prices::source();
        self.line(
            "",
            &format!(
                "\nThe servers counted {primary} requests to primary and {backup} to backup.\n\
                Read {file} next: it is the part to copy."
            ),
        )
    }

    fn line(&mut self, style: &str, text: &str) -> io::Result<()> {
        let text = self.paint(style, text);
        writeln!(self.out, "{text}")
    }

    fn paint(&self, style: &str, text: &str) -> String {
        if self.has_colour && !style.is_empty() {
            format!("\x1b[{style}m{text}\x1b[0m")
        } else {
            text.to_owned()
        }
    }
}

/// Returns the column of a place on the axis, which is between 0 and 1.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "the axis has few columns"
)]
fn column(place: f64) -> usize {
    (place * AXIS as f64).round() as usize
}
