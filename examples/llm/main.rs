//! Three chat services behind one async function, none of which can be relied upon.
//!
//! ```text
//! cargo run --example llm             # servers on loopback, which misbehave in turn
//! cargo run --example llm -- --help
//! ```
//!
//! This file is what a program of yours would hold: the functions that fail over. `services/` has the calls
//! themselves, over a real HTTP client, and what each error means. The rest is the show.

mod args;
mod report;
mod run;
mod scenes;
mod services;

use std::env;
use std::error::Error;
use std::process;
use std::sync::Arc;
use std::time::Duration;

use failover_core::{FailoverClient, Served, Verdict, failover};
use reqwest::Client;
use shared::chat::{Server, Servers};

use crate::args::Mode;
use crate::scenes::Story;
use crate::services::{
    ChatError, Price, Prompt, Reply, Service, Services, anthropic, classify, gemini, openai,
};

/// An answer, and who gave it.
type Answer = failover_core::Result<Served<Reply, ChatError>, ChatError>;

/// An answer for somebody who is waiting. A service that takes longer than 200 ms gets company: the next is asked
/// beside it, and the first answer is taken.
#[failover(
    providers = [openai = openai::chat, anthropic = anthropic::messages, gemini = gemini::generate],
    hedge = 200ms,
    timeout = 3s,
    deadline = 4s,
    is_valid = Reply::has_text,
    classify = classify,
    circuit_breaker(failure_threshold = 3, reset_after = 1s, handle = breaker),
)]
pub(crate) async fn chat(services: &Services, prompt: &Prompt) -> Answer;

/// Answers that nobody is waiting for.
#[derive(Debug)]
struct Drafts {
    services: Arc<Services>,
    failover: FailoverClient,
}

impl Drafts {
    /// `deadline` is for each draft, and half of it for each attempt. A service that `chat` leaves alone is left
    /// alone here, too.
    fn new(services: &Arc<Services>, deadline: Duration) -> Result<Self, Box<dyn Error>> {
        let failover = FailoverClient::builder()
            .retries(1)
            .timeout(deadline / 2)
            .on_timeout(Verdict::NEXT)
            .deadline(deadline)
            .circuit_breaker(breaker())
            .build()?;
        let services = Arc::clone(services);
        Ok(Self { services, failover })
    }

    /// One after the other: a request beside another would have to be paid for as well.
    #[failover(
        providers = [
            anthropic = anthropic::messages(&self.services, prompt),
            gemini = gemini::generate(&self.services, prompt),
            openai = openai::chat(&self.services, prompt),
        ],
        client = self.failover,
        is_valid = Reply::has_text,
        classify = classify,
    )]
    async fn draft(&self, prompt: &Prompt) -> Answer;
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments = env::args_os().skip(1);
    let arguments = arguments.map(|argument| argument.to_string_lossy().into_owned());
    match args::parse(arguments) {
        Ok(Mode::Story { calls }) => story(calls).await,
        Ok(Mode::Help) => {
            print!("{}", args::HELP);
            Ok(())
        }
        Err(message) => {
            eprintln!("llm: {message}; see --help");
            process::exit(2);
        }
    }
}

/// Against servers of our own, which misbehave when told.
async fn story(calls: usize) -> Result<(), Box<dyn Error>> {
    let servers = Servers::start().await?;
    // A proxy set in the environment does not lead to loopback.
    let http = Client::builder().no_proxy().build()?;
    let service = |server: &Server, input, output| {
        let price = Price { input, output };
        Service::new(&http, &server.url, "secret", price)
    };
    let services = Arc::new(Services {
        openai: service(&servers.openai, 150, 600),
        anthropic: service(&servers.anthropic, 800, 4000),
        gemini: service(&servers.gemini, 100, 400),
    });
    let drafts = Drafts::new(&services, Duration::from_millis(1_500))?;
    let story = Story {
        servers,
        services,
        drafts,
    };
    story.play(calls).await
}
