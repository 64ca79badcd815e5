//! Calls whose providers are awaited.

mod spawned;
