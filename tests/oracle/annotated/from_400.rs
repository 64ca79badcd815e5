//! Written by `generate`: change that, not this.

scenarios! {
    s400 methods(Some(Api::breaker)) (retry_backoff = 625ms, timeout = 1s,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1] (circuit_breaker(failure_threshold = 2, reset_after = 0s, handle = breaker),);
        items b(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0, p1 = self.lists.p1] (keys = keys, require_all, circuit_breaker = Self::breaker(),);
        items c(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1] (keys = keys, circuit_breaker = Self::breaker(),);
    }
    s401 methods(None) (retries = 2, retry_backoff = 125ms, timeout = 1s,) {
        items a(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2, p3 = self.lists.p3, p4 = self.lists.p4] (keys = keys, require_all,);
        items b(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2, p3 = self.lists.p3, p4 = self.lists.p4] (keys = keys,);
    }
    s402 calls(Some(breaker)) (retries = 3, timeout = 1s, on_timeout = Verdict::RETRY.uncounted(), on_rejected = Verdict::NEXT, is_valid = not_null,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys), p3 = ask(3, keys), p4 = ask(4, keys)] (keys = keys, max_keys(p0 = 1, p1 = 1, p2 = 2, p3 = 3, p4 = 2), circuit_breaker(failure_threshold = 5, reset_after = 1s, handle = breaker),);
    }
    s403 calls(Some(breaker)) (retries = 1, retry_backoff = 875ms, timeout = 1.250s, is_valid = not_null,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys), p3 = ask(3, keys), p4 = ask(4, keys)] (keys = keys, circuit_breaker(failure_threshold = 2, reset_after = 0s, handle = breaker),);
    }
    s404 calls(Some(breaker)) (retries = 2, is_valid = positive,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys)] (keys = keys, circuit_breaker(failure_threshold = 5, reset_after = 1s, handle = breaker),);
    }
    s405 paths(Some(breaker)) (retry_backoff = 125ms, timeout = 1.750s, on_timeout = Verdict::STOP, is_valid = not_null,) {
        items a(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1, p2 = items::p2] (keys = keys, max_keys(p0 = 1, p2 = 1), circuit_breaker(failure_threshold = 4, reset_after = 7.375s, handle = breaker),);
        items b(keys: &[String]) -> Required [p0 = items::p0, p1 = items::p1, p2 = items::p2] (keys = keys, max_keys(p0 = 1, p2 = 1), require_all, circuit_breaker = breaker(),);
    }
    s406 paths(None) (retries = 2, timeout = 1s, is_valid = not_null,) {
        items a(keys: &[String]) -> Items [p0 = items::p0] (keys = keys,);
    }
    s407 paths(Some(breaker)) (retries = 3, retry_backoff = 1.500s, is_valid = not_null,) {
        whole a() -> Whole [p0, p1, p2] (circuit_breaker(failure_threshold = 4, reset_after = 0s, handle = breaker),);
    }
    s408 methods(Some(Api::breaker)) (retry_backoff = 625ms, timeout = 125ms, on_timeout = Verdict::NEXT, is_valid = positive, when_all_open = ProbeEarliest,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1, p2 = self.feeds.p2, p3 = self.feeds.p3, p4 = self.feeds.p4] (circuit_breaker(failure_threshold = 2, reset_after = 1s, handle = breaker),);
    }
    s409 methods(Some(Api::breaker)) (retries = 2, retry_backoff = 1.500s, is_valid = positive,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1, p2 = self.feeds.p2, p3 = self.feeds.p3, p4 = self.feeds.p4] (circuit_breaker(failure_threshold = 3, reset_after = 1s, handle = breaker),);
    }
    s410 methods(Some(Api::breaker)) (timeout = 1s, is_valid = positive,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0] (circuit_breaker(failure_threshold = 1, reset_after = 1s, handle = breaker),);
    }
    s411 calls(Some(breaker)) (retries = 1, is_valid = not_null, classify = by_code,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys)] (keys = keys, max_keys(p0 = 1, p1 = 2), circuit_breaker(failure_threshold = 5, reset_after = 1m, handle = breaker),);
        items b(keys: &Vec<String>) -> Required [p0 = ask(0, keys), p1 = ask(1, keys)] (keys = keys, max_keys(p0 = 1, p1 = 2), require_all, circuit_breaker = breaker(),);
    }
    s412 calls(Some(breaker)) (retry_backoff = 125ms, is_valid = not_null,) {
        whole a() -> Whole [p0 = call(0), p1 = call(1)] (circuit_breaker(failure_threshold = 3, reset_after = 1s, handle = breaker),);
    }
    s413 calls(Some(breaker)) (retries = 1, retry_backoff = 125ms, timeout = 1s, is_valid = positive,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys)] (keys = keys, circuit_breaker(failure_threshold = 3, reset_after = 125ms, handle = breaker),);
        items b(keys: &Vec<String>) -> Required [p0 = ask(0, keys)] (keys = keys, require_all, circuit_breaker = breaker(),);
    }
    s414 paths(Some(breaker)) (retries = 1, timeout = 125ms, on_timeout = Verdict::RETRY.uncounted(), is_valid = not_null, classify = by_code,) {
        items a(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1, p2 = items::p2] (keys = keys, max_keys(p0 = 1, p1 = 1, p2 = 1), circuit_breaker(failure_threshold = 1, reset_after = 0s, handle = breaker),);
        items b(keys: &[String]) -> Required [p0 = items::p0, p1 = items::p1, p2 = items::p2] (keys = keys, max_keys(p0 = 1, p1 = 1, p2 = 1), require_all, circuit_breaker = breaker(),);
    }
    s415 paths(None) (retries = 1, timeout = 125ms, is_valid = not_null,) {
        items a(keys: &[String]) -> Required [p0 = items::p0, p1 = items::p1, p2 = items::p2, p3 = items::p3, p4 = items::p4] (keys = keys, require_all,);
        items b(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1, p2 = items::p2, p3 = items::p3, p4 = items::p4] (keys = keys,);
    }
    s416 paths(Some(breaker)) (retries = 1, timeout = 1.250s, is_valid = positive,) {
        items a(keys: &[String]) -> Items [p0 = items::p0] (keys = keys, circuit_breaker(failure_threshold = 1, reset_after = 0s, handle = breaker),);
        items b(keys: &[String]) -> Required [p0 = items::p0] (keys = keys, require_all, circuit_breaker = breaker(),);
    }
    s417 methods(Some(Api::breaker)) (retries = 2, retry_backoff = 1.750s, on_rejected = Verdict::NEXT, is_valid = positive, when_all_open = ProbeEarliest,) {
        items a(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0, p1 = self.lists.p1] (keys = keys, max_keys(p0 = 1), require_all, circuit_breaker(failure_threshold = 3, reset_after = 1s, handle = breaker),);
        items b(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1] (keys = keys, max_keys(p0 = 1), circuit_breaker = Self::breaker(),);
    }
    s418 methods(Some(Api::breaker)) (retries = 1, retry_backoff = 375ms, is_valid = positive,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0] (circuit_breaker(failure_threshold = 3, reset_after = 125ms, handle = breaker),);
    }
    s419 methods(Some(Api::breaker)) (retry_backoff = 1.250s, timeout = 125ms, is_valid = never,) {
        items a(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2] (keys = keys, require_all, circuit_breaker(failure_threshold = 2, reset_after = 1s, handle = breaker),);
        items b(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2] (keys = keys, circuit_breaker = Self::breaker(),);
    }
    s420 calls(Some(breaker)) (timeout = 125ms, on_timeout = Verdict::RETRY.stay_away(Duration::from_millis(500)), on_rejected = Verdict::NEXT, is_valid = not_null,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys)] (keys = keys, max_keys(p0 = 1, p1 = 3), circuit_breaker(failure_threshold = 4, reset_after = 1m, handle = breaker),);
    }
    s421 calls(Some(breaker)) (retry_backoff = 1.750s, timeout = 1s, is_valid = not_null,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys)] (keys = keys, circuit_breaker(failure_threshold = 5, reset_after = 1m, handle = breaker),);
        items b(keys: &Vec<String>) -> Required [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys)] (keys = keys, require_all, circuit_breaker = breaker(),);
    }
    s422 calls(Some(breaker)) (retry_backoff = 625ms, timeout = 125ms, is_valid = not_null,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys)] (keys = keys, circuit_breaker(failure_threshold = 2, reset_after = 5.875s, handle = breaker),);
        items b(keys: &Vec<String>) -> Required [p0 = ask(0, keys), p1 = ask(1, keys)] (keys = keys, require_all, circuit_breaker = breaker(),);
    }
    s423 paths(Some(breaker)) (retries = 2, retry_backoff = 125ms, timeout = 1s, on_timeout = Verdict::NEXT.uncounted(), on_rejected = Verdict::STOP, classify = by_code,) {
        whole a() -> Whole [p0, p1, p2] (circuit_breaker(failure_threshold = 4, reset_after = 0s, handle = breaker),);
    }
    s424 paths(Some(breaker)) (retry_backoff = 125ms, timeout = 1s, is_valid = positive,) {
        items a(keys: &[String]) -> Required [p0 = items::p0, p1 = items::p1, p2 = items::p2, p3 = items::p3, p4 = items::p4, p5 = items::p5, p6 = items::p6] (keys = keys, require_all, circuit_breaker(failure_threshold = 1, reset_after = 125ms, handle = breaker),);
    }
    s426 methods(Some(Api::breaker)) (on_timeout = Verdict::NEXT, on_rejected = Verdict::STOP, is_valid = not_null, classify = by_code, when_all_open = ProbeEarliest,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1, p2 = self.feeds.p2] (circuit_breaker(failure_threshold = 5, reset_after = 125ms, handle = breaker),);
    }
    s427 methods(Some(Api::breaker)) (retries = 1, retry_backoff = 1s, is_valid = not_null,) {
        items a(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2, p3 = self.lists.p3] (keys = keys, require_all, circuit_breaker(failure_threshold = 3, reset_after = 1m, handle = breaker),);
        items b(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2, p3 = self.lists.p3] (keys = keys, circuit_breaker = Self::breaker(),);
    }
    s428 methods(Some(Api::breaker)) (retry_backoff = 1.375s, is_valid = not_null,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1, p2 = self.feeds.p2, p3 = self.feeds.p3, p4 = self.feeds.p4] (circuit_breaker(failure_threshold = 1, reset_after = 0s, handle = breaker),);
    }
    s429 calls(Some(breaker)) (retries = 3, timeout = 1.375s, on_timeout = Verdict::RETRY.uncounted(), is_valid = positive,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys)] (keys = keys, max_keys(p0 = 1), circuit_breaker(failure_threshold = 1, reset_after = 1s, handle = breaker),);
        items b(keys: &Vec<String>) -> Required [p0 = ask(0, keys)] (keys = keys, max_keys(p0 = 1), require_all, circuit_breaker = breaker(),);
    }
    s430 calls(Some(breaker)) (retry_backoff = 1.375s, is_valid = not_null,) {
        whole a() -> Whole [p0 = call(0), p1 = call(1)] (circuit_breaker(failure_threshold = 3, reset_after = 1s, handle = breaker),);
    }
    s431 calls(Some(breaker)) (retries = 2, retry_backoff = 1.625s, is_valid = positive,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys)] (keys = keys, circuit_breaker(failure_threshold = 5, reset_after = 1s, handle = breaker),);
        items b(keys: &Vec<String>) -> Required [p0 = ask(0, keys)] (keys = keys, require_all, circuit_breaker = breaker(),);
    }
    s434 paths(Some(breaker)) (retries = 3, retry_backoff = 625ms, is_valid = not_null,) {
        whole a() -> Whole [p0, p1, p2] (circuit_breaker(failure_threshold = 1, reset_after = 1s, handle = breaker),);
    }
    s435 methods(Some(Api::breaker)) (retries = 3, retry_backoff = 750ms, on_rejected = Verdict::NEXT, is_valid = positive, classify = by_code, when_all_open = ProbeEarliest,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1, p2 = self.feeds.p2] (circuit_breaker(failure_threshold = 4, reset_after = 0s, handle = breaker),);
    }
    s436 methods(Some(Api::breaker)) (retries = 1, timeout = 1s, is_valid = positive,) {
        items a(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1] (keys = keys, circuit_breaker(failure_threshold = 2, reset_after = 1.625s, handle = breaker),);
        whole b(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1] (circuit_breaker = Self::breaker(),);
    }
    s437 methods(Some(Api::breaker)) (retry_backoff = 125ms, is_valid = never,) {
        items a(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0, p1 = self.lists.p1] (keys = keys, require_all, circuit_breaker(failure_threshold = 1, reset_after = 1s, handle = breaker),);
    }
    s438 calls(Some(breaker)) (retries = 1, timeout = 1s, deadline = 4s, on_timeout = Verdict::RETRY.stay_away(Duration::from_millis(500)), on_rejected = Verdict::STOP, is_valid = not_null, classify = by_code, when_all_open = ProbeEarliest,) {
        items a(keys: &Vec<String>) -> Required [p0 = ask(0, keys)] (keys = keys, max_keys(p0 = 2), require_all, circuit_breaker(failure_threshold = 2, reset_after = 0s, handle = breaker),);
        items b(keys: &Vec<String>) -> Items [p0 = ask(0, keys)] (keys = keys, max_keys(p0 = 2), circuit_breaker = breaker(),);
    }
    s439 calls(Some(breaker)) (retries = 1, retry_backoff = 1.125s, timeout = 125ms, is_valid = not_null,) {
        whole a() -> Whole [p0 = call(0)] (circuit_breaker(failure_threshold = 4, reset_after = 125ms, handle = breaker),);
    }
    s440 calls(None) (timeout = 500ms, is_valid = not_null,) {
        whole a() -> Whole [p0 = call(0), p1 = call(1), p2 = call(2)] ();
    }
    s441 paths(Some(breaker)) (retry_backoff = 1.375s, deadline = 4s, on_timeout = Verdict::NEXT.uncounted(), on_rejected = Verdict::STOP, is_valid = never,) {
        items a(keys: &[String]) -> Required [p0 = items::p0, p1 = items::p1] (keys = keys, max_keys(p0 = 2, p1 = 3), require_all, circuit_breaker(failure_threshold = 5, reset_after = 125ms, handle = breaker),);
        items b(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1] (keys = keys, max_keys(p0 = 2, p1 = 3), circuit_breaker = breaker(),);
    }
    s442 paths(Some(breaker)) (retries = 3, retry_backoff = 125ms, timeout = 375ms,) {
        whole a() -> Whole [p0, p1, p2, p3, p4] (circuit_breaker(failure_threshold = 2, reset_after = 6.750s, handle = breaker),);
    }
    s443 paths(None) (retries = 1, retry_backoff = 125ms, is_valid = not_null,) {
        whole a() -> Whole [p0, p1] ();
    }
    s444 methods(Some(Api::breaker)) (retries = 3, retry_backoff = 125ms, timeout = 125ms, deadline = 4s, on_rejected = Verdict::NEXT.uncounted(), is_valid = never, when_all_open = ProbeEarliest,) {
        items a(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2] (keys = keys, max_keys(p0 = 2, p1 = 2, p2 = 1), circuit_breaker(failure_threshold = 3, reset_after = 1m, handle = breaker),);
        items b(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2] (keys = keys, max_keys(p0 = 2, p1 = 2, p2 = 1), require_all, circuit_breaker = Self::breaker(),);
    }
    s445 methods(Some(Api::breaker)) (retries = 2, timeout = 1s, is_valid = not_null,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1, p2 = self.feeds.p2, p3 = self.feeds.p3, p4 = self.feeds.p4] (circuit_breaker(failure_threshold = 4, reset_after = 1.250s, handle = breaker),);
    }
    s446 methods(Some(Api::breaker)) (retries = 2, timeout = 125ms, is_valid = not_null,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1, p2 = self.feeds.p2, p3 = self.feeds.p3, p4 = self.feeds.p4] (circuit_breaker(failure_threshold = 4, reset_after = 0s, handle = breaker),);
    }
    s447 calls(Some(breaker)) (deadline = 4s, on_timeout = Verdict::RETRY.uncounted(), on_rejected = Verdict::NEXT.uncounted(), is_valid = positive, classify = by_code, when_all_open = ProbeEarliest,) {
        whole a() -> Whole [p0 = call(0), p1 = call(1), p2 = call(2)] (circuit_breaker(failure_threshold = 4, reset_after = 1s, handle = breaker),);
    }
    s448 calls(Some(breaker)) (retries = 1, retry_backoff = 125ms, timeout = 1.125s, is_valid = not_null,) {
        whole a() -> Whole [p0 = call(0), p1 = call(1), p2 = call(2)] (circuit_breaker(failure_threshold = 1, reset_after = 125ms, handle = breaker),);
    }
    s449 calls(None) (timeout = 125ms, is_valid = not_null,) {
        items a(keys: &Vec<String>) -> Required [p0 = ask(0, keys)] (keys = keys, require_all,);
        items b(keys: &Vec<String>) -> Items [p0 = ask(0, keys)] (keys = keys,);
    }
    s450 paths(Some(breaker)) (retries = 2, timeout = 750ms, deadline = 4s, on_timeout = Verdict::STOP, on_rejected = Verdict::NEXT.uncounted(), classify = by_code,) {
        whole a() -> Whole [p0, p1] (circuit_breaker(failure_threshold = 2, reset_after = 1m, handle = breaker),);
    }
    s451 paths(Some(breaker)) (retry_backoff = 1.500s,) {
        items a(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1, p2 = items::p2, p3 = items::p3, p4 = items::p4] (keys = keys, circuit_breaker(failure_threshold = 3, reset_after = 0s, handle = breaker),);
        items b(keys: &[String]) -> Required [p0 = items::p0, p1 = items::p1, p2 = items::p2, p3 = items::p3, p4 = items::p4] (keys = keys, require_all, circuit_breaker = breaker(),);
    }
    s452 paths(None) (retries = 2, retry_backoff = 125ms, is_valid = not_null,) {
        items a(keys: &[String]) -> Items [p0 = items::p0] (keys = keys,);
    }
    s453 methods(Some(Api::breaker)) (retries = 1, retry_backoff = 250ms, timeout = 125ms, deadline = 4s, on_rejected = Verdict::STOP, is_valid = positive, when_all_open = ProbeEarliest,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1] (circuit_breaker(failure_threshold = 2, reset_after = 1s, handle = breaker),);
    }
    s454 methods(Some(Api::breaker)) (retries = 3, is_valid = never,) {
        items a(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0] (keys = keys, require_all, circuit_breaker(failure_threshold = 1, reset_after = 3.750s, handle = breaker),);
        items b(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0] (keys = keys, circuit_breaker = Self::breaker(),);
    }
    s455 methods(Some(Api::breaker)) (retries = 1, timeout = 125ms, is_valid = positive,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1] (circuit_breaker(failure_threshold = 4, reset_after = 1s, handle = breaker),);
    }
    s456 calls(Some(breaker)) (deadline = 4s, on_timeout = Verdict::NEXT.uncounted(), on_rejected = Verdict::STOP, is_valid = not_null, when_all_open = ProbeEarliest,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys), p3 = ask(3, keys), p4 = ask(4, keys)] (keys = keys, max_keys(p0 = 2, p1 = 2, p2 = 1), circuit_breaker(failure_threshold = 3, reset_after = 1s, handle = breaker),);
        items b(keys: &Vec<String>) -> Required [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys), p3 = ask(3, keys), p4 = ask(4, keys)] (keys = keys, max_keys(p0 = 2, p1 = 2, p2 = 1), require_all, circuit_breaker = breaker(),);
    }
    s457 calls(Some(breaker)) (retry_backoff = 125ms, timeout = 1s, is_valid = not_null,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys), p3 = ask(3, keys), p4 = ask(4, keys)] (keys = keys, circuit_breaker(failure_threshold = 2, reset_after = 1s, handle = breaker),);
        items b(keys: &Vec<String>) -> Required [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys), p3 = ask(3, keys), p4 = ask(4, keys)] (keys = keys, require_all, circuit_breaker = breaker(),);
    }
    s458 calls(Some(breaker)) (retry_backoff = 125ms, timeout = 2s, is_valid = never,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys)] (keys = keys, circuit_breaker(failure_threshold = 1, reset_after = 1s, handle = breaker),);
        items b(keys: &Vec<String>) -> Required [p0 = ask(0, keys)] (keys = keys, require_all, circuit_breaker = breaker(),);
    }
    s459 paths(None) (retries = 3, timeout = 125ms, deadline = 4s, on_timeout = Verdict::NEXT, on_rejected = Verdict::NEXT.uncounted(), is_valid = not_null, classify = by_code,) {
        whole a() -> Whole [p0, p1, p2, p3, p4] ();
    }
    s460 paths(Some(breaker)) (retries = 1, retry_backoff = 1.750s, timeout = 1.125s, is_valid = not_null,) {
        items a(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1] (keys = keys, circuit_breaker(failure_threshold = 1, reset_after = 125ms, handle = breaker),);
    }
    s461 paths(None) (is_valid = positive,) {
        items a(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1] (keys = keys,);
        items b(keys: &[String]) -> Required [p0 = items::p0, p1 = items::p1] (keys = keys, require_all,);
    }
    s463 methods(Some(Api::breaker)) (retries = 1, timeout = 1s, is_valid = positive,) {
        items a(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2, p3 = self.lists.p3, p4 = self.lists.p4] (keys = keys, circuit_breaker(failure_threshold = 1, reset_after = 3.500s, handle = breaker),);
        items b(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2, p3 = self.lists.p3, p4 = self.lists.p4] (keys = keys, require_all, circuit_breaker = Self::breaker(),);
    }
    s464 methods(Some(Api::breaker)) (retries = 3, retry_backoff = 1.250s, timeout = 125ms, is_valid = positive,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1, p2 = self.feeds.p2] (circuit_breaker(failure_threshold = 5, reset_after = 0s, handle = breaker),);
    }
    s465 calls(Some(breaker)) (deadline = 4s, on_timeout = Verdict::RETRY.uncounted(), on_rejected = Verdict::RETRY.uncounted(), is_valid = not_null, when_all_open = ProbeEarliest,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys)] (keys = keys, max_keys(p0 = 3), circuit_breaker(failure_threshold = 4, reset_after = 1s, handle = breaker),);
        items b(keys: &Vec<String>) -> Required [p0 = ask(0, keys)] (keys = keys, max_keys(p0 = 3), require_all, circuit_breaker = breaker(),);
    }
    s466 calls(Some(breaker)) (retries = 1, is_valid = not_null,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys)] (keys = keys, circuit_breaker(failure_threshold = 2, reset_after = 1s, handle = breaker),);
        items b(keys: &Vec<String>) -> Required [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys)] (keys = keys, require_all, circuit_breaker = breaker(),);
    }
    s467 calls(Some(breaker)) (retries = 2, retry_backoff = 250ms, timeout = 125ms, is_valid = positive,) {
        whole a() -> Whole [p0 = call(0), p1 = call(1), p2 = call(2)] (circuit_breaker(failure_threshold = 1, reset_after = 1s, handle = breaker),);
    }
    s468 paths(Some(breaker)) (deadline = 4s, on_timeout = Verdict::STOP, on_rejected = Verdict::RETRY.uncounted(),) {
        items a(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1, p2 = items::p2, p3 = items::p3] (keys = keys, max_keys(p0 = 3, p1 = 2), circuit_breaker(failure_threshold = 1, reset_after = 1s, handle = breaker),);
        items b(keys: &[String]) -> Required [p0 = items::p0, p1 = items::p1, p2 = items::p2, p3 = items::p3] (keys = keys, max_keys(p0 = 3, p1 = 2), require_all, circuit_breaker = breaker(),);
    }
    s469 paths(Some(breaker)) () {
        whole a() -> Whole [p0, p1, p2] (circuit_breaker(failure_threshold = 1, reset_after = 1s, handle = breaker),);
    }
    s470 paths(Some(breaker)) (retries = 3,) {
        items a(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1, p2 = items::p2, p3 = items::p3] (keys = keys, circuit_breaker(failure_threshold = 2, reset_after = 125ms, handle = breaker),);
        items b(keys: &[String]) -> Required [p0 = items::p0, p1 = items::p1, p2 = items::p2, p3 = items::p3] (keys = keys, require_all, circuit_breaker = breaker(),);
    }
    s471 methods(Some(Api::breaker)) (timeout = 125ms, deadline = 4s, on_timeout = Verdict::RETRY.stay_away(Duration::from_millis(500)), on_rejected = Verdict::RETRY.uncounted(), is_valid = not_null, classify = by_code, when_all_open = ProbeEarliest,) {
        items a(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2, p3 = self.lists.p3, p4 = self.lists.p4, p5 = self.lists.p5, p6 = self.lists.p6, p7 = self.lists.p7] (keys = keys, max_keys(p0 = 3, p1 = 1, p2 = 3, p3 = 1, p4 = 1, p5 = 1, p7 = 3), circuit_breaker(failure_threshold = 4, reset_after = 125ms, handle = breaker),);
        items b(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2, p3 = self.lists.p3, p4 = self.lists.p4, p5 = self.lists.p5, p6 = self.lists.p6, p7 = self.lists.p7] (keys = keys, max_keys(p0 = 3, p1 = 1, p2 = 3, p3 = 1, p4 = 1, p5 = 1, p7 = 3), require_all, circuit_breaker = Self::breaker(),);
    }
    s472 methods(Some(Api::breaker)) (retries = 1, timeout = 1s, is_valid = not_null,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1] (circuit_breaker(failure_threshold = 4, reset_after = 1m, handle = breaker),);
    }
    s473 methods(Some(Api::breaker)) (retries = 2, timeout = 125ms, is_valid = never,) {
        items a(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2] (keys = keys, circuit_breaker(failure_threshold = 1, reset_after = 125ms, handle = breaker),);
        items b(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2] (keys = keys, require_all, circuit_breaker = Self::breaker(),);
    }
    s474 calls(Some(breaker)) (retry_backoff = 125ms, timeout = 1s, deadline = 4s, on_timeout = Verdict::NEXT.uncounted(), on_rejected = Verdict::NEXT.uncounted(), classify = by_code, when_all_open = ProbeEarliest,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys), p3 = ask(3, keys)] (keys = keys, max_keys(p0 = 3, p2 = 2, p3 = 2), circuit_breaker(failure_threshold = 1, reset_after = 1m, handle = breaker),);
        items b(keys: &Vec<String>) -> Required [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys), p3 = ask(3, keys)] (keys = keys, max_keys(p0 = 3, p2 = 2, p3 = 2), require_all, circuit_breaker = breaker(),);
    }
    s475 calls(Some(breaker)) (retries = 3, timeout = 1s, is_valid = positive,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys), p3 = ask(3, keys), p4 = ask(4, keys)] (keys = keys, circuit_breaker(failure_threshold = 2, reset_after = 1m, handle = breaker),);
        items b(keys: &Vec<String>) -> Required [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys), p3 = ask(3, keys), p4 = ask(4, keys)] (keys = keys, require_all, circuit_breaker = breaker(),);
    }
    s478 paths(None) (retries = 1, is_valid = not_null,) {
        items a(keys: &[String]) -> Items [p0 = items::p0] (keys = keys,);
        items b(keys: &[String]) -> Required [p0 = items::p0] (keys = keys, require_all,);
    }
    s479 paths(Some(breaker)) (timeout = 1s, is_valid = positive,) {
        whole a() -> Whole [p0, p1, p2, p3] (circuit_breaker(failure_threshold = 2, reset_after = 1s, handle = breaker),);
    }
    s480 methods(Some(Api::breaker)) (retries = 3, retry_backoff = 750ms, timeout = 1s, deadline = 4s, on_rejected = Verdict::RETRY.uncounted(), is_valid = not_null,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1, p2 = self.feeds.p2] (circuit_breaker(failure_threshold = 2, reset_after = 0s, handle = breaker),);
    }
    s481 methods(None) (retries = 2, retry_backoff = 1s, timeout = 1s, is_valid = not_null,) {
        items a(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1] (keys = keys,);
    }
    s483 calls(Some(breaker)) (timeout = 125ms, deadline = 4s, on_timeout = Verdict::STOP, on_rejected = Verdict::RETRY.uncounted(), is_valid = not_null, classify = by_code, when_all_open = ProbeEarliest,) {
        whole a() -> Whole [p0 = call(0), p1 = call(1), p2 = call(2)] (circuit_breaker(failure_threshold = 2, reset_after = 3s, handle = breaker),);
    }
    s484 calls(Some(breaker)) (timeout = 750ms, is_valid = not_null,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys)] (keys = keys, circuit_breaker(failure_threshold = 4, reset_after = 1s, handle = breaker),);
        items b(keys: &Vec<String>) -> Required [p0 = ask(0, keys), p1 = ask(1, keys)] (keys = keys, require_all, circuit_breaker = breaker(),);
    }
    s485 calls(Some(breaker)) (retries = 3, retry_backoff = 875ms, timeout = 125ms, is_valid = not_null,) {
        whole a() -> Whole [p0 = call(0), p1 = call(1)] (circuit_breaker(failure_threshold = 1, reset_after = 125ms, handle = breaker),);
        whole b() -> Whole [p1 = call(1), p0 = call(0)] (circuit_breaker = breaker(),);
        whole c() -> Whole [p0 = call(0)] (circuit_breaker = breaker(),);
    }
    s486 paths(Some(breaker)) (retry_backoff = 125ms, timeout = 750ms, deadline = 4s, on_rejected = Verdict::RETRY.uncounted(), classify = by_code,) {
        whole a() -> Whole [p0, p1] (circuit_breaker(failure_threshold = 2, reset_after = 125ms, handle = breaker),);
    }
    s487 paths(Some(breaker)) (retries = 2, is_valid = not_null,) {
        items a(keys: &[String]) -> Required [p0 = items::p0] (keys = keys, require_all, circuit_breaker(failure_threshold = 4, reset_after = 1s, handle = breaker),);
        items b(keys: &[String]) -> Items [p0 = items::p0] (keys = keys, circuit_breaker = breaker(),);
    }
    s488 paths(Some(breaker)) (retries = 2, retry_backoff = 625ms, timeout = 1.250s, is_valid = never,) {
        items a(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1, p2 = items::p2, p3 = items::p3, p4 = items::p4] (keys = keys, circuit_breaker(failure_threshold = 5, reset_after = 0s, handle = breaker),);
        items b(keys: &[String]) -> Required [p0 = items::p0, p1 = items::p1, p2 = items::p2, p3 = items::p3, p4 = items::p4] (keys = keys, require_all, circuit_breaker = breaker(),);
    }
    s489 methods(Some(Api::breaker)) (retry_backoff = 1.125s, deadline = 4s, on_timeout = Verdict::RETRY.stay_away(Duration::from_millis(500)), on_rejected = Verdict::RETRY.stay_away(Duration::from_millis(500)),) {
        whole a(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1] (circuit_breaker(failure_threshold = 5, reset_after = 125ms, handle = breaker),);
    }
    s490 methods(Some(Api::breaker)) (retries = 1, timeout = 1s,) {
        items a(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2] (keys = keys, circuit_breaker(failure_threshold = 4, reset_after = 1s, handle = breaker),);
        items b(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2] (keys = keys, require_all, circuit_breaker = Self::breaker(),);
    }
    s491 methods(Some(Api::breaker)) (retries = 1, retry_backoff = 125ms, is_valid = not_null,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1, p2 = self.feeds.p2, p3 = self.feeds.p3, p4 = self.feeds.p4] (circuit_breaker(failure_threshold = 3, reset_after = 125ms, handle = breaker),);
    }
    s492 calls(None) (retry_backoff = 1.875s, timeout = 1.875s, deadline = 4s, on_timeout = Verdict::NEXT.uncounted(), on_rejected = Verdict::RETRY.stay_away(Duration::from_millis(500)), is_valid = not_null,) {
        whole a() -> Whole [p0 = call(0), p1 = call(1), p2 = call(2), p3 = call(3), p4 = call(4)] ();
    }
    s493 calls(Some(breaker)) (retries = 3, timeout = 1s, is_valid = not_null,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys)] (keys = keys, circuit_breaker(failure_threshold = 4, reset_after = 1m, handle = breaker),);
        items b(keys: &Vec<String>) -> Required [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys)] (keys = keys, require_all, circuit_breaker = breaker(),);
    }
    s494 calls(None) (timeout = 125ms, is_valid = not_null,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys)] (keys = keys,);
        items b(keys: &Vec<String>) -> Required [p0 = ask(0, keys), p1 = ask(1, keys)] (keys = keys, require_all,);
    }
    s495 paths(None) (deadline = 4s, on_timeout = Verdict::NEXT, is_valid = not_null, classify = by_code,) {
        items a(keys: &[String]) -> Required [p0 = items::p0, p1 = items::p1] (keys = keys, require_all,);
        items b(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1] (keys = keys,);
    }
    s496 paths(Some(breaker)) (retries = 3,) {
        items a(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1, p2 = items::p2, p3 = items::p3, p4 = items::p4, p5 = items::p5] (keys = keys, circuit_breaker(failure_threshold = 4, reset_after = 0s, handle = breaker),);
    }
    s497 paths(Some(breaker)) (retries = 2, retry_backoff = 125ms, timeout = 375ms, is_valid = positive,) {
        whole a() -> Whole [p0, p1, p2, p3, p4] (circuit_breaker(failure_threshold = 2, reset_after = 0s, handle = breaker),);
    }
    s499 methods(None) (is_valid = not_null,) {
        items a(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0] (keys = keys,);
        items b(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0] (keys = keys, require_all,);
    }
}
