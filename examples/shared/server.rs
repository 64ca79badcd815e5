//! A service on loopback, whose mood the programs change.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use axum::Router;
use tokio::net::TcpListener;
use tokio::sync::watch;

/// One running service, until its runtime ends.
#[derive(Debug)]
pub struct Server<M> {
    /// Without a slash at its end.
    pub url: String,
    mood: watch::Sender<M>,
    counts: Arc<Counts>,
}

#[derive(Debug, Default)]
struct Counts {
    requests: AtomicU32,
    given_up: AtomicU32,
}

/// The handlers' end of it.
#[derive(Debug)]
pub(crate) struct Line<M> {
    mood: watch::Receiver<M>,
    counts: Arc<Counts>,
}

/// A request under way.
#[must_use]
pub(crate) struct Ongoing {
    counts: Arc<Counts>,
    number: u32,
    is_answered: bool,
}

impl<M> Server<M> {
    /// From the next request on.
    pub fn set(&self, mood: M) {
        self.mood.send_replace(mood);
    }

    /// How many requests there were since this was last asked.
    pub fn requests(&self) -> u32 {
        self.counts.requests.swap(0, Ordering::Relaxed)
    }

    /// How many requests of whoever did not wait for an answer there were since this was last asked.
    pub fn given_up(&self) -> u32 {
        self.counts.given_up.swap(0, Ordering::Relaxed)
    }

    /// Starts one on a port that is free, on the runtime that it is called on.
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

    /// A request that came in.
    pub(crate) fn begin(&self) -> Ongoing {
        Ongoing {
            counts: Arc::clone(&self.counts),
            number: self.counts.requests.fetch_add(1, Ordering::Relaxed),
            is_answered: false,
        }
    }
}

impl Ongoing {
    /// How many requests came before it.
    pub(crate) fn number(&self) -> usize {
        self.number as usize
    }

    pub(crate) fn answered(mut self) {
        self.is_answered = true;
    }
}

/// Whoever asked has hung up, if there is no answer yet.
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
