//! A price service on loopback that can have a bad day.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use crate::service::Symbol;

#[derive(Clone, Copy)]
pub(crate) enum Mood {
    Well,
    /// Accepts the request and never answers.
    Hanging,
    /// Answers 503.
    Unavailable,
}

/// A running server. Its threads end with the program.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    state: Arc<State>,
}

struct State {
    mood: Mutex<Mood>,
    requests: AtomicU32,
    /// The time that an answer takes.
    latency: Duration,
    prices: &'static [(Symbol, f64)],
}

impl Server {
    pub(crate) fn start(latency: Duration, prices: &'static [(Symbol, f64)]) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = listener.local_addr()?;
        let state = Arc::new(State {
            mood: Mutex::new(Mood::Well),
            requests: AtomicU32::new(0),
            latency,
            prices,
        });
        let shared = Arc::clone(&state);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let state = Arc::clone(&shared);
                // A client that has hung up is no reason to stop.
                thread::spawn(move || state.serve(&stream));
            }
        });
        Ok(Self { address, state })
    }

    /// Sets the mood from the next request on.
    pub(crate) fn set(&self, mood: Mood) {
        *self
            .state
            .mood
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = mood;
    }

    /// Returns the number of requests so far.
    pub(crate) fn requests(&self) -> u32 {
        self.state.requests.load(Ordering::Relaxed)
    }
}

impl State {
    fn serve(&self, mut stream: &TcpStream) -> io::Result<()> {
        let mut reader = BufReader::new(stream);
        let mut request = String::new();
        reader.read_line(&mut request)?;
        let mut header = String::new();
        while reader.read_line(&mut header)? > 0 && header.trim() != "" {
            header.clear();
        }
        self.requests.fetch_add(1, Ordering::Relaxed);

        let mood = *self.mood.lock().unwrap_or_else(PoisonError::into_inner);
        if let Mood::Hanging = mood {
            // There is no more to read, so this waits until the client hangs up.
            reader.read_to_end(&mut Vec::new())?;
            return Ok(());
        }
        thread::sleep(self.latency);
        let (status, body) = match mood {
            Mood::Unavailable => ("503 Service Unavailable", String::new()),
            _ => ("200 OK", self.body(&request)),
        };
        write!(
            stream,
            "HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len()
        )
    }

    /// Answers a line such as `GET /prices/BTC,ETH HTTP/1.1` with a line for each coin that is listed.
    fn body(&self, request: &str) -> String {
        let path = request.split(' ').nth(1).unwrap_or_default();
        let asked = path.strip_prefix("/prices/").unwrap_or_default();
        let mut body = String::new();
        for name in asked.split(',') {
            if let Some((_, price)) = self.prices.iter().find(|(listed, _)| *listed == name) {
                body.extend([name, " ", &format!("{price:.2}"), "\n"]);
            }
        }
        body
    }
}
