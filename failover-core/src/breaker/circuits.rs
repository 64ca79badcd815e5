//! The circuits of one breaker, found by name.
//!
//! A registry by text, behind a lock, is the truth. An index by *address* speeds it up. Names are never freed, so the
//! address and the length of a name's text identify it, and a provider always has the same name. The index is a trie of
//! nodes that are only added, each behind a `OnceLock`. So a look-up takes no lock and compares no text. Only the first use
//! of an address takes the registry's lock. Two addresses with the same text (a literal and a name made at run time) share
//! one circuit.
//!
//! Permits borrow circuits, so none can be freed while its breaker is shared. A removed circuit stays here, hidden, and
//! serves its name again when it comes back. So memory grows with the number of distinct names, as that of names does.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError};

use super::circuit::Circuit;
use crate::event::ObserverHandle;
use crate::name::Name;
use crate::sync::{Mutex, MutexGuard, OnceLock};

/// The children of a node. With eight, a thousand names are found in three or four steps.
const BRANCHES: usize = 8;
const BRANCH_BITS: u32 = BRANCHES.trailing_zeros();

type Branches = [OnceLock<Box<Node>>; BRANCHES];

struct Node {
    name: Name,
    circuit: Arc<Circuit>,
    children: Branches,
}

pub(super) struct Circuits {
    by_address: Branches,
    by_text: Mutex<Registry>,
    /// The observer of new circuits.
    pub(super) observer: Option<ObserverHandle>,
    /// Names that have a circuit from the start. It is made when the registry is first used.
    pub(super) listed: &'static [&'static str],
}

struct Registry {
    circuits: BTreeMap<Name, Arc<Circuit>>,
    /// False until the `listed` names have circuits.
    is_begun: bool,
}

impl Circuits {
    pub(super) const fn new() -> Self {
        Self {
            by_address: [const { OnceLock::new() }; BRANCHES],
            by_text: Mutex::new(Registry {
                circuits: BTreeMap::new(),
                is_begun: false,
            }),
            observer: None,
            listed: &[],
        }
    }

    /// Returns the circuit of `name`, and makes it on the first use.
    #[inline]
    pub(super) fn get_or_insert(&self, name: Name) -> &Circuit {
        let mut hash = address_hash(name);
        let mut branches = &self.by_address;
        while let Some(node) = branches[top(hash)].get() {
            if same_address(node.name, name) {
                return &node.circuit;
            }
            branches = &node.children;
            hash = hash.rotate_left(BRANCH_BITS);
        }
        self.insert(name)
    }

    #[cold]
    fn insert(&self, name: Name) -> &Circuit {
        let circuit = self.register(name);
        let mut new = Box::new(Node {
            name,
            circuit,
            children: [const { OnceLock::new() }; BRANCHES],
        });
        let mut hash = address_hash(name);
        let mut branches = &self.by_address;
        // Go down to the first free place: another thread may have taken the one that was free before.
        loop {
            let place = &branches[top(hash)];
            new = match place.set(new) {
                Ok(()) => break,
                Err(refused) => refused,
            };
            // The place is taken, so this is its node.
            let Some(node) = place.get() else { continue };
            if same_address(node.name, name) {
                break;
            }
            branches = &node.children;
            hash = hash.rotate_left(BRANCH_BITS);
        }
        self.get_or_insert(name)
    }

    /// Returns the circuit of `name` without an entry in the index, and makes it if there is none.
    pub(super) fn register(&self, name: Name) -> Arc<Circuit> {
        self.entry(&mut self.registry(), name)
    }

    fn entry(&self, registry: &mut Registry, name: Name) -> Arc<Circuit> {
        let new = || Arc::new(Circuit::new(name, self.observer.clone()));
        Arc::clone(registry.circuits.entry(name).or_insert_with(new))
    }

    /// Returns the circuit of the name with this text, if it was ever used. It may be a removed one.
    pub(super) fn find(&self, text: &str) -> Option<Arc<Circuit>> {
        self.registry().circuits.get(text).map(Arc::clone)
    }

    /// Returns every circuit, ordered by name, and removed ones too.
    pub(super) fn all(&self) -> Vec<(Name, Arc<Circuit>)> {
        let registry = self.registry();
        let copy = |(name, circuit): (&Name, &Arc<Circuit>)| (*name, Arc::clone(circuit));
        registry.circuits.iter().map(copy).collect()
    }

    fn registry(&self) -> MutexGuard<'_, Registry> {
        let mut registry = self.by_text.lock().unwrap_or_else(PoisonError::into_inner);
        if !registry.is_begun {
            registry.is_begun = true;
            for name in self.listed {
                self.entry(&mut registry, Name::new(name));
            }
        }
        registry
    }
}

fn same_address(a: Name, b: Name) -> bool {
    std::ptr::eq(a.as_str(), b.as_str())
}

/// Hashes an address: distinct for distinct addresses (the factor is odd), and spread over the high bits.
fn address_hash(name: Name) -> u64 {
    let address = name.as_str().as_ptr().addr() as u64;
    (address ^ (name.len() as u64).rotate_right(8)).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

fn top(hash: u64) -> usize {
    (hash >> (u64::BITS - BRANCH_BITS)) as usize
}

#[cfg(test)]
mod tests {
    use std::thread::ScopedJoinHandle;

    use super::*;

    fn address_of(circuit: &Circuit) -> usize {
        std::ptr::from_ref(circuit).addr()
    }

    #[test]
    fn one_text_at_two_addresses_is_one_circuit() {
        let circuits = Circuits::new();
        let literal = Name::new("circuits-test-name");
        let interned = Name::from(String::from("circuits-test-name"));
        assert!(!same_address(literal, interned));
        assert_eq!(
            address_of(circuits.get_or_insert(literal)),
            address_of(circuits.get_or_insert(interned)),
        );
        assert_eq!(circuits.all().len(), 1);
    }

    #[test]
    fn a_name_that_begins_another_at_the_same_address_is_another() {
        let circuits = Circuits::new();
        let long = "prefix-and-more";
        let (short, long) = (Name::new(&long[..6]), Name::new(long));
        assert_ne!(
            address_of(circuits.get_or_insert(short)),
            address_of(circuits.get_or_insert(long)),
        );
    }

    #[test]
    fn a_thousand_names_are_found_in_few_steps() {
        let circuits = Circuits::new();
        let names: Vec<Name> = (0..1000)
            .map(|i| Name::from(format!("steps-{i}")))
            .collect();
        for &name in &names {
            circuits.get_or_insert(name);
        }
        let steps = |name: Name| {
            let (mut hash, mut branches, mut steps) =
                (address_hash(name), &circuits.by_address, 1_u32);
            while let Some(node) = branches[top(hash)].get() {
                if same_address(node.name, name) {
                    break;
                }
                branches = &node.children;
                hash = hash.rotate_left(BRANCH_BITS);
                steps += 1;
            }
            steps
        };
        let all: u32 = names.iter().map(|name| steps(*name)).sum();
        assert!(all < 4500, "{all} steps for a thousand names");
    }

    #[test]
    fn racing_first_look_ups_agree() {
        for round in 0..50 {
            let circuits = Circuits::new();
            let names: Vec<Name> = (0..64)
                .map(|i| Name::from(format!("race-{round}-{i}")))
                .collect();
            let barrier = std::sync::Barrier::new(4);
            let look = || -> Vec<usize> {
                barrier.wait();
                names
                    .iter()
                    .map(|n| address_of(circuits.get_or_insert(*n)))
                    .collect()
            };
            let seen: Vec<Vec<usize>> = std::thread::scope(|scope| {
                let threads: Vec<_> = (0..4).map(|_| scope.spawn(look)).collect();
                threads
                    .into_iter()
                    .flat_map(ScopedJoinHandle::join)
                    .collect()
            });
            assert!(seen.len() == 4 && seen.iter().all(|one| *one == seen[0]));
        }
    }
}
