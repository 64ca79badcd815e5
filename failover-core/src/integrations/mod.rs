//! Bridges to other crates: one file per feature.

#[cfg(feature = "tracing")]
mod labels;
#[cfg(feature = "tracing")]
mod tracing;

#[cfg(feature = "tracing")]
pub use self::tracing::TracingObserver;
