//! Control by an operator: circuits that are listed, reset, held or removed. No lock is held while observers run.

use super::{CircuitBreaker, CircuitSnapshot};
use crate::name::Name;

impl CircuitBreaker {
    /// Lists providers before their first call, so that [`snapshot`](Self::snapshot) shows them as closed from the start.
    /// Names that are known already stay as they are.
    ///
    /// The handle of an annotated function, `circuit_breaker(.., handle = breaker)`, does this by itself.
    ///
    /// ```
    /// use std::time::Duration;
    /// use failover_core::{CircuitBreaker, CircuitState};
    ///
    /// let breaker = CircuitBreaker::new(3, Duration::from_secs(60));
    /// breaker.register(["primary", "backup"]);
    /// assert_eq!(breaker.state("backup"), CircuitState::Closed);
    /// assert_eq!(breaker.state("bakcup"), CircuitState::Unknown);
    /// assert_eq!(breaker.snapshot().len(), 2);
    /// ```
    pub fn register<N: Into<Name>>(&self, names: impl IntoIterator<Item = N>) {
        for name in names {
            self.circuits.register(name.into()).show();
        }
    }

    /// Closes the circuit of `name` and forgets its failures. Results of turns under way are ignored. Undoes
    /// [`force_open`](Self::force_open) and [`force_close`](Self::force_close).
    pub fn reset(&self, name: &str) {
        if let Some(circuit) = self.circuits.find(name) {
            circuit.reset();
        }
    }

    /// Holds the circuit of `name` open until [`reset`](Self::reset) or [`force_close`](Self::force_close). No probe is
    /// admitted. `name` is a literal, a `String`, or any text by [`Name::intern`].
    ///
    /// ```
    /// use std::time::Duration;
    /// use failover_core::{CircuitBreaker, FailoverClient, Provider};
    ///
    /// static BREAKER: CircuitBreaker = CircuitBreaker::new(3, Duration::from_secs(60));
    ///
    /// let client = FailoverClient::builder().circuit_breaker(&BREAKER).build()?;
    /// let call = || client.fetch((
    ///     Provider::new("primary", || Ok::<_, &str>(1)),
    ///     Provider::new("backup", || Ok(2)),
    /// ));
    /// BREAKER.force_open("primary"); // for the time of its maintenance
    /// assert_eq!(call().unwrap().provider, "backup");
    /// BREAKER.reset("primary");
    /// assert_eq!(call().unwrap().provider, "primary");
    /// # Ok::<(), failover_core::ConfigError>(())
    /// ```
    pub fn force_open(&self, name: impl Into<Name>) {
        self.circuits.get_or_insert(name.into()).force_open();
    }

    /// Holds the circuit of `name` closed until [`reset`](Self::reset) or [`force_open`](Self::force_open). No failure opens
    /// it.
    pub fn force_close(&self, name: impl Into<Name>) {
        self.circuits.get_or_insert(name.into()).force_close();
    }

    /// Resets every circuit, as [`reset`](Self::reset) does. Undoes also what [`force_open`](Self::force_open) and
    /// [`force_close`](Self::force_close) hold.
    pub fn reset_all(&self) {
        for (_, circuit) in self.circuits.all() {
            circuit.reset();
        }
    }

    /// Removes the circuit of `name`: its state is [`Unknown`](crate::CircuitState::Unknown), and
    /// [`snapshot`](Self::snapshot) leaves it out. Returns false if the name was unknown.
    ///
    /// The circuit is closed first, so observers hear a change. Calls that use the name later begin with a new, closed
    /// circuit. It is listed again with the first result of such a call, or by [`register`](Self::register). Results of
    /// turns under way are ignored.
    ///
    /// # Memory
    ///
    /// The memory is kept for the return of the name, about 300 bytes, as the name's text is. So a name that comes and goes
    /// takes memory once. Only dropping the breaker frees it.
    pub fn remove(&self, name: &str) -> bool {
        let circuit = self.circuits.find(name);
        circuit.is_some_and(|circuit| circuit.remove())
    }

    /// Removes every circuit for which `keep` returns false, as [`remove`](Self::remove) does.
    ///
    /// A circuit that changes after `keep` has seen it is not removed: `keep` is called again for it. `keep` may use the
    /// breaker.
    ///
    /// ```
    /// use std::time::Duration;
    /// use failover_core::CircuitBreaker;
    ///
    /// let hosts = CircuitBreaker::new(3, Duration::from_secs(60));
    /// hosts.register(["eu-1", "eu-2", "us-1"]);
    /// hosts.retain(|circuit| circuit.name.starts_with("eu-"));
    /// assert_eq!(hosts.snapshot().len(), 2);
    /// ```
    pub fn retain(&self, mut keep: impl FnMut(&CircuitSnapshot) -> bool) {
        for (name, circuit) in self.circuits.all() {
            while let Some(look) = circuit.look(&self.settings) {
                if keep(&CircuitSnapshot::new(name, &look)) || circuit.remove_after(&look) {
                    break;
                }
            }
        }
    }
}
