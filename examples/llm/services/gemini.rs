//! Gemini's format: `{"candidates":[{"content":{"parts":[{"text":"Lima."}], ..}, ..}],"usageMetadata":{..}, ..}`

use serde::Deserialize;
use serde_json::json;

use super::{ChatError, Prompt, Reply, Services, answer};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Generated {
    /// Missing if there are none.
    #[serde(default)]
    candidates: Vec<Candidate>,
    usage_metadata: Usage,
}

#[derive(Deserialize)]
struct Candidate {
    /// Missing if a filter rejected it.
    #[serde(default)]
    content: Content,
}

#[derive(Deserialize, Default)]
struct Content {
    #[serde(default)]
    parts: Vec<Part>,
}

#[derive(Deserialize)]
struct Part {
    text: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Usage {
    prompt_token_count: u64,
    #[serde(default)]
    candidates_token_count: u64,
}

pub(crate) async fn generate(services: &Services, prompt: &Prompt) -> Result<Reply, ChatError> {
    let service = &services.gemini;
    let request = service.post("/v1beta/models/gemini-2.0-flash:generateContent");
    let request = request.header("x-goog-api-key", &service.key).json(&json!({
        "contents": [{ "role": "user", "parts": [{ "text": prompt.text }] }],
        "generationConfig": { "maxOutputTokens": prompt.max_tokens },
    }));
    let generated: Generated = answer(request).await?;
    let mut parts = generated
        .candidates
        .into_iter()
        .flat_map(|it| it.content.parts);
    let text = parts.find_map(|part| part.text);
    let usage = generated.usage_metadata;
    Ok(service.reply(text, usage.prompt_token_count, usage.candidates_token_count))
}
