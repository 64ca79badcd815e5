//! The tables of W1 to W4, of W6, and of what costs more: times, instructions and allocations of one call.

use std::hint::black_box;
use std::io;

use guard::{Kind, Row, Workload, valgrind};

use crate::budgets::{Budget, beside, cheapest_peer, is_budgeted};
use crate::peers;
use crate::python;
use crate::table::{Table, count, figure, times};
use crate::time::{Effort, Times, interleaved};

/// What one row gave.
#[derive(Debug, Clone)]
pub(crate) struct Call {
    pub(crate) workload: Workload,
    /// None for another language.
    pub(crate) kind: Option<Kind>,
    pub(crate) name: String,
    pub(crate) times: Option<Times>,
    pub(crate) instructions: Option<f64>,
    pub(crate) allocations: Option<f64>,
    pub(crate) future: Option<usize>,
}

impl Call {
    pub(crate) fn id(&self) -> String {
        format!("{:?} {}", self.workload, self.name)
    }

    pub(crate) fn is_measured(&self) -> bool {
        self.times.is_some() || self.instructions.is_some()
    }

    pub(crate) fn best(&self) -> Option<f64> {
        self.times.map(|times| times.best)
    }
}

/// All rows: what is measured, whoever counts.
pub(crate) fn rows() -> Vec<Row> {
    let mut rows = guard::by_hand();
    rows.extend(guard::library());
    rows.extend(peers::rows());
    rows.extend(guard::settings());
    rows
}

/// The rows, nothing of them known yet.
pub(crate) fn unmeasured(rows: &[Row]) -> Vec<Call> {
    let call = |row: &Row| Call {
        workload: row.workload,
        kind: Some(row.kind),
        name: row.name.to_owned(),
        times: None,
        instructions: None,
        allocations: None,
        future: row.future,
    };
    rows.iter().map(call).collect()
}

pub(crate) fn time(rows: &[Row], calls: &mut Vec<Call>, effort: Effort) {
    for workload in Workload::ALL {
        let places = || (0..rows.len()).filter(|place| rows[*place].workload == workload);
        let runs: Vec<_> = places()
            .map(|place| {
                move |count: u64| {
                    black_box(rows[place].run(count));
                }
            })
            .collect();
        let runs: Vec<&dyn Fn(u64)> = runs.iter().map(|run| run as &dyn Fn(u64)).collect();
        for (place, times) in places().zip(interleaved(&runs, effort)) {
            calls[place].times = Some(times);
        }
    }
    calls.extend(python::calls(effort));
}

/// Instructions and allocations.
pub(crate) fn weigh(rows: &[Row], calls: &mut [Call]) -> io::Result<()> {
    let rows: Vec<_> = rows.iter().collect();
    let instructions = valgrind::instructions(&rows)?;
    let allocations = valgrind::allocations(&rows)?;
    for (call, (instructions, allocations)) in calls
        .iter_mut()
        .zip(instructions.into_iter().zip(allocations))
    {
        call.instructions = Some(instructions);
        call.allocations = Some(allocations);
    }
    Ok(())
}

/// The table of a workload, its rows from the cheapest to the dearest.
pub(crate) fn table(workload: Workload, calls: &[Call], budgets: &[Budget]) -> Table {
    let futures = workload == Workload::W6;
    let mut columns = vec![
        "",
        "instructions",
        "× base",
        "allocations",
        "ns, median",
        "ns, best",
        "× base",
    ];
    columns.extend(futures.then_some("future, bytes"));
    columns.push("budget");
    let mut table = Table::new(workload.title(), &columns);
    let mut calls: Vec<_> = of(workload, calls).collect();
    calls.sort_by(|one, other| weight(one).total_cmp(&weight(other)));
    let base = calls
        .iter()
        .find(|call| call.name == workload.base())
        .copied();
    let times_base = |call: &Call, of: fn(&Call) -> Option<f64>| times(of(call), base.and_then(of));
    for call in &calls {
        let mut line = vec![
            name(call),
            count(call.instructions),
            figure(times_base(call, |call| call.instructions)),
            count(call.allocations),
            figure(call.times.map(|times| times.median)),
            figure(call.best()),
            figure(times_base(call, Call::best)),
        ];
        let bytes = call.future.map_or(String::new(), |bytes| bytes.to_string());
        line.extend(futures.then_some(bytes));
        line.push(beside(budgets, &call.id()));
        table.row(line);
    }
    table
}

fn of(workload: Workload, calls: &[Call]) -> impl Iterator<Item = &Call> {
    calls.iter().filter(move |call| call.workload == workload)
}

/// By instructions; what has none, another language, comes last.
fn weight(call: &Call) -> f64 {
    let nothing_else = if call.kind.is_none() {
        f64::INFINITY
    } else {
        0.0
    };
    call.instructions.or(call.best()).unwrap_or(0.0) + nothing_else
}

/// The base and this library's rows stand out.
fn name(call: &Call) -> String {
    match call.kind {
        Some(kind) if kind.is_ours() => format!("**this library, {}**", call.name),
        _ if call.name == call.workload.base() => format!("{} (base)", call.name),
        _ => call.name.clone(),
    }
}

/// What each workload takes, in instructions and in nanoseconds: for `README.md` of this folder, if both were
/// taken.
pub(crate) fn in_short(calls: &[Call]) -> Option<Table> {
    let has_both = |call: &Call| call.instructions.is_some() && call.times.is_some();
    if !calls.iter().any(has_both) {
        return None;
    }
    let columns = [
        "",
        "by hand",
        "the attribute",
        "`fetch`",
        "the cheapest peer",
        "",
    ];
    let mut table = Table::new("In short: instructions (nanoseconds) of a call", &columns);
    for workload in [
        Workload::W1,
        Workload::W2,
        Workload::W3,
        Workload::W4,
        Workload::W6,
    ] {
        let ours = |kind| {
            of(workload, calls).find(|it| it.kind == Some(kind) && is_budgeted(it, workload))
        };
        let base = of(workload, calls).find(|call| call.name == workload.base());
        let peer = cheapest_peer(workload, calls);
        let both = |call: Option<&Call>| match call {
            Some(call) => format!("{} ({})", count(call.instructions), figure(call.best())),
            None => String::new(),
        };
        table.row(vec![
            workload.title().to_owned(),
            both(base),
            format!("**{}**", both(ours(Kind::Expansion))),
            format!("**{}**", both(ours(Kind::Fetch))),
            both(peer),
            peer.map_or(String::new(), |peer| peer.name.clone()),
        ]);
    }
    Some(table)
}

const MORE: &str = "The plain `fetch` and `fetch_async`, and the same with one more setting: the difference is what it costs.";

/// The cost of one more setting.
pub(crate) fn what_costs_more(calls: &[Call]) -> Table {
    let columns = [
        "",
        "instructions",
        "more",
        "allocations",
        "ns, median",
        "ns, best",
        "more",
    ];
    let mut table = Table::new(Workload::Settings.title(), &columns);
    table.note(MORE);
    let mut plain = None;
    for call in of(Workload::Settings, calls) {
        // Each of the plain calls stands before what is held against it.
        if matches!(call.name.as_str(), "fetch" | "fetch_async") {
            plain = Some(call);
        }
        let more = |of: fn(&Call) -> Option<f64>| Some(of(call)? - of(plain?)?);
        table.row(vec![
            call.name.clone(),
            count(call.instructions),
            signed(more(|call| call.instructions), 0),
            count(call.allocations),
            figure(call.times.map(|times| times.median)),
            figure(call.best()),
            signed(more(Call::best), 1),
        ]);
    }
    table
}

fn signed(value: Option<f64>, places: usize) -> String {
    value.map_or(String::new(), |value| format!("{value:+.places$}"))
}
