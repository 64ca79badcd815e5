//! A TCP proxy that injects faults into the connections through it.

use std::collections::BTreeMap;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpStream as Filler};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use socket2::{Domain, SockRef, Socket, Type};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{sleep, timeout};

use crate::fault::{Fault, RETRY_AFTER};
use crate::http::{LIMIT, PATIENCE};
use crate::service::RUNTIME;

/// A connection that is not accepted by then has found a full queue.
const FULL_AFTER: Duration = Duration::from_millis(500);

/// Returns the fault of the next connection.
type Plan = Box<dyn FnMut() -> Option<Fault> + Send>;

/// A proxy that runs until the program ends.
pub(crate) struct Proxy {
    pub(crate) address: SocketAddr,
    shared: Arc<Shared>,
    /// Present while nothing is accepted.
    closed: Mutex<Option<Closed>>,
}

struct Shared {
    upstream: SocketAddr,
    plan: Mutex<Plan>,
    connections: AtomicU32,
    injected: Mutex<BTreeMap<Fault, u32>>,
}

/// A port that accepts nothing, and the connections that fill its queue.
struct Closed {
    socket: Socket,
    fillers: Vec<Filler>,
}

impl Proxy {
    /// Creates a proxy with the same fault for every connection.
    pub(crate) fn with(fault: Fault, upstream: SocketAddr) -> Self {
        let proxy = Self::bind(upstream, Box::new(move || Some(fault)));
        match fault {
            Fault::Refused => {}
            Fault::FullBacklog => proxy.fill(),
            _ => proxy.open(),
        }
        proxy
    }

    /// Creates a proxy that asks `plan` for the fault of each connection.
    pub(crate) fn planned(
        plan: impl FnMut() -> Option<Fault> + Send + 'static,
        upstream: SocketAddr,
    ) -> Self {
        let proxy = Self::bind(upstream, Box::new(plan));
        proxy.open();
        proxy
    }

    /// Holds a port on which no one listens yet. Connections are refused, and no other process gets the port.
    fn bind(upstream: SocketAddr, plan: Plan) -> Self {
        let socket = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
        let any = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        socket.bind(&any.into()).unwrap();
        let address = socket.local_addr().unwrap().as_socket().unwrap();
        let fillers = Vec::new();
        Self {
            address,
            shared: Arc::new(Shared {
                upstream,
                plan: Mutex::new(plan),
                connections: AtomicU32::new(0),
                injected: Mutex::default(),
            }),
            closed: Mutex::new(Some(Closed { socket, fillers })),
        }
    }

    /// Listens, and fills the queue of connections.
    fn fill(&self) {
        let mut closed = self.closed.lock().unwrap();
        let Closed { socket, fillers } = closed.as_mut().unwrap();
        socket.listen(0).unwrap();
        while let Ok(filler) = Filler::connect_timeout(&self.address, FULL_AFTER) {
            fillers.push(filler);
            assert!(fillers.len() < 16, "the backlog is never full");
        }
    }

    /// Accepts connections from now on.
    fn open(&self) {
        let Some(Closed { socket, fillers }) = self.closed.lock().unwrap().take() else {
            return;
        };
        socket.listen(128).unwrap();
        for _ in &fillers {
            drop(socket.accept().unwrap());
        }
        socket.set_nonblocking(true).unwrap();
        let _runtime = RUNTIME.enter();
        let listener = TcpListener::from_std(socket.into()).unwrap();
        RUNTIME.spawn(Arc::clone(&self.shared).accept(listener));
    }

    /// Injects no fault from now on.
    pub(crate) fn lift(&self) {
        *self.shared.plan.lock().unwrap() = Box::new(|| None);
        self.open();
    }

    /// Returns the number of accepted connections. Waits a while for as many as are `expected`, because a connection
    /// that the client gave up early may be accepted late.
    pub(crate) fn connections(&self, expected: u32) -> u32 {
        let until = Instant::now() + PATIENCE;
        loop {
            let connections = self.shared.connections.load(Ordering::Relaxed);
            if connections >= expected || Instant::now() >= until {
                return connections;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Returns the number of connections with each fault.
    pub(crate) fn injected(&self) -> BTreeMap<Fault, u32> {
        self.shared.injected.lock().unwrap().clone()
    }
}

impl Shared {
    async fn accept(self: Arc<Self>, listener: TcpListener) {
        while let Ok((client, _)) = listener.accept().await {
            self.connections.fetch_add(1, Ordering::Relaxed);
            let fault = (self.plan.lock().unwrap())();
            if let Some(fault) = fault {
                *self.injected.lock().unwrap().entry(fault).or_default() += 1;
            }
            // The client may have gone.
            tokio::spawn(serve(client, self.upstream, fault));
        }
    }
}

async fn serve(
    mut client: TcpStream,
    upstream: SocketAddr,
    fault: Option<Fault>,
) -> io::Result<()> {
    let request = read_head(&mut client).await?;
    let Some(fault) = fault else {
        return send(client, &forward(upstream, &request).await?.whole()).await;
    };
    match fault {
        Fault::Refused | Fault::FullBacklog => Ok(()),
        Fault::BlackHole => {
            // Wait until the client hangs up, or its limit is long over.
            let mut rest = Vec::new();
            timeout(10 * LIMIT, client.read_to_end(&mut rest)).await??;
            Ok(())
        }
        Fault::Latency => {
            let response = forward(upstream, &request).await?;
            sleep(3 * LIMIT).await;
            send(client, &response.whole()).await
        }
        Fault::Trickle => {
            for byte in forward(upstream, &request).await?.whole() {
                client.write_all(&[byte]).await?;
                sleep(LIMIT / 20).await;
            }
            Ok(())
        }
        Fault::ResetMidBody => {
            let half = forward(upstream, &request).await?.half();
            client.write_all(&half).await?;
            // The half must arrive before the reset, which could overtake it.
            sleep(Duration::from_millis(5)).await;
            SockRef::from(&client).set_linger(Some(Duration::ZERO))
        }
        Fault::Truncated => send(client, &forward(upstream, &request).await?.half()).await,
        Fault::WrongLength => {
            let mut response = forward(upstream, &request).await?;
            response.length = response.body.len() / 2;
            send(client, &response.whole()).await
        }
        Fault::Garbage => send(client, &[0x9c; 256]).await,
        Fault::ServerError => send(client, &answer("500 Oops", "", "{}")).await,
        Fault::RateLimited => {
            let header = format!("retry-after: {}\r\n", RETRY_AFTER.as_secs());
            send(client, &answer("429 Too Many Requests", &header, "{}")).await
        }
        Fault::HtmlPage => {
            let page = "<h1>We will be back soon</h1>";
            send(
                client,
                &answer("200 OK", "content-type: text/html\r\n", page),
            )
            .await
        }
    }
}

async fn send(mut client: TcpStream, bytes: &[u8]) -> io::Result<()> {
    client.write_all(bytes).await?;
    client.shutdown().await
}

fn answer(status: &str, headers: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\n{headers}content-length: {length}\r\nconnection: close\r\n\r\n{body}"
    )
    .into_bytes()
}

/// A response of the service, and its stated length.
struct Response {
    length: usize,
    body: Vec<u8>,
}

impl Response {
    fn head(&self) -> Vec<u8> {
        let length = self.length;
        format!("HTTP/1.1 200 OK\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n")
            .into_bytes()
    }

    fn whole(&self) -> Vec<u8> {
        [self.head(), self.body.clone()].concat()
    }

    fn half(&self) -> Vec<u8> {
        [self.head(), self.body[..self.body.len() / 2].to_vec()].concat()
    }
}

/// Forwards a request, which asks the service to close the connection.
async fn forward(upstream: SocketAddr, request: &[u8]) -> io::Result<Response> {
    let mut service = TcpStream::connect(upstream).await?;
    service.write_all(request).await?;
    let mut response = Vec::new();
    service.read_to_end(&mut response).await?;
    let end = end_of_head(&response).ok_or(io::ErrorKind::InvalidData)?;
    let body = response.split_off(end);
    let length = body.len();
    Ok(Response { length, body })
}

async fn read_head(client: &mut TcpStream) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    while end_of_head(&head).is_none() {
        if client.read_buf(&mut head).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    }
    Ok(head)
}

fn end_of_head(bytes: &[u8]) -> Option<usize> {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
    Some(end + 4)
}
