//! `{"type":"message","content":[{"type":"text","text":"Lima."}],"stop_reason":"end_turn","usage":{..}, ..}`

use serde_json::{Value, json};

use super::{Dialect, Refusal, Tokens};

pub(super) struct Anthropic;

impl Dialect for Anthropic {
    const PATH: &str = "/v1/messages";
    const KEY: &str = "x-api-key";

    fn read(body: &Value) -> (&Value, &Value) {
        (&body["messages"][0]["content"], &body["max_tokens"])
    }

    fn answer(text: Option<&str>, Tokens { asked, answered }: Tokens) -> Value {
        let block = |text| json!({ "type": "text", "text": text });
        let content: Vec<Value> = text.map(block).into_iter().collect();
        json!({
            "id": "msg_1",
            "type": "message",
            "role": "assistant",
            "model": "claude-3-5-haiku-latest",
            "content": content,
            "stop_reason": "end_turn",
            "stop_sequence": null,
            "usage": { "input_tokens": asked, "output_tokens": answered },
        })
    }

    fn refuse(refusal: Refusal) -> (u16, Value) {
        let (status, kind) = match refusal {
            Refusal::BadRequest => (400, "invalid_request_error"),
            Refusal::NoKey => (401, "authentication_error"),
            Refusal::RateLimited => (429, "rate_limit_error"),
            Refusal::Overloaded => (529, "overloaded_error"),
        };
        let error = json!({ "type": kind, "message": refusal.message() });
        let body = json!({ "type": "error", "error": error, "request_id": "req_1" });
        (status, body)
    }
}
