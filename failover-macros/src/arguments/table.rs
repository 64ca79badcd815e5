//! One entry per argument of the attribute.
//!
//! The parser, the messages, the checks, the function's documentation, completion in editors and the fuzzer all read
//! these tables. A new argument is an entry here, a section in `failover.md`, and the meaning of its value: an arm in
//! `Arguments::value`, and what it expands to.

/// A keyword that `keyword = value` may begin with, in one list.
pub(crate) trait Keyword: Copy + Eq + 'static {
    /// Every keyword of the list, in the order of the documentation.
    const ALL: &'static [Self];

    /// Returns the keyword as the user writes it.
    fn name(self) -> &'static str;

    /// Returns a value for messages that say what to write.
    fn example(self) -> &'static str;
}

/// Facts about one argument of the attribute.
pub(crate) struct Entry {
    pub(crate) name: &'static str,
    /// A value for messages that say what to write.
    pub(crate) example: &'static str,
    pub(crate) calls: Calls,
    pub(crate) attempts: Attempts,
    pub(crate) part: Part,
    /// True if an `async fn` needs a timer for it. A literal zero needs none.
    pub(crate) needs_timer: bool,
    /// True if providers may have values of their own: `name(provider = value)`.
    pub(crate) is_per_provider: bool,
    /// True if a call under it can end without an error of a provider, so that there is no last one.
    pub(crate) may_leave_no_error: bool,
    pub(crate) documentation: Documentation,
}

/// The calls that an argument is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Calls {
    Any,
    Value,
    Batch,
}

/// The way in which attempts run under an argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Attempts {
    OneByOne,
    /// Several at once, which needs an `async fn` without `&mut` arguments.
    Concurrent,
}

/// The part of a call that an argument belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// The annotated function. A `client` may be given too.
    Function,
    /// The policy: the argument is a field of `Policy`. A `client` has its own policy.
    Policy,
    /// The breaker or the clock. A `client` has its own.
    Environment,
}

/// The words about an argument in the annotated function's documentation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Documentation {
    Hidden,
    /// The argument's name and its value.
    Setting,
    /// The settings of the function's own breaker.
    Breaker,
    /// A fixed text.
    Text(&'static str),
}

impl Entry {
    const DEFAULT: Self = Self {
        name: "",
        example: "",
        calls: Calls::Any,
        attempts: Attempts::OneByOne,
        part: Part::Function,
        needs_timer: false,
        is_per_provider: false,
        may_leave_no_error: false,
        documentation: Documentation::Hidden,
    };
    /// A field of the policy.
    const POLICY: Self = Self {
        part: Part::Policy,
        documentation: Documentation::Setting,
        ..Self::DEFAULT
    };
}

/// Facts about one argument of `circuit_breaker(..)`.
pub(crate) struct BreakerEntry {
    pub(crate) name: &'static str,
    /// A value for messages that say what to write.
    pub(crate) example: &'static str,
    pub(crate) is_required: bool,
}

/// Facts about one argument of `exponential(..)` and `linear(..)`.
pub(crate) struct BackoffEntry {
    pub(crate) name: &'static str,
    /// A value for messages that say what to write.
    pub(crate) example: &'static str,
}

/// Defines an enum of keywords with an entry for each.
macro_rules! table {
    ($(#[$meta:meta])* $Keyword:ident: $Entry:ident { $($Variant:ident => $entry:expr,)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum $Keyword {
            $($Variant,)*
        }

        impl $Keyword {
            /// Returns the facts about this argument.
            pub(crate) const fn entry(self) -> &'static $Entry {
                match self {
                    $(Self::$Variant => const { &$entry },)*
                }
            }
        }

        impl Keyword for $Keyword {
            const ALL: &'static [Self] = &[$(Self::$Variant),*];

            fn name(self) -> &'static str {
                self.entry().name
            }

            fn example(self) -> &'static str {
                self.entry().example
            }
        }
    };
}

table! {
    /// An argument of the attribute. The order is that of the documentation.
    Argument: Entry {
        Providers => Entry {
            name: "providers",
            example: "[primary, backup]",
            ..Entry::DEFAULT
        },
        Keys => Entry {
            name: "keys",
            example: "symbols",
            may_leave_no_error: true,
            ..Entry::DEFAULT
        },
        Retries => Entry {
            name: "retries",
            example: "1",
            is_per_provider: true,
            ..Entry::POLICY
        },
        RetryBackoff => Entry {
            name: "retry_backoff",
            example: "500ms",
            is_per_provider: true,
            needs_timer: true,
            ..Entry::POLICY
        },
        Timeout => Entry {
            name: "timeout",
            example: "2s",
            is_per_provider: true,
            may_leave_no_error: true,
            needs_timer: true,
            ..Entry::POLICY
        },
        Deadline => Entry {
            name: "deadline",
            example: "2s",
            may_leave_no_error: true,
            needs_timer: true,
            ..Entry::POLICY
        },
        Hedge => Entry {
            name: "hedge",
            example: "200ms",
            calls: Calls::Value,
            attempts: Attempts::Concurrent,
            needs_timer: true,
            // Where no timer is found at run time.
            may_leave_no_error: true,
            documentation: Documentation::Setting,
            ..Entry::DEFAULT
        },
        MaxHedges => Entry {
            name: "max_hedges",
            example: "1",
            calls: Calls::Value,
            documentation: Documentation::Setting,
            ..Entry::DEFAULT
        },
        OnTimeout => Entry {
            name: "on_timeout",
            example: "Verdict::STOP",
            ..Entry::POLICY
        },
        OnDeadline => Entry {
            name: "on_deadline",
            example: "Verdict::NEXT.uncounted()",
            ..Entry::POLICY
        },
        OnOvertaken => Entry {
            name: "on_overtaken",
            example: "Verdict::NEXT",
            calls: Calls::Value,
            ..Entry::POLICY
        },
        OnRejected => Entry {
            name: "on_rejected",
            example: "Verdict::STOP",
            ..Entry::POLICY
        },
        OnAbsent => Entry {
            name: "on_absent",
            example: "Verdict::NEXT",
            ..Entry::POLICY
        },
        IsValid => Entry {
            name: "is_valid",
            example: "|value: &f64| *value > 0.0",
            is_per_provider: true,
            may_leave_no_error: true,
            ..Entry::DEFAULT
        },
        Classify => Entry {
            name: "classify",
            example: "|error: &ApiError| Verdict::NEXT",
            is_per_provider: true,
            ..Entry::DEFAULT
        },
        OnFailure => Entry {
            name: "on_failure",
            example: "|failure| tracing::warn!(%failure)",
            ..Entry::DEFAULT
        },
        KeepAttempts => Entry {
            name: "keep_attempts",
            example: "true",
            documentation: Documentation::Hidden,
            ..Entry::POLICY
        },
        RequireAll => Entry {
            name: "require_all",
            example: "true",
            calls: Calls::Batch,
            ..Entry::DEFAULT
        },
        MaxKeys => Entry {
            name: "max_keys",
            example: "100",
            calls: Calls::Batch,
            is_per_provider: true,
            ..Entry::DEFAULT
        },
        Concurrency => Entry {
            name: "concurrency",
            example: "4",
            calls: Calls::Batch,
            attempts: Attempts::Concurrent,
            is_per_provider: true,
            ..Entry::DEFAULT
        },
        CircuitBreaker => Entry {
            name: "circuit_breaker",
            example: "BREAKER",
            part: Part::Environment,
            is_per_provider: true,
            may_leave_no_error: true,
            documentation: Documentation::Breaker,
            ..Entry::DEFAULT
        },
        WhenAllOpen => Entry {
            name: "when_all_open",
            example: "ProbeEarliest",
            ..Entry::POLICY
        },
        Client => Entry {
            name: "client",
            example: "self.client",
            may_leave_no_error: true,
            documentation: Documentation::Text("its client's"),
            ..Entry::DEFAULT
        },
        Clock => Entry {
            name: "clock",
            example: "&CLOCK",
            part: Part::Environment,
            ..Entry::DEFAULT
        },
        Observer => Entry {
            name: "observer",
            example: "EVENTS",
            part: Part::Environment,
            ..Entry::DEFAULT
        },
        Error => Entry {
            name: "error",
            example: "ApiError",
            ..Entry::DEFAULT
        },
        MapErr => Entry {
            name: "map_err",
            example: "last_error",
            ..Entry::DEFAULT
        },
        Served => Entry {
            name: "served",
            example: "price_served",
            calls: Calls::Value,
            ..Entry::DEFAULT
        },
        Crate => Entry {
            name: "crate",
            example: "::failover_core",
            ..Entry::DEFAULT
        },
    }
}

table! {
    /// An argument of `circuit_breaker(..)`.
    BreakerArgument: BreakerEntry {
        FailureThreshold => BreakerEntry {
            name: "failure_threshold",
            example: "3",
            is_required: true,
        },
        ResetAfter => BreakerEntry {
            name: "reset_after",
            example: "60s",
            is_required: true,
        },
        Handle => BreakerEntry {
            name: "handle",
            example: "breaker",
            is_required: false,
        },
    }
}

table! {
    /// An argument of `exponential(..)` and `linear(..)`, after the first wait.
    BackoffArgument: BackoffEntry {
        Max => BackoffEntry {
            name: "max",
            example: "10s",
        },
        Jitter => BackoffEntry {
            name: "jitter",
            example: "full",
        },
    }
}
