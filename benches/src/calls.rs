//! The tables of W1 to W4, of W6, and of what costs more: times, instructions and allocations of one call.

use std::hint::black_box;
use std::io;

use guard::{Kind, Row, Workload, valgrind};

use crate::budgets::{Budget, beside};
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

    pub(crate) fn best(&self) -> Option<f64> {
        self.times.map(|times| times.best)
    }
}

/// All rows: what is measured, whoever counts.
pub(crate) fn rows() -> Vec<Row> {
    let mut rows = guard::by_hand();
    rows.extend(guard::library());
    rows.extend(peers::rows());
    rows.extend(guard::knobs());
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
    let instructions = valgrind::instructions(rows)?;
    let allocations = valgrind::allocations(rows)?;
    for (call, (instructions, allocations)) in calls
        .iter_mut()
        .zip(instructions.into_iter().zip(allocations))
    {
        call.instructions = Some(instructions);
        call.allocations = Some(allocations);
    }
    Ok(())
}

/// A table for each workload, its rows from the cheapest to the dearest.
pub(crate) fn tables(calls: &[Call], budgets: &[Budget]) -> Vec<Table> {
    Workload::ALL
        .into_iter()
        .map(|workload| table(workload, calls, budgets))
        .collect()
}

fn table(workload: Workload, calls: &[Call], budgets: &[Budget]) -> Table {
    let mut columns = vec![
        "",
        "instructions",
        "× base",
        "allocations",
        "ns, median",
        "ns, best",
        "× base",
    ];
    let futures = workload == Workload::W6;
    if futures {
        columns.push("future, bytes");
    }
    let knobs = workload == Workload::Knobs;
    if !knobs {
        columns.push("budget");
    }
    let mut table = Table::new(workload.title(), &columns);
    if knobs {
        table.note(MORE);
    }
    let mut calls: Vec<_> = calls
        .iter()
        .filter(|call| call.workload == workload)
        .collect();
    let base = calls
        .iter()
        .find(|call| call.name == workload.base())
        .copied();
    if !knobs {
        let weight = |call: &Call| call.instructions.or(call.best()).unwrap_or(0.0);
        calls.sort_by(|a, b| {
            (a.kind.is_none(), weight(a))
                .partial_cmp(&(b.kind.is_none(), weight(b)))
                .unwrap_or(std::cmp::Ordering::Equal)
        });
    }
    for call in calls {
        table.row(cells(call, base, futures, knobs, budgets));
    }
    table
}

const MORE: &str = "A client's calls without a breaker, with one more thing asked of them, \
    over the plain `fetch`. The library has no listeners and takes no timings of its own: there is nothing of the kind to pay for.";

fn cells(
    call: &Call,
    base: Option<&Call>,
    futures: bool,
    knobs: bool,
    budgets: &[Budget],
) -> Vec<String> {
    let base_instructions = base.and_then(|base| base.instructions);
    let mut cells = vec![
        name(call, base),
        count(call.instructions),
        figure(times(call.instructions, base_instructions)),
        count(call.allocations),
        figure(call.times.map(|times| times.median)),
        figure(call.best()),
        figure(times(call.best(), base.and_then(Call::best))),
    ];
    if futures {
        cells.push(call.future.map_or(String::new(), |bytes| bytes.to_string()));
    }
    if !knobs {
        cells.push(beside(budgets, &call.id()));
    }
    cells
}

/// The base and this library's rows stand out.
fn name(call: &Call, base: Option<&Call>) -> String {
    let is_base = base.is_some_and(|base| base.name == call.name);
    match call.kind {
        _ if is_base => format!("{} (base)", call.name),
        Some(kind) if kind.is_ours() && call.workload != Workload::Knobs => {
            format!("**this library, {}**", call.name)
        }
        _ => call.name.clone(),
    }
}
