//! Bytes live on the heap, which must be as many at each quiet point after the warm-up.

use peak_alloc::PeakAlloc;

#[global_allocator]
static HEAP: PeakAlloc = PeakAlloc;

/// What may come beyond what was live after the warm-up: the runtime's queues and lists of finished tasks are not always
/// of one size.
pub(crate) const SLACK: usize = 32 * 1024;

#[derive(Debug, Default)]
pub(crate) struct Heap {
    /// At the quiet point that ended the warm-up.
    pub(crate) warm: Option<usize>,
    /// At the last quiet point, and the most at any after the warm-up.
    pub(crate) last: usize,
    pub(crate) most: usize,
}

impl Heap {
    /// To be asked at a quiet point: what is wrong, if anything is.
    pub(crate) fn look(&mut self, is_warm: bool) -> Result<(), String> {
        self.last = HEAP.current_usage();
        match self.warm {
            None if is_warm => {
                self.warm = Some(self.last);
                self.most = self.last;
            }
            None => {}
            Some(warm) => {
                self.most = self.most.max(self.last);
                if self.last > warm + SLACK {
                    let last = self.last;
                    return Err(format!(
                        "at rest, {last} bytes are live, after the warm-up it was {warm}"
                    ));
                }
            }
        }
        Ok(())
    }

    /// The most that was ever live, at rest or not.
    pub(crate) fn peak() -> usize {
        HEAP.peak_usage()
    }
}
