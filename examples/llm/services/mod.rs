//! Three chat services, each with its own format, over one async HTTP client. Nothing here depends on failover.

pub(crate) mod anthropic;
mod error;
pub(crate) mod gemini;
pub(crate) mod openai;

use std::sync::atomic::{AtomicU64, Ordering};

use reqwest::{Client, RequestBuilder};
use serde::Deserialize;
use serde::de::DeserializeOwned;

pub(crate) use self::error::{ChatError, classify};

/// The question.
#[derive(Debug)]
pub(crate) struct Prompt {
    pub(crate) text: String,
    /// The most tokens in the answer.
    pub(crate) max_tokens: u32,
}

/// The answer of a service.
#[derive(Debug)]
pub(crate) struct Reply {
    /// Empty if the service answered without text.
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

/// The access to one service, and its cost so far.
#[derive(Debug)]
pub(crate) struct Service {
    http: Client,
    url: String,
    key: String,
    price: Price,
    spent: AtomicU64,
}

/// The price of a token in billionths of a dollar. That is thousandths of a dollar for a million tokens.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Price {
    pub(crate) input: u64,
    pub(crate) output: u64,
}

impl Service {
    /// Creates a service at this base URL.
    pub(crate) fn new(http: &Client, url: &str, key: &str, price: Price) -> Self {
        Self {
            http: http.clone(),
            url: url.to_owned(),
            key: key.to_owned(),
            price,
            spent: AtomicU64::new(0),
        }
    }

    /// Returns the cost of all answers so far, in billionths of a dollar. It leaves out the cost of cancelled requests,
    /// which only the service's bill shows.
    pub(crate) fn spent(&self) -> u64 {
        self.spent.load(Ordering::Relaxed)
    }

    fn post(&self, path: &str) -> RequestBuilder {
        self.http.post(format!("{}{path}", self.url))
    }

    /// Creates the answer and adds its cost, even if it has no text.
    fn reply(&self, text: Option<String>, input: u64, output: u64) -> Reply {
        let cost = input * self.price.input + output * self.price.output;
        self.spent.fetch_add(cost, Ordering::Relaxed);
        Reply {
            text: text.unwrap_or_default(),
        }
    }
}

/// Sends a request, and reads the answer or the service's error.
async fn answer<T: DeserializeOwned>(request: RequestBuilder) -> Result<T, ChatError> {
    /// The part of the error that all services have in common.
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
