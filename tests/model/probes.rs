//! Counts the probes of each provider under way, without the model.

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
    /// The end of its lease.
    until: Duration,
}

impl Probes {
    /// Begins a probe. Returns its number, or `None` if another one is under way.
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

    /// An operator has changed the circuit, so attempts under way are no probes any more.
    pub(crate) fn forget(&self, name: &str) {
        self.under_way
            .borrow_mut()
            .retain(|probe| probe.name != name);
    }

    /// The clock has stepped back, so the ends of leases are unknown.
    pub(crate) fn forget_all(&self) {
        self.under_way.borrow_mut().clear();
    }
}
