//! Counts from both sides of the wire.

use std::collections::BTreeMap;
use std::fmt;

use crate::fault::Fault;
use crate::lane::Call;
use crate::proxy::Proxy;
use crate::service::Service;

#[derive(Debug, Default)]
pub(crate) struct Tally {
    calls: u32,
    /// Values of the primary, and of the backup.
    served: [usize; 2],
    /// Attempts at the primary, as the engine reports them.
    pub(crate) attempts: u32,
    /// Attempts at the backup, as the engine reports them.
    attempts_at_backup: u32,
    /// Connections that the proxy before the primary accepted.
    connections: u32,
    /// Requests to the backup.
    requests_to_backup: u32,
    /// Faults by kind, as the proxy counts them.
    injected: BTreeMap<Fault, u32>,
    /// Attempts without a connection, because nothing was accepted.
    not_accepted: u32,
}

impl Tally {
    pub(crate) fn add(&mut self, call: &Call) {
        self.calls += 1;
        self.attempts += call.attempts[0];
        self.attempts_at_backup += call.attempts[1];
        for (sum, served) in self.served.iter_mut().zip(call.served) {
            *sum += served;
        }
    }

    /// Adds the counts of the other side, which must be equal.
    pub(crate) fn see(&mut self, proxy: &Proxy, backup: &Service) {
        self.connections = proxy.connections(self.attempts - self.not_accepted);
        self.injected.append(&mut proxy.injected());
        self.requests_to_backup = backup.requests();
        assert_eq!(self.connections + self.not_accepted, self.attempts);
        assert_eq!(self.requests_to_backup, self.attempts_at_backup);
    }

    /// Adds attempts with a fault that the proxy does not see.
    pub(crate) fn not_accepted(&mut self, fault: Fault, attempts: u32) {
        self.not_accepted += attempts;
        self.injected.insert(fault, attempts);
    }

    pub(crate) fn merge(mut self, other: Self) -> Self {
        self.calls += other.calls;
        self.attempts += other.attempts;
        self.attempts_at_backup += other.attempts_at_backup;
        self.connections += other.connections;
        self.requests_to_backup += other.requests_to_backup;
        self.not_accepted += other.not_accepted;
        for (sum, served) in self.served.iter_mut().zip(other.served) {
            *sum += served;
        }
        for (fault, count) in other.injected {
            *self.injected.entry(fault).or_default() += count;
        }
        self
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [by_primary, by_backup] = self.served.map(|count| count as u64);
        let [primary, backup] = [self.attempts, self.attempts_at_backup].map(u64::from);
        let accepted = self.connections.into();
        let received = self.requests_to_backup.into();
        let faults = self.injected.values().copied().map(u64::from).sum();
        let rows = [
            (self.calls.into(), "calls"),
            (primary + backup, "requests sent"),
            (by_primary, "values served by the primary"),
            (by_backup, "values served by the backup"),
            (primary, "attempts at the primary, by the engine's count"),
            (accepted, "connections accepted by its proxy"),
            (self.not_accepted.into(), "attempts without a connection"),
            (backup, "attempts at the backup, by the engine's count"),
            (received, "requests received by the backup"),
            (faults, "faults met:"),
        ];
        for (count, what) in rows {
            writeln!(f, "{count:>8} {what}")?;
        }
        for (fault, count) in &self.injected {
            writeln!(f, "{count:>12} {fault:?}")?;
        }
        Ok(())
    }
}
