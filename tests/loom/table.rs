//! The list of models, and the table of what was explored.

use crate::explore::{Bounds, EACH_BOUND, Explored, NONE_OR_ONE};
use crate::names::{self, LookUps};
use crate::observed::{self, Observed};
use crate::race::{Race, Situation};
use crate::situations::{SITUATIONS, THREES};
use crate::words::{ANY, BRIEF, HOLDER, Program};

#[derive(Clone)]
pub(crate) enum Model {
    Race(Race),
    Names(LookUps),
    Observed(Observed),
}

impl Model {
    pub(crate) fn name(&self) -> String {
        match self {
            Self::Race(race) => race.name(),
            Self::Names(names) => names.name.clone(),
            Self::Observed(race) => race.name(),
        }
    }
}

/// Models that are one line of the table.
pub(crate) struct Row {
    name: String,
    pub(crate) threads: usize,
    /// The least number of interleavings before a bound applies.
    pub(crate) limit: usize,
    pub(crate) bounds: Bounds,
    pub(crate) models: Vec<Model>,
}

/// Returns every pair that can race, every brief three, and some of the other threes.
pub(crate) fn rows() -> Vec<Row> {
    let pairs = SITUATIONS.iter().map(|situation| Row {
        name: format!("{}: every pair", situation.name),
        threads: 2,
        limit: 0,
        bounds: EACH_BOUND,
        models: pairs(*situation),
    });
    let brief = SITUATIONS.iter().map(|situation| Row {
        name: format!("{}: every brief three", situation.name),
        threads: 3,
        limit: 0,
        bounds: NONE_OR_ONE,
        models: brief_threes(*situation),
    });
    let names = |threads, models: Vec<LookUps>| Row {
        name: "first look-ups".to_owned(),
        threads,
        limit: 0,
        bounds: EACH_BOUND,
        models: models.into_iter().map(Model::Names).collect(),
    };
    // Explore to the end that only one probe is admitted, however long it takes.
    let one_probe = chosen("half-open", &["admit, hold", "admit, hold"], 50_000);
    let threes = THREES
        .iter()
        .map(|(situation, programs)| chosen(situation, programs, 0));
    let mut rows: Vec<Row> = pairs.collect();
    rows.push(one_probe);
    rows.push(names(2, names::of_two()));
    rows.push(Row {
        name: "an observer next to racing changes".to_owned(),
        threads: 2,
        limit: 0,
        bounds: EACH_BOUND,
        models: observed::pairs().into_iter().map(Model::Observed).collect(),
    });
    rows.extend(brief);
    rows.extend(threes);
    rows.push(names(3, names::of_three()));
    rows
}

fn chosen(situation: &str, programs: &[&str], limit: usize) -> Row {
    let model = Model::Race(Race {
        situation: *SITUATIONS.iter().find(|it| it.name == situation).unwrap(),
        programs: programs.iter().map(|name| program(name)).collect(),
    });
    Row {
        name: model.name(),
        threads: programs.len(),
        limit,
        bounds: EACH_BOUND,
        models: vec![model],
    }
}

fn program(name: &str) -> Program {
    let mut all = ANY.iter().chain(HOLDER);
    *all.find(|it| it.name == name).unwrap()
}

/// Returns all pairs, but only one of two that differ by the order of their threads.
fn pairs(situation: Situation) -> Vec<Model> {
    let first = if situation.held { HOLDER } else { ANY };
    let mut pairs = Vec::new();
    for (number, one) in first.iter().enumerate() {
        let others = if situation.held { ANY } else { &ANY[number..] };
        for other in others {
            let programs = vec![*one, *other];
            pairs.push(Model::Race(Race {
                situation,
                programs,
            }));
        }
    }
    pairs
}

/// The first thread may hold a permit.
fn brief_threes(situation: Situation) -> Vec<Model> {
    let brief: Vec<Program> = BRIEF.iter().map(|name| program(name)).collect();
    let first = if situation.held { HOLDER } else { &brief };
    let mut threes = Vec::new();
    for (number, one) in first.iter().enumerate() {
        let others = &brief[if situation.held { 0 } else { number }..];
        for (number, two) in others.iter().enumerate() {
            for three in &others[number..] {
                let programs = vec![*one, *two, *three];
                threes.push(Model::Race(Race {
                    situation,
                    programs,
                }));
            }
        }
    }
    threes
}

pub(crate) fn head() -> String {
    format!(
        "{:<95} {:>7} {:>6} {:>13} {:>9}  bound",
        "model", "threads", "models", "interleavings", "outcomes"
    )
}

impl Row {
    pub(crate) fn line(&self, explored: &Explored) -> String {
        line(&self.name, &self.threads.to_string(), explored)
    }
}

pub(crate) fn line(name: &str, threads: &str, explored: &Explored) -> String {
    let outcomes = match explored.outcomes {
        0 => "-".to_owned(),
        outcomes => format!("{}/{outcomes}", explored.seen),
    };
    let failed = match explored.failed {
        0 => String::new(),
        failed => format!("  {failed} FAILED"),
    };
    format!(
        "{name:<95} {threads:>7} {:>6} {:>13} {outcomes:>9}  {}{failed}",
        explored.models,
        explored.interleavings,
        explored.bounds(),
    )
}

/// Prints the counts of all models, for two threads and for three.
pub(crate) fn sum([two, three]: &[Explored; 2]) -> String {
    let mut all = Explored::default();
    all.add(two);
    all.add(three);
    format!(
        "{} models, {} interleavings, {} failed\n\
         exhaustive: {} of {} models with two threads, {} of {} models with three threads\n\
         outcomes (seen / allowed by the rules): {} of {} outcomes",
        all.models,
        all.interleavings,
        all.failed,
        two.exhaustive(),
        two.models,
        three.exhaustive(),
        three.models,
        all.seen,
        all.outcomes,
    )
}
