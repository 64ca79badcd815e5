//! `{"candidates":[{"content":{"parts":[{"text":"Lima."}],"role":"model"}, ..}], "usageMetadata":{..}, ..}`

use serde_json::{Value, json};

use super::{Dialect, Refusal, Tokens};

pub(super) struct Gemini;

impl Dialect for Gemini {
    /// The model and its task: `gemini-2.0-flash:generateContent`.
    const PATH: &str = "/v1beta/models/{call}";
    const KEY: &str = "x-goog-api-key";

    fn read(body: &Value) -> (&Value, &Value) {
        let text = &body["contents"][0]["parts"][0]["text"];
        (text, &body["generationConfig"]["maxOutputTokens"])
    }

    fn answer(text: Option<&str>, Tokens { asked, answered }: Tokens) -> Value {
        let usage = json!({
            "promptTokenCount": asked,
            "candidatesTokenCount": answered,
            "totalTokenCount": asked + answered,
        });
        let mut answer = json!({ "usageMetadata": usage, "modelVersion": "gemini-2.0-flash" });
        // An answer without text has no list of candidates either.
        if let Some(text) = text {
            let content = json!({ "parts": [{ "text": text }], "role": "model" });
            let candidate = json!({ "content": content, "finishReason": "STOP", "index": 0 });
            answer["candidates"] = json!([candidate]);
        }
        answer
    }

    fn refuse(refusal: Refusal) -> (u16, Value) {
        let (code, status) = match refusal {
            Refusal::BadRequest => (400, "INVALID_ARGUMENT"),
            Refusal::NoKey => (403, "PERMISSION_DENIED"),
            Refusal::RateLimited => (429, "RESOURCE_EXHAUSTED"),
            Refusal::Overloaded => (503, "UNAVAILABLE"),
        };
        let error = json!({ "code": code, "message": refusal.message(), "status": status });
        (code, json!({ "error": error }))
    }
}
