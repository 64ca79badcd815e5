//! Anthropic's format: `{"content":[{"type":"text","text":"Lima."}],"stop_reason":"end_turn","usage":{..}, ..}`

use serde::Deserialize;
use serde_json::json;

use super::{ChatError, Prompt, Reply, Services, answer};

#[derive(Deserialize)]
struct Message {
    content: Vec<Block>,
    usage: Usage,
}

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Block {
    Text {
        text: String,
    },
    #[serde(other)]
    Other,
}

#[derive(Deserialize)]
struct Usage {
    input_tokens: u64,
    output_tokens: u64,
}

pub(crate) async fn messages(services: &Services, prompt: &Prompt) -> Result<Reply, ChatError> {
    let service = &services.anthropic;
    let request = service
        .post("/v1/messages")
        .header("x-api-key", &service.key);
    let request = request
        .header("anthropic-version", "2023-06-01")
        .json(&json!({
            "model": "claude-3-5-haiku-latest",
            "messages": [{ "role": "user", "content": prompt.text }],
            "max_tokens": prompt.max_tokens,
        }));
    let Message { content, usage } = answer(request).await?;
    let text = content.into_iter().find_map(|block| match block {
        Block::Text { text } => Some(text),
        Block::Other => None,
    });
    Ok(service.reply(text, usage.input_tokens, usage.output_tokens))
}
