//! `{"choices":[{"message":{"role":"assistant","content":"Lima."}, ..}], "usage":{..}, ..}`

use serde_json::{Value, json};

use super::{Dialect, Refusal, Tokens};

pub(super) struct OpenAi;

impl Dialect for OpenAi {
    const PATH: &str = "/v1/chat/completions";
    const KEY: &str = "authorization";

    fn read(body: &Value) -> (&Value, &Value) {
        let message = &body["messages"][0];
        (&message["content"], &body["max_completion_tokens"])
    }

    fn answer(text: Option<&str>, Tokens { asked, answered }: Tokens) -> Value {
        let choice = |text| {
            let message = json!({ "role": "assistant", "content": text, "refusal": null });
            json!({ "index": 0, "message": message, "finish_reason": "stop" })
        };
        let choices: Vec<Value> = text.map(choice).into_iter().collect();
        let usage = json!({
            "prompt_tokens": asked,
            "completion_tokens": answered,
            "total_tokens": asked + answered,
        });
        json!({
            "id": "chatcmpl-1",
            "object": "chat.completion",
            "created": 1_767_225_600,
            "model": "gpt-4o-mini",
            "choices": choices,
            "usage": usage,
        })
    }

    fn refuse(refusal: Refusal) -> (u16, Value) {
        let (status, kind, code) = match refusal {
            Refusal::BadRequest => (400, "invalid_request_error", "integer_below_min_value"),
            Refusal::NoKey => (401, "invalid_request_error", "invalid_api_key"),
            Refusal::RateLimited => (429, "requests", "rate_limit_exceeded"),
            Refusal::Overloaded => (503, "server_error", "overloaded"),
        };
        let message = refusal.message();
        let error = json!({ "message": message, "type": kind, "param": null, "code": code });
        (status, json!({ "error": error }))
    }
}
