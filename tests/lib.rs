//! Code that several tests share: [`support`] has the helpers, [`reference`] a plain model of the engine, [`prices`] the
//! providers of `ui/`, and [`figures`] the counts of long runs.

pub mod figures;
pub mod prices;
pub mod reference;
pub mod support;
