//! The rules of an annotated function whose providers have rules of their own.

use super::hedged::BegunTurn;
use super::static_list::StaticProvider;
use crate::engine::{AttemptFacts, Classify, Validate};
use crate::outcome::FailureKind;
use crate::verdict::Verdict;

/// A rule of the function, after those of single providers. `own` applies the rule of a provider, given its number.
#[derive(Clone, Copy)]
pub struct ByProvider<D, O> {
    pub providers: &'static [StaticProvider],
    pub default: D,
    pub own: O,
}

impl<T, E, D, O> Validate<T, E> for ByProvider<D, O>
where
    D: Validate<T, E>,
    O: Fn(u32, &T) -> Option<Result<(), FailureKind<E>>>,
{
    fn validate(&self, value: &T, index: usize) -> Result<(), FailureKind<E>> {
        let own = (self.own)(self.providers[index].number, value);
        own.unwrap_or_else(|| self.default.validate(value, index))
    }
}

impl<E, D, O> Classify<E> for ByProvider<D, O>
where
    D: Classify<E>,
    O: Fn(u32, &E, &AttemptFacts<'_>) -> Option<Verdict>,
{
    fn classify(&self, error: &E, attempt: &AttemptFacts<'_>) -> Verdict {
        let number = self.providers[attempt.index].number;
        let own = (self.own)(number, error, attempt);
        own.unwrap_or_else(|| self.default.classify(error, attempt))
    }
}

/// A rule in one turn of a hedged call, which is a call of one provider.
pub struct OfTurn<'r, R> {
    rule: &'r R,
    index: usize,
}

impl<'r, R> OfTurn<'r, R> {
    pub fn new(rule: &'r R, turn: &BegunTurn<'_>) -> Self {
        let index = turn.index();
        Self { rule, index }
    }
}

impl<T, E, R: Validate<T, E>> Validate<T, E> for OfTurn<'_, R> {
    fn validate(&self, value: &T, _: usize) -> Result<(), FailureKind<E>> {
        self.rule.validate(value, self.index)
    }
}

impl<E, R: Classify<E>> Classify<E> for OfTurn<'_, R> {
    fn classify(&self, error: &E, attempt: &AttemptFacts<'_>) -> Verdict {
        let index = self.index;
        self.rule
            .classify(error, &AttemptFacts { index, ..*attempt })
    }
}
