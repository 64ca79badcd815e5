//! The part to copy: two services behind one type that fails over.

use std::sync::Arc;

use failover_core::{
    CircuitBreaker, ConfigError, FailoverClient, ItemProvider, ItemResult, Result, Served, failover,
};

use crate::service::{ApiError, Service, Symbol};

pub(crate) struct Prices {
    pub(crate) primary: Service,
    pub(crate) backup: Service,
    /// Both methods share it: a service that fails one of them is skipped by the other too.
    pub(crate) breaker: Arc<CircuitBreaker>,
    client: FailoverClient,
}

impl Prices {
    pub(crate) fn new(
        primary: Service,
        backup: Service,
        breaker: CircuitBreaker,
    ) -> std::result::Result<Self, ConfigError> {
        breaker.register(["primary", "backup"]);
        let breaker = Arc::new(breaker);
        let client = FailoverClient::builder()
            .circuit_breaker(Arc::clone(&breaker))
            .build()?;
        Ok(Self {
            primary,
            backup,
            breaker,
            client,
        })
    }

    /// A value call, by the attribute: `backup` is called only if `primary` fails.
    #[failover(
        providers = [primary = self.primary.price, backup = self.backup.price],
        circuit_breaker = self.breaker,
    )]
    pub(crate) fn price(&self, symbol: Symbol) -> Result<Served<f64, ApiError>, ApiError>;

    /// A batch call, by a client: `backup` gets only the symbols that `primary` did not serve.
    pub(crate) fn prices(
        &self,
        symbols: &[Symbol],
    ) -> Result<ItemResult<Symbol, f64, ApiError>, ApiError> {
        self.client
            .is_valid(|price: &f64| *price > 0.0)
            .fetch_items(
                symbols,
                (
                    ItemProvider::new("primary", |symbols| self.primary.prices(symbols)),
                    ItemProvider::new("backup", |symbols| self.backup.prices(symbols)),
                ),
            )
    }
}

/// Returns the annotated method above as text, and the name of this file.
pub(crate) fn source() -> (String, &'static str) {
    let mut method = String::new();
    let lines = include_str!("prices.rs").lines();
    for line in lines.skip_while(|line| line.trim() != "#[failover(") {
        method += line.strip_prefix("    ").unwrap_or(line);
        method += "\n";
        if line.ends_with(';') {
            break;
        }
    }
    (method, file!())
}
