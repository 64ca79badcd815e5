//! Replacements for three chat services. Each has its own JSON, for answers and for errors.

mod anthropic;
mod gemini;
mod openai;

use std::future;
use std::io;
use std::time::Duration;

use axum::extract::State;
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use serde_json::Value;
use tokio::time::sleep;

use self::anthropic::Anthropic;
use self::gemini::Gemini;
use self::openai::OpenAi;
use crate::server::{self, Line};

/// The behavior of a service.
#[derive(Debug, Clone, Copy)]
pub enum Mood {
    /// Answers every request.
    Well,
    /// Answers correctly, but so late.
    Slow(Duration),
    /// Answers that there were too many requests, with `Retry-After` in seconds.
    RateLimited(u64),
    /// Answers that it is overloaded, with `Retry-After` in seconds.
    Overloaded(u64),
    /// Answers with status 200 and no text.
    Empty,
    /// Accepts the request and never answers.
    Hanging,
    /// Applies one of these moods after another, a request each, and starts again after the last.
    InTurn(&'static [Mood]),
}

/// A chat service.
pub type Server = server::Server<Mood>;

/// All three services.
#[derive(Debug)]
pub struct Servers {
    /// `POST /v1/chat/completions`.
    pub openai: Server,
    /// `POST /v1/messages`.
    pub anthropic: Server,
    /// `POST /v1beta/models/NAME:generateContent`.
    pub gemini: Server,
}

impl Servers {
    /// Starts all three on free ports. They end with the current runtime.
    ///
    /// # Errors
    ///
    /// Returns the system's error if there is no free port.
    pub async fn start() -> io::Result<Self> {
        Ok(Self {
            openai: serve::<OpenAi>().await?,
            anthropic: serve::<Anthropic>().await?,
            gemini: serve::<Gemini>().await?,
        })
    }
}

async fn serve<D: Dialect>() -> io::Result<Server> {
    let routes = |line| {
        let routes = Router::new().route(D::PATH, post(chat::<D>));
        routes.with_state(line)
    };
    Server::start(Mood::Well, routes).await
}

/// The format of a service's requests and answers.
trait Dialect: 'static {
    const PATH: &str;
    /// The header that holds the key.
    const KEY: &str;

    /// Returns the last message, and the most tokens that its answer may have.
    fn read(body: &Value) -> (&Value, &Value);
    fn answer(text: Option<&str>, tokens: Tokens) -> Value;
    fn refuse(refusal: Refusal) -> (u16, Value);
}

/// The tokens of a request and its answer.
#[derive(Clone, Copy)]
struct Tokens {
    asked: usize,
    answered: usize,
}

#[derive(Clone, Copy)]
enum Refusal {
    BadRequest,
    NoKey,
    RateLimited,
    Overloaded,
}

impl Refusal {
    fn message(self) -> &'static str {
        match self {
            Self::BadRequest => "too few tokens allowed",
            Self::NoKey => "a key is required",
            Self::RateLimited => "too many requests",
            Self::Overloaded => "overloaded",
        }
    }
}

async fn chat<D: Dialect>(
    State(line): State<Line<Mood>>,
    headers: HeaderMap,
    Json(body): Json<Value>,
) -> Response {
    let request = line.begin();
    let mood = match line.mood() {
        Mood::InTurn(moods) => moods.iter().cycle().nth(request.number()).copied(),
        mood => Some(mood),
    };
    let response = match mood {
        _ if !headers.contains_key(D::KEY) => refuse::<D>(Refusal::NoKey, None),
        None | Some(Mood::Well) => answer::<D>(&body).await,
        Some(Mood::Slow(pause)) => {
            sleep(pause).await;
            answer::<D>(&body).await
        }
        Some(Mood::RateLimited(seconds)) => refuse::<D>(Refusal::RateLimited, Some(seconds)),
        Some(Mood::Overloaded(seconds)) => refuse::<D>(Refusal::Overloaded, Some(seconds)),
        Some(Mood::Empty) => {
            let tokens = Tokens {
                asked: 7,
                answered: 0,
            };
            Json(D::answer(None, tokens)).into_response()
        }
        Some(Mood::Hanging | Mood::InTurn(_)) => future::pending().await,
    };
    request.answered();
    response
}

/// Answers with the capital of the country that the message names last.
async fn answer<D: Dialect>(body: &Value) -> Response {
    let (text, limit) = D::read(body);
    let (Some(text), Some(1..)) = (text.as_str(), limit.as_u64()) else {
        return refuse::<D>(Refusal::BadRequest, None);
    };
    sleep(Duration::from_millis(20)).await;
    let capital = CAPITALS.iter().find(|(country, _)| text.ends_with(country));
    let answer = capital.map_or("That I do not know.", |(_, capital)| capital);
    let tokens = Tokens {
        asked: text.split_whitespace().count(),
        answered: answer.split_whitespace().count(),
    };
    Json(D::answer(Some(answer), tokens)).into_response()
}

fn refuse<D: Dialect>(refusal: Refusal, retry_after: Option<u64>) -> Response {
    let (status, body) = D::refuse(refusal);
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let pause = retry_after.map(|seconds| [(RETRY_AFTER, seconds.to_string())]);
    (status, pause, Json(body)).into_response()
}

const CAPITALS: [(&str, &str); 4] = [
    ("Peru?", "Lima."),
    ("Kenya?", "Nairobi."),
    ("Japan?", "Tokyo."),
    ("Norway?", "Oslo."),
];
