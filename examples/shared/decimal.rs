//! Numbers as text.

use std::num::ParseFloatError;

use serde::Deserialize;

/// A number that a service sends as text, so that no digit gets lost.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(try_from = "String")]
pub struct Decimal(pub f64);

impl TryFrom<String> for Decimal {
    type Error = ParseFloatError;

    fn try_from(text: String) -> Result<Self, ParseFloatError> {
        text.parse().map(Self)
    }
}
