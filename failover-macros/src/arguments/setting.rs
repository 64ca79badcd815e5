//! Settings, whose values are constants, and rules, whose values are not. Single providers may have their own.

use syn::{Error, Expr, Ident, LitStr, Result};

use super::backoff::BackoffValue;
use super::number::Constant;
use super::table::Argument;
use crate::syntax::ungroup_expression;

/// A value of one argument, for every provider or for one.
pub(crate) struct Setting {
    pub(crate) argument: Argument,
    /// The argument's name where the user wrote it.
    pub(crate) key: Ident,
    /// The provider that the value is for. `None` if it is the default for every other provider.
    pub(crate) provider: Option<LitStr>,
    pub(crate) value: SettingValue,
}

/// A closure or a function that judges values or errors, for every provider or for one.
pub(crate) struct Rule {
    pub(crate) argument: Argument,
    /// The provider that the rule is for. `None` if it is the default for every other provider.
    pub(crate) provider: Option<LitStr>,
    pub(crate) judge: Expr,
}

/// The value of a setting.
pub(crate) enum SettingValue {
    Plain(Constant),
    /// A duration where the policy has an `Option<Duration>`.
    Limit(Constant),
    /// A verdict where the policy has an `Option<Verdict>`.
    OptionalVerdict(Constant),
    /// The backoff of the policy.
    Backoff(BackoffValue),
    /// A variant of `WhenAllOpen` by its bare name.
    WhenAllOpen(Ident),
}

impl SettingValue {
    /// Reads the value of `when_all_open`.
    pub(super) fn when_all_open(choice: Expr) -> Result<Self> {
        let choice = ungroup_expression(choice);
        if let Expr::Path(path) = &choice {
            if let Some(word) = path.path.get_ident() {
                if word == "Fail" || word == "ProbeEarliest" {
                    return Ok(Self::WhenAllOpen(word.clone()));
                }
                return Err(Error::new_spanned(
                    word,
                    "`when_all_open` is `Fail` or `ProbeEarliest`",
                ));
            }
        }
        if let Expr::Lit(_) = &choice {
            return Err(Error::new_spanned(
                choice,
                "`when_all_open` is `Fail` or `ProbeEarliest`, without quotes",
            ));
        }
        Ok(Self::Plain(Constant::of(&choice)))
    }

    /// Returns the value as the user wrote it.
    pub(crate) fn source(&self) -> String {
        match self {
            Self::Plain(constant) | Self::Limit(constant) | Self::OptionalVerdict(constant) => {
                constant.source.clone()
            }
            Self::Backoff(backoff) => backoff.source(),
            Self::WhenAllOpen(choice) => choice.to_string(),
        }
    }

    /// Returns true for a literal duration of zero, and for a backoff without a wait.
    pub(crate) fn is_zero(&self) -> bool {
        match self {
            Self::Plain(constant) | Self::Limit(constant) => constant.is_zero(),
            Self::Backoff(backoff) => backoff.is_zero(),
            Self::OptionalVerdict(_) | Self::WhenAllOpen(_) => false,
        }
    }

    /// Returns the value if it is one expression.
    pub(crate) fn constant(&self) -> Option<&Constant> {
        match self {
            Self::Plain(constant) | Self::Limit(constant) | Self::OptionalVerdict(constant) => {
                Some(constant)
            }
            Self::Backoff(_) | Self::WhenAllOpen(_) => None,
        }
    }

    /// Returns the nanoseconds of a literal duration.
    pub(crate) fn nanos(&self) -> Option<u128> {
        self.constant()?.nanos
    }
}
