//! Counts the cells, from the test program's own list.

use std::collections::BTreeSet;
use std::env;
use std::fmt::Write;
use std::process::Command;

use crate::cell::{Cell, ENGINES, FAULTS, OPERATIONS, STATES};

#[test]
fn count() {
    let program = env::current_exe().unwrap();
    let listed = Command::new(program).arg("--list").output().unwrap().stdout;
    let listed = String::from_utf8(listed).unwrap();
    let tests = listed
        .lines()
        .filter_map(|line| line.strip_suffix(": test"));
    let tests: BTreeSet<_> = tests.filter(|test| *test != "count::count").collect();

    let mut left_out = BTreeSet::new();
    let mut rows = String::new();
    let mut all = 0;
    for (fault, _) in FAULTS {
        write!(rows, "{fault:>14}").unwrap();
        for (operation, _) in OPERATIONS {
            for (engine, _) in ENGINES {
                let mut cells = 0;
                for (state, _) in STATES {
                    all += 1;
                    let name = format!("{operation}::{engine}::{state}::{fault}");
                    let why = Cell::named([operation, engine, state, fault]).left_out();
                    // Each cell is either tested, or there is a reason.
                    assert_eq!(tests.contains(name.as_str()), why.is_none(), "{name}");
                    match why {
                        None => cells += 1,
                        Some(why) => {
                            left_out.insert(format!("{fault}, {operation}, {engine}: {why}"));
                        }
                    }
                }
                write!(rows, "{cells:>16}").unwrap();
            }
        }
        rows.push('\n');
    }
    let left_out_cells = left_out.len() * STATES.len();
    assert_eq!(tests.len(), all - left_out_cells);

    let columns = OPERATIONS.iter().flat_map(|(operation, _)| {
        ENGINES.map(|(engine, _)| format!("{:>16}", format!("{operation} {engine}")))
    });
    let columns: String = columns.collect();
    let axes = [FAULTS.len(), OPERATIONS.len(), ENGINES.len(), STATES.len()];
    let [faults, operations, engines, states] = axes;
    let left_out: Vec<_> = left_out.into_iter().collect();
    let figures = format!(
        "{all} cells: {faults} faults x {operations} operations x {engines} engines x {states} states\n\
         {} cells tested, {left_out_cells} cells left out\n\n\
         {:>14}{columns}\n{rows}\n\
         left out, in all {states} states:\n  {}",
        tests.len(),
        "",
        left_out.join("\n  ")
    );
    println!("{figures}");
    let command = "cargo test -p tests --test faults -- --nocapture";
    tests::figures::write("faults", command, &figures);
}
