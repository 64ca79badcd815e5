//! The format of `OpenAI`, which many others use too: `{"choices":[{"message":{"content":"Lima."}, ..}],"usage":{..}, ..}`

use serde::Deserialize;
use serde_json::json;

use super::{ChatError, Prompt, Reply, Services, answer};

#[derive(Deserialize)]
struct Completion {
    choices: Vec<Choice>,
    usage: Usage,
}

#[derive(Deserialize)]
struct Choice {
    message: Message,
}

#[derive(Deserialize)]
struct Message {
    content: Option<String>,
}

#[derive(Deserialize)]
struct Usage {
    prompt_tokens: u64,
    completion_tokens: u64,
}

pub(crate) async fn chat(services: &Services, prompt: &Prompt) -> Result<Reply, ChatError> {
    let service = &services.openai;
    let request = service.post("/v1/chat/completions");
    let request = request.bearer_auth(&service.key).json(&json!({
        "model": "gpt-4o-mini",
        "messages": [{ "role": "user", "content": prompt.text }],
        "max_completion_tokens": prompt.max_tokens,
    }));
    let Completion { choices, usage } = answer(request).await?;
    let text = choices
        .into_iter()
        .find_map(|choice| choice.message.content);
    Ok(service.reply(text, usage.prompt_tokens, usage.completion_tokens))
}
