//! Stand-ins for three chat services: each speaks its own JSON, also when it refuses.

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

/// How a service behaves.
#[derive(Debug, Clone, Copy)]
pub enum Mood {
    /// Answers what it is asked.
    Well,
    /// Answers as when it is well, but so late.
    Slow(Duration),
    /// Says that there were too many requests, with `Retry-After` in seconds.
    RateLimited(u64),
    /// Says that it has too much to do, with `Retry-After` in seconds.
    Overloaded(u64),
    /// Status 200, and no answer in it.
    Empty,
    /// Takes the request and never answers.
    Hanging,
    /// The first request meets the first of these, the next the next, and so on all over again.
    InTurn(&'static [Mood]),
}

/// A chat service.
pub type Server = server::Server<Mood>;

/// All three.
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
    /// On ports that are free, as long as the runtime runs that this is called on.
    ///
    /// # Errors
    ///
    /// That of the system, if there is none.
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

/// How a service says what all of them say.
trait Dialect: 'static {
    const PATH: &str;
    /// The header that holds the key.
    const KEY: &str;

    /// The last message, and how many tokens its answer may have.
    fn read(body: &Value) -> (&Value, &Value);
    fn answer(text: Option<&str>, tokens: Tokens) -> Value;
    fn refuse(refusal: Refusal) -> (u16, Value);
}

/// What an answer costs.
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

/// What the capital is of the country that is named last.
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
