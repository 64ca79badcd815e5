//! Two charts of bars: what a call costs, and what a second thread brings.

use std::error::Error;

use guard::{Kind, Workload};
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use crate::calls::Call;
use crate::table::{count, figure};
use crate::threads::Threads;

const WIDTH: u32 = 760;
/// Where the bars begin: the labels stand before.
const LEFT: i32 = 300;
/// Left for the figure behind the longest bar.
const RIGHT: i32 = 60;
const BAR: i32 = 17;
const HEAD: i32 = 30;

const OURS: RGBColor = RGBColor(31, 111, 235);
const HAND: RGBColor = RGBColor(87, 96, 106);
const OTHERS: RGBColor = RGBColor(190, 198, 207);
const INK: RGBColor = RGBColor(36, 41, 47);

struct Bar {
    label: String,
    value: f64,
    figure: String,
    colour: RGBColor,
}

/// Bars under one heading.
struct Group {
    heading: String,
    bars: Vec<Bar>,
}

/// Instructions of one call, by workload; times where nothing was counted.
pub(crate) fn cost(calls: &[Call], file: &str) -> Result<(), Box<dyn Error>> {
    let counted = calls.iter().any(|call| call.instructions.is_some());
    let value = |call: &Call| {
        if counted {
            call.instructions
        } else {
            call.best()
        }
    };
    let group = |workload: Workload| {
        let shown = calls
            .iter()
            .filter(|call| call.workload == workload && is_shown(call));
        let bar = |call: &Call| {
            let value = value(call)?;
            Some(Bar {
                label: label(call),
                value,
                figure: if counted {
                    count(Some(value))
                } else {
                    figure(Some(value))
                },
                colour: colour(call.kind),
            })
        };
        let mut bars: Vec<_> = shown.filter_map(bar).collect();
        bars.sort_by(|one, other| one.value.total_cmp(&other.value));
        let heading = workload.title().to_owned();
        Group { heading, bars }
    };
    let groups = [
        Workload::W1,
        Workload::W2,
        Workload::W3,
        Workload::W4,
        Workload::W6,
    ]
    .map(group);
    let title = if counted {
        "Instructions of one call"
    } else {
        "Nanoseconds of one call"
    };
    draw(title, &groups, file)
}

/// By hand only the base, and of this library what a budget is of.
fn is_shown(call: &Call) -> bool {
    match call.kind {
        Some(Kind::Hand) => call.name == call.workload.base(),
        Some(Kind::Expansion | Kind::Fetch) => !call.name.contains(','),
        Some(Kind::Breaker | Kind::Retry) => true,
        None => false,
    }
}

fn label(call: &Call) -> String {
    match call.kind {
        Some(kind) if kind.is_ours() => format!("this library, {}", call.name),
        _ => call.name.clone(),
    }
}

fn colour(kind: Option<Kind>) -> RGBColor {
    match kind {
        Some(Kind::Expansion | Kind::Fetch) => OURS,
        Some(Kind::Hand) => HAND,
        _ => OTHERS,
    }
}

/// Millions of calls a second, of one thread and of two at the same breaker.
pub(crate) fn threads(threads: &[Threads], file: &str) -> Result<(), Box<dyn Error>> {
    let group = |row: &Threads| {
        let (heading, colour) = match row {
            Threads { is_ours: true, .. } => (format!("this library, {}", row.name), OURS),
            Threads { name, .. } if name.starts_with("hand") => (name.clone(), HAND),
            _ => (row.name.clone(), OTHERS),
        };
        let bar = |label: &str, value| Bar {
            label: label.to_owned(),
            value,
            figure: figure(Some(value)),
            colour,
        };
        let bars = vec![bar("1 thread", row.one), bar("2 threads", row.two)];
        Group { heading, bars }
    };
    let groups: Vec<_> = threads.iter().map(group).collect();
    draw(
        "Millions of calls a second, at one closed breaker",
        &groups,
        file,
    )
}

/// The lengths are logarithmic: otherwise only the longest would be seen.
fn draw(title: &str, groups: &[Group], file: &str) -> Result<(), Box<dyn Error>> {
    let values = || {
        groups
            .iter()
            .flat_map(|group| &group.bars)
            .map(|bar| bar.value)
    };
    let least = values().fold(f64::INFINITY, f64::min) / 2.0;
    let most = values().fold(least, f64::max);
    let room = f64::from(i32::try_from(WIDTH)? - LEFT - RIGHT);
    let length = |value: f64| pixels((value / least).ln() / (most / least).ln() * room);

    let bars: usize = groups.iter().map(|group| group.bars.len()).sum();
    let height = (i32::try_from(groups.len())? + 1) * HEAD + i32::try_from(bars)? * BAR + 10;
    let area = SVGBackend::new(file, (WIDTH, u32::try_from(height)?)).into_drawing_area();
    area.fill(&WHITE)?;

    let text = |size| TextStyle::from(("sans-serif", size)).color(&INK);
    let (left, right) = (
        Pos::new(HPos::Left, VPos::Center),
        Pos::new(HPos::Right, VPos::Center),
    );
    let title = format!("{title} (logarithmic)");
    area.draw(&Text::new(title, (10, HEAD / 2), text(19).pos(left)))?;
    let mut y = HEAD;
    for group in groups {
        let heading = (10, y + HEAD / 2 + 3);
        area.draw(&Text::new(
            group.heading.clone(),
            heading,
            text(16).pos(left),
        ))?;
        y += HEAD;
        for bar in &group.bars {
            let (middle, end) = (y + BAR / 2, LEFT + length(bar.value));
            let corners = [(LEFT, y + 2), (end, y + BAR - 2)];
            area.draw(&Rectangle::new(corners, bar.colour.filled()))?;
            area.draw(&Text::new(
                bar.label.clone(),
                (LEFT - 6, middle),
                text(15).pos(right),
            ))?;
            area.draw(&Text::new(
                bar.figure.clone(),
                (end + 5, middle),
                text(15).pos(left),
            ))?;
            y += BAR;
        }
    }
    area.present()?;
    Ok(())
}

#[expect(clippy::cast_possible_truncation, reason = "it is within the chart")]
fn pixels(length: f64) -> i32 {
    length as i32
}
