//! A discrete-event executor: it polls calls in simulated time, and jumps from one event to the next.
//!
//! An event is the arrival of a call or the end of a sleep. At one instant, sleeps end before calls arrive. Events of
//! one kind keep the order in which they were made. So a run depends on nothing but its input.

use std::cell::RefCell;
use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;

use tokio::runtime::Runtime;
use tokio::task::yield_now;

use crate::clock;

thread_local! {
    static TIMERS: RefCell<Timers> = RefCell::default();
    /// Tasks that were woken, in order.
    static READY: RefCell<VecDeque<usize>> = RefCell::default();
}

/// The sleeps that have not ended.
#[derive(Default)]
struct Timers {
    /// When each sleep ends, its number, and its place in `wakers`.
    due: BinaryHeap<Reverse<(u64, u64, usize)>>,
    /// The number of a sleep and its waker. `None` if it was dropped.
    wakers: Vec<(u64, Option<Waker>)>,
    free: Vec<usize>,
    number: u64,
}

impl Timers {
    fn start(&mut self, at: u64, waker: Waker) -> (u64, usize) {
        self.number += 1;
        let entry = (self.number, Some(waker));
        let place = self.free.pop().unwrap_or(self.wakers.len());
        if place == self.wakers.len() {
            self.wakers.push(entry);
        } else {
            self.wakers[place] = entry;
        }
        self.due.push(Reverse((at, self.number, place)));
        (self.number, place)
    }

    /// Returns the waker of a sleep, unless its place belongs to a later sleep by now.
    fn waker(&mut self, (number, place): (u64, usize)) -> Option<&mut Option<Waker>> {
        let (owner, waker) = self.wakers.get_mut(place)?;
        (*owner == number).then_some(waker)
    }

    fn next(&self) -> Option<u64> {
        self.due.peek().map(|Reverse((at, ..))| *at)
    }

    /// Removes the sleeps that end at `now`, up to one that is awaited.
    fn pop(&mut self, now: u64) -> Option<Waker> {
        while self.next()? <= now {
            let Reverse((_, _, place)) = self.due.pop()?;
            self.free.push(place);
            let waker = self.wakers[place].1.take();
            if waker.is_some() {
                return waker;
            }
        }
        None
    }
}

/// A wait in simulated time.
pub struct Sleep {
    at: u64,
    timer: Option<(u64, usize)>,
}

/// Starts a wait of `duration`, rounded up to microseconds.
pub fn sleep(duration: Duration) -> Sleep {
    let micros = u64::try_from(duration.as_nanos().div_ceil(1_000)).unwrap_or(u64::MAX);
    Sleep {
        at: clock::now().saturating_add(micros),
        timer: None,
    }
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if clock::now() >= self.at {
            return Poll::Ready(());
        }
        TIMERS.with_borrow_mut(|timers| match self.timer {
            Some(timer) => {
                if let Some(waker) = timers.waker(timer) {
                    *waker = Some(context.waker().clone());
                }
            }
            None => self.timer = Some(timers.start(self.at, context.waker().clone())),
        });
        Poll::Pending
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        if let Some(timer) = self.timer {
            TIMERS.with_borrow_mut(|timers| timers.waker(timer).and_then(Option::take));
        }
    }
}

/// Awaits `future`, for `limit` at most.
pub async fn timeout<F: Future>(limit: Duration, future: F) -> Option<F::Output> {
    let (mut future, mut limit) = (pin!(future), pin!(sleep(limit)));
    poll_fn(|context| match future.as_mut().poll(context) {
        Poll::Ready(output) => Poll::Ready(Some(output)),
        Poll::Pending => limit.as_mut().poll(context).map(|()| None),
    })
    .await
}

struct TaskWaker {
    task: usize,
    queued: AtomicBool,
}

impl Wake for TaskWaker {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        if !self.queued.swap(true, Ordering::Relaxed) {
            READY.with_borrow_mut(|ready| ready.push_back(self.task));
        }
    }
}

/// A boxed call. It stays on its thread.
pub type Call<T> = Pin<Box<dyn Future<Output = T>>>;

/// The calls under way. A place is used again after its call has ended.
struct Tasks<T> {
    calls: Vec<Option<(usize, Call<T>)>>,
    wakers: Vec<(Arc<TaskWaker>, Waker)>,
    free: Vec<usize>,
}

impl<T> Tasks<T> {
    /// Makes a call a task. It is polled with the tasks that are ready.
    fn spawn(&mut self, number: usize, call: Call<T>) {
        let place = self.free.pop().unwrap_or_else(|| {
            let waker = Arc::new(TaskWaker {
                task: self.calls.len(),
                queued: AtomicBool::new(false),
            });
            self.calls.push(None);
            self.wakers.push((Arc::clone(&waker), waker.into()));
            self.calls.len() - 1
        });
        self.calls[place] = Some((number, call));
        self.wakers[place].1.wake_by_ref();
    }

    /// Polls the tasks that were woken, until none is ready. Passes on each result with its call's number.
    fn run_ready(&mut self, done: &mut impl FnMut(usize, T)) {
        while let Some(place) = READY.with_borrow_mut(VecDeque::pop_front) {
            let (flag, waker) = &self.wakers[place];
            flag.queued.store(false, Ordering::Relaxed);
            let Some((number, call)) = &mut self.calls[place] else {
                continue;
            };
            let polled = call.as_mut().poll(&mut Context::from_waker(waker));
            if let Poll::Ready(output) = polled {
                done(*number, output);
                self.calls[place] = None;
                self.free.push(place);
            }
        }
    }

    fn is_empty(&self) -> bool {
        self.free.len() == self.calls.len()
    }
}

/// Runs one call at each of `arrivals` (microseconds, ascending) until all have ended.
///
/// `call` makes the call of a number. `done` gets the number of a call and its result, at the simulated time of its end.
/// Calls may wait with the timers of `tokio`. They end at whole milliseconds, when the executor lets tokio look at them.
pub fn run<T>(
    arrivals: &[u64],
    tokio: Option<&Runtime>,
    mut call: impl FnMut(usize) -> Call<T>,
    mut done: impl FnMut(usize, T),
) {
    let mut tasks = Tasks {
        calls: Vec::new(),
        wakers: Vec::new(),
        free: Vec::new(),
    };
    let mut arrived = 0;
    let mut tick = tokio.map(|_| 0);
    let _entered = tokio.map(Runtime::enter);
    loop {
        if arrived == arrivals.len() && tasks.is_empty() {
            break;
        }
        // Jump to the next event.
        let sleeps = TIMERS.with_borrow(Timers::next);
        let events = [arrivals.get(arrived).copied(), sleeps, tick];
        let Some(now) = events.into_iter().flatten().min() else {
            unreachable!("a call waits for nothing");
        };
        clock::set(now);
        // End the sleeps of this instant, one after the other: a call that is woken may start another one.
        while let Some(waker) = TIMERS.with_borrow_mut(|timers| timers.pop(now)) {
            waker.wake();
            tasks.run_ready(&mut done);
        }
        if let Some(tokio) = tokio.filter(|_| tick == Some(now)) {
            tokio.block_on(yield_now());
            tasks.run_ready(&mut done);
            tick = Some(now + 1_000);
        }
        while arrivals.get(arrived) == Some(&now) {
            tasks.spawn(arrived, call(arrived));
            tasks.run_ready(&mut done);
            arrived += 1;
        }
    }
    TIMERS.take();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_overlap_and_end_in_simulated_time() {
        let mut ended = Vec::new();
        let waits = [30, 10, 5_000_000];
        let call =
            |number: usize| -> Call<()> { Box::pin(sleep(Duration::from_micros(waits[number]))) };
        run(&[0, 10, 10], None, call, |number, ()| {
            ended.push((number, clock::now()));
        });
        assert_eq!(ended, [(1, 20), (0, 30), (2, 5_000_010)]);
    }

    #[test]
    fn a_sleep_ends_before_a_call_that_arrives_at_the_same_instant() {
        let mut order = Vec::new();
        let call =
            |number: usize| -> Call<()> { Box::pin(sleep(Duration::from_micros([10, 0][number]))) };
        run(&[0, 10], None, call, |number, ()| order.push(number));
        assert_eq!(order, [0, 1]);
    }

    #[test]
    fn a_timeout_ends_a_call_that_hangs() {
        let limit = Duration::from_millis(500);
        let call = |_| -> Call<_> { Box::pin(timeout(limit, std::future::pending::<()>())) };
        run(&[7], None, call, |_, output| {
            assert_eq!((output, clock::now()), (None, 500_007));
        });
    }

    #[test]
    fn a_dropped_sleep_wakes_nobody() {
        let call = |_| -> Call<_> {
            Box::pin(async {
                let short = sleep(Duration::from_micros(1));
                timeout(Duration::from_micros(9), short).await?;
                sleep(Duration::from_micros(20)).await;
                Some(clock::now())
            })
        };
        run(&[0], None, call, |_, output| assert_eq!(output, Some(21)));
    }
}
