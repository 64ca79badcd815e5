//! The rules of the engine.

mod asynchronous;
mod attempt_context;
mod bad_and_large_input;
mod batch;
mod breaker;
mod chunks;
mod circular_causes;
mod hostile_names;
mod hung;
mod kept_attempts;
mod observer;
mod own_rules;
mod own_settings;
mod presets;
mod properties;
mod python_package;
mod shapes;
mod threads;
mod value;
