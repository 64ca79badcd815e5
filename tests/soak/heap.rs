//! Bytes live on the heap, which must be as many at each quiet point after the warm-up.

use std::thread;
use std::time::Duration;

use peak_alloc::PeakAlloc;

#[global_allocator]
static HEAP: PeakAlloc = PeakAlloc;

/// What may come beyond what was live after the warm-up: the runtime's queues are not always of one size.
pub(crate) const SLACK: usize = 16 * 1024;
/// Looks, a millisecond apart, until it is settled.
const LOOKS: u32 = 100;

#[derive(Debug, Default)]
pub(crate) struct Heap {
    /// At the quiet point that ended the warm-up.
    pub(crate) warm: Option<usize>,
    /// At the last quiet point that was looked at.
    pub(crate) last: usize,
}

impl Heap {
    /// To be asked at a quiet point: what is wrong, if anything is.
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

    /// At the end of all.
    pub(crate) fn end(&mut self) {
        self.last = settled(0);
    }

    /// The most that was ever live, at rest or not.
    pub(crate) fn peak() -> usize {
        HEAP.peak_usage()
    }
}

/// What is live, once it is no more than `enough`, or the least of several looks: a task of the runtime is freed a
/// moment after it was waited for.
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
