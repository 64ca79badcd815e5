//! A web service that shows its failovers: metrics for Prometheus, a health check, and logs.
//!
//! ```text
//! cargo run --example observed
//! ```
//!
//! `service.rs` is the part to copy. This file plays an outage of the first provider, and prints what a scrape and a
//! health check see before, during and after it.

mod service;
#[cfg(test)]
mod tests;

use std::error::Error;
use std::io;
use std::time::Duration;

use axum::Router;
use reqwest::Client;
use shared::rates::{self, Mood};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::sleep;

use crate::service::Service;

/// The time for which a circuit stays open.
const RESET_AFTER: Duration = Duration::from_millis(500);

/// The service while it runs, and a client of it.
struct Running {
    url: String,
    http: Client,
    stop: oneshot::Sender<()>,
    server: JoinHandle<io::Result<()>>,
}

impl Running {
    /// Starts the service on a free port.
    async fn start(routes: Router) -> Result<Self, Box<dyn Error>> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let url = format!("http://{}", listener.local_addr()?);
        let (stop, stopped) = oneshot::channel();
        let server = axum::serve(listener, routes).with_graceful_shutdown(async {
            let _ = stopped.await;
        });
        Ok(Self {
            url,
            http: Client::builder().no_proxy().build()?,
            stop,
            server: tokio::spawn(server.into_future()),
        })
    }

    /// Sends a request, and returns the status and the body.
    async fn get(&self, path: &str) -> reqwest::Result<(u16, String)> {
        let response = self.http.get(format!("{}{path}", self.url)).send().await?;
        Ok((response.status().as_u16(), response.text().await?))
    }

    async fn stop(self) -> Result<(), Box<dyn Error>> {
        let _ = self.stop.send(());
        Ok(self.server.await??)
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    service::install_log();
    let prometheus = service::install_metrics()?;
    let (primary, backup) = (rates::start().await?, rates::start().await?);
    let urls = [&*primary.url, &*backup.url];
    let service = Service::new(prometheus, urls, RESET_AFTER)?;
    let service = Running::start(service.routes()).await?;

    call(&service, 5).await?;
    report(&service, "Before the outage").await?;

    primary.set(Mood::Down);
    call(&service, 5).await?;
    report(&service, "During the outage of `primary`").await?;

    primary.set(Mood::Well);
    sleep(RESET_AFTER).await;
    call(&service, 5).await?;
    report(&service, "After the outage").await?;

    service.stop().await
}

/// Asks the service for the rate.
async fn call(service: &Running, times: usize) -> reqwest::Result<()> {
    for _ in 0..times {
        service.get("/rate").await?;
    }
    Ok(())
}

/// Prints the metrics, without the buckets of histograms, and the health.
async fn report(service: &Running, title: &str) -> reqwest::Result<()> {
    println!("\n{title}: GET /metrics");
    let (_, text) = service.get("/metrics").await?;
    let lines = text.lines().filter(|line| line.starts_with("failover_"));
    let mut lines: Vec<&str> = lines.filter(|line| !line.contains("_bucket")).collect();
    lines.sort_unstable();
    for line in lines {
        println!("  {line}");
    }
    let (status, health) = service.get("/health").await?;
    println!("{title}: GET /health\n  {status} {health}");
    Ok(())
}
