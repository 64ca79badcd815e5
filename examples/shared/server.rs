//! A service on loopback, whose mood the programs change.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use axum::Router;
use tokio::net::TcpListener;
use tokio::sync::watch;

/// A running service. It ends with its runtime.
#[derive(Debug)]
pub struct Server<M> {
    /// The address, without a slash at its end.
    pub url: String,
    mood: watch::Sender<M>,
    counts: Arc<Counts>,
}

#[derive(Debug, Default)]
struct Counts {
    requests: AtomicU32,
    given_up: AtomicU32,
}

/// The part of a service that its handlers use.
#[derive(Debug)]
pub(crate) struct Line<M> {
    mood: watch::Receiver<M>,
    counts: Arc<Counts>,
}

/// A request that is running.
#[must_use]
pub(crate) struct Ongoing {
    counts: Arc<Counts>,
    number: u32,
    is_answered: bool,
}

impl<M> Server<M> {
    /// Sets the mood from the next request on.
    pub fn set(&self, mood: M) {
        self.mood.send_replace(mood);
    }

    /// Returns the number of requests since the last call.
    pub fn requests(&self) -> u32 {
        self.counts.requests.swap(0, Ordering::Relaxed)
    }

    /// Returns the number of requests since the last call whose client hung up before the answer.
    pub fn given_up(&self) -> u32 {
        self.counts.given_up.swap(0, Ordering::Relaxed)
    }

    /// Starts a service on a free port, on the current runtime.
    pub(crate) async fn start(mood: M, routes: impl FnOnce(Line<M>) -> Router) -> io::Result<Self> {
        let (mood, receiver) = watch::channel(mood);
        let counts = Arc::default();
        let line = Line {
            mood: receiver,
            counts: Arc::clone(&counts),
        };
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let url = format!("http://{}", listener.local_addr()?);
        tokio::spawn(axum::serve(listener, routes(line)).into_future());
        Ok(Self { url, mood, counts })
    }
}

impl<M: Copy> Line<M> {
    pub(crate) fn mood(&self) -> M {
        *self.mood.borrow()
    }

    /// Counts a request.
    pub(crate) fn begin(&self) -> Ongoing {
        Ongoing {
            counts: Arc::clone(&self.counts),
            number: self.counts.requests.fetch_add(1, Ordering::Relaxed),
            is_answered: false,
        }
    }
}

impl Ongoing {
    /// Returns the number of requests before this one.
    pub(crate) fn number(&self) -> usize {
        self.number as usize
    }

    pub(crate) fn answered(mut self) {
        self.is_answered = true;
    }
}

/// A request that is dropped before its answer was given up by its client.
impl Drop for Ongoing {
    fn drop(&mut self) {
        if !self.is_answered {
            self.counts.given_up.fetch_add(1, Ordering::Relaxed);
        }
    }
}

impl<M> Clone for Line<M> {
    fn clone(&self) -> Self {
        Self {
            mood: self.mood.clone(),
            counts: Arc::clone(&self.counts),
        }
    }
}
