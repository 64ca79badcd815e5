//! Replacements for two services with one exchange rate each.

use std::io;

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;

use crate::server::{self, Line};

/// The behavior of a service.
#[derive(Debug, Clone, Copy)]
pub enum Mood {
    /// Answers every request.
    Well,
    /// Answers 503.
    Down,
}

/// A service. `GET /rate` answers with a number.
pub type Server = server::Server<Mood>;

/// Starts a service on a free port. It ends with the current runtime.
///
/// # Errors
///
/// Returns the system's error if there is no free port.
pub async fn start() -> io::Result<Server> {
    let routes = |line| Router::new().route("/rate", get(rate)).with_state(line);
    Server::start(Mood::Well, routes).await
}

async fn rate(State(line): State<Line<Mood>>) -> Result<&'static str, StatusCode> {
    line.begin().answered();
    match line.mood() {
        Mood::Well => Ok("1.0842"),
        Mood::Down => Err(StatusCode::SERVICE_UNAVAILABLE),
    }
}
