//! What several tests share.

pub mod prices;
