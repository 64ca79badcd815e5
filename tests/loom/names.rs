//! The list of names under loom: first look-ups that race.

use std::sync::Arc;
use std::time::Duration;

use failover_on_loom::{CircuitBreaker, CircuitState, Name};

/// Enough neighbouring addresses that every branch of the list gets some, including the branch of the first one.
const LETTERS: &str = "abcdefghijklmnopqrstuv";

fn letter(number: usize) -> Name {
    Name::new(&LETTERS[number..=number])
}

/// Threads that each fail once under a name that is new to the breaker.
#[derive(Clone)]
pub(crate) struct LookUps {
    pub(crate) name: String,
    names: Vec<Name>,
    /// True if one more thread lists all circuits meanwhile.
    watched: bool,
}

fn look_ups(name: &str, names: &[Name]) -> LookUps {
    LookUps {
        name: format!("first look-ups: {name}"),
        names: names.to_vec(),
        watched: false,
    }
}

pub(crate) fn of_two() -> Vec<LookUps> {
    let a = letter(0);
    let elsewhere = Name::from(String::from("a"));
    let mut all = vec![
        look_ups("of one name", &[a, a]),
        look_ups("of one text at two addresses", &[a, elsewhere]),
    ];
    // At least one of these is in the first one's branch, the others are in another.
    all.extend((1..LETTERS.len()).map(|number| {
        let name = format!("of a and {}", letter(number));
        look_ups(&name, &[a, letter(number)])
    }));
    let mut watched = look_ups("of one name, and a snapshot", &[a]);
    watched.watched = true;
    all.push(watched);
    all
}

pub(crate) fn of_three() -> Vec<LookUps> {
    let a = letter(0);
    let elsewhere = Name::from(String::from("a"));
    let mut watched = look_ups("of one name, and a snapshot", &[a, a]);
    watched.watched = true;
    vec![
        look_ups("of one name", &[a, a, a]),
        look_ups("of one text at two addresses", &[a, elsewhere, a]),
        look_ups("of two names", &[a, letter(1), a]),
        watched,
    ]
}

impl LookUps {
    pub(crate) fn run(&self) {
        let breaker = CircuitBreaker::new(10, Duration::from_secs(60));
        // Make everything that loom must see before there are several threads.
        assert_eq!(breaker.state("nobody"), CircuitState::Unknown);
        let breaker = Arc::new(breaker);

        let mut others = Vec::new();
        for name in self.names[1..].iter().copied() {
            let breaker = Arc::clone(&breaker);
            others.push(loom::thread::spawn(move || fail(&breaker, name)));
        }
        if self.watched {
            let (breaker, most) = (Arc::clone(&breaker), self.names.len());
            others.push(loom::thread::spawn(move || {
                let seen = failures(&breaker);
                assert!(seen.is_empty() || (seen.len() == 1 && seen[0].1 <= most));
            }));
        }
        fail(&breaker, self.names[0]);
        for other in others {
            other.join().unwrap();
        }

        let mut expected: Vec<(Name, usize)> = Vec::new();
        for name in &self.names {
            match expected.iter_mut().find(|(known, _)| known == name) {
                Some((_, failures)) => *failures += 1,
                None => expected.push((*name, 1)),
            }
        }
        expected.sort();
        assert_eq!(failures(&breaker), expected, "one circuit for each text");
        // Each address finds the same circuit again.
        for name in &self.names {
            breaker.permit(*name).unwrap().success();
            breaker.permit(*name).unwrap().failure();
            let all = failures(&breaker);
            assert!(all.contains(&(*name, 1)), "{name} has another: {all:?}");
        }
    }
}

/// Fails once, and sees its own failure.
fn fail(breaker: &CircuitBreaker, name: Name) {
    breaker.permit(name).unwrap().failure();
    let all = failures(breaker);
    assert!(
        all.iter()
            .any(|(known, failures)| *known == name && *failures > 0)
    );
}

/// Lists the state of every name, in order.
fn failures(breaker: &CircuitBreaker) -> Vec<(Name, usize)> {
    let all = breaker.snapshot().into_iter();
    all.map(|it| (it.name, it.failures as usize)).collect()
}
