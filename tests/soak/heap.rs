//! Counts bytes on the heap. They must be as many at each quiet point after the warm-up.

use std::thread;
use std::time::Duration;

use peak_alloc::PeakAlloc;

#[global_allocator]
static HEAP: PeakAlloc = PeakAlloc;

/// Bytes that may be live in addition to those after the warm-up: the runtime's queues vary in size.
pub(crate) const SLACK: usize = 16 * 1024;
/// The number of looks, a millisecond apart, until the heap has settled.
const LOOKS: u32 = 100;

#[derive(Debug, Default)]
pub(crate) struct Heap {
    /// Live bytes at the quiet point that ended the warm-up.
    pub(crate) warm: Option<usize>,
    /// Live bytes at the last quiet point.
    pub(crate) last: usize,
}

impl Heap {
    /// Checks the heap at a quiet point.
    pub(crate) fn look(&mut self, is_warm: bool) -> Result<(), String> {
        let Some(warm) = self.warm else {
            if is_warm {
                self.last = settled(0);
                self.warm = Some(self.last);
            }
            return Ok(());
        };
        self.last = settled(warm + SLACK);
        if self.last > warm + SLACK {
            let last = self.last;
            return Err(format!(
                "at rest, {last} bytes are live, after the warm-up it was {warm}"
            ));
        }
        Ok(())
    }

    /// Checks the heap at the end.
    pub(crate) fn end(&mut self) {
        self.last = settled(0);
    }

    /// Returns the most bytes that were ever live.
    pub(crate) fn peak() -> usize {
        HEAP.peak_usage()
    }
}

/// Returns the live bytes once they are no more than `enough`, or the least of several looks. The runtime frees a task
/// a moment after it was waited for.
fn settled(enough: usize) -> usize {
    let mut least = HEAP.current_usage();
    for _ in 0..LOOKS {
        if least <= enough {
            break;
        }
        thread::sleep(Duration::from_millis(1));
        least = least.min(HEAP.current_usage());
    }
    least
}
