//! All that was measured, as a text and as charts.

use std::error::Error;
use std::fs;

use guard::Workload;

use crate::account::{self, Account};
use crate::budgets;
use crate::calls::{self, Call};
use crate::charts;
use crate::compile::{self, Compiled};
use crate::items::{self, Items};
use crate::python;
use crate::ship::{self, Shipped};
use crate::table::Table;
use crate::threads::{self, Threads};

const FOLDER: &str = env!("CARGO_MANIFEST_DIR");

const HOW: &str = "\
Written by `cargo run --release` in `benches`. Valgrind counts instructions and allocations: the difference of two runs \
that differ by one call. Timed rows take turns. Quote the instructions, and ratios within one table, rather than the \
nanoseconds. **This library's rows** are in bold: `expansion` is an annotated function with a static breaker, `fetch` a \
client's call. Every row includes the loop and the provider.";

pub(crate) struct Report {
    machine: Vec<String>,
    quick: bool,
    pub(crate) calls: Vec<Call>,
    pub(crate) accounts: Vec<Account>,
    pub(crate) threads: Vec<Threads>,
    pub(crate) items: Vec<Items>,
    pub(crate) compiled: Option<Compiled>,
    pub(crate) shipped: Option<Shipped>,
}

impl Report {
    pub(crate) fn new(machine: Vec<String>, quick: bool) -> Self {
        Self {
            machine,
            quick,
            calls: Vec::new(),
            accounts: Vec::new(),
            threads: Vec::new(),
            items: Vec::new(),
            compiled: None,
            shipped: None,
        }
    }

    pub(crate) fn text(&self) -> String {
        let mut parts = vec![format!("# What it costs\n\n{HOW}\n"), self.machine()];
        parts.extend(self.tables().iter().map(Table::to_string));
        parts.join("\n")
    }

    fn machine(&self) -> String {
        let mut lines = self.machine.clone();
        lines.extend(
            self.quick
                .then(|| "a quick run: not to be quoted".to_owned()),
        );
        let are_timed = self.calls.iter().any(|call| call.times.is_some());
        if are_timed || !self.items.is_empty() {
            lines.extend(python::skipped().map(str::to_owned));
        }
        format!("```\n{}\n```\n", lines.join("\n"))
    }

    /// Those that have figures.
    fn tables(&self) -> Vec<Table> {
        let mut budgets = budgets::of_calls(&self.calls);
        budgets.extend(budgets::of_threads(&self.threads));
        budgets.extend(budgets::of_items(&self.items));
        budgets.extend(budgets::of_compile(self.compiled.as_ref()));
        let budgets: Vec<_> = budgets
            .into_iter()
            .filter(|it| it.is_met().is_some())
            .collect();

        let mut tables = Vec::new();
        let are_calls = self.calls.iter().any(Call::is_measured);
        let of = |workload| calls::table(workload, &self.calls, &budgets);
        if are_calls {
            tables.extend(calls::in_short(&self.calls));
            tables.extend([Workload::W1, Workload::W2, Workload::W3, Workload::W4].map(of));
        }
        if !self.threads.is_empty() {
            tables.push(threads::table(&self.threads, &budgets));
        }
        if are_calls {
            tables.push(of(Workload::W6));
        }
        if !self.items.is_empty() {
            tables.extend(items::tables(&self.items, &budgets));
        }
        if let Some(compiled) = &self.compiled {
            tables.extend(compile::tables(compiled, &budgets));
        }
        if let Some(shipped) = &self.shipped {
            tables.extend(ship::tables(shipped));
        }
        if are_calls {
            tables.push(calls::what_costs_more(&self.calls));
        }
        if !self.accounts.is_empty() {
            tables.push(account::table(&self.accounts));
        }
        if !budgets.is_empty() {
            tables.push(budgets::table(&budgets));
        }
        tables
    }

    pub(crate) fn write(&self, text: &str) -> Result<(), Box<dyn Error>> {
        fs::write(format!("{FOLDER}/RESULTS.md"), text)?;
        charts::cost(&self.calls, &format!("{FOLDER}/cost.svg"))?;
        charts::threads(&self.threads, &format!("{FOLDER}/threads.svg"))?;
        Ok(())
    }
}
