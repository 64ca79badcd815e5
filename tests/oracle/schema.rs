//! The format of the vectors: one JSON object per line. All times are in milliseconds.

use serde::Deserialize;

#[derive(Deserialize)]
pub(crate) struct Vector {
    pub(crate) seed: u64,
    pub(crate) number: u64,
    pub(crate) scenario: Scenario,
    pub(crate) expect: Expect,
}

impl Vector {
    /// Returns the name of the scenario, for messages.
    pub(crate) fn place(&self) -> String {
        format!("{}:{}", self.seed, self.number)
    }
}

#[derive(Deserialize)]
pub(crate) struct Scenario {
    pub(crate) config: Config,
    pub(crate) providers: Vec<ProviderScript>,
    pub(crate) calls: Vec<Call>,
}

/// Numbers are signed, because some scenarios have configurations that must be refused.
#[derive(Deserialize, Clone)]
pub(crate) struct Config {
    pub(crate) retries: i64,
    pub(crate) backoff_ms: i64,
    pub(crate) timeout_ms: Option<i64>,
    pub(crate) valid: Valid,
    pub(crate) breaker: Option<Breaker>,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Valid {
    NotNull,
    Positive,
    Any,
    None,
}

#[derive(Deserialize, Clone)]
pub(crate) struct Breaker {
    pub(crate) threshold: i64,
    pub(crate) reset_after_ms: i64,
}

#[derive(Deserialize)]
pub(crate) struct ProviderScript {
    pub(crate) name: String,
    pub(crate) call: Option<Script>,
    pub(crate) item: Option<Script>,
}

impl ProviderScript {
    /// Returns the outcome of the n-th invocation.
    pub(crate) fn outcome(&self, op: Operation, n: usize) -> &Outcome {
        let script = match op {
            Operation::Fetch => &self.call,
            Operation::Items => &self.item,
        };
        let Some(script) = script else {
            panic!("{} has no script for this operation", self.name);
        };
        script.script.get(n).unwrap_or(&script.then)
    }
}

/// The n-th invocation gives `script[n]`, or `then` after its end.
#[derive(Deserialize)]
pub(crate) struct Script {
    pub(crate) script: Vec<Outcome>,
    pub(crate) then: Outcome,
}

#[derive(Deserialize, Clone)]
pub(crate) struct Outcome {
    pub(crate) adv: u64,
    #[serde(flatten)]
    pub(crate) what: What,
    /// An operator's command during the attempt: in no recording.
    #[serde(skip)]
    pub(crate) meanwhile: Option<Control>,
}

/// An operator's command for the circuit of a name.
#[derive(Debug, Clone)]
pub(crate) enum Control {
    Reset(String),
    ForceOpen(String),
    ForceClose(String),
}

#[derive(Deserialize, Clone)]
#[serde(tag = "t", rename_all = "snake_case")]
pub(crate) enum What {
    Ok {
        v: Option<i64>,
    },
    Err {
        code: i64,
    },
    Map {
        m: Vec<(String, Option<i64>)>,
    },
    /// Returns `None`: in no recording.
    #[serde(skip)]
    Absent,
}

#[derive(Deserialize)]
pub(crate) struct Call {
    pub(crate) op: Operation,
    pub(crate) pre_adv: u64,
    /// The time by which the clock then steps back: in no recording.
    #[serde(skip)]
    pub(crate) back: u64,
    /// An operator's command before the call: in no recording.
    #[serde(skip)]
    pub(crate) control: Option<Control>,
    pub(crate) providers: Vec<usize>,
    #[serde(default)]
    pub(crate) keys: Vec<String>,
    #[serde(default)]
    pub(crate) require_all: bool,
}

#[derive(Deserialize, Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Operation {
    Fetch,
    Items,
}

#[derive(Deserialize)]
pub(crate) struct Expect {
    pub(crate) config_error: Option<ConfigError>,
    pub(crate) calls: Vec<Trace>,
}

#[derive(Deserialize)]
pub(crate) struct ConfigError {
    pub(crate) field: String,
}

#[derive(Deserialize, Debug, PartialEq)]
pub(crate) struct Trace {
    #[serde(flatten)]
    pub(crate) outcome: Outcomes,
    pub(crate) events: Vec<Event>,
    pub(crate) t_end: u64,
    pub(crate) breakers: Vec<BreakerState>,
}

/// The result of a call.
#[derive(Deserialize, Debug, PartialEq)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub(crate) enum Outcomes {
    Ok(Answer),
    Incomplete {
        #[serde(flatten)]
        items: Items,
    },
    Failed {
        errors: Vec<Failure>,
    },
    BadRequest {},
}

#[derive(Deserialize, Debug, PartialEq)]
#[serde(untagged)]
pub(crate) enum Answer {
    Items(Items),
    Value {
        value: Option<i64>,
        provider: String,
    },
}

#[derive(Deserialize, Debug, PartialEq)]
pub(crate) struct Items {
    #[serde(with = "pairs")]
    pub(crate) values: Vec<(String, Option<i64>)>,
    #[serde(with = "pairs")]
    pub(crate) provenance: Vec<(String, String)>,
    pub(crate) missing: Vec<String>,
}

#[derive(Deserialize, Debug, PartialEq, Clone)]
pub(crate) struct Failure {
    pub(crate) p: String,
    #[serde(flatten)]
    pub(crate) kind: Kind,
}

#[derive(Deserialize, Debug, PartialEq, Clone)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Kind {
    Provider {
        code: i64,
    },
    #[serde(skip)]
    Absent,
    Timeout,
    Invalid,
    CircuitOpen,
}

#[derive(Deserialize, Debug, PartialEq, Clone)]
#[serde(tag = "e", rename_all = "snake_case")]
pub(crate) enum Event {
    Skip {
        p: String,
    },
    Call {
        i: usize,
        n: usize,
        at: u64,
        #[serde(default)]
        keys: Vec<String>,
    },
    Sleep {
        ms: u64,
    },
    Done {
        p: String,
        ok: bool,
        #[serde(rename = "tries")]
        attempts: u32,
        probe: bool,
        #[serde(flatten)]
        kind: Option<Kind>,
    },
}

#[derive(Deserialize, Debug, PartialEq)]
pub(crate) struct BreakerState {
    pub(crate) p: String,
    pub(crate) state: String,
}

/// Pairs instead of a map. Their order means nothing.
mod pairs {
    use serde::{Deserialize, Deserializer};

    pub(super) fn deserialize<'de, D, V>(from: D) -> Result<Vec<(String, V)>, D::Error>
    where
        D: Deserializer<'de>,
        V: Deserialize<'de>,
    {
        let mut pairs: Vec<(String, V)> = Vec::deserialize(from)?;
        pairs.sort_by(|a, b| a.0.cmp(&b.0));
        Ok(pairs)
    }
}
