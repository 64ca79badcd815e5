//! The budgets, and whether they are met: from what was measured, never typed in.

use std::fmt;

use guard::providers::good_async;
use guard::{Kind, Workload};

use crate::calls::Call;
use crate::compile::Compiled;
use crate::items::{Items, SIZES, Shape};
use crate::table::{Table, count, figure};
use crate::threads::Threads;

/// A limit on a figure of one row.
#[derive(Debug, Clone)]
pub(crate) struct Budget {
    /// The row's id.
    pub(crate) row: String,
    what: String,
    limit: Limit,
    /// None if it was not measured.
    figure: Option<f64>,
}

#[derive(Debug, Clone, Copy)]
enum Limit {
    AtMost(f64),
    AtLeast(f64),
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AtMost(0.0) => write!(f, "0"),
            Self::AtMost(limit) => write!(f, "≤ {limit}"),
            Self::AtLeast(limit) => write!(f, "≥ {limit}"),
        }
    }
}

impl fmt::Display for Budget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.limit, self.what)
    }
}

impl Budget {
    pub(crate) fn is_met(&self) -> Option<bool> {
        // As it is printed: half an instruction is none, and a hundredth of a share is none either.
        let figure = self.figure?;
        Some(match self.limit {
            Limit::AtMost(limit) if self.is_count() => figure.round() <= limit,
            Limit::AtMost(limit) => figure <= limit + 0.005,
            Limit::AtLeast(limit) => figure >= limit - 0.005,
        })
    }

    /// Whether its figure counts something.
    fn is_count(&self) -> bool {
        matches!(self.limit, Limit::AtMost(limit) if limit == 0.0 || limit >= 10.0)
    }

    fn verdict(&self) -> &'static str {
        match self.is_met() {
            Some(true) => "met",
            Some(false) => "**not met**",
            None => "not measured",
        }
    }
}

/// What stands in a row's last cell.
pub(crate) fn beside(budgets: &[Budget], row: &str) -> String {
    let of_row = budgets.iter().filter(|budget| budget.row == row);
    let of_verdict = |met| {
        let is_so = move |budget: &&Budget| budget.is_met() == Some(met);
        let budgets: Vec<_> = of_row
            .clone()
            .filter(is_so)
            .map(Budget::to_string)
            .collect();
        let verdict = if met { "met" } else { "**not met**" };
        (!budgets.is_empty()).then(|| format!("{verdict}: {}", budgets.join(", ")))
    };
    let verdicts: Vec<_> = [of_verdict(false), of_verdict(true)]
        .into_iter()
        .flatten()
        .collect();
    verdicts.join("; ")
}

/// All of them in one table.
pub(crate) fn table(budgets: &[Budget]) -> Table {
    let mut table = Table::new("Budgets", &["row", "what", "limit", "figure", ""]);
    let known = budgets.iter().filter_map(Budget::is_met);
    let met = known.clone().filter(|met| *met).count();
    table.note(format!("{met} of {} met.", known.count()));
    for budget in budgets {
        let print = if budget.is_count() { count } else { figure };
        let figure = print(budget.figure);
        let (limit, verdict) = (budget.limit.to_string(), budget.verdict().to_owned());
        table.row(vec![
            budget.row.clone(),
            budget.what.clone(),
            limit,
            figure,
            verdict,
        ]);
    }
    table
}

/// Instructions of the attribute's function, and of the client's call.
const INSTRUCTIONS: [(Workload, f64, f64); 5] = [
    (Workload::W1, 34.0, 40.0),
    (Workload::W2, 45.0, 60.0),
    (Workload::W3, 110.0, 130.0),
    (Workload::W4, 160.0, 180.0),
    (Workload::W6, 120.0, 150.0),
];

/// How many times faster than the fastest peer of a kind.
const FASTER: [(Workload, Kind, f64); 5] = [
    (Workload::W1, Kind::Retry, 3.0),
    (Workload::W2, Kind::Breaker, 3.0),
    (Workload::W3, Kind::Breaker, 3.0),
    (Workload::W4, Kind::Breaker, 1.7),
    (Workload::W6, Kind::Breaker, 2.0),
];

/// The bytes of a call's future beyond the providers' own.
const FUTURE: f64 = 128.0;

pub(crate) fn of_calls(calls: &[Call]) -> Vec<Budget> {
    let mut budgets = Vec::new();
    for (workload, expansion, fetch) in INSTRUCTIONS {
        for call in calls.iter().filter(|call| is_budgeted(call, workload)) {
            let limit = if call.kind == Some(Kind::Fetch) {
                fetch
            } else {
                expansion
            };
            let budget = |what: &str, limit, figure| Budget {
                row: call.id(),
                what: what.to_owned(),
                limit,
                figure,
            };
            budgets.push(budget(
                "instructions",
                Limit::AtMost(limit),
                call.instructions,
            ));
            budgets.push(budget("allocations", Limit::AtMost(0.0), call.allocations));
            if let Some(bytes) = call.future {
                let own = bytes.saturating_sub(size_of_val(&good_async(0)));
                let own = Some(own as f64);
                budgets.push(budget(
                    "bytes beyond the provider's",
                    Limit::AtMost(FUTURE),
                    own,
                ));
            }
            let (what, limit, figure) = faster(call, calls);
            budgets.push(budget(&what, limit, figure));
        }
    }
    budgets
}

/// The rows of this library that a budget is of.
pub(crate) fn is_budgeted(call: &Call, workload: Workload) -> bool {
    let named = matches!(call.name.as_str(), "expansion" | "fetch" | "fetch_async");
    call.workload == workload && named && call.is_measured()
}

fn faster(call: &Call, calls: &[Call]) -> (String, Limit, Option<f64>) {
    let (_, limit) = rival(call.workload);
    let peer = fastest_peer(call.workload, calls);
    let name = peer.map_or("any peer", |peer| peer.name.as_str());
    let figure = peer.and_then(Call::best).zip(call.best());
    let figure = figure.map(|(peer, ours)| peer / ours);
    (
        format!("times faster than {name}"),
        Limit::AtLeast(limit),
        figure,
    )
}

fn rival(workload: Workload) -> (Kind, f64) {
    let mut faster = FASTER.into_iter();
    let of = faster.find(|(of, ..)| *of == workload);
    of.map_or((Kind::Breaker, 1.0), |(_, kind, limit)| (kind, limit))
}

/// The peer of the same kind that takes the fewest instructions.
pub(crate) fn cheapest_peer(workload: Workload, calls: &[Call]) -> Option<&Call> {
    peers(workload, calls)
        .filter_map(|peer| Some((peer, peer.instructions?)))
        .min_by(|(_, one), (_, other)| one.total_cmp(other))
        .map(|(peer, _)| peer)
}

fn peers(workload: Workload, calls: &[Call]) -> impl Iterator<Item = &Call> {
    let (kind, _) = rival(workload);
    let is_peer = move |call: &&Call| call.workload == workload && call.kind == Some(kind);
    calls.iter().filter(is_peer)
}

/// The peer that a workload is held against.
fn fastest_peer(workload: Workload, calls: &[Call]) -> Option<&Call> {
    let timed = peers(workload, calls).filter_map(|peer| Some((peer, peer.best()?)));
    let fastest = timed.min_by(|(_, one), (_, other)| one.total_cmp(other));
    fastest.map(|(peer, _)| peer)
}

/// The least that the second thread may bring, of what it brings without a breaker.
const SCALING: f64 = 0.97;

pub(crate) fn of_threads(threads: &[Threads]) -> Vec<Budget> {
    let ours = threads.iter().filter(|row| row.is_ours && row.has_breaker);
    ours.map(|row| Budget {
        row: row.id(),
        what: "of the scaling without a breaker".to_owned(),
        limit: Limit::AtLeast(SCALING),
        figure: row.of_no_breaker,
    })
    .collect()
}

/// Shares of one map by hand: u64 keys by the standard hasher and by a fast one, strings by both.
const SHARES: [(Shape, [f64; 4]); 3] = [
    (Shape::Pairs, [0.40, 0.20, 0.55, 0.40]),
    (Shape::Position, [0.28, 0.13, 0.20, 0.10]),
    (Shape::Map, [0.80, 0.40, 0.85, 0.55]),
];

pub(crate) fn of_items(items: &[Items]) -> Vec<Budget> {
    let mut budgets = Vec::new();
    for row in items {
        let Some((shape, fast)) = row.ours else {
            continue;
        };
        let Some((_, limits)) = SHARES.into_iter().find(|(of, _)| *of == shape) else {
            continue;
        };
        let limit = limits[usize::from(row.strings) * 2 + usize::from(fast)];
        // The budgets are of large calls.
        for ((_, keys), share) in SIZES.into_iter().zip(row.shares).skip(1) {
            budgets.push(Budget {
                row: row.id(),
                what: format!("× base at {keys} keys"),
                limit: Limit::AtMost(limit),
                figure: Some(share),
            });
        }
    }
    budgets
}

/// A clean build, as a share of one with syn and quote alone; milliseconds of a check for each annotated function.
pub(crate) const COMPILE: (f64, f64) = (1.15, 0.7);

pub(crate) fn of_compile(compiled: Option<&Compiled>) -> Vec<Budget> {
    let budget = |row: &str, what: &str, limit, figure| Budget {
        row: row.to_owned(),
        what: what.to_owned(),
        limit: Limit::AtMost(limit),
        figure,
    };
    vec![
        budget(
            "W8 clean build",
            "of syn + quote alone",
            COMPILE.0,
            compiled.map(Compiled::share),
        ),
        budget(
            "W8 check after an edit",
            "ms of each function over plain",
            COMPILE.1,
            compiled.map(Compiled::millis_per_function),
        ),
    ]
}
