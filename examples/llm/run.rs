//! Many chats at once, and what became of them.

use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use failover_core::{FailureKind, Served, Turn};
use shared::chat::{Mood, Server, Servers};
use tokio::task::JoinSet;
use tokio::time::Instant;

use crate::services::{ChatError, Prompt, Reply, Service, Services};
use crate::{chat, report};

/// How many are under way at once.
const AT_ONCE: usize = 6;

/// With fewer of them than this, not everything need happen that can.
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
    println!("   OpenAI is slow every third time; every other time Anthropic answers 429 or 529,");
    println!("   and Gemini with nothing.");
    misbehave(servers);
    let mut table = [
        Row::new("openai", &services.openai, &servers.openai),
        Row::new("anthropic", &services.anthropic, &servers.anthropic),
        Row::new("gemini", &services.gemini, &servers.gemini),
    ];

    let began = Instant::now();
    let answers = ask_all(services, calls).await?;
    let took = report::seconds(began.elapsed());

    for turn in answers.iter().flat_map(Served::turns) {
        for row in table.iter_mut().filter(|row| turn.provider == row.name) {
            row.enter(&turn);
        }
    }
    Row::print_head();
    for row in &table {
        row.print();
    }
    let hedged = answers.iter().filter(|answer| is_hedged(answer)).count();
    println!("  {calls} right answers after {took}; in {hedged} of the chats somebody was asked in vain.");
    check(&table, calls)
}

fn misbehave(servers: &Servers) {
    servers.openai.set(Mood::InTurn(&[
        Mood::Well,
        Mood::Well,
        Mood::Slow(Duration::from_secs(1)),
    ]));
    servers.anthropic.set(Mood::InTurn(&[
        Mood::Well,
        Mood::RateLimited(1),
        Mood::Well,
        Mood::Overloaded(1),
    ]));
    servers
        .gemini
        .set(Mood::InTurn(&[Mood::Empty, Mood::Well]));
}

type Answers = Vec<Served<Reply, ChatError>>;

/// On all threads of the runtime.
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
                let answer = chat(&services, &prompt).await.map_err(|it| it.to_string())?;
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

/// What became of the turns of one service.
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
}
