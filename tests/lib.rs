//! Code that several tests share: [`support`] has the helpers, [`reference`] a plain model of the engine, and
//! [`prices`] the providers of `ui/`.

pub mod figures;
pub mod prices;
pub mod reference;
pub mod support;
