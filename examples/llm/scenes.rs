//! The scenes. Only the servers' moods change: the calls are always the same two.

use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use failover_core::{AllProvidersFailed, CircuitState, EndReason};
use shared::chat::{Mood, Server, Servers};
use shared::time;
use tokio::time::{Instant, sleep};

use crate::services::{ChatError, Prompt, Services};
use crate::{Answer, Drafts, breaker, chat, report, run};

pub(crate) type Outcome = Result<(), Box<dyn Error>>;

pub(crate) struct Story {
    pub(crate) servers: Servers,
    pub(crate) services: Arc<Services>,
    pub(crate) drafts: Drafts,
}

const TWO_SECONDS: Mood = Mood::Slow(Duration::from_secs(2));

impl Story {
    pub(crate) async fn play(&self, calls: usize) -> Outcome {
        println!("Three services on loopback:");
        println!("    openai     {}", self.servers.openai.url);
        println!("    anthropic  {}", self.servers.anthropic.url);
        println!("    gemini     {}", self.servers.gemini.url);
        println!(
            "A chat calls them in this order. After 200 ms without an answer it also starts the next one."
        );
        println!("A draft calls Anthropic first, then Gemini, then OpenAI, never two at once.");

        self.all_well().await?;
        self.slow().await?;
        self.busy().await?;
        self.empty().await?;
        self.own_mistake().await?;
        self.hanging().await?;
        self.set_all(Mood::Well);
        run::play(&self.servers, &self.services, calls).await
    }

    async fn all_well(&self) -> Outcome {
        report::scene("1. All is well.");
        self.chat("A chat: the first in order answers.", "openai")
            .await?;
        self.draft("A draft: likewise.", "anthropic").await
    }

    async fn slow(&self) -> Outcome {
        report::scene("2. OpenAI takes two seconds for an answer, and so does Gemini.");
        self.servers.openai.set(TWO_SECONDS);
        self.servers.gemini.set(TWO_SECONDS);
        self.chat(
            "A chat: Anthropic starts as well, and is first.",
            "anthropic",
        )
        .await?;
        self.hung_up_on("openai", &self.servers.openai).await?;

        self.servers
            .openai
            .set(Mood::Slow(Duration::from_millis(600)));
        self.servers.anthropic.set(TWO_SECONDS);
        self.chat("Now 600 ms, the others 2 s: OpenAI is first.", "openai")
            .await?;
        self.hung_up_on("anthropic", &self.servers.anthropic).await
    }

    async fn busy(&self) -> Outcome {
        report::scene(
            "3. Anthropic answers 429, Retry-After: 1. Its circuit opens for just as long.",
        );
        self.set_all(Mood::Well);
        self.servers.anthropic.set(Mood::RateLimited(1));
        self.draft("A draft: the next service answers.", "gemini")
            .await?;
        self.draft("Another: Anthropic is skipped.", "gemini")
            .await?;

        self.servers.anthropic.set(Mood::Overloaded(1));
        wait_for_probe("anthropic").await?;
        self.draft("The probe gets 529, Retry-After: 1: open again.", "gemini")
            .await?;

        self.servers.anthropic.set(Mood::Well);
        wait_for_probe("anthropic").await?;
        self.draft("It answers the probe: closed.", "anthropic")
            .await
    }

    async fn empty(&self) -> Outcome {
        report::scene(
            "4. Anthropic answers with status 200 and no text. So does Gemini, the first time.",
        );
        self.servers.anthropic.set(Mood::Empty);
        self.servers
            .gemini
            .set(Mood::InTurn(&[Mood::Empty, Mood::Well]));
        self.servers.gemini.requests();
        self.draft(
            "A draft: `is_valid` rejects it. Each has one retry.",
            "gemini",
        )
        .await
    }

    async fn own_mistake(&self) -> Outcome {
        report::scene("5. We ask for an answer of 0 tokens. Every service would refuse that.");
        self.set_all(Mood::Well);
        let servers = [
            &self.servers.anthropic,
            &self.servers.gemini,
            &self.servers.openai,
        ];
        let _ = servers.map(Server::requests);
        let prompt = Prompt {
            max_tokens: 0,
            ..prompt()
        };
        let began = Instant::now();
        let failed = self.drafts.draft(&prompt).await.err();
        let took = time(began.elapsed());
        report::step(
            "A draft: the call stops, and no failure is counted.",
            &format!("no answer after {took}"),
        );
        ended(failed, EndReason::Stopped)?;
        let requests = servers.map(Server::requests);
        expect("requests", &format!("{requests:?}"), "[1, 0, 0]")?;
        expect(
            "Anthropic's circuit",
            &breaker().state("anthropic").to_string(),
            "closed",
        )
    }

    async fn hanging(&self) -> Outcome {
        report::scene("6. All accept the request and never answer.");
        self.set_all(Mood::Hanging);
        let began = Instant::now();
        let failed = self.drafts.draft(&prompt()).await.err();
        let took = time(began.elapsed());
        report::step(
            "A draft: 0.75 s for each, 1.5 s for all of them.",
            &format!("no answer after {took}"),
        );
        ended(failed, EndReason::Deadline)
    }

    /// Makes a chat that this service must answer.
    async fn chat(&self, caption: &str, from: &str) -> Outcome {
        let began = Instant::now();
        let answer = chat(&self.services, &prompt()).await;
        shown(caption, answer, began.elapsed(), from)
    }

    /// Makes a draft that this service must answer.
    async fn draft(&self, caption: &str, from: &str) -> Outcome {
        let began = Instant::now();
        let answer = self.drafts.draft(&prompt()).await;
        shown(caption, answer, began.elapsed(), from)
    }

    /// Checks that a service noticed the cancelled request.
    async fn hung_up_on(&self, name: &str, server: &Server) -> Outcome {
        for _ in 0..200 {
            if server.given_up() > 0 {
                println!("    The {name} server saw its caller hang up.");
                return Ok(());
            }
            sleep(Duration::from_millis(10)).await;
        }
        Err(format!("the {name} server did not notice that its caller hung up").into())
    }

    fn set_all(&self, mood: Mood) {
        self.servers.openai.set(mood);
        self.servers.anthropic.set(mood);
        self.servers.gemini.set(mood);
    }
}

fn prompt() -> Prompt {
    Prompt {
        text: "What is the capital of Peru?".to_owned(),
        max_tokens: 100,
    }
}

/// Shows an answer, which must come from this service.
fn shown(caption: &str, answer: Answer, took: Duration, from: &str) -> Outcome {
    let answer = answer?;
    let outcome = format!(
        "{:?} from {} after {}",
        answer.value.text,
        answer.provider,
        time(took)
    );
    report::step(caption, &outcome);
    report::turns(answer.turns());
    expect("the answer from", &answer.provider, from)?;
    expect("the answer", &answer.value.text, "Lima.")
}

/// Shows a call that must have failed.
fn ended(failed: Option<AllProvidersFailed<ChatError>>, how: EndReason) -> Outcome {
    let failed = failed.ok_or("a service answered")?;
    report::turns(failed.turns());
    println!("    {failed}");
    expect(
        "that it ended",
        &format!("{:?}", failed.end_reason()),
        &format!("{how:?}"),
    )
}

/// Waits until the circuit is half-open.
async fn wait_for_probe(name: &str) -> Outcome {
    if let CircuitState::Open {
        retry_in: Some(wait),
    } = breaker().state(name)
    {
        sleep(wait).await;
        let caption = format!("{} later the next call is a probe.", time(wait));
        report::step(&caption, &report::circuit(name));
    }
    expect(
        "the circuit",
        &breaker().state(name).to_string(),
        "half-open",
    )
}

/// Checks that a scene ended as expected.
pub(crate) fn expect(what: &str, actual: &str, expected: &str) -> Outcome {
    if actual == expected {
        return Ok(());
    }
    Err(format!("expected {what} {expected}, and it was {actual}").into())
}
