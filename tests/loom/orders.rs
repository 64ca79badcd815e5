//! Every order in which the steps of several threads can follow each other, and the outcome of each by the rules.

use std::collections::{BTreeSet, HashSet};

use crate::reference_circuit::{Circuit, Permit};
use crate::words::{Act, Answer, Program, Settle};

/// The answers of each thread, and the answers of the closing acts after all threads have ended.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub(crate) struct Outcome {
    pub(crate) threads: Vec<Vec<Answer>>,
    pub(crate) closing: Vec<Answer>,
}

/// A step between which others can run. An act may change the circuit later, by the time that the clock showed then.
#[derive(Clone, Copy)]
enum Step {
    ReadClock,
    Admit { tell: bool },
    Keep,
    Settle(Settle),
    Reset,
    ForceOpen,
    ForceClose,
    Look,
    AdmitClosed,
    NoteChange,
    ProbeEarly,
    TellCall,
    Advance(u64),
    TurnBack(u64),
}

fn steps(act: Act) -> Vec<Step> {
    match act {
        Act::Permit => vec![Step::ReadClock, Step::Admit { tell: true }],
        Act::Keep => vec![Step::Keep],
        Act::Settle(how) => vec![Step::ReadClock, Step::Settle(how)],
        Act::Reset => vec![Step::Reset],
        Act::ForceOpen => vec![Step::ForceOpen],
        Act::ForceClose => vec![Step::ForceClose],
        Act::Look => vec![Step::ReadClock, Step::Look],
        Act::Call(how) => vec![
            Step::AdmitClosed,
            Step::ReadClock,
            Step::Admit { tell: false },
            Step::NoteChange,
            Step::ReadClock,
            Step::ProbeEarly,
            Step::TellCall,
            Step::ReadClock,
            Step::Settle(how),
        ],
        Act::Advance(seconds) => vec![Step::Advance(seconds)],
        Act::StepBack(seconds) => vec![Step::TurnBack(seconds)],
    }
}

/// A circuit, its clock, and the progress of each thread.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct World {
    circuit: Circuit,
    now: u64,
    threads: Vec<Thread>,
    /// Permits that were put aside.
    kept: Vec<Permit>,
}

#[derive(Clone, PartialEq, Eq, Hash, Default)]
struct Thread {
    done: usize,
    read: u64,
    permit: Option<Permit>,
    refusal: Option<Answer>,
    noted: u32,
    answers: Vec<Answer>,
}

impl World {
    /// Returns a new circuit after one thread alone.
    pub(crate) fn after(acts: &[Act], now: u64) -> Self {
        let mut world = Self {
            circuit: Circuit::new(),
            now,
            threads: Vec::new(),
            kept: Vec::new(),
        };
        world.alone(acts);
        world
    }

    /// Runs one thread alone, and returns its answers.
    fn alone(&mut self, acts: &[Act]) -> Vec<Answer> {
        self.threads = vec![Thread::default()];
        for step in acts.iter().copied().flat_map(steps) {
            self.make(0, step);
        }
        std::mem::take(&mut self.threads[0].answers)
    }

    /// Returns every outcome of every order of these threads' steps. The first thread holds the permit that was put
    /// aside first, if there is one.
    pub(crate) fn outcomes(&self, programs: &[Program], closing: &[Act]) -> BTreeSet<Outcome> {
        let programs: Vec<Vec<Step>> = programs
            .iter()
            .map(|program| program.acts.iter().copied().flat_map(steps).collect())
            .collect();
        let mut start = self.clone();
        start.threads = vec![Thread::default(); programs.len()];
        start.threads[0].permit = self.kept.first().copied();

        let mut outcomes = BTreeSet::new();
        let mut known = HashSet::from([start.clone()]);
        let mut left = vec![start];
        while let Some(mut world) = left.pop() {
            let mut next = Vec::new();
            for (thread, steps) in programs.iter().enumerate() {
                if let Some(step) = steps.get(world.threads[thread].done) {
                    next.extend(world.next(thread, *step, self.circuit.changes()));
                }
            }
            if next.is_empty() {
                let threads = world.threads.iter().map(|it| it.answers.clone());
                let threads = threads.collect();
                let closing = world.alone(closing);
                outcomes.insert(Outcome { threads, closing });
            }
            next.retain(|world| known.insert(world.clone()));
            left.append(&mut next);
        }
        outcomes
    }

    /// Returns every world that can follow this step of a thread.
    fn next(&self, thread: usize, step: Step, changes_before: u32) -> Vec<Self> {
        let mut next = self.clone();
        next.make(thread, step);
        next.threads[thread].done += 1;
        let mut all = vec![next];
        // A thread that arrives during a change is refused as if a probe were under way, even if the circuit is
        // half-open afterwards. No thread waits for a permit.
        if let Step::Admit { tell } = step {
            let may_be_changing = self.circuit.is_open() && self.circuit.changes() > changes_before;
            if may_be_changing && self.threads[thread].permit.is_none() {
                let mut changing = self.clone();
                changing.threads[thread].refuse(Answer::Probing, tell);
                changing.threads[thread].done += 1;
                all.push(changing);
            }
        }
        all
    }

    fn make(&mut self, thread: usize, step: Step) {
        let Self { circuit, now, .. } = self;
        let thread = &mut self.threads[thread];
        let read = thread.read;
        match step {
            Step::ReadClock => thread.read = *now,
            Step::Admit { tell } if thread.permit.is_none() => match circuit.admit(read) {
                Ok(permit) => {
                    thread.permit = Some(permit);
                    if tell {
                        thread.answers.push(permit.answer());
                    }
                }
                Err(answer) => thread.refuse(answer, tell),
            },
            Step::Admit { .. } => {}
            Step::Keep => self.kept.extend(thread.permit.take()),
            Step::Settle(how) => {
                if let Some(permit) = thread.permit.take() {
                    circuit.settle(permit, how, read);
                }
            }
            Step::Reset => circuit.reset(),
            Step::ForceOpen => circuit.force_open(),
            Step::ForceClose => circuit.force_close(),
            Step::Look => thread.answers.push(circuit.look(read)),
            Step::AdmitClosed => thread.permit = circuit.admit_closed(),
            Step::NoteChange => thread.noted = circuit.changes(),
            Step::ProbeEarly => {
                let is_due = matches!(thread.refusal, Some(Answer::Open(_)));
                if thread.permit.is_none() && is_due && thread.noted == circuit.changes() {
                    thread.permit = circuit.probe_early(read);
                }
            }
            Step::TellCall => {
                let refusal = thread.refusal.take().unwrap_or(Answer::Called);
                let called = thread.permit.is_some();
                let answer = if called { Answer::Called } else { refusal };
                thread.answers.push(answer);
            }
            Step::Advance(seconds) => *now += seconds,
            Step::TurnBack(seconds) => *now -= seconds,
        }
    }
}

impl Thread {
    fn refuse(&mut self, answer: Answer, tell: bool) {
        self.refusal = Some(answer);
        if tell {
            self.answers.push(answer);
        }
    }
}
