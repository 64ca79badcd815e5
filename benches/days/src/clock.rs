//! The clock of the simulation, which is also the clock of the process.
//!
//! The peers read `std::time::Instant`, and none of them accepts another clock. So this module replaces the function
//! of the C library that `Instant::now` calls. A thread that runs a simulation reads simulated time, and so does all
//! code on it. Every other thread still reads the time of the system.

use std::cell::Cell;
use std::ffi::{c_int, c_long};
use std::time::Duration;

/// Simulated time begins at one hour, because some peers subtract a window from `Instant::now()`.
const ORIGIN: Duration = Duration::from_secs(3600);

thread_local! {
    /// Microseconds since the simulation of this thread began. `None` without a simulation.
    static SIMULATED: Cell<Option<u64>> = const { Cell::new(None) };
}

/// Returns the simulated time in microseconds. Zero outside of a simulation.
pub fn now() -> u64 {
    SIMULATED.get().unwrap_or(0)
}

/// Moves the time of this thread, and starts its simulation if there was none.
pub fn set(micros: u64) {
    SIMULATED.set(Some(micros));
}

/// Ends the simulation of this thread.
pub fn end() {
    SIMULATED.set(None);
}

/// The C type `timespec`, as 64-bit targets define it.
#[repr(C)]
pub struct Timespec {
    seconds: i64,
    nanos: c_long,
}

/// Replaces the C library's function: the linker prefers the definition in the program.
///
/// # Safety
///
/// `time` must be valid for a write, as POSIX demands of every caller.
// The only unsafe code of this package. There is no safe way to replace a symbol, to write through the caller's pointer,
// or to make the system call that the replaced function would have made.
#[expect(unsafe_code, reason = "replaces a function of the C library")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn clock_gettime(clock: libc::clockid_t, time: *mut Timespec) -> c_int {
    let Some(micros) = SIMULATED.get() else {
        // SAFETY: the arguments are those of the system call, and the caller vouches for the pointer.
        let result = unsafe { libc::syscall(libc::SYS_clock_gettime, clock, time) };
        return if result == 0 { 0 } else { -1 };
    };
    let now = ORIGIN + Duration::from_micros(micros);
    let now = Timespec {
        seconds: now.as_secs().cast_signed(),
        nanos: now.subsec_nanos().into(),
    };
    // SAFETY: the caller vouches for the pointer.
    unsafe { time.write(now) };
    0
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use failover_core::{Clock, SystemClock};

    #[test]
    fn every_clock_moves_with_the_simulation() {
        super::set(0);
        let (instant, system) = (Instant::now(), SystemClock.now());
        assert_eq!(instant.elapsed(), Duration::ZERO);

        super::set(90_000_001);
        let moved = Duration::from_micros(90_000_001);
        assert_eq!(instant.elapsed(), moved);
        assert_eq!(SystemClock.now(), system + moved);
    }

    #[test]
    fn a_thread_without_a_simulation_reads_the_time_of_the_system() {
        let begin = Instant::now();
        std::thread::sleep(Duration::from_millis(2));
        assert!(begin.elapsed() >= Duration::from_millis(2));
    }
}
