//! Writes arguments and functions by a grammar: correct ones, or with anything anywhere and then damaged token by
//! token.

use arbitrary::Arbitrary;
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

use super::words::{
    CALLS, CODE, ERRORS, MAP_ERRS, METHODS, OTHERS, OUTPUTS, PARAMETERS, PATHS, SECOND_FUNCTIONS,
    SETTINGS, VALIDATORS, VALUES, names,
};
use crate::arguments::table::Keyword;

/// One of these words.
#[derive(Debug, Clone, Copy, Arbitrary)]
struct Pick(u8);

impl Pick {
    fn of<T: Copy>(self, all: &[T]) -> T {
        all[usize::from(self.0) % all.len()]
    }
}

#[derive(Debug, Arbitrary)]
pub(super) struct Plan {
    function: Function,
    arguments: Arguments,
    /// Any key and value.
    anything: Vec<(Pick, Pick)>,
    spoilt: Vec<Spoilt>,
}

#[derive(Debug, Arbitrary)]
struct Function {
    is_async: bool,
    has_body: bool,
    is_method: bool,
    before: Pick,
    generics: Pick,
    output: Pick,
    parameters: Vec<Pick>,
    bound: bool,
}

impl Pick {
    /// Writes a hedge of this value, and arguments that need one.
    fn write(self, has_policy: bool, arguments: &mut Vec<String>) {
        let mut argument = |key: &str, value: &str| arguments.push(format!("{key} = {value}"));
        argument("hedge", self.of(&["20ms", "0s", "DELAY"]));
        if self.0 % 4 == 0 {
            argument("max_hedges", self.of(&["1", "4_294_967_295", "MOST"]));
        }
        if self.0 % 3 == 0 && has_policy {
            argument("on_overtaken", self.of(&["Verdict::NEXT", "LOST"]));
        }
    }
}

#[derive(Debug, Arbitrary)]
struct Arguments {
    providers: Vec<Provider>,
    settings: [Option<Pick>; 7],
    is_valid: Option<Pick>,
    classify: Option<Pick>,
    error: Option<Pick>,
    runtime: Option<Pick>,
    clock: Option<Pick>,
    breaker: Option<(Pick, Option<Pick>)>,
    client: Option<Pick>,
    items: Option<Items>,
    map_err: Option<Pick>,
    served: Option<Pick>,
    hedge: Option<Pick>,
}

#[derive(Debug, Arbitrary)]
struct Provider {
    call: Pick,
    is_named: bool,
    cfg: bool,
}

impl Provider {
    fn call(&self, function: &Function) -> &'static str {
        if function.is_method && self.call.0 >= 128 {
            self.call.of(&METHODS)
        } else if self.is_named && self.call.0 < 32 {
            self.call.of(&CODE)
        } else {
            self.call.of(&CALLS)
        }
    }
}

#[derive(Debug, Arbitrary)]
struct Items {
    require_all: bool,
    max_keys: Option<(Pick, bool, Option<Pick>)>,
}

/// A damaged token: the nth of all, groups included.
#[derive(Debug, Clone, Copy, Arbitrary)]
struct Spoilt {
    nth: u8,
    how: How,
}

#[derive(Debug, Clone, Copy, Arbitrary)]
enum How {
    Drop,
    Twice,
    /// Another token in its place.
    Other(Pick),
    /// Another token before it.
    Before(Pick),
    /// In a group without delimiters, as macros make them.
    Hidden,
    Grouped(Pick),
    /// The content of the group, without the group.
    Opened,
}

impl Plan {
    /// Returns true if nothing in it may be wrong.
    pub(super) fn is_valid(&self) -> bool {
        self.anything.is_empty() && self.spoilt.is_empty()
    }

    pub(super) fn tokens(&self) -> Option<(TokenStream, TokenStream)> {
        let mut arguments = self.arguments(&self.function);
        for (key, value) in self.anything.iter().take(6) {
            let (key, value) = (key.of(&names()), value.of(&VALUES));
            let equals = if value.starts_with('(') { "" } else { "=" };
            arguments.push(format!("{key} {equals} {value}"));
        }
        let mut arguments = arguments.join(", ").parse().ok()?;
        let mut function = self.function.text(&self.arguments).parse().ok()?;
        for spoilt in self.spoilt.iter().take(8) {
            let tokens = if spoilt.nth < 160 {
                &mut arguments
            } else {
                &mut function
            };
            let mut nth = usize::from(spoilt.nth % 160) % 96;
            *tokens = spoil(std::mem::take(tokens), &mut nth, spoilt.how);
        }
        Some((arguments, function))
    }

    fn arguments(&self, function: &Function) -> Vec<String> {
        let given = &self.arguments;
        let mut names: Vec<String> = Vec::new();
        let mut listed = Vec::new();
        for (i, provider) in given.providers.iter().take(6).enumerate() {
            let call = provider.call(function);
            let cfg = if provider.cfg && given.hedge.is_none() {
                "#[cfg(unix)] "
            } else {
                ""
            };
            let name = format!("name_{i}");
            let is_named = provider.is_named
                || given.items.is_some()
                || names.iter().any(|other| other == call);
            let prefix = if is_named {
                format!("{name} = ")
            } else {
                String::new()
            };
            listed.push(format!("{cfg}{prefix}{call}"));
            names.push(if is_named { name } else { call.to_owned() });
        }
        if listed.is_empty() && !function.has_body {
            listed.push("backup".to_owned());
        }
        let count = listed.len() + usize::from(function.has_body);
        let mut arguments = Vec::new();
        if !listed.is_empty() {
            arguments.push(format!("providers = [{}]", listed.join(", ")));
        }
        let mut argument = |key: &str, value: &str| arguments.push(format!("{key} = {value}"));
        if let Some(client) = given.client {
            argument("client", client.of(&["CLIENT", "client()", "&*SHARED"]));
        } else {
            for ((setting, values), value) in SETTINGS.iter().zip(&given.settings) {
                if let Some(value) = value {
                    argument(setting.name(), value.of(values));
                }
            }
            if let Some(clock) = given.clock {
                argument("clock", clock.of(&["&CLOCK", "CLOCK", "clock()"]));
            }
            if let Some((breaker, all_open)) = given.breaker {
                if let Some(all_open) = all_open {
                    argument(
                        "when_all_open",
                        all_open.of(&["Fail", "ProbeEarliest", "WhenAllOpen::Fail"]),
                    );
                }
                match breaker.0 % 4 {
                    0 => argument("circuit_breaker", "Self::BREAKER"),
                    1 => argument("circuit_breaker", "&*self.breaker()"),
                    n => {
                        let handle = ["", ", handle = breaker", ", handle = pub(crate) breaker"];
                        let handle = if n == 2 { "" } else { breaker.of(&handle) };
                        let threshold = breaker.of(&["1", "3", "THRESHOLD"]);
                        arguments.push(format!(
                            "circuit_breaker(failure_threshold = {threshold}, reset_after = 60s{handle})"
                        ));
                    }
                }
            }
        }
        let mut argument = |key: &str, value: &str| arguments.push(format!("{key} = {value}"));
        for (key, value, values) in [
            ("is_valid", given.is_valid, &VALIDATORS[..]),
            ("classify", given.classify, &VALIDATORS),
            ("error", given.error, &ERRORS),
            ("map_err", given.map_err, &MAP_ERRS),
            ("crate", given.runtime, &PATHS),
        ] {
            if let Some(value) = value {
                argument(key, value.of(values));
            }
        }
        if let Some(served) = given.served.filter(|_| given.items.is_none()) {
            if !function.output().contains("Served") {
                argument("served", served.of(&SECOND_FUNCTIONS));
            }
        }
        match (&given.items, given.hedge) {
            (Some(items), _) => {
                argument("keys", "keys");
                items.write(function.is_async, &names, &mut arguments);
            }
            (None, Some(hedge)) if function.is_async && count > 1 => {
                hedge.write(given.client.is_none(), &mut arguments);
            }
            _ => {}
        }
        if arguments.is_empty() {
            arguments.push("retries = 1".to_owned());
        }
        arguments
    }
}

impl Items {
    fn write(&self, is_async: bool, names: &[String], arguments: &mut Vec<String>) {
        if self.require_all {
            arguments.push("require_all".to_owned());
        }
        let Some((most, by_name, at_once)) = self.max_keys else {
            return;
        };
        let mut counts = |key: &str, count: &str| {
            let is_named = by_name && !names.is_empty();
            if is_named {
                let counted: Vec<String> = names
                    .iter()
                    .map(|name| format!("{name} = {count}"))
                    .collect();
                arguments.push(format!("{key}({})", counted.join(", ")));
            }
            // Some plans have both forms.
            if !is_named || most.0 >= 128 {
                arguments.push(format!("{key} = {count}"));
            }
        };
        counts("max_keys", most.of(&["1", "100usize", "MOST"]));
        if let Some(at_once) = at_once.filter(|_| is_async) {
            counts("concurrency", at_once.of(&["1", "4", "AT_ONCE"]));
        }
    }
}

impl Function {
    /// Returns the return type. A body cannot return a `Served`.
    fn output(&self) -> &'static str {
        let output = self.output.of(&OUTPUTS);
        if self.has_body && output.contains("Served") {
            OUTPUTS[0]
        } else {
            output
        }
    }

    fn text(&self, arguments: &Arguments) -> String {
        let has_keys = arguments.items.is_some();
        let is_concurrent = has_keys || arguments.hedge.is_some();
        let before = self.before.of(&[
            "",
            "pub ",
            "/// What it does.\npub(crate) ",
            "#[cfg(unix)] #[inline] ",
        ]);
        let asyncness = if self.is_async { "async " } else { "" };
        let generics = self
            .generics
            .of(&["", "<T>", "<'a, T: Clone + 'a, const N: usize>"]);
        let mut parameters = Vec::new();
        if self.is_method {
            parameters.push("&self");
        }
        if has_keys {
            parameters.push("keys: &[Symbol]");
        }
        for parameter in self.parameters.iter().take(4) {
            let parameter = parameter.of(&PARAMETERS);
            // Concurrent attempts cannot share exclusive arguments, and no two parameters have one name.
            let is_exclusive = parameter.contains('&') && parameter.contains("mut ");
            let is_refused = is_concurrent && is_exclusive;
            if !is_refused && !parameters.contains(&parameter) {
                parameters.push(parameter);
            }
        }
        let output = self.output();
        let bound = if self.bound {
            " where Api: Feed<f64>"
        } else {
            ""
        };
        let body = if self.has_body {
            "{ let x = symbol?; Ok(x) }"
        } else {
            ";"
        };
        let parameters = parameters.join(", ");
        format!("{before}{asyncness}fn price{generics}({parameters}) -> {output}{bound} {body}")
    }
}

/// Damages the nth token. `nth` is counted down on the way.
fn spoil(tokens: TokenStream, nth: &mut usize, how: How) -> TokenStream {
    let mut all = TokenStream::new();
    for token in tokens {
        let is_it = *nth == 0;
        *nth = nth.wrapping_sub(1);
        if is_it {
            all.extend(spoilt(token, how));
            continue;
        }
        all.extend([match token {
            TokenTree::Group(group) => {
                let inside = spoil(group.stream(), nth, how);
                TokenTree::Group(Group::new(group.delimiter(), inside))
            }
            token => token,
        }]);
    }
    all
}

fn spoilt(token: TokenTree, how: How) -> TokenStream {
    let other = |pick: Pick| -> TokenStream { pick.of(&OTHERS).parse().expect("tokens") };
    let grouped = |delimiter| {
        let inside = TokenStream::from(token.clone());
        TokenStream::from(TokenTree::Group(Group::new(delimiter, inside)))
    };
    match how {
        How::Drop => TokenStream::new(),
        How::Twice => TokenStream::from_iter([token.clone(), token]),
        How::Other(pick) => other(pick),
        How::Before(pick) => {
            let mut tokens = other(pick);
            tokens.extend([token]);
            tokens
        }
        How::Hidden => grouped(Delimiter::None),
        How::Grouped(pick) => {
            grouped(pick.of(&[Delimiter::Parenthesis, Delimiter::Brace, Delimiter::Bracket]))
        }
        How::Opened => match token {
            TokenTree::Group(group) => group.stream(),
            token => token.into(),
        },
    }
}

#[cfg(test)]
#[test]
fn valid_arguments_and_functions_are_accepted() {
    // Random plans. The grammar makes correct functions of them.
    let mut state = 1_u64;
    for _ in 0..200 {
        let noise: Vec<u8> = std::iter::repeat_with(|| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            (state >> 56) as u8
        })
        .take(80)
        .collect();
        let plan: arbitrary::Result<Plan> = arbitrary::Unstructured::new(&noise).arbitrary();
        let mut plan = plan.expect("enough bytes");
        (plan.anything, plan.spoilt) = (Vec::new(), Vec::new());
        let (arguments, function) = plan.tokens().expect("tokens");
        super::check(&arguments, &function, true);
    }
}
