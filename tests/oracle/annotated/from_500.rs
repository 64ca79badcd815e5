//! Written by `generate`: change that, not this.

scenarios! {
    s500 methods(Some(Api::breaker)) (retry_backoff = 125ms, timeout = 1s, is_valid = positive,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1, p2 = self.feeds.p2] (circuit_breaker(failure_threshold = 2, reset_after = 1m, handle = breaker),);
    }
    s501 calls(Some(breaker)) (retries = 3, retry_backoff = 1.125s, timeout = 1s, deadline = 1s, on_timeout = Verdict::STOP, on_rejected = Verdict::RETRY.stay_away(Duration::from_millis(500)), is_valid = never, when_all_open = ProbeEarliest,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys)] (keys = keys, max_keys(p1 = 2, p2 = 3), circuit_breaker(failure_threshold = 5, reset_after = 0s, handle = breaker),);
        items b(keys: &Vec<String>) -> Required [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys)] (keys = keys, max_keys(p1 = 2, p2 = 3), require_all, circuit_breaker = breaker(),);
    }
    s502 calls(Some(breaker)) (retry_backoff = 125ms, timeout = 1s, is_valid = never,) {
        items a(keys: &Vec<String>) -> Required [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys)] (keys = keys, require_all, circuit_breaker(failure_threshold = 2, reset_after = 1m, handle = breaker),);
        items b(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys)] (keys = keys, circuit_breaker = breaker(),);
    }
    s503 calls(Some(breaker)) (retries = 2, is_valid = not_null,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys)] (keys = keys, circuit_breaker(failure_threshold = 4, reset_after = 125ms, handle = breaker),);
        items b(keys: &Vec<String>) -> Required [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys)] (keys = keys, require_all, circuit_breaker = breaker(),);
    }
    s504 paths(Some(breaker)) (deadline = 1s, on_rejected = Verdict::RETRY.stay_away(Duration::from_millis(500)), is_valid = positive,) {
        whole a() -> Whole [p0, p1, p2] (circuit_breaker(failure_threshold = 1, reset_after = 0s, handle = breaker),);
    }
    s505 paths(Some(breaker)) (retry_backoff = 1.250s, is_valid = not_null,) {
        items a(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1] (keys = keys, circuit_breaker(failure_threshold = 3, reset_after = 1m, handle = breaker),);
    }
    s506 paths(Some(breaker)) (retries = 1, retry_backoff = 125ms, is_valid = not_null,) {
        items a(keys: &[String]) -> Required [p0 = items::p0, p1 = items::p1] (keys = keys, require_all, circuit_breaker(failure_threshold = 1, reset_after = 1.375s, handle = breaker),);
        items b(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1] (keys = keys, circuit_breaker = breaker(),);
    }
    s507 methods(None) (retry_backoff = 125ms, timeout = 500ms, deadline = 1s, on_timeout = Verdict::RETRY.stay_away(Duration::from_millis(500)), on_rejected = Verdict::RETRY.stay_away(Duration::from_millis(500)), is_valid = not_null, classify = by_code,) {
        items a(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2, p3 = self.lists.p3] (keys = keys, max_keys(p2 = 1), require_all,);
        items b(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2, p3 = self.lists.p3] (keys = keys, max_keys(p2 = 1),);
    }
    s508 methods(None) (retries = 1, retry_backoff = 1.750s, timeout = 875ms, is_valid = positive,) {
        items a(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2] (keys = keys, require_all,);
        items b(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2] (keys = keys,);
    }
    s509 methods(Some(Api::breaker)) (retries = 1, retry_backoff = 2s, timeout = 1.500s, is_valid = not_null,) {
        items a(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0, p1 = self.lists.p1] (keys = keys, require_all, circuit_breaker(failure_threshold = 4, reset_after = 1s, handle = breaker),);
        items b(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1] (keys = keys, circuit_breaker = Self::breaker(),);
    }
    s510 calls(Some(breaker)) (timeout = 1.500s, deadline = 1s, on_timeout = Verdict::NEXT, is_valid = not_null, classify = by_code, when_all_open = ProbeEarliest,) {
        whole a() -> Whole [p0 = call(0), p1 = call(1)] (circuit_breaker(failure_threshold = 4, reset_after = 1m, handle = breaker),);
        items b(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys)] (keys = keys, max_keys(p1 = 3), circuit_breaker = breaker(),);
    }
    s511 calls(Some(breaker)) (retries = 1, is_valid = never,) {
        whole a() -> Whole [p2 = call(2), p1 = call(1)] (circuit_breaker(failure_threshold = 3, reset_after = 1m, handle = breaker),);
        whole b() -> Whole [p2 = call(2), p0 = call(0)] (circuit_breaker = breaker(),);
        whole c() -> Whole [p1 = call(1), p0 = call(0)] (circuit_breaker = breaker(),);
        whole d() -> Whole [p0 = call(0), p2 = call(2), p1 = call(1)] (circuit_breaker = breaker(),);
        whole e() -> Whole [p0 = call(0)] (circuit_breaker = breaker(),);
        whole f() -> Whole [p1 = call(1)] (circuit_breaker = breaker(),);
        whole g() -> Whole [p2 = call(2)] (circuit_breaker = breaker(),);
    }
    s512 calls(Some(breaker)) (retries = 1, timeout = 1s, is_valid = positive,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys)] (keys = keys, circuit_breaker(failure_threshold = 5, reset_after = 6s, handle = breaker),);
        items b(keys: &Vec<String>) -> Required [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys)] (keys = keys, require_all, circuit_breaker = breaker(),);
    }
    s513 paths(Some(breaker)) (retry_backoff = 125ms, deadline = 1s, is_valid = not_null,) {
        whole a() -> Whole [p0, p1, p2] (circuit_breaker(failure_threshold = 4, reset_after = 125ms, handle = breaker),);
    }
    s514 paths(Some(breaker)) (is_valid = not_null,) {
        whole a() -> Whole [p0, p1] (circuit_breaker(failure_threshold = 1, reset_after = 1s, handle = breaker),);
    }
    s515 paths(Some(breaker)) (retry_backoff = 1.750s, timeout = 1s, is_valid = positive,) {
        whole a() -> Whole [p0, p1] (circuit_breaker(failure_threshold = 2, reset_after = 1m, handle = breaker),);
    }
    s516 methods(Some(Api::breaker)) (retries = 2, timeout = 1s, deadline = 1s, on_timeout = Verdict::RETRY.uncounted(), is_valid = positive,) {
        items a(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2, p3 = self.lists.p3] (keys = keys, max_keys(p1 = 1, p2 = 1, p3 = 3), circuit_breaker(failure_threshold = 1, reset_after = 1m, handle = breaker),);
    }
    s517 methods(Some(Api::breaker)) (retries = 1, timeout = 625ms, is_valid = positive,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1] (circuit_breaker(failure_threshold = 1, reset_after = 1s, handle = breaker),);
    }
    s518 methods(Some(Api::breaker)) (timeout = 1s, is_valid = not_null,) {
        items a(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2] (keys = keys, circuit_breaker(failure_threshold = 1, reset_after = 0s, handle = breaker),);
    }
    s520 calls(None) (retry_backoff = 750ms, timeout = 1s, is_valid = not_null,) {
        items a(keys: &Vec<String>) -> Required [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys), p3 = ask(3, keys)] (keys = keys, require_all,);
        items b(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys), p3 = ask(3, keys)] (keys = keys,);
    }
    s521 calls(Some(breaker)) (timeout = 125ms, is_valid = not_null,) {
        whole a() -> Whole [p0 = call(0), p1 = call(1), p2 = call(2)] (circuit_breaker(failure_threshold = 3, reset_after = 0s, handle = breaker),);
    }
    s522 paths(None) (deadline = 1s, on_rejected = Verdict::RETRY.stay_away(Duration::from_millis(500)), is_valid = positive, classify = by_code,) {
        whole a() -> Whole [p0, p1] ();
    }
    s524 paths(Some(breaker)) (retry_backoff = 125ms, timeout = 125ms, is_valid = positive,) {
        whole a() -> Whole [p0, p1] (circuit_breaker(failure_threshold = 2, reset_after = 4.125s, handle = breaker),);
    }
    s526 methods(Some(Api::breaker)) (timeout = 1s, is_valid = not_null,) {
        items a(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2, p3 = self.lists.p3, p4 = self.lists.p4] (keys = keys, circuit_breaker(failure_threshold = 3, reset_after = 1m, handle = breaker),);
        items b(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2, p3 = self.lists.p3, p4 = self.lists.p4] (keys = keys, require_all, circuit_breaker = Self::breaker(),);
    }
    s527 methods(Some(Api::breaker)) (retry_backoff = 1s, is_valid = not_null,) {
        items a(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1] (keys = keys, circuit_breaker(failure_threshold = 3, reset_after = 1s, handle = breaker),);
        items b(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0, p1 = self.lists.p1] (keys = keys, require_all, circuit_breaker = Self::breaker(),);
    }
    s528 calls(Some(breaker)) (retry_backoff = 125ms, timeout = 125ms, deadline = 1s, on_timeout = Verdict::NEXT, is_valid = never, when_all_open = ProbeEarliest,) {
        whole a() -> Whole [p0 = call(0), p1 = call(1), p2 = call(2), p3 = call(3), p4 = call(4)] (circuit_breaker(failure_threshold = 4, reset_after = 1s, handle = breaker),);
    }
    s529 calls(Some(breaker)) (retries = 2, retry_backoff = 125ms, timeout = 125ms, is_valid = positive,) {
        items a(keys: &Vec<String>) -> Required [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys)] (keys = keys, require_all, circuit_breaker(failure_threshold = 2, reset_after = 1s, handle = breaker),);
        items b(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys)] (keys = keys, circuit_breaker = breaker(),);
    }
    s530 calls(Some(breaker)) (retries = 1, timeout = 1s, is_valid = positive,) {
        whole a() -> Whole [p0 = call(0), p1 = call(1), p2 = call(2), p3 = call(3)] (circuit_breaker(failure_threshold = 4, reset_after = 125ms, handle = breaker),);
    }
    s531 paths(Some(breaker)) (retries = 1, retry_backoff = 125ms, timeout = 125ms, deadline = 1s, is_valid = positive, classify = by_code, when_all_open = ProbeEarliest,) {
        items a(keys: &[String]) -> Items [p0 = items::p0] (keys = keys, max_keys(p0 = 1), circuit_breaker(failure_threshold = 3, reset_after = 0s, handle = breaker),);
        items b(keys: &[String]) -> Required [p0 = items::p0] (keys = keys, max_keys(p0 = 1), require_all, circuit_breaker = breaker(),);
    }
    s532 paths(None) (retries = 3, is_valid = positive,) {
        whole a() -> Whole [p0, p1, p2] ();
    }
    s533 paths(Some(breaker)) (retries = 1, timeout = 125ms, is_valid = not_null,) {
        items a(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1, p2 = items::p2] (keys = keys, circuit_breaker(failure_threshold = 2, reset_after = 0s, handle = breaker),);
    }
    s534 methods(Some(Api::breaker)) (retries = 1, retry_backoff = 1.625s, deadline = 1s, on_timeout = Verdict::RETRY.uncounted(), is_valid = positive, classify = by_code,) {
        items a(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0] (keys = keys, max_keys(p0 = 1), require_all, circuit_breaker(failure_threshold = 2, reset_after = 1s, handle = breaker),);
        items b(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0] (keys = keys, max_keys(p0 = 1), circuit_breaker = Self::breaker(),);
    }
    s535 methods(Some(Api::breaker)) (retry_backoff = 125ms,) {
        items a(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2] (keys = keys, circuit_breaker(failure_threshold = 4, reset_after = 1s, handle = breaker),);
        items b(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2] (keys = keys, require_all, circuit_breaker = Self::breaker(),);
    }
    s536 methods(Some(Api::breaker)) (retries = 2, is_valid = not_null,) {
        items a(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2, p3 = self.lists.p3, p4 = self.lists.p4] (keys = keys, circuit_breaker(failure_threshold = 4, reset_after = 4.125s, handle = breaker),);
        items b(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2, p3 = self.lists.p3, p4 = self.lists.p4] (keys = keys, require_all, circuit_breaker = Self::breaker(),);
    }
    s537 calls(Some(breaker)) (timeout = 125ms, deadline = 1s, on_rejected = Verdict::NEXT, is_valid = positive, when_all_open = ProbeEarliest,) {
        items a(keys: &Vec<String>) -> Required [p0 = ask(0, keys)] (keys = keys, max_keys(p0 = 1), require_all, circuit_breaker(failure_threshold = 1, reset_after = 1m, handle = breaker),);
        items b(keys: &Vec<String>) -> Items [p0 = ask(0, keys)] (keys = keys, max_keys(p0 = 1), circuit_breaker = breaker(),);
    }
    s538 calls(Some(breaker)) (timeout = 1.125s, is_valid = positive,) {
        whole a() -> Whole [p0 = call(0), p1 = call(1)] (circuit_breaker(failure_threshold = 2, reset_after = 125ms, handle = breaker),);
    }
    s541 paths(Some(breaker)) (retries = 3, retry_backoff = 125ms, timeout = 1s, is_valid = positive,) {
        whole a() -> Whole [p0, p1, p2, p3] (circuit_breaker(failure_threshold = 4, reset_after = 0s, handle = breaker),);
    }
    s542 paths(Some(breaker)) (retries = 3, timeout = 125ms, is_valid = not_null,) {
        items a(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1, p2 = items::p2, p3 = items::p3, p4 = items::p4] (keys = keys, circuit_breaker(failure_threshold = 5, reset_after = 1s, handle = breaker),);
        items b(keys: &[String]) -> Required [p0 = items::p0, p1 = items::p1, p2 = items::p2, p3 = items::p3, p4 = items::p4] (keys = keys, require_all, circuit_breaker = breaker(),);
    }
    s543 methods(None) (deadline = 1s, on_timeout = Verdict::NEXT.uncounted(), on_rejected = Verdict::NEXT, is_valid = positive, classify = by_code,) {
        items a(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2] (keys = keys, max_keys(p0 = 1, p1 = 3, p2 = 3),);
    }
    s544 methods(None) (retry_backoff = 1.125s, timeout = 1s, is_valid = positive,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1, p2 = self.feeds.p2, p3 = self.feeds.p3] ();
    }
    s545 methods(Some(Api::breaker)) (retries = 3, retry_backoff = 1.750s, is_valid = not_null,) {
        items a(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1] (keys = keys, circuit_breaker(failure_threshold = 4, reset_after = 6.625s, handle = breaker),);
        items b(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0, p1 = self.lists.p1] (keys = keys, require_all, circuit_breaker = Self::breaker(),);
    }
    s547 calls(Some(breaker)) (retries = 1, retry_backoff = 1s, timeout = 375ms,) {
        whole a() -> Whole [p0 = call(0), p1 = call(1)] (circuit_breaker(failure_threshold = 4, reset_after = 1s, handle = breaker),);
    }
    s548 calls(Some(breaker)) (timeout = 1s,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys)] (keys = keys, circuit_breaker(failure_threshold = 1, reset_after = 8.875s, handle = breaker),);
    }
    s549 paths(Some(breaker)) (timeout = 1s, deadline = 1s, is_valid = not_null, when_all_open = ProbeEarliest,) {
        items a(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1, p2 = items::p2] (keys = keys, max_keys(p0 = 2, p1 = 1), circuit_breaker(failure_threshold = 5, reset_after = 2.875s, handle = breaker),);
    }
    s550 paths(None) (retries = 3, is_valid = positive,) {
        whole a() -> Whole [p0, p1] ();
    }
    s551 paths(Some(breaker)) () {
        items a(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1, p2 = items::p2] (keys = keys, circuit_breaker(failure_threshold = 2, reset_after = 0s, handle = breaker),);
    }
    s552 methods(Some(Api::breaker)) (retries = 1, retry_backoff = 1.625s, timeout = 125ms, deadline = 1s, on_timeout = Verdict::STOP, on_rejected = Verdict::NEXT, is_valid = positive,) {
        items a(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2] (keys = keys, max_keys(p0 = 2, p2 = 3), circuit_breaker(failure_threshold = 1, reset_after = 5.875s, handle = breaker),);
    }
    s553 methods(Some(Api::breaker)) (retries = 3, retry_backoff = 125ms, timeout = 1.750s, is_valid = not_null,) {
        items a(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2, p3 = self.lists.p3, p4 = self.lists.p4] (keys = keys, circuit_breaker(failure_threshold = 4, reset_after = 0s, handle = breaker),);
        items b(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2, p3 = self.lists.p3, p4 = self.lists.p4] (keys = keys, require_all, circuit_breaker = Self::breaker(),);
    }
    s555 calls(None) (retries = 3, retry_backoff = 500ms, timeout = 125ms, deadline = 250ms, on_rejected = Verdict::NEXT, classify = by_code,) {
        whole a() -> Whole [p0 = call(0), p1 = call(1)] ();
    }
    s556 calls(Some(breaker)) (timeout = 1s, is_valid = not_null,) {
        whole a() -> Whole [p0 = call(0), p1 = call(1)] (circuit_breaker(failure_threshold = 3, reset_after = 125ms, handle = breaker),);
    }
    s557 calls(Some(breaker)) (retries = 3, retry_backoff = 875ms, timeout = 1.625s, is_valid = not_null,) {
        items a(keys: &Vec<String>) -> Required [p0 = ask(0, keys), p1 = ask(1, keys)] (keys = keys, require_all, circuit_breaker(failure_threshold = 2, reset_after = 1s, handle = breaker),);
        items b(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys)] (keys = keys, circuit_breaker = breaker(),);
    }
    s558 paths(None) (retries = 2, timeout = 125ms, deadline = 250ms, on_timeout = Verdict::RETRY.stay_away(Duration::from_millis(500)), on_rejected = Verdict::NEXT, classify = by_code,) {
        items a(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1, p2 = items::p2, p3 = items::p3, p4 = items::p4] (keys = keys, max_keys(p0 = 2, p1 = 2, p2 = 1, p4 = 2),);
        items b(keys: &[String]) -> Required [p0 = items::p0, p1 = items::p1, p2 = items::p2, p3 = items::p3, p4 = items::p4] (keys = keys, max_keys(p0 = 2, p1 = 2, p2 = 1, p4 = 2), require_all,);
        whole c() -> Whole [p0, p1, p2, p3, p4] ();
    }
    s559 paths(Some(breaker)) (retries = 1, timeout = 125ms, is_valid = not_null,) {
        whole a() -> Whole [p0, p1, p2] (circuit_breaker(failure_threshold = 5, reset_after = 1s, handle = breaker),);
    }
    s560 paths(None) (retries = 2, timeout = 1.250s, is_valid = positive,) {
        items a(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1, p2 = items::p2] (keys = keys,);
        items b(keys: &[String]) -> Required [p0 = items::p0, p1 = items::p1, p2 = items::p2] (keys = keys, require_all,);
    }
    s561 methods(None) (deadline = 250ms, on_timeout = Verdict::NEXT.uncounted(), on_rejected = Verdict::STOP, is_valid = not_null,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1] ();
    }
    s562 methods(Some(Api::breaker)) (timeout = 1s, is_valid = positive,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1] (circuit_breaker(failure_threshold = 5, reset_after = 7.750s, handle = breaker),);
    }
    s563 methods(Some(Api::breaker)) (retries = 2, is_valid = not_null,) {
        items a(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0] (keys = keys, circuit_breaker(failure_threshold = 5, reset_after = 1s, handle = breaker),);
        items b(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0] (keys = keys, require_all, circuit_breaker = Self::breaker(),);
    }
    s564 calls(Some(breaker)) (retry_backoff = 125ms, deadline = 250ms, on_rejected = Verdict::STOP, is_valid = not_null,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys), p3 = ask(3, keys)] (keys = keys, max_keys(p0 = 2, p2 = 3, p3 = 2), circuit_breaker(failure_threshold = 2, reset_after = 0s, handle = breaker),);
    }
    s565 calls(Some(breaker)) (timeout = 1.500s, is_valid = not_null,) {
        items a(keys: &Vec<String>) -> Required [p0 = ask(0, keys)] (keys = keys, require_all, circuit_breaker(failure_threshold = 1, reset_after = 1m, handle = breaker),);
        items b(keys: &Vec<String>) -> Items [p0 = ask(0, keys)] (keys = keys, circuit_breaker = breaker(),);
    }
    s566 calls(Some(breaker)) (retries = 2, timeout = 1.125s, is_valid = never,) {
        whole a() -> Whole [p0 = call(0), p1 = call(1)] (circuit_breaker(failure_threshold = 4, reset_after = 1m, handle = breaker),);
    }
    s567 paths(Some(breaker)) (retry_backoff = 125ms, timeout = 375ms, deadline = 250ms, on_timeout = Verdict::RETRY.uncounted(), on_rejected = Verdict::NEXT, is_valid = positive, classify = by_code, when_all_open = ProbeEarliest,) {
        whole a() -> Whole [p0, p1, p2] (circuit_breaker(failure_threshold = 1, reset_after = 1s, handle = breaker),);
    }
    s568 paths(Some(breaker)) (is_valid = not_null,) {
        items a(keys: &[String]) -> Required [p0 = items::p0] (keys = keys, require_all, circuit_breaker(failure_threshold = 1, reset_after = 0s, handle = breaker),);
        items b(keys: &[String]) -> Items [p0 = items::p0] (keys = keys, circuit_breaker = breaker(),);
    }
    s569 paths(Some(breaker)) (retry_backoff = 625ms, timeout = 125ms,) {
        items a(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1] (keys = keys, circuit_breaker(failure_threshold = 2, reset_after = 0s, handle = breaker),);
        items b(keys: &[String]) -> Required [p0 = items::p0, p1 = items::p1] (keys = keys, require_all, circuit_breaker = breaker(),);
    }
    s570 methods(Some(Api::breaker)) (retry_backoff = 125ms, timeout = 1s, deadline = 250ms, on_timeout = Verdict::STOP, on_rejected = Verdict::NEXT, classify = by_code,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1, p2 = self.feeds.p2] (circuit_breaker(failure_threshold = 1, reset_after = 1s, handle = breaker),);
    }
    s571 methods(None) (retry_backoff = 2s, timeout = 2s, is_valid = not_null,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1] ();
    }
    s572 methods(None) (retries = 3, retry_backoff = 1.750s, timeout = 1s, is_valid = never,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0] ();
    }
    s573 calls(Some(breaker)) (retries = 1, deadline = 250ms, on_rejected = Verdict::STOP, is_valid = not_null,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys)] (keys = keys, max_keys(p0 = 2), circuit_breaker(failure_threshold = 4, reset_after = 0s, handle = breaker),);
        items b(keys: &Vec<String>) -> Required [p0 = ask(0, keys)] (keys = keys, max_keys(p0 = 2), require_all, circuit_breaker = breaker(),);
    }
    s574 calls(Some(breaker)) (retries = 2, retry_backoff = 500ms, timeout = 1s, is_valid = not_null,) {
        whole a() -> Whole [p0 = call(0), p1 = call(1)] (circuit_breaker(failure_threshold = 3, reset_after = 1m, handle = breaker),);
    }
    s575 calls(Some(breaker)) (retries = 1, timeout = 250ms, is_valid = positive,) {
        items a(keys: &Vec<String>) -> Required [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys), p3 = ask(3, keys)] (keys = keys, require_all, circuit_breaker(failure_threshold = 2, reset_after = 7.375s, handle = breaker),);
        items b(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys), p3 = ask(3, keys)] (keys = keys, circuit_breaker = breaker(),);
    }
    s576 paths(Some(breaker)) (retries = 1, retry_backoff = 1.750s, timeout = 1.125s, deadline = 250ms, on_timeout = Verdict::RETRY.stay_away(Duration::from_millis(500)), on_rejected = Verdict::STOP, is_valid = not_null, when_all_open = ProbeEarliest,) {
        items a(keys: &[String]) -> Items [p0 = items::p0] (keys = keys, max_keys(p0 = 2), circuit_breaker(failure_threshold = 1, reset_after = 1s, handle = breaker),);
        items b(keys: &[String]) -> Required [p0 = items::p0] (keys = keys, max_keys(p0 = 2), require_all, circuit_breaker = breaker(),);
    }
    s578 paths(Some(breaker)) (retries = 3, retry_backoff = 1.625s, timeout = 125ms, is_valid = not_null,) {
        items a(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1] (keys = keys, circuit_breaker(failure_threshold = 1, reset_after = 5s, handle = breaker),);
    }
    s579 methods(Some(Api::breaker)) (retries = 1, timeout = 2s, deadline = 250ms, on_timeout = Verdict::NEXT, on_rejected = Verdict::STOP, is_valid = positive, classify = by_code,) {
        items a(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2, p3 = self.lists.p3, p4 = self.lists.p4] (keys = keys, max_keys(p0 = 3, p1 = 3, p2 = 1, p3 = 3, p4 = 3), circuit_breaker(failure_threshold = 5, reset_after = 0s, handle = breaker),);
        items b(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2, p3 = self.lists.p3, p4 = self.lists.p4] (keys = keys, max_keys(p0 = 3, p1 = 3, p2 = 1, p3 = 3, p4 = 3), require_all, circuit_breaker = Self::breaker(),);
    }
    s580 methods(Some(Api::breaker)) (retry_backoff = 125ms, timeout = 125ms, is_valid = positive,) {
        items a(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2] (keys = keys, circuit_breaker(failure_threshold = 3, reset_after = 0s, handle = breaker),);
        items b(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2] (keys = keys, require_all, circuit_breaker = Self::breaker(),);
    }
    s581 methods(Some(Api::breaker)) (retries = 2, timeout = 125ms,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1, p2 = self.feeds.p2] (circuit_breaker(failure_threshold = 2, reset_after = 1s, handle = breaker),);
    }
    s582 calls(Some(breaker)) (retry_backoff = 125ms, timeout = 1.625s, deadline = 250ms, on_rejected = Verdict::NEXT.uncounted(), is_valid = positive, classify = by_code,) {
        whole a() -> Whole [p0 = call(0), p1 = call(1)] (circuit_breaker(failure_threshold = 1, reset_after = 1s, handle = breaker),);
    }
    s584 calls(Some(breaker)) (retry_backoff = 125ms, timeout = 125ms, is_valid = not_null,) {
        whole a() -> Whole [p0 = call(0)] (circuit_breaker(failure_threshold = 3, reset_after = 7.375s, handle = breaker),);
    }
    s585 paths(None) (retries = 2, retry_backoff = 1.500s, timeout = 1s, deadline = 250ms, on_timeout = Verdict::RETRY.uncounted(), on_rejected = Verdict::NEXT.uncounted(), is_valid = positive,) {
        items a(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1, p2 = items::p2] (keys = keys, max_keys(p0 = 3, p2 = 2),);
        items b(keys: &[String]) -> Required [p0 = items::p0, p1 = items::p1, p2 = items::p2] (keys = keys, max_keys(p0 = 3, p2 = 2), require_all,);
    }
    s586 paths(None) (timeout = 1s, is_valid = positive,) {
        whole a() -> Whole [p0] ();
    }
    s587 paths(Some(breaker)) (retries = 2, retry_backoff = 125ms, timeout = 125ms, is_valid = positive,) {
        whole a() -> Whole [p0, p1, p2] (circuit_breaker(failure_threshold = 2, reset_after = 3.625s, handle = breaker),);
    }
    s588 methods(Some(Api::breaker)) (timeout = 1s, deadline = 250ms, on_timeout = Verdict::STOP, on_rejected = Verdict::RETRY.uncounted(),) {
        whole a(&self) -> Whole [p0 = self.feeds.p0] (circuit_breaker(failure_threshold = 2, reset_after = 1m, handle = breaker),);
    }
    s589 methods(None) (retries = 1, timeout = 625ms, is_valid = not_null,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1, p2 = self.feeds.p2] ();
    }
    s590 methods(Some(Api::breaker)) (retry_backoff = 750ms, timeout = 125ms,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0] (circuit_breaker(failure_threshold = 5, reset_after = 0s, handle = breaker),);
    }
    s591 calls(Some(breaker)) (deadline = 250ms, on_timeout = Verdict::RETRY.stay_away(Duration::from_millis(500)), on_rejected = Verdict::STOP, is_valid = not_null, classify = by_code,) {
        whole a() -> Whole [p0 = call(0), p1 = call(1), p2 = call(2)] (circuit_breaker(failure_threshold = 1, reset_after = 0s, handle = breaker),);
    }
    s592 calls(Some(breaker)) (retries = 2, retry_backoff = 125ms, timeout = 1s, is_valid = never,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys), p3 = ask(3, keys), p4 = ask(4, keys), p5 = ask(5, keys), p6 = ask(6, keys), p7 = ask(7, keys)] (keys = keys, circuit_breaker(failure_threshold = 1, reset_after = 0s, handle = breaker),);
        items b(keys: &Vec<String>) -> Required [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys), p3 = ask(3, keys), p4 = ask(4, keys), p5 = ask(5, keys), p6 = ask(6, keys), p7 = ask(7, keys)] (keys = keys, require_all, circuit_breaker = breaker(),);
    }
    s593 calls(Some(breaker)) (retries = 1, timeout = 1s, is_valid = not_null,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys), p3 = ask(3, keys), p4 = ask(4, keys)] (keys = keys, circuit_breaker(failure_threshold = 5, reset_after = 1m, handle = breaker),);
        items b(keys: &Vec<String>) -> Required [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys), p3 = ask(3, keys), p4 = ask(4, keys)] (keys = keys, require_all, circuit_breaker = breaker(),);
    }
    s594 paths(Some(breaker)) (retries = 1, retry_backoff = 1.625s, deadline = 250ms, on_timeout = Verdict::NEXT.uncounted(), on_rejected = Verdict::NEXT.uncounted(), classify = by_code, when_all_open = ProbeEarliest,) {
        whole a() -> Whole [p0, p1, p2, p3] (circuit_breaker(failure_threshold = 4, reset_after = 1s, handle = breaker),);
    }
    s595 paths(Some(breaker)) (retry_backoff = 625ms, is_valid = not_null,) {
        items a(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1] (keys = keys, circuit_breaker(failure_threshold = 1, reset_after = 1m, handle = breaker),);
        items b(keys: &[String]) -> Required [p0 = items::p0, p1 = items::p1] (keys = keys, require_all, circuit_breaker = breaker(),);
    }
    s596 paths(None) (is_valid = positive,) {
        items a(keys: &[String]) -> Required [p0 = items::p0, p1 = items::p1, p2 = items::p2, p3 = items::p3] (keys = keys, require_all,);
        items b(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1, p2 = items::p2, p3 = items::p3] (keys = keys,);
    }
    s597 methods(Some(Api::breaker)) (deadline = 250ms, on_timeout = Verdict::NEXT, on_rejected = Verdict::NEXT.uncounted(), is_valid = not_null, when_all_open = ProbeEarliest,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1, p2 = self.feeds.p2] (circuit_breaker(failure_threshold = 3, reset_after = 1s, handle = breaker),);
    }
    s599 methods(None) (is_valid = positive,) {
        items a(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1] (keys = keys,);
        items b(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0, p1 = self.lists.p1] (keys = keys, require_all,);
    }
}
