//! Three unreliable chat services behind one async function.
//!
//! ```text
//! cargo run --example llm             # servers on loopback, which misbehave in turn
//! cargo run --example llm -- --help
//! ```
//!
//! This file is the part to copy: the functions that fail over. `services/` has the calls, over a real HTTP client,
//! and the verdict on each error. The rest plays the scenes.

mod args;
mod report;
mod run;
mod scenes;
mod services;

use std::env;
use std::error::Error;
use std::process;
use std::sync::Arc;
use std::time::{Duration, Instant};

use failover_core::{FailoverClient, Served, Verdict, failover};
use reqwest::Client;
use shared::chat::{Server, Servers};
use shared::time;

use crate::args::Mode;
use crate::scenes::Story;
use crate::services::{
    ChatError, Price, Prompt, Reply, Service, Services, anthropic, classify, gemini, openai,
};

/// An answer, and the service that gave it.
type Answer = failover_core::Result<Served<Reply, ChatError>, ChatError>;

/// Answers a user who is waiting. If a service takes longer than 200 ms, the next one is started as well, and the first
/// answer wins.
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

/// Answers for later: no user is waiting.
#[derive(Debug)]
struct Drafts {
    services: Arc<Services>,
    failover: FailoverClient,
}

impl Drafts {
    /// `deadline` limits each draft, and half of it limits each attempt. The circuits are shared with `chat`, so both
    /// skip the same services.
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

    /// Calls one service after another. A hedge would cost the price of a second request.
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

/// Plays the scenes against servers on loopback.
async fn story(calls: usize) -> Result<(), Box<dyn Error>> {
    let servers = Servers::start().await?;
    // A proxy from the environment does not lead to loopback.
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
    let began = Instant::now();
    story.play(calls).await?;
    println!("\nAll scenes took {}.", time(began.elapsed()));
    Ok(())
}
