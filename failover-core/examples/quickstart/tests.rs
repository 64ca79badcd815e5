//! Plays the day once, and checks its record and both drawings.
//!
//! It waits in real time, because the day is played over real sockets. Its limits are far longer than those of the program,
//! so that a busy machine does not change the story. No test looks at a measured time.

use std::ffi::OsString;
use std::sync::OnceLock;
use std::time::Duration;

use failover_core::CircuitState;

use crate::args::{self, Mode};
use crate::canvas::escape;
use crate::day::{Call, Cell, Entry, Outcome};
use crate::story::{Day, Pace, Story, calls};
use crate::svg;
use crate::terminal::Terminal;

const SLOW: Pace = Pace {
    limit: Duration::from_millis(2500),
    reset_after: Duration::from_secs(4),
};

fn day() -> &'static Day {
    static DAY: OnceLock<Day> = OnceLock::new();
    DAY.get_or_init(|| {
        let mut show = |_: &Entry| Ok(());
        Story::new(SLOW, &mut show).unwrap().play().unwrap()
    })
}

/// Describes a call's turns, such as `primary failed, backup served`.
fn turns(call: &Call) -> String {
    let turn = |lane: &crate::day::Lane| {
        let what = match lane.outcome {
            Outcome::Served(_) => "served",
            Outcome::Failed(_) => "failed",
            Outcome::Skipped(_) => "skipped",
        };
        assert_eq!(
            lane.span.is_none(),
            what == "skipped",
            "a skip takes no time"
        );
        format!("{} {what}", lane.provider)
    };
    call.lanes.iter().map(turn).collect::<Vec<_>>().join(", ")
}

#[test]
fn backup_serves_while_primary_fails_and_while_its_circuit_is_open() {
    let turns: Vec<_> = calls(&day().entries).map(turns).collect();
    let expected = [
        "primary served",
        "primary failed, backup served",
        "primary failed, backup served",
        "primary failed, backup served",
        "primary skipped, backup served",
        "primary skipped, backup served",
        "primary served",
        "primary served",
        "primary served, backup served",
    ];
    assert_eq!(turns, expected);
}

#[test]
fn the_servers_got_no_request_for_a_skip() {
    let attempts = |provider| {
        let lanes = calls(&day().entries).flat_map(|call| &call.lanes);
        let attempts = lanes.filter(|lane| lane.provider == provider && lane.span.is_some());
        u32::try_from(attempts.count()).unwrap()
    };
    assert_eq!(day().requests, [attempts("primary"), attempts("backup")]);
    assert_eq!(day().requests, [7, 6]);
}

#[test]
fn exactly_one_probe_closes_the_circuit() {
    let is_probed = |call: &&Call| call.lanes.iter().any(|lane| lane.is_probe);
    let probed: Vec<_> = calls(&day().entries).filter(is_probed).collect();
    let [call] = probed[..] else {
        panic!("{} probes", probed.len());
    };
    assert_eq!(call.number, 7);
    assert_eq!(call.circuit.before, CircuitState::HalfOpen);
    assert_eq!(call.circuit.after, CircuitState::Closed);
}

#[test]
fn the_third_failure_opens_the_circuit() {
    let circuits = calls(&day().entries).map(|call| {
        let (before, after) = (call.circuit.before, call.circuit.after);
        format!("{before} {after} {}", call.circuit.failures)
    });
    let circuits: Vec<_> = circuits.take(5).collect();
    let expected = [
        "closed closed 0",
        "closed closed 1",
        "closed closed 2",
        "closed open 0",
        "open open 0",
    ];
    assert_eq!(circuits, expected);
}

#[test]
fn backup_gets_exactly_the_two_keys_that_are_missing() {
    let last = calls(&day().entries).last().unwrap();
    let grid = last.grid.as_ref().unwrap();
    let cells = |provider| {
        let row = grid.rows.iter().find(|(name, _)| *name == provider);
        grid.keys.iter().zip(&row.unwrap().1)
    };
    let served = cells("primary").filter(|(_, cell)| matches!(cell, Cell::Served(_)));
    assert_eq!(served.count(), 8);
    let asked = cells("backup").filter(|(_, cell)| !matches!(cell, Cell::NotAsked));
    assert_eq!(
        asked.map(|(key, _)| *key).collect::<Vec<_>>(),
        ["DOGE", "NOPE"]
    );

    let summaries: Vec<_> = (0..10).filter_map(|key| grid.summary(key)).collect();
    let expected = [
        "primary: rejected, backup: $0.12",
        "missing (primary: not returned, backup: not returned)",
    ];
    assert_eq!(summaries, expected);
}

#[test]
fn the_svg_is_well_formed_and_has_the_same_timeline() {
    let svg = svg::draw(day());
    assert_well_formed(&svg);

    let titles = svg
        .lines()
        .filter_map(|line| line.strip_prefix("<g><title>"));
    let titles: Vec<_> = titles
        .map(|line| line.strip_suffix("</title>").unwrap())
        .collect();
    let turns = calls(&day().entries).flat_map(|call| {
        call.lanes
            .iter()
            .map(|lane| escape(&svg::title(call, lane)))
    });
    assert_eq!(titles, turns.collect::<Vec<_>>());
    for entry in &day().entries {
        if let Entry::Scene(text) = entry {
            assert!(svg.contains(&format!(">{}</text>", escape(text))), "{text}");
        }
    }
}

#[test]
fn text_is_escaped() {
    assert_eq!(escape(r#"<a & "b">"#), "&lt;a &amp; &quot;b&quot;&gt;");
}

/// Checks that elements are nested, attributes are quoted, and no `&` or `<` is left in a text.
fn assert_well_formed(xml: &str) {
    let mut open = Vec::new();
    let mut rest = xml;
    while let Some((text, after)) = rest.split_once('<') {
        assert!(!text.contains('>'), "{text}");
        for (at, _) in text.match_indices('&') {
            let entity = &text[at..];
            let is_known = ["&amp;", "&lt;", "&gt;", "&quot;"].map(|name| entity.starts_with(name));
            assert!(is_known.contains(&true), "{entity}");
        }
        let (tag, after) = after.split_once('>').unwrap();
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name));
            continue;
        }
        assert_eq!(tag.matches('"').count() % 2, 0, "{tag}");
        let values: String = tag.split('"').step_by(2).collect();
        assert_eq!(
            values.matches('=').count(),
            tag.matches("=\"").count(),
            "{tag}"
        );
        if !tag.ends_with('/') {
            open.push(tag.split(' ').next().unwrap());
        }
    }
    assert_eq!(rest.trim(), "");
    assert!(open.is_empty(), "{open:?}");
}

/// Returns what the terminal shows of the day.
fn drawn(has_colour: bool) -> String {
    let mut out = Vec::new();
    let mut terminal = Terminal::new(&mut out, day().pace, has_colour);
    terminal.head(day().pace).unwrap();
    for entry in &day().entries {
        terminal.entry(entry).unwrap();
    }
    terminal.foot(day()).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn the_terminal_shows_every_turn_on_at_most_100_columns() {
    let drawn = drawn(false);
    let mut lines = drawn.lines();
    for lane in calls(&day().entries).flat_map(|call| &call.lanes) {
        let (Outcome::Served(result) | Outcome::Failed(result) | Outcome::Skipped(result)) =
            &lane.outcome;
        let is_it = |line: &str| line.contains(lane.provider) && line.contains(result);
        assert!(lines.any(is_it), "{} {result} in\n{drawn}", lane.provider);
    }
    for line in drawn.lines() {
        assert!(line.chars().count() <= 100, "{line}");
    }
}

#[test]
fn the_colours_change_nothing_but_the_colour() {
    let coloured = drawn(true);
    let mut plain = String::new();
    for (number, part) in coloured.split("\x1b[").enumerate() {
        let text = part.split_once('m').filter(|_| number > 0);
        plain += text.map_or(part, |(_, text)| text);
    }
    assert!(coloured.len() > plain.len());
    assert_eq!(plain, drawn(false));
}

#[test]
fn the_source_shown_is_the_annotated_method() {
    let (method, file) = crate::prices::source();
    assert!(method.starts_with("#[failover(\n"), "{method}");
    assert!(method.trim_end().ends_with("ApiError>;"), "{method}");
    assert!(file.ends_with("prices.rs"));
}

#[test]
fn an_unknown_argument_is_refused_with_advice() {
    let parse = |args: &[&str]| args::parse(args.iter().map(OsString::from));
    let svg = |svg: Option<&str>| {
        Ok(Mode::Play {
            svg: svg.map(OsString::from),
        })
    };
    assert_eq!(parse(&[]), svg(None));
    assert_eq!(parse(&["--svg", "day.svg"]), svg(Some("day.svg")));
    assert_eq!(parse(&["--help"]), Ok(Mode::Help));
    let refused = |args: &[&str]| parse(args).unwrap_err();
    assert_eq!(
        refused(&["--pdf"]),
        "unknown argument `--pdf`: try `--help`"
    );
    assert_eq!(
        refused(&["day.svg"]),
        "unknown argument `day.svg`: try `--help`"
    );
    let advice = "`--svg` needs a file name, such as `--svg day.svg`";
    assert_eq!(refused(&["--svg"]), advice);
    assert_eq!(refused(&["--svg", ""]), advice);
}
