//! Times as text.

use std::time::Duration;

/// Returns a time in microseconds, milliseconds or seconds, whichever is the largest that fits.
pub fn time(duration: Duration) -> String {
    match duration.as_millis() {
        0 => format!("{} µs", duration.as_micros()),
        millis @ ..1_000 => format!("{millis} ms"),
        _ => format!("{:.1} s", duration.as_secs_f64()),
    }
}
