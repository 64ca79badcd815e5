//! Whether more than one probe of a provider is under way, told without the model.

use std::cell::{Cell, RefCell};
use std::time::Duration;

/// The probes under way.
#[derive(Default)]
pub(crate) struct Probes {
    under_way: RefCell<Vec<Probe>>,
    next: Cell<u64>,
}

struct Probe {
    number: u64,
    name: &'static str,
    /// When its lease is over.
    until: Duration,
}

impl Probes {
    /// One begins: its number, unless another one is under way.
    pub(crate) fn begin(&self, name: &'static str, now: Duration, lease: Duration) -> Option<u64> {
        let mut probes = self.under_way.borrow_mut();
        if probes
            .iter()
            .any(|probe| probe.name == name && now < probe.until)
        {
            return None;
        }
        let number = self.next.replace(self.next.get() + 1);
        let until = now.saturating_add(lease);
        probes.push(Probe {
            number,
            name,
            until,
        });
        Some(number)
    }

    pub(crate) fn end(&self, number: u64) {
        self.under_way
            .borrow_mut()
            .retain(|probe| probe.number != number);
    }

    /// Somebody has moved the circuit on: what is under way is no probe any more.
    pub(crate) fn forget(&self, name: &str) {
        self.under_way
            .borrow_mut()
            .retain(|probe| probe.name != name);
    }

    /// The clock has stepped back, and nobody knows when a lease is over.
    pub(crate) fn forget_all(&self) {
        self.under_way.borrow_mut().clear();
    }
}
