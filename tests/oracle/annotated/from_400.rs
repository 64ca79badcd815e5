//! Written by `generate`: change that, not this.

scenarios! {
    s400 blocking methods(Some(Api::breaker)) (retry_backoff = 625ms, timeout = 1s, deadline = 4s, on_deadline = Verdict::STOP, on_rejected = Verdict::NEXT.uncounted(), when_all_open = ProbeEarliest,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1] (circuit_breaker(failure_threshold = 2, reset_after = 0s, handle = breaker),);
        items b(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0, p1 = self.lists.p1] (keys = keys, max_keys(p1 = 1), require_all, circuit_breaker = Self::breaker(),);
        items c(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1] (keys = keys, max_keys(p1 = 1), circuit_breaker = Self::breaker(),);
    }
    s401 blocking methods(None) (retries = 2, retry_backoff = 125ms, timeout = 1s,) {
        items a(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2, p3 = self.lists.p3, p4 = self.lists.p4] (keys = keys, require_all,);
        items b(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2, p3 = self.lists.p3, p4 = self.lists.p4] (keys = keys,);
    }
    s402 blocking methods(Some(Api::breaker)) (retries = 3, timeout = 1s, is_valid = not_null,) {
        items a(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2, p3 = self.lists.p3, p4 = self.lists.p4] (keys = keys, circuit_breaker(failure_threshold = 5, reset_after = 1s, handle = breaker),);
    }
    s403 blocking methods(Some(Api::breaker)) (retries = 1, retry_backoff = 875ms, timeout = 1.250s, is_valid = not_null,) {
        items a(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2, p3 = self.lists.p3, p4 = self.lists.p4] (keys = keys, circuit_breaker(failure_threshold = 2, reset_after = 0s, handle = breaker),);
    }
    s404 blocking calls(Some(breaker)) (retries = 2, deadline = 250ms, on_timeout = Verdict::RETRY.uncounted(), on_deadline = Verdict::RETRY.uncounted(), is_valid = positive, classify = by_code,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys)] (keys = keys, max_keys(p0 = 1, p1 = 2), circuit_breaker(failure_threshold = 5, reset_after = 1s, handle = breaker),);
    }
    s405 blocking calls(Some(breaker)) (retry_backoff = 125ms, timeout = 1.750s, is_valid = not_null,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys)] (keys = keys, circuit_breaker(failure_threshold = 4, reset_after = 7.375s, handle = breaker),);
        items b(keys: &Vec<String>) -> Required [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys)] (keys = keys, require_all, circuit_breaker = breaker(),);
    }
    s406 blocking calls(None) (retries = 2, timeout = 1s, is_valid = not_null,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys)] (keys = keys,);
    }
    s407 blocking calls(Some(breaker)) (retries = 3, retry_backoff = 1.500s, is_valid = not_null,) {
        whole a() -> Whole [p0 = call(0), p1 = call(1), p2 = call(2)] (circuit_breaker(failure_threshold = 4, reset_after = 0s, handle = breaker),);
    }
    s408 awaited paths(Some(breaker)) (retry_backoff = 625ms, timeout = 125ms, on_timeout = Verdict::NEXT, is_valid = positive, when_all_open = ProbeEarliest,) {
        whole a() -> Whole [p0, p1, p2, p3, p4] (circuit_breaker(failure_threshold = 2, reset_after = 1s, handle = breaker),);
    }
    s409 awaited bodies(Some(breaker)) (retries = 2, retry_backoff = 1.500s, is_valid = positive,) {
        whole p0() -> OwnValue [p1, p2, p3, p4] (circuit_breaker(failure_threshold = 3, reset_after = 1s, handle = breaker),) { Ok(call(0).await?) };
    }
    s410 awaited paths(Some(breaker)) (timeout = 1s, is_valid = positive,) {
        whole a() -> Whole [p0] (circuit_breaker(failure_threshold = 1, reset_after = 1s, handle = breaker),);
    }
    s411 awaited paths(Some(breaker)) (retries = 1, is_valid = not_null,) {
        items a(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1] (keys = keys, circuit_breaker(failure_threshold = 5, reset_after = 1m, handle = breaker),);
        items b(keys: &[String]) -> Required [p0 = items::p0, p1 = items::p1] (keys = keys, require_all, circuit_breaker = breaker(),);
    }
    s412 awaited methods(Some(Api::breaker)) (retry_backoff = 125ms, deadline = 4s, on_timeout = Verdict::RETRY.uncounted(), on_deadline = Verdict::NEXT, on_rejected = Verdict::STOP, is_valid = not_null,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1] (circuit_breaker(failure_threshold = 3, reset_after = 1s, handle = breaker),);
    }
    s413 awaited methods(Some(Api::breaker)) (retries = 1, retry_backoff = 125ms, timeout = 1s, is_valid = positive,) {
        items a(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0] (keys = keys, circuit_breaker(failure_threshold = 3, reset_after = 125ms, handle = breaker),);
        items b(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0] (keys = keys, require_all, circuit_breaker = Self::breaker(),);
    }
    s414 awaited methods(Some(Api::breaker)) (retries = 1, timeout = 125ms, is_valid = not_null,) {
        items a(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2] (keys = keys, circuit_breaker(failure_threshold = 1, reset_after = 0s, handle = breaker),);
        items b(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2] (keys = keys, require_all, circuit_breaker = Self::breaker(),);
    }
    s415 awaited methods(None) (retries = 1, timeout = 125ms, is_valid = not_null,) {
        items a(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2, p3 = self.lists.p3, p4 = self.lists.p4] (keys = keys, require_all,);
        items b(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2, p3 = self.lists.p3, p4 = self.lists.p4] (keys = keys,);
    }
    s416 awaited calls(Some(breaker)) (retries = 1, timeout = 1.250s, deadline = 1.250s, on_timeout = Verdict::STOP, on_deadline = Verdict::NEXT.uncounted(), on_rejected = Verdict::RETRY.open_for(Duration::from_millis(500)), is_valid = positive, classify = by_code, when_all_open = ProbeEarliest,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys)] (keys = keys, max_keys(p0 = 1), circuit_breaker(failure_threshold = 1, reset_after = 0s, handle = breaker),);
        items b(keys: &Vec<String>) -> Required [p0 = ask(0, keys)] (keys = keys, max_keys(p0 = 1), require_all, circuit_breaker = breaker(),);
    }
    s417 awaited calls(Some(breaker)) (retries = 2, retry_backoff = 1.750s, is_valid = positive,) {
        items a(keys: &Vec<String>) -> Required [p0 = ask(0, keys), p1 = ask(1, keys)] (keys = keys, require_all, circuit_breaker(failure_threshold = 3, reset_after = 1s, handle = breaker),);
        items b(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys)] (keys = keys, circuit_breaker = breaker(),);
    }
    s418 awaited calls(Some(breaker)) (retries = 1, retry_backoff = 375ms, is_valid = positive,) {
        whole a() -> Whole [p0 = call(0)] (circuit_breaker(failure_threshold = 3, reset_after = 125ms, handle = breaker),);
    }
    s419 awaited calls(Some(breaker)) (retry_backoff = 1.250s, timeout = 125ms, is_valid = never,) {
        items a(keys: &Vec<String>) -> Required [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys)] (keys = keys, require_all, circuit_breaker(failure_threshold = 2, reset_after = 1s, handle = breaker),);
        items b(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys)] (keys = keys, circuit_breaker = breaker(),);
    }
    s420 blocking paths(Some(breaker)) (timeout = 125ms, on_timeout = Verdict::RETRY.open_for(Duration::from_millis(500)), on_rejected = Verdict::NEXT, is_valid = not_null,) {
        items a(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1] (keys = keys, max_keys(p0 = 1, p1 = 3), circuit_breaker(failure_threshold = 4, reset_after = 1m, handle = breaker),);
    }
    s421 blocking paths(Some(breaker)) (retry_backoff = 1.750s, timeout = 1s, is_valid = not_null,) {
        items a(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1, p2 = items::p2] (keys = keys, circuit_breaker(failure_threshold = 5, reset_after = 1m, handle = breaker),);
        items b(keys: &[String]) -> Required [p0 = items::p0, p1 = items::p1, p2 = items::p2] (keys = keys, require_all, circuit_breaker = breaker(),);
    }
    s422 blocking paths(Some(breaker)) (retry_backoff = 625ms, timeout = 125ms, is_valid = not_null,) {
        items a(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1] (keys = keys, circuit_breaker(failure_threshold = 2, reset_after = 5.875s, handle = breaker),);
        items b(keys: &[String]) -> Required [p0 = items::p0, p1 = items::p1] (keys = keys, require_all, circuit_breaker = breaker(),);
    }
    s423 blocking paths(Some(breaker)) (retries = 2, retry_backoff = 125ms, timeout = 1s,) {
        whole a() -> Whole [p0, p1, p2] (circuit_breaker(failure_threshold = 4, reset_after = 0s, handle = breaker),);
    }
    s424 blocking methods(Some(Api::breaker)) (retry_backoff = 125ms, timeout = 1s, deadline = 1s, on_timeout = Verdict::NEXT.uncounted(), on_deadline = Verdict::NEXT, on_rejected = Verdict::RETRY.uncounted(), is_valid = positive,) {
        items a(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2, p3 = self.lists.p3, p4 = self.lists.p4, p5 = self.lists.p5, p6 = self.lists.p6] (keys = keys, max_keys(p0 = 1, p2 = 1, p3 = 2, p4 = 3), require_all, circuit_breaker(failure_threshold = 1, reset_after = 125ms, handle = breaker),);
    }
    s426 blocking methods(Some(Api::breaker)) (is_valid = not_null,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1, p2 = self.feeds.p2] (circuit_breaker(failure_threshold = 5, reset_after = 125ms, handle = breaker),);
    }
    s427 blocking methods(Some(Api::breaker)) (retries = 1, retry_backoff = 1s, is_valid = not_null,) {
        items a(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2, p3 = self.lists.p3] (keys = keys, require_all, circuit_breaker(failure_threshold = 3, reset_after = 1m, handle = breaker),);
        items b(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2, p3 = self.lists.p3] (keys = keys, circuit_breaker = Self::breaker(),);
    }
    s428 blocking calls(Some(breaker)) (retry_backoff = 1.375s, deadline = 250ms, on_deadline = Verdict::NEXT.uncounted(), on_rejected = Verdict::RETRY.open_for(Duration::from_millis(500)), is_valid = not_null, classify = by_code, when_all_open = ProbeEarliest,) {
        whole a() -> Whole [p0 = call(0), p1 = call(1), p2 = call(2), p3 = call(3), p4 = call(4)] (circuit_breaker(failure_threshold = 1, reset_after = 0s, handle = breaker),);
    }
    s429 blocking calls(Some(breaker)) (retries = 3, timeout = 1.375s, is_valid = positive,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys)] (keys = keys, circuit_breaker(failure_threshold = 1, reset_after = 1s, handle = breaker),);
        items b(keys: &Vec<String>) -> Required [p0 = ask(0, keys)] (keys = keys, require_all, circuit_breaker = breaker(),);
    }
    s430 blocking calls(Some(breaker)) (retry_backoff = 1.375s, is_valid = not_null,) {
        whole a() -> Whole [p0 = call(0), p1 = call(1)] (circuit_breaker(failure_threshold = 3, reset_after = 1s, handle = breaker),);
    }
    s431 blocking calls(Some(breaker)) (retries = 2, retry_backoff = 1.625s, is_valid = positive,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys)] (keys = keys, circuit_breaker(failure_threshold = 5, reset_after = 1s, handle = breaker),);
        items b(keys: &Vec<String>) -> Required [p0 = ask(0, keys)] (keys = keys, require_all, circuit_breaker = breaker(),);
    }
    s434 blocking paths(Some(breaker)) (retries = 3, retry_backoff = 625ms, is_valid = not_null,) {
        whole a() -> Whole [p0, p1, p2] (circuit_breaker(failure_threshold = 1, reset_after = 1s, handle = breaker),);
    }
    s435 blocking paths(Some(breaker)) (retries = 3, retry_backoff = 750ms, is_valid = positive,) {
        whole a() -> Whole [p0, p1, p2] (circuit_breaker(failure_threshold = 4, reset_after = 0s, handle = breaker),);
    }
    s436 blocking methods(Some(Api::breaker)) (retries = 1, timeout = 1s, deadline = 1s, on_deadline = Verdict::STOP, on_rejected = Verdict::RETRY.uncounted(), is_valid = positive, when_all_open = ProbeEarliest,) {
        items a(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1] (keys = keys, max_keys(p0 = 2), circuit_breaker(failure_threshold = 2, reset_after = 1.625s, handle = breaker),);
        whole b(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1] (circuit_breaker = Self::breaker(),);
    }
    s437 blocking methods(Some(Api::breaker)) (retry_backoff = 125ms, is_valid = never,) {
        items a(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0, p1 = self.lists.p1] (keys = keys, require_all, circuit_breaker(failure_threshold = 1, reset_after = 1s, handle = breaker),);
    }
    s438 blocking methods(Some(Api::breaker)) (retries = 1, timeout = 1s, is_valid = not_null,) {
        items a(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0] (keys = keys, require_all, circuit_breaker(failure_threshold = 2, reset_after = 0s, handle = breaker),);
        items b(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0] (keys = keys, circuit_breaker = Self::breaker(),);
    }
    s439 blocking methods(Some(Api::breaker)) (retries = 1, retry_backoff = 1.125s, timeout = 125ms, is_valid = not_null,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0] (circuit_breaker(failure_threshold = 4, reset_after = 125ms, handle = breaker),);
    }
}
