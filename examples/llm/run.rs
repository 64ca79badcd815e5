//! Many chats at once, and a table of their turns.

use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use failover_core::{FailureKind, Served, Turn};
use shared::chat::{Mood, Server, Servers};
use shared::time;
use tokio::task::JoinSet;
use tokio::time::Instant;

use crate::services::{ChatError, Prompt, Reply, Service, Services};
use crate::{chat, report};

/// The number of chats that run at once.
const AT_ONCE: usize = 6;

/// From this many chats on, every kind of failure must occur.
const MANY: usize = 60;

const QUESTIONS: [(&str, &str); 4] = [
    ("What is the capital of Peru?", "Lima."),
    ("What is the capital of Kenya?", "Nairobi."),
    ("What is the capital of Japan?", "Tokyo."),
    ("What is the capital of Norway?", "Oslo."),
];

pub(crate) async fn play(
    servers: &Servers,
    services: &Arc<Services>,
    calls: usize,
) -> Result<(), Box<dyn Error>> {
    report::scene(&format!("7. {calls} chats, {AT_ONCE} at a time."));
    println!("   OpenAI is slow every third time, Anthropic answers 429 or 529 every third time,");
    println!("   and Gemini answers without text every other time.");
    misbehave(servers);
    let mut table = [
        Row::new("openai", &services.openai, &servers.openai),
        Row::new("anthropic", &services.anthropic, &servers.anthropic),
        Row::new("gemini", &services.gemini, &servers.gemini),
    ];

    let began = Instant::now();
    let answers = ask_all(services, calls).await?;
    let took = time(began.elapsed());

    for turn in answers.iter().flat_map(Served::turns) {
        for row in table.iter_mut().filter(|row| turn.provider == row.name) {
            row.enter(&turn);
        }
    }
    println!();
    println!(
        "    {:<11}answered  cancelled  failed  skipped      spent",
        ""
    );
    for row in &table {
        row.print();
    }
    let hedged = count(&answers, |kind| matches!(kind, FailureKind::Cancelled));
    let skipped = count(&answers, |kind| matches!(kind, FailureKind::CircuitOpen(_)));
    let failed = count(&answers, |kind| {
        !matches!(kind, FailureKind::Cancelled | FailureKind::CircuitOpen(_))
    });
    let spent = report::dollars(table.iter().map(Row::spent).sum());
    println!();
    println!("  {calls} chats answered after {took}, for {spent}.");
    println!(
        "  {hedged} of them were hedged, {failed} failed over, and {skipped} skipped a service."
    );
    if calls >= MANY && (hedged == 0 || failed == 0 || skipped == 0) {
        return Err("a hedge, a failover or a skip was expected and did not occur".into());
    }
    check(&table)
}

const SLOW: Mood = Mood::Slow(Duration::from_secs(1));

fn misbehave(servers: &Servers) {
    let openai = Mood::InTurn(&[Mood::Well, Mood::Well, SLOW]);
    servers.openai.set(openai);
    let anthropic = Mood::InTurn(&[
        Mood::Well,
        Mood::Well,
        Mood::RateLimited(1),
        Mood::Well,
        Mood::Well,
        Mood::Overloaded(1),
    ]);
    servers.anthropic.set(anthropic);
    let gemini = Mood::InTurn(&[Mood::Empty, Mood::Well]);
    servers.gemini.set(gemini);
}

type Answers = Vec<Served<Reply, ChatError>>;

/// Makes the chats, on all threads of the runtime.
async fn ask_all(services: &Arc<Services>, calls: usize) -> Result<Answers, Box<dyn Error>> {
    let mut workers = JoinSet::new();
    for first in 0..AT_ONCE {
        let services = Arc::clone(services);
        workers.spawn(async move {
            let mut answers = Answers::new();
            for call in (first..calls).step_by(AT_ONCE) {
                let (question, capital) = QUESTIONS[call % QUESTIONS.len()];
                let prompt = Prompt {
                    text: question.to_owned(),
                    max_tokens: 100,
                };
                let answer = chat(&services, &prompt)
                    .await
                    .map_err(|it| it.to_string())?;
                if answer.value.text != capital {
                    return Err(format!("{question} {}", answer.value.text));
                }
                answers.push(answer);
            }
            Ok(answers)
        });
    }
    let mut answers = Answers::new();
    while let Some(worker) = workers.join_next().await {
        answers.extend(worker??);
    }
    Ok(answers)
}

/// A line of the table: the turns of one service.
struct Row<'a> {
    name: &'static str,
    service: &'a Service,
    server: &'a Server,
    spent_before: u64,
    answered: u32,
    cancelled: u32,
    failed: u32,
    skipped: u32,
}

impl<'a> Row<'a> {
    fn new(name: &'static str, service: &'a Service, server: &'a Server) -> Self {
        server.requests();
        Self {
            name,
            service,
            server,
            spent_before: service.spent(),
            answered: 0,
            cancelled: 0,
            failed: 0,
            skipped: 0,
        }
    }

    fn enter(&mut self, turn: &Turn<'_, ChatError>) {
        match turn.failure.map(|failure| &failure.kind) {
            None => self.answered += 1,
            Some(FailureKind::Cancelled) => self.cancelled += 1,
            Some(FailureKind::CircuitOpen(_)) => self.skipped += 1,
            Some(_) => self.failed += 1,
        }
    }

    fn spent(&self) -> u64 {
        self.service.spent() - self.spent_before
    }

    fn print(&self) {
        let Self {
            name,
            answered,
            cancelled,
            failed,
            skipped,
            ..
        } = self;
        let spent = report::dollars(self.spent());
        println!("    {name:<11}{answered:>8}{cancelled:>11}{failed:>8}{skipped:>9}{spent:>11}");
    }
}

/// Returns the number of chats with such a failure.
fn count(answers: &Answers, is_it: impl Fn(&FailureKind<ChatError>) -> bool) -> usize {
    let has_one = |answer: &&Served<_, _>| answer.failures().iter().any(|it| is_it(&it.kind));
    answers.iter().filter(has_one).count()
}

/// Checks that the turns agree with the requests that the servers counted.
fn check(table: &[Row<'_>]) -> Result<(), Box<dyn Error>> {
    for row in table {
        let (requests, ended) = (row.server.requests(), row.answered + row.failed);
        // A request that was cancelled early may not have reached the server.
        if !(ended..=ended + row.cancelled).contains(&requests) {
            return Err(format!("{} got {requests} requests", row.name).into());
        }
    }
    Ok(())
}
