//! Three chat services, each asked in its own format, over one async HTTP client. Nothing here knows of failover.

pub(crate) mod anthropic;
mod error;
pub(crate) mod gemini;
pub(crate) mod openai;

use std::sync::atomic::{AtomicU64, Ordering};

use reqwest::{Client, RequestBuilder};
use serde::Deserialize;
use serde::de::DeserializeOwned;

pub(crate) use self::error::{ChatError, classify};

/// What is asked.
#[derive(Debug)]
pub(crate) struct Prompt {
    pub(crate) text: String,
    /// How long the answer may be.
    pub(crate) max_tokens: u32,
}

/// What is answered.
#[derive(Debug)]
pub(crate) struct Reply {
    /// Empty, if the service answered with nothing.
    pub(crate) text: String,
}

impl Reply {
    pub(crate) fn has_text(&self) -> bool {
        !self.text.trim().is_empty()
    }
}

#[derive(Debug)]
pub(crate) struct Services {
    pub(crate) openai: Service,
    pub(crate) anthropic: Service,
    pub(crate) gemini: Service,
}

/// How to reach a service, and what it cost so far.
#[derive(Debug)]
pub(crate) struct Service {
    http: Client,
    url: String,
    key: String,
    price: Price,
    spent: AtomicU64,
}

/// In billionths of a dollar for a token, which is thousandths of a dollar for a million.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Price {
    pub(crate) input: u64,
    pub(crate) output: u64,
}

impl Service {
    /// At this base URL.
    pub(crate) fn new(http: &Client, url: &str, key: &str, price: Price) -> Self {
        Self {
            http: http.clone(),
            url: url.to_owned(),
            key: key.to_owned(),
            price,
            spent: AtomicU64::new(0),
        }
    }

    /// In billionths of a dollar, for all answers that came. What a service charges for a request that was given
    /// up, its bill alone will tell.
    pub(crate) fn spent(&self) -> u64 {
        self.spent.load(Ordering::Relaxed)
    }

    fn post(&self, path: &str) -> RequestBuilder {
        self.http.post(format!("{}{path}", self.url))
    }

    /// The answer, which has to be paid for, whatever is in it.
    fn reply(&self, text: Option<String>, input: u64, output: u64) -> Reply {
        let cost = input * self.price.input + output * self.price.output;
        self.spent.fetch_add(cost, Ordering::Relaxed);
        Reply {
            text: text.unwrap_or_default(),
        }
    }
}

/// Sends a request, and reads what comes: an answer, or what the service has against the request.
async fn answer<T: DeserializeOwned>(request: RequestBuilder) -> Result<T, ChatError> {
    /// All of them have one of this form, among others.
    #[derive(Deserialize)]
    struct Refused {
        error: Message,
    }

    #[derive(Deserialize)]
    struct Message {
        message: String,
    }

    let response = request.send().await?;
    let status = response.status();
    if status.is_success() {
        return Ok(response.json().await?);
    }
    let headers = response.headers().clone();
    let refused: Option<Refused> = response.json().await.ok();
    let message = refused.map(|it| it.error.message).unwrap_or_default();
    Err(ChatError::refused(status, &headers, message))
}
