//! What several tests share.

pub mod prices;
pub mod reference;
