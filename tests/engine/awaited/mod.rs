//! Calls whose providers are awaited.

mod hedge;
mod spawned;
