//! The expected result for each fault in each state of the circuit.

use std::time::Duration;

use failover_core::EndReason;

use crate::cell::{Circuit, Fault, Operation};
use crate::seen::{Key, Kind, Report, Seen, THE_VALUE, Trouble, Turns, Why};
use crate::world::{
    BACKOFF, FAILURE_THRESHOLD, HEDGE, KEYS, LATE, RESET_AFTER, RETRIES, STAY_AWAY, TIMEOUT, value,
};

/// The effect of a fault on a turn of `a`.
struct Row {
    ends: Ends,
    /// True if the attempt is made again, while retries remain.
    again: bool,
    /// The time that an attempt takes.
    takes: Duration,
    told: Told,
}

/// The effect on the call.
enum Ends {
    /// `a` answers with values for these keys. `b` gets the rest.
    Answers(&'static [Key]),
    /// `a` fails, and `b` is called.
    Fails(Kind),
    /// `a` fails, and the call ends.
    Stops(Kind),
    Panics,
    Dropped,
}

/// The report to the circuit.
enum Told {
    Success,
    Failure,
    /// A failure that opens the circuit for at least [`STAY_AWAY`].
    StayAway,
    /// Neither success nor failure.
    Nothing,
}

const ZERO: Duration = Duration::ZERO;

/// The table: the effect of a fault when `a` is called. `None` is no fault.
#[rustfmt::skip]
fn row(fault: Option<Fault>) -> Row {
    use Ends::{Answers, Dropped, Fails, Panics, Stops};
    use Told::{Failure, Nothing, StayAway, Success};

    let row = |ends, again, takes, told| Row { ends, again, takes, told };
    let Some(fault) = fault else {
        return row(Answers(&["BTC", "ETH"]), false, ZERO, Success);
    };
    match fault {
        // the result                                                           again  takes    the circuit learns
        Fault::Error =>       row(Fails(Kind::Error(Trouble::Down)),            true,  ZERO,    Failure),
        Fault::Panic =>       row(Panics,                                       false, ZERO,    Nothing),
        Fault::Hang =>        row(Fails(Kind::TimedOut),                        true,  TIMEOUT, Failure),
        Fault::Late =>        row(Fails(Kind::TimedOut),                        true,  LATE,    Failure),
        Fault::Empty =>       row(Answers(&[]),                                 false, ZERO,    Success),
        Fault::ExtraKeys =>   row(Answers(&["BTC"]),                            false, ZERO,    Success),
        Fault::Rejected =>    row(Fails(Kind::Rejected),                        true,  ZERO,    Failure),
        Fault::StopVerdict => row(Stops(Kind::Error(Trouble::BadRequest)),      false, ZERO,    Nothing),
        Fault::RetryAfter =>  row(Fails(Kind::Error(Trouble::TooManyRequests)), false, ZERO,    StayAway),
        Fault::Cancelled =>   row(Fails(Kind::Error(Trouble::Cancelled)),       false, ZERO,    Nothing),
        Fault::Outrun =>      row(Fails(Kind::Cancelled),                       false, HEDGE,   Nothing),
        Fault::CallersDrop => row(Dropped,                                      false, ZERO,    Nothing),
    }
}

/// Returns the circuit of `a` after a turn with this report.
fn circuit_after(before: Circuit, told: &Told) -> Circuit {
    match (before, told) {
        // No provider was called, so there is no report.
        (Circuit::Open(left), _) => Circuit::Open(left),
        (_, Told::Success) => Circuit::Closed(0),
        (as_it_was, Told::Nothing) => as_it_was,
        // It opens, for the longer one of two times.
        (_, Told::StayAway) => Circuit::Open(STAY_AWAY.max(RESET_AFTER)),
        (Circuit::HalfOpen, Told::Failure) => Circuit::Open(RESET_AFTER),
        (Circuit::Closed(failures), Told::Failure) => match failures + 1 {
            FAILURE_THRESHOLD => Circuit::Open(RESET_AFTER),
            failures => Circuit::Closed(failures),
        },
    }
}

/// Returns the expected result of a call in which `a` has this fault and its circuit this state.
pub(crate) fn expected(fault: Option<Fault>, operation: Operation, before: Circuit) -> Seen {
    // A probe has no rival before its timeout, so it cannot lose a race: it hangs.
    let fault = match (fault, before) {
        (Some(Fault::Outrun), Circuit::HalfOpen) => Some(Fault::Hang),
        (fault, _) => fault,
    };
    let Row {
        ends,
        again,
        takes,
        told,
    } = row(fault);
    let (attempts, ends) = match before {
        Circuit::Open(left) => {
            let retry_in = Some(left);
            (0, Ends::Fails(Kind::Skipped { retry_in }))
        }
        Circuit::Closed(_) if again => (1 + RETRIES, ends),
        // A probe is one attempt.
        Circuit::Closed(_) | Circuit::HalfOpen => (1, ends),
    };
    let keys = match operation {
        Operation::Whole => vec![],
        Operation::Items => KEYS.to_vec(),
    };
    let mut asked = vec![("a", keys.clone()); attempts as usize];
    let served_by_a: &[Key] = match ends {
        Ends::Answers(keys) => keys,
        _ => &[],
    };
    let failed = match ends {
        Ends::Fails(kind) | Ends::Stops(kind) => Some(kind),
        _ => None,
    };
    let turns = vec![("a", failed, attempts)];
    let report = match ends {
        Ends::Stops(_) => Report::Failed {
            ended: EndReason::Stopped,
            turns,
        },
        Ends::Panics => Report::Panicked,
        Ends::Dropped => Report::Dropped,
        Ends::Answers(_) if operation == Operation::Whole => whole("a", turns),
        Ends::Answers(_) | Ends::Fails(_) => {
            let rest = keys.into_iter().filter(|key| !served_by_a.contains(key));
            asked.push(("b", rest.collect()));
            match operation {
                Operation::Whole => whole("b", with_b(turns)),
                Operation::Items => items(served_by_a, failed, with_b(turns)),
            }
        }
    };
    Seen {
        report,
        asked,
        // The call waits between two attempts, not before failing over.
        took: takes * attempts + BACKOFF * attempts.saturating_sub(1),
        circuit: circuit_after(before, &told),
        circuit_of_b: Circuit::Closed(0),
    }
}

fn with_b(mut turns: Turns) -> Turns {
    turns.push(("b", None, 1));
    turns
}

fn whole(name: &'static str, turns: Turns) -> Report {
    Report::Served {
        values: vec![(THE_VALUE, value(name, THE_VALUE), name)],
        missing: Vec::new(),
        turns,
    }
}

/// Returns the report if `b` serves what `a` did not, except the key that neither knows.
fn items(served_by_a: &[Key], failed: Option<Kind>, turns: Turns) -> Report {
    let source = |key: &Key| if served_by_a.contains(key) { "a" } else { "b" };
    let [served @ .., unknown] = &KEYS;
    let values = served.iter().map(|key| {
        let source = source(key);
        (*key, value(source, key), source)
    });
    let why_not_a = match failed {
        None => Why::NotReturned,
        Some(Kind::Rejected) => Why::Rejected,
        Some(kind) => Why::Failed(kind),
    };
    Report::Served {
        values: values.collect(),
        missing: vec![(*unknown, vec![("a", why_not_a), ("b", Why::NotReturned)])],
        turns,
    }
}
