//! Draws the day as an SVG picture, on a card that reads well on light and dark pages.

use failover_core::CircuitState;

use crate::canvas::{AMBER, CARD, Canvas, GREEN, MUTED, RED, RULE, TEXT};
use crate::day::{Call, Cell, Entry, Grid, Lane, Outcome};
use crate::scale::{self, Scale, millis};
use crate::story::Day;

const WIDTH: f64 = 900.0;
/// The columns, from left to right.
const MARGIN: f64 = 28.0;
const PROVIDER: f64 = 54.0;
const AXIS: f64 = 140.0;
const AXIS_WIDTH: f64 = 310.0;
const TOOK: f64 = 512.0;
const RESULT: f64 = 528.0;
const STRIP: f64 = 692.0;

const LINE: f64 = 24.0;
/// The width of a character, rounded up.
const CHARACTER: f64 = 8.0;

/// Returns the picture of a day.
pub(crate) fn draw(day: &Day) -> String {
    let mut picture = Picture {
        canvas: Canvas::default(),
        y: 44.0,
        scale: Scale::new(day.pace),
        strip: (GREEN, 0.0),
    };
    picture.head(&scale::rule(day.pace).join(" "));
    let top = picture.y;
    picture.strip.1 = top + LINE;
    for entry in &day.entries {
        match entry {
            Entry::Scene(text) => picture.scene(text),
            Entry::Call(call) => picture.call(call),
        }
    }
    picture.strip_until(picture.y + 8.0, "");
    let rules = picture.rules(top);
    for entry in &day.entries {
        if let Entry::Call(Call {
            grid: Some(grid), ..
        }) = entry
        {
            picture.grid(grid);
        }
    }
    let size = (WIDTH, picture.y + MARGIN);
    let title = "One bad day of two price services, with failover and a circuit breaker";
    Canvas::card(title, size, [rules, picture.canvas])
}

struct Picture {
    canvas: Canvas,
    /// The base line of the line of text that was drawn last.
    y: f64,
    scale: Scale,
    /// The colour of the circuit's strip, and where this colour began.
    strip: (&'static str, f64),
}

impl Picture {
    fn head(&mut self, rule: &str) {
        let title = "One bad day of two price services";
        self.text(MARGIN, TEXT, r#"font-size="18" font-weight="bold""#, title);
        let command = "cargo run -p failover-core --example quickstart";
        let at_right = r#"font-size="11" text-anchor="end""#;
        self.text(WIDTH - MARGIN, MUTED, at_right, command);
        self.y += 24.0;
        self.text(MARGIN, MUTED, r#"font-size="12""#, rule);
        self.y += 36.0;
        for (time, place) in self.scale.ticks() {
            let x = AXIS + place * AXIS_WIDTH;
            let style = r#"font-size="11" text-anchor="middle""#;
            self.text(x, MUTED, style, &millis(time));
        }
        self.text(TOOK, MUTED, at_right, "took");
        self.text(RESULT, MUTED, r#"font-size="11""#, "result");
        self.text(STRIP, MUTED, r#"font-size="11""#, "circuit of primary");
        self.y += 8.0;
    }

    /// Returns the vertical lines of the axis, which belong behind everything else.
    fn rules(&self, top: f64) -> Canvas {
        let mut rules = Canvas::default();
        for (_, place) in self.scale.ticks() {
            let begin = (AXIS + place * AXIS_WIDTH, top);
            let steps = format!("V{:.1}", self.y + 8.0);
            rules.line(begin, &steps, RULE, "");
        }
        rules
    }

    fn scene(&mut self, text: &str) {
        self.y += LINE + 6.0;
        self.clear_rules(MARGIN, text);
        self.text(MARGIN, TEXT, r#"font-weight="bold""#, text);
    }

    fn call(&mut self, call: &Call) {
        self.strip_until(self.y + 8.0, circuit_colour(call.circuit.before));
        let after = circuit_colour(call.circuit.after);
        for (line, lane) in call.lanes.iter().enumerate() {
            self.y += LINE;
            if line == 0 {
                self.text(MARGIN, MUTED, "", &call.number.to_string());
                let circuit = scale::circuit(&call.circuit);
                self.text(STRIP + 18.0, after, "", &circuit);
            }
            self.canvas.begin_group(&title(call, lane));
            self.lane(lane);
            self.canvas.end_group();
        }
        self.strip_until(self.y + 8.0, after);
    }

    fn lane(&mut self, lane: &Lane) {
        self.text(PROVIDER, TEXT, "", lane.provider);
        let (colour, result) = match &lane.outcome {
            Outcome::Served(result) => (GREEN, result),
            Outcome::Failed(why) => (RED, why),
            Outcome::Skipped(why) => {
                let (begin, style) = ((AXIS, self.y - 4.0), r#"stroke-dasharray="4 4""#);
                self.canvas.line(begin, "h24", AMBER, style);
                let text = format!("skipped: {why}");
                self.clear_rules(AXIS + 34.0, &text);
                self.text(AXIS + 34.0, AMBER, "", &text);
                return;
            }
        };
        if let (Some((begin, end)), Some((_, took))) = (self.scale.bar(lane), lane.span) {
            let width = ((end - begin) * AXIS_WIDTH).max(3.0);
            let area = (AXIS + begin * AXIS_WIDTH, self.y - 12.0, width, 15.0);
            self.canvas.rect(area, colour, r#"rx="3""#);
            self.text(TOOK, MUTED, r#"text-anchor="end""#, &millis(took));
        }
        let probe = if lane.is_probe { ", probe" } else { "" };
        self.text(RESULT, colour, "", &format!("{result}{probe}"));
    }

    /// Draws a table: who served which key, and why the others did not.
    fn grid(&mut self, grid: &Grid) {
        let left = 98.0;
        let step = (WIDTH - MARGIN - left) / f64::from(u32::try_from(grid.keys.len()).unwrap_or(1));
        let centre = |column: u32| left + step * (f64::from(column) + 0.5);
        self.y += LINE + 12.0;
        for (column, key) in (0..).zip(&grid.keys) {
            let style = r#"font-size="12" text-anchor="middle""#;
            self.text(centre(column), TEXT, style, key);
        }
        self.y += 26.0;
        for (provider, cells) in &grid.rows {
            self.text(MARGIN, TEXT, "", provider);
            for (column, cell) in (0..).zip(cells) {
                let (fill, stroke, colour, text) = match cell {
                    Cell::Served(price) => (GREEN, GREEN, CARD, format!("${price:.2}")),
                    Cell::NotServed(why) => (CARD, RED, RED, why.clone()),
                    Cell::NotAsked => (CARD, RULE, MUTED, "not asked".to_owned()),
                };
                let width = step - 4.0;
                let area = (centre(column) - width / 2.0, self.y - 17.0, width, 26.0);
                let style = format!(r#"rx="3" stroke="{stroke}""#);
                self.canvas.rect(area, fill, &style);
                let style = r#"font-size="9.3" text-anchor="middle""#;
                self.text(centre(column), colour, style, &text);
            }
            self.y += 32.0;
        }
        self.y -= 14.0;
        for (number, key) in grid.keys.iter().enumerate() {
            if let Some(summary) = grid.summary(number) {
                self.y += 20.0;
                self.text(MARGIN, TEXT, "", key);
                self.text(left + 2.0, MUTED, "", &summary);
            }
        }
    }

    /// Draws the circuit's strip down to here. It goes on in this colour.
    fn strip_until(&mut self, y: f64, next: &'static str) {
        let (colour, top) = self.strip;
        if colour != next {
            self.canvas.rect((STRIP, top, 6.0, y - top), colour, "");
            self.strip = (next, y);
        }
    }

    /// Interrupts the vertical lines where this text will be.
    fn clear_rules(&mut self, x: f64, text: &str) {
        let characters = u32::try_from(text.chars().count()).unwrap_or(0);
        let width = f64::from(characters) * CHARACTER + 4.0;
        self.canvas.rect((x, self.y - 14.0, width, 20.0), CARD, "");
    }

    fn text(&mut self, x: f64, colour: &str, style: &str, text: &str) {
        self.canvas.text((x, self.y), colour, style, text);
    }
}

/// Describes a provider's turn in words.
pub(crate) fn title(call: &Call, lane: &Lane) -> String {
    let (what, why) = match &lane.outcome {
        Outcome::Served(result) => ("served", result),
        Outcome::Failed(why) => ("failed", why),
        Outcome::Skipped(why) => ("skipped", why),
    };
    format!("call {}, {}: {what}, {why}", call.number, lane.provider)
}

fn circuit_colour(state: CircuitState) -> &'static str {
    match state {
        CircuitState::Closed | CircuitState::Unknown => GREEN,
        CircuitState::Open { .. } => RED,
        CircuitState::HalfOpen => AMBER,
    }
}
