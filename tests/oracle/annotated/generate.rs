//! Writes the annotated functions: one for each list of providers that a scenario calls.
//!
//! After a change here, or of the vectors, run `ORACLE_REGENERATE=1 cargo test -p tests --test oracle`. If the old
//! functions do not compile any more, leave `scenarios! {}` in their files first.

use std::fmt::{self, Display};
use std::path::{Path, PathBuf};

use crate::client::Engine;
use crate::schema::{Breaker, Call, Config, Operation, Scenario, Vector};
use crate::settings::Further;

/// Scenarios with a lower number are wired. A higher number costs more compile time, because each function does.
pub(crate) const SCENARIOS: u64 = 440;
/// The number of scenarios whose functions are in one file.
const IN_ONE_FILE: u64 = 100;

/// One function that a scenario needs.
#[derive(Debug, PartialEq)]
pub(super) struct Wanted {
    op: Operation,
    /// Indices of the scenario's providers.
    providers: Vec<usize>,
    require_all: bool,
}

impl Wanted {
    /// Returns the function that this call needs. `None` if the attribute refuses it, because it has no provider or a
    /// name twice.
    pub(super) fn by(scenario: &Scenario, call: &Call) -> Option<Self> {
        let names: Vec<_> = call
            .providers
            .iter()
            .map(|i| &scenario.providers[*i].name)
            .collect();
        let is_twice = |(i, name)| names[..i].contains(name);
        if names.is_empty() || names.iter().enumerate().any(is_twice) {
            return None;
        }
        Some(Self {
            op: call.op,
            providers: call.providers.clone(),
            require_all: call.require_all,
        })
    }
}

/// The functions of a scenario, in the order of their first calls.
pub(super) fn wanted(scenario: &Scenario) -> Vec<Wanted> {
    let mut all = Vec::new();
    for call in &scenario.calls {
        if let Some(wanted) = Wanted::by(scenario, call)
            && !all.contains(&wanted)
        {
            all.push(wanted);
        }
    }
    all
}

/// Returns true if the attribute accepts the providers of this call.
pub(crate) fn is_wired(scenario: &Scenario, call: &Call) -> bool {
    Wanted::by(scenario, call).is_some()
}

/// Returns the further settings of a scenario. Every fourth one has some.
pub(crate) fn further(number: u64, config: &Config) -> Option<Further> {
    let further = || Further::of(number, config);
    number.is_multiple_of(4).then(further)
}

/// Returns the engine of a scenario's functions. Every third dozen has async ones, with as many of each style and
/// kind.
pub(crate) fn engine(number: u64) -> Engine {
    if number / 12 % 3 == 1 {
        Engine::Awaited
    } else {
        Engine::Blocking
    }
}

/// Returns the name of a scenario's module.
pub(super) fn name(number: u64) -> String {
    format!("s{number}")
}

/// Returns each file with its expected text.
pub(crate) fn files(vectors: &[Vector]) -> Vec<(PathBuf, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("oracle/annotated");
    let file = |first: u64| {
        let in_file = |vector: &&Vector| {
            vector.number < SCENARIOS && vector.number / IN_ONE_FILE == first / IN_ONE_FILE
        };
        let sources = vectors.iter().filter(in_file).filter_map(source);
        let text = format!(
            "//! Written by `generate`: change that, not this.\n\nscenarios! {{\n{}}}\n",
            sources.collect::<String>()
        );
        (folder.join(format!("from_{first}.rs")), text)
    };
    (0..SCENARIOS).step_by(100).map(file).collect()
}

/// Returns the functions of a scenario, if it has any.
fn source(vector: &Vector) -> Option<String> {
    let Vector {
        number, scenario, ..
    } = vector;
    let wanted = wanted(scenario);
    if vector.expect.config_error.is_some() || wanted.is_empty() {
        return None;
    }
    let further = further(*number, &scenario.config).unwrap_or_default();
    let style = Style::of(vector, &wanted);
    let engine = engine(*number);
    let by = match engine {
        Engine::Blocking => "blocking",
        Engine::Awaited => "awaited",
    };
    let breaker = match (&scenario.config.breaker, style) {
        (None, _) => "None",
        (Some(_), Style::Methods) => "Some(Api::breaker)",
        (Some(_), _) => "Some(breaker)",
    };
    let settings = settings(&scenario.config, &further);
    let functions = wanted.iter().enumerate().map(|(i, wanted)| {
        Function {
            wanted,
            scenario,
            further: &further,
            style,
            engine,
            i,
        }
        .to_string()
    });
    Some(format!(
        "    {} {by} {}({breaker}) ({settings}) {{\n{}    }}\n",
        name(*number),
        style.name(),
        functions.collect::<String>()
    ))
}

/// The form in which the providers of a scenario are written.
#[derive(Clone, Copy)]
enum Style {
    Paths,
    Methods,
    Calls,
    Bodies,
}

impl Style {
    /// Chooses the style. A function with a body has the name of its first provider, so there can be only one of that
    /// name. Its result says less, so this style is only for scenarios that are compared with a recording.
    fn of(vector: &Vector, wanted: &[Wanted]) -> Self {
        let all = [Self::Paths, Self::Methods, Self::Calls];
        let style = all[usize::try_from(vector.number / 4 % 3).unwrap_or_default()];
        let providers = vector.scenario.providers.iter().enumerate();
        let are_names_usual = providers
            .into_iter()
            .all(|(i, provider)| provider.name == format!("p{i}"));
        match wanted {
            [only] if vector.number % 4 == 1 && are_names_usual && !only.require_all => {
                Self::Bodies
            }
            _ => style,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Paths => "paths",
            Self::Methods => "methods",
            Self::Calls => "calls",
            Self::Bodies => "bodies",
        }
    }
}

/// Returns the arguments that all functions of a scenario have.
fn settings(config: &Config, further: &Further) -> String {
    let mut settings = Vec::new();
    let mut add = |key: &str, value: &dyn Display| settings.push(format!("{key} = {value},"));
    if config.retries > 0 {
        add("retries", &config.retries);
    }
    if config.backoff_ms > 0 {
        add("retry_backoff", &Millis(config.backoff_ms.unsigned_abs()));
    }
    if let Some(timeout) = config.timeout_ms {
        add("timeout", &Millis(timeout.unsigned_abs()));
    }
    if let Some(deadline) = further.deadline_ms {
        add("deadline", &Millis(deadline));
    }
    if let Some(verdict) = &further.on_timeout {
        add("on_timeout", &verdict.source);
    }
    if let Some(verdict) = &further.on_deadline {
        add("on_deadline", &verdict.source);
    }
    if let Some(verdict) = &further.on_rejected {
        add("on_rejected", &verdict.source);
    }
    if let Some(judgement) = config.valid.judgement() {
        add("is_valid", &judgement.source);
    }
    if further.classify {
        add("classify", &"by_code");
    }
    if further.probe_earliest && config.breaker.is_some() {
        add("when_all_open", &"ProbeEarliest");
    }
    settings.join(" ")
}

/// The line of one function.
struct Function<'a> {
    wanted: &'a Wanted,
    scenario: &'a Scenario,
    further: &'a Further,
    style: Style,
    engine: Engine,
    /// Its number within its scenario.
    i: usize,
}

impl Display for Function<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (form, parameters) = match (self.wanted.op, self.style) {
            (Operation::Fetch, Style::Methods) => ("whole", "&self"),
            (Operation::Fetch, _) => ("whole", ""),
            (Operation::Items, Style::Paths) => ("items", "keys: &[String]"),
            (Operation::Items, Style::Methods) => ("items", "&self, keys: Vec<String>"),
            (Operation::Items, Style::Calls) => ("items", "keys: &Vec<String>"),
            (Operation::Items, Style::Bodies) => ("items", "keys: Vec<String>"),
        };
        let returned = match (self.wanted.op, self.style) {
            (Operation::Fetch, Style::Bodies) => "OwnValue",
            (Operation::Items, Style::Bodies) => "OwnValues",
            (Operation::Fetch, _) => "Whole",
            (Operation::Items, _) if self.wanted.require_all => "Required",
            (Operation::Items, _) => "Items",
        };
        let listed = &self.wanted.providers;
        let (name, listed, body) = if let Style::Bodies = self.style {
            let first = listed[0];
            let awaited = match self.engine {
                Engine::Blocking => "",
                Engine::Awaited => ".await",
            };
            let body = format!(" {{ Ok({}{awaited}?) }}", self.call(first));
            (format!("p{first}"), &listed[1..], body)
        } else {
            let name = ('a'..='z').nth(self.i);
            let name = name.expect("as many functions as letters");
            (name.to_string(), &listed[..], String::new())
        };
        let providers: Vec<_> = listed.iter().map(|i| self.provider(*i)).collect();
        writeln!(
            f,
            "        {form} {name}({parameters}) -> {returned} [{}] ({}){body};",
            providers.join(", "),
            self.arguments(),
        )
    }
}

impl Function<'_> {
    /// Returns an entry of `providers`.
    fn provider(&self, i: usize) -> String {
        let name = &self.scenario.providers[i].name;
        let provider = match (self.style, self.wanted.op) {
            (Style::Paths | Style::Bodies, Operation::Fetch) if *name == format!("p{i}") => {
                return name.clone();
            }
            (Style::Paths | Style::Bodies, Operation::Fetch) => format!("p{i}"),
            (Style::Paths, Operation::Items) => format!("items::p{i}"),
            (Style::Methods, Operation::Fetch) => format!("self.feeds.p{i}"),
            (Style::Methods, Operation::Items) => format!("self.lists.p{i}"),
            (Style::Calls, Operation::Fetch) | (Style::Bodies | Style::Calls, Operation::Items) => {
                self.call(i)
            }
        };
        format!("{name} = {provider}")
    }

    /// Returns a call of a provider, as in a body.
    fn call(&self, i: usize) -> String {
        match (self.wanted.op, self.style) {
            (Operation::Fetch, _) => format!("call({i})"),
            (Operation::Items, Style::Bodies) => format!("ask({i}, &keys)"),
            (Operation::Items, _) => format!("ask({i}, keys)"),
        }
    }

    /// Returns the arguments of this function alone.
    fn arguments(&self) -> String {
        let mut arguments = Vec::new();
        if self.wanted.op == Operation::Items {
            arguments.push("keys = keys,".to_owned());
            let cap = |i: &usize| {
                let most = self.further.max_keys(*i)?;
                Some(format!("{} = {most}", self.scenario.providers[*i].name))
            };
            let caps: Vec<_> = self.wanted.providers.iter().filter_map(cap).collect();
            if !caps.is_empty() {
                arguments.push(format!("max_keys({}),", caps.join(", ")));
            }
        }
        if self.wanted.require_all {
            arguments.push("require_all,".to_owned());
        }
        if let Some(breaker) = &self.scenario.config.breaker {
            arguments.push(self.breaker(breaker));
        }
        arguments.join(" ")
    }

    /// Returns the breaker's argument: the first function creates the breaker, the others share it.
    fn breaker(&self, breaker: &Breaker) -> String {
        match (self.i, self.style) {
            (0, _) => format!(
                "circuit_breaker(failure_threshold = {}, reset_after = {}, handle = breaker),",
                breaker.threshold,
                Millis(breaker.reset_after_ms.unsigned_abs())
            ),
            (_, Style::Methods) => "circuit_breaker = Self::breaker(),".to_owned(),
            _ => "circuit_breaker = breaker(),".to_owned(),
        }
    }
}

/// A duration as a person would write it: in the largest unit that fits.
struct Millis(u64);

impl Display for Millis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            ms @ 60_000.. if ms % 60_000 == 0 => write!(f, "{}m", ms / 60_000),
            ms if ms % 1_000 == 0 => write!(f, "{}s", ms / 1_000),
            ms @ 1_000.. => write!(f, "{}.{:03}s", ms / 1_000, ms % 1_000),
            ms => write!(f, "{ms}ms"),
        }
    }
}
