//! The words for closed sets of values, in logs and metrics. Dashboards and filters depend on them.

use crate::event::{AttemptKind, ChangeCause, CircuitPhase, EndReason, Outcome};

pub(super) fn kind(kind: AttemptKind) -> &'static str {
    match kind {
        AttemptKind::First => "first",
        AttemptKind::Retry => "retry",
        AttemptKind::Hedge => "hedge",
        AttemptKind::Probe => "probe",
    }
}

pub(super) fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Served => "served",
        Outcome::Error => "error",
        Outcome::Rejected => "rejected",
        Outcome::Absent => "absent",
        Outcome::TimedOut => "timed_out",
        Outcome::Cancelled => "cancelled",
        Outcome::WrongLength => "wrong_length",
    }
}

pub(super) fn phase(phase: CircuitPhase) -> &'static str {
    match phase {
        CircuitPhase::Closed => "closed",
        CircuitPhase::Open => "open",
        CircuitPhase::Probing => "probing",
    }
}

pub(super) fn cause(cause: ChangeCause) -> &'static str {
    match cause {
        ChangeCause::Failures => "failures",
        ChangeCause::OpenFor => "open_for",
        ChangeCause::ProbeStarted => "probe_started",
        ChangeCause::ProbeSucceeded => "probe_succeeded",
        ChangeCause::ProbeFailed => "probe_failed",
        ChangeCause::ProbeReleased => "probe_released",
        ChangeCause::Operator => "operator",
    }
}

pub(super) fn end_reason(reason: EndReason) -> &'static str {
    match reason {
        EndReason::Exhausted => "exhausted",
        EndReason::Stopped => "stopped",
        EndReason::Deadline => "deadline",
        EndReason::Refused(_) => "refused",
    }
}
