//! Written by `generate`: change that, not this.

scenarios! {
    s300 awaited paths(None) (retries = 1, deadline = 1s, on_timeout = Verdict::RETRY.uncounted(), on_deadline = Verdict::RETRY.uncounted(), on_rejected = Verdict::NEXT, is_valid = not_null, classify = by_code,) {
        items a(keys: &[String]) -> Required [p0 = items::p0] (keys = keys, max_keys(p0 = 1), require_all,);
        items b(keys: &[String]) -> Items [p0 = items::p0] (keys = keys, max_keys(p0 = 1),);
    }
    s301 awaited bodies(Some(breaker)) (retries = 1, timeout = 125ms,) {
        items p0(keys: Vec<String>) -> OwnValues [p1 = ask(1, &keys), p2 = ask(2, &keys), p3 = ask(3, &keys), p4 = ask(4, &keys)] (keys = keys, circuit_breaker(failure_threshold = 5, reset_after = 1m, handle = breaker),) { Ok(ask(0, &keys).await?) };
    }
    s302 awaited paths(Some(breaker)) (retries = 1, timeout = 125ms, is_valid = positive,) {
        whole a() -> Whole [p0, p1, p2] (circuit_breaker(failure_threshold = 2, reset_after = 1m, handle = breaker),);
    }
    s303 awaited paths(Some(breaker)) (retries = 1, is_valid = positive,) {
        whole a() -> Whole [p0, p1, p2] (circuit_breaker(failure_threshold = 2, reset_after = 1s, handle = breaker),);
    }
    s305 awaited methods(Some(Api::breaker)) (retries = 1, retry_backoff = 125ms, timeout = 1s, is_valid = not_null,) {
        items a(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1] (keys = keys, circuit_breaker(failure_threshold = 1, reset_after = 2.125s, handle = breaker),);
        items b(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0, p1 = self.lists.p1] (keys = keys, require_all, circuit_breaker = Self::breaker(),);
    }
    s306 awaited methods(Some(Api::breaker)) () {
        whole a(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1, p2 = self.feeds.p2] (circuit_breaker(failure_threshold = 1, reset_after = 1.750s, handle = breaker),);
    }
    s307 awaited methods(Some(Api::breaker)) (retry_backoff = 375ms, timeout = 1s, is_valid = not_null,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1, p2 = self.feeds.p2, p3 = self.feeds.p3] (circuit_breaker(failure_threshold = 2, reset_after = 0s, handle = breaker),);
    }
    s308 awaited calls(Some(breaker)) (retries = 3, retry_backoff = 125ms, deadline = 4s, on_timeout = Verdict::RETRY.open_for(Duration::from_millis(500)), on_deadline = Verdict::NEXT.uncounted(), is_valid = never, classify = by_code,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys), p3 = ask(3, keys)] (keys = keys, max_keys(p0 = 1, p2 = 2, p3 = 1), circuit_breaker(failure_threshold = 1, reset_after = 1s, handle = breaker),);
    }
    s309 awaited bodies(Some(breaker)) (is_valid = positive,) {
        whole p0() -> OwnValue [p1, p2, p3, p4] (circuit_breaker(failure_threshold = 2, reset_after = 1s, handle = breaker),) { Ok(call(0).await?) };
    }
    s310 awaited calls(Some(breaker)) (retries = 3, retry_backoff = 125ms,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys)] (keys = keys, circuit_breaker(failure_threshold = 1, reset_after = 1m, handle = breaker),);
        items b(keys: &Vec<String>) -> Required [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys)] (keys = keys, require_all, circuit_breaker = breaker(),);
    }
    s311 awaited calls(Some(breaker)) (retries = 1, timeout = 125ms, is_valid = not_null,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys), p3 = ask(3, keys), p4 = ask(4, keys)] (keys = keys, circuit_breaker(failure_threshold = 2, reset_after = 1m, handle = breaker),);
        items b(keys: &Vec<String>) -> Required [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys), p3 = ask(3, keys), p4 = ask(4, keys)] (keys = keys, require_all, circuit_breaker = breaker(),);
    }
    s313 blocking bodies(Some(breaker)) (retries = 3, is_valid = positive,) {
        whole p0() -> OwnValue [p1, p2, p3, p4] (circuit_breaker(failure_threshold = 2, reset_after = 0s, handle = breaker),) { Ok(call(0)?) };
    }
    s314 blocking paths(Some(breaker)) (retry_backoff = 125ms, timeout = 125ms,) {
        items a(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1, p2 = items::p2, p3 = items::p3] (keys = keys, circuit_breaker(failure_threshold = 1, reset_after = 1m, handle = breaker),);
        items b(keys: &[String]) -> Required [p0 = items::p0, p1 = items::p1, p2 = items::p2, p3 = items::p3] (keys = keys, require_all, circuit_breaker = breaker(),);
    }
    s315 blocking paths(None) (retries = 2,) {
        whole a() -> Whole [p0, p1, p2] ();
    }
    s316 blocking methods(Some(Api::breaker)) (retries = 3, retry_backoff = 625ms, timeout = 375ms, on_deadline = Verdict::NEXT, on_rejected = Verdict::RETRY.uncounted(), is_valid = not_null, when_all_open = ProbeEarliest,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1, p2 = self.feeds.p2, p3 = self.feeds.p3, p4 = self.feeds.p4] (circuit_breaker(failure_threshold = 2, reset_after = 1m, handle = breaker),);
    }
    s317 blocking methods(Some(Api::breaker)) (retries = 1, retry_backoff = 1.500s, timeout = 500ms, is_valid = positive,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1, p2 = self.feeds.p2] (circuit_breaker(failure_threshold = 2, reset_after = 1s, handle = breaker),);
        whole b(&self) -> Whole [p1 = self.feeds.p1, p3 = self.feeds.p3, p2 = self.feeds.p2, p0 = self.feeds.p0] (circuit_breaker = Self::breaker(),);
        whole c(&self) -> Whole [p1 = self.feeds.p1, p0 = self.feeds.p0] (circuit_breaker = Self::breaker(),);
        whole d(&self) -> Whole [p2 = self.feeds.p2] (circuit_breaker = Self::breaker(),);
        whole e(&self) -> Whole [p3 = self.feeds.p3, p1 = self.feeds.p1, p2 = self.feeds.p2] (circuit_breaker = Self::breaker(),);
        whole f(&self) -> Whole [p2 = self.feeds.p2, p0 = self.feeds.p0, p1 = self.feeds.p1, p3 = self.feeds.p3] (circuit_breaker = Self::breaker(),);
        whole g(&self) -> Whole [p3 = self.feeds.p3, p1 = self.feeds.p1, p0 = self.feeds.p0, p2 = self.feeds.p2] (circuit_breaker = Self::breaker(),);
        whole h(&self) -> Whole [p2 = self.feeds.p2, p0 = self.feeds.p0, p3 = self.feeds.p3] (circuit_breaker = Self::breaker(),);
        whole i(&self) -> Whole [p1 = self.feeds.p1] (circuit_breaker = Self::breaker(),);
    }
    s318 blocking methods(Some(Api::breaker)) (retries = 1, is_valid = positive,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0] (circuit_breaker(failure_threshold = 2, reset_after = 125ms, handle = breaker),);
    }
    s319 blocking methods(Some(Api::breaker)) (retries = 1, timeout = 1s, is_valid = not_null,) {
        items a(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1] (keys = keys, circuit_breaker(failure_threshold = 2, reset_after = 0s, handle = breaker),);
        items b(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0, p1 = self.lists.p1] (keys = keys, require_all, circuit_breaker = Self::breaker(),);
    }
    s320 blocking calls(Some(breaker)) (timeout = 1s, deadline = 4s, on_timeout = Verdict::STOP, on_deadline = Verdict::NEXT.uncounted(), is_valid = not_null, classify = by_code,) {
        whole a() -> Whole [p0 = call(0), p1 = call(1)] (circuit_breaker(failure_threshold = 4, reset_after = 1s, handle = breaker),);
    }
    s321 blocking bodies(Some(breaker)) (retries = 3, timeout = 125ms, is_valid = not_null,) {
        whole p0() -> OwnValue [p1, p2] (circuit_breaker(failure_threshold = 1, reset_after = 1s, handle = breaker),) { Ok(call(0)?) };
    }
    s322 blocking calls(None) (retries = 1, is_valid = not_null,) {
        whole a() -> Whole [p0 = call(0), p1 = call(1)] ();
    }
    s323 blocking calls(Some(breaker)) (retries = 3, retry_backoff = 1.750s, timeout = 125ms, is_valid = positive,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys)] (keys = keys, circuit_breaker(failure_threshold = 4, reset_after = 1s, handle = breaker),);
    }
    s324 blocking paths(Some(breaker)) (retries = 2, timeout = 1s, deadline = 1s, on_timeout = Verdict::RETRY.open_for(Duration::from_millis(500)), on_deadline = Verdict::RETRY.open_for(Duration::from_millis(500)), on_rejected = Verdict::NEXT.uncounted(), classify = by_code, when_all_open = ProbeEarliest,) {
        items a(keys: &[String]) -> Required [p0 = items::p0, p1 = items::p1] (keys = keys, max_keys(p0 = 2, p1 = 1), require_all, circuit_breaker(failure_threshold = 2, reset_after = 1s, handle = breaker),);
        items b(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1] (keys = keys, max_keys(p0 = 2, p1 = 1), circuit_breaker = breaker(),);
    }
    s325 blocking paths(Some(breaker)) () {
        whole a() -> Whole [p0, p1] (circuit_breaker(failure_threshold = 2, reset_after = 0s, handle = breaker),);
        whole b() -> Whole [p1, p0] (circuit_breaker = breaker(),);
        whole c() -> Whole [p0] (circuit_breaker = breaker(),);
    }
    s326 blocking paths(Some(breaker)) (retries = 1, retry_backoff = 375ms, is_valid = positive,) {
        whole a() -> Whole [p0, p1, p2] (circuit_breaker(failure_threshold = 2, reset_after = 1s, handle = breaker),);
    }
    s327 blocking paths(Some(breaker)) (retries = 1, is_valid = positive,) {
        whole a() -> Whole [p0, p1, p2] (circuit_breaker(failure_threshold = 2, reset_after = 750ms, handle = breaker),);
        items b(keys: &[String]) -> Required [p0 = items::p0, p1 = items::p1, p2 = items::p2] (keys = keys, require_all, circuit_breaker = breaker(),);
        items c(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1, p2 = items::p2] (keys = keys, circuit_breaker = breaker(),);
    }
    s328 blocking methods(Some(Api::breaker)) (retries = 1, retry_backoff = 1.125s, on_timeout = Verdict::NEXT.uncounted(), is_valid = not_null,) {
        items a(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1] (keys = keys, max_keys(p0 = 2, p1 = 2), circuit_breaker(failure_threshold = 2, reset_after = 125ms, handle = breaker),);
        items b(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0, p1 = self.lists.p1] (keys = keys, max_keys(p0 = 2, p1 = 2), require_all, circuit_breaker = Self::breaker(),);
    }
    s329 blocking methods(Some(Api::breaker)) (retry_backoff = 125ms, is_valid = not_null,) {
        items a(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2] (keys = keys, circuit_breaker(failure_threshold = 4, reset_after = 2.750s, handle = breaker),);
        items b(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2] (keys = keys, require_all, circuit_breaker = Self::breaker(),);
    }
    s330 blocking methods(Some(Api::breaker)) (retries = 2,) {
        items a(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1] (keys = keys, circuit_breaker(failure_threshold = 4, reset_after = 1s, handle = breaker),);
    }
    s331 blocking methods(None) (retries = 2, timeout = 125ms,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1, p2 = self.feeds.p2] ();
        items b(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2] (keys = keys,);
    }
    s332 blocking calls(Some(breaker)) (retries = 1, timeout = 125ms, deadline = 4s, on_deadline = Verdict::STOP, on_rejected = Verdict::STOP, is_valid = not_null, classify = by_code, when_all_open = ProbeEarliest,) {
        whole a() -> Whole [p0 = call(0), p1 = call(1), p2 = call(2)] (circuit_breaker(failure_threshold = 1, reset_after = 1s, handle = breaker),);
    }
    s333 blocking calls(None) (retries = 3, retry_backoff = 750ms,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys)] (keys = keys,);
        items b(keys: &Vec<String>) -> Required [p0 = ask(0, keys), p1 = ask(1, keys)] (keys = keys, require_all,);
    }
    s334 blocking calls(Some(breaker)) (retries = 3, timeout = 750ms,) {
        items a(keys: &Vec<String>) -> Items [p1 = ask(1, keys)] (keys = keys, circuit_breaker(failure_threshold = 3, reset_after = 0s, handle = breaker),);
        items b(keys: &Vec<String>) -> Required [p1 = ask(1, keys), p3 = ask(3, keys)] (keys = keys, require_all, circuit_breaker = breaker(),);
        items c(keys: &Vec<String>) -> Items [p3 = ask(3, keys), p1 = ask(1, keys), p0 = ask(0, keys), p2 = ask(2, keys)] (keys = keys, circuit_breaker = breaker(),);
        items d(keys: &Vec<String>) -> Items [p1 = ask(1, keys), p3 = ask(3, keys), p0 = ask(0, keys)] (keys = keys, circuit_breaker = breaker(),);
        items e(keys: &Vec<String>) -> Items [p3 = ask(3, keys), p1 = ask(1, keys), p2 = ask(2, keys)] (keys = keys, circuit_breaker = breaker(),);
        items f(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p3 = ask(3, keys)] (keys = keys, circuit_breaker = breaker(),);
        items g(keys: &Vec<String>) -> Items [p1 = ask(1, keys), p3 = ask(3, keys), p2 = ask(2, keys)] (keys = keys, circuit_breaker = breaker(),);
        items h(keys: &Vec<String>) -> Items [p3 = ask(3, keys), p1 = ask(1, keys)] (keys = keys, circuit_breaker = breaker(),);
        items i(keys: &Vec<String>) -> Required [p0 = ask(0, keys), p3 = ask(3, keys), p2 = ask(2, keys), p1 = ask(1, keys)] (keys = keys, require_all, circuit_breaker = breaker(),);
    }
    s335 blocking calls(Some(breaker)) (retries = 1, retry_backoff = 125ms, timeout = 1s, is_valid = not_null,) {
        whole a() -> Whole [p0 = call(0), p1 = call(1)] (circuit_breaker(failure_threshold = 2, reset_after = 0s, handle = breaker),);
    }
    s336 awaited paths(Some(breaker)) (deadline = 250ms, on_timeout = Verdict::STOP, on_rejected = Verdict::STOP, is_valid = never, classify = by_code,) {
        items a(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1] (keys = keys, max_keys(p0 = 2, p1 = 1), circuit_breaker(failure_threshold = 2, reset_after = 125ms, handle = breaker),);
        items b(keys: &[String]) -> Required [p0 = items::p0, p1 = items::p1] (keys = keys, max_keys(p0 = 2, p1 = 1), require_all, circuit_breaker = breaker(),);
    }
    s337 awaited paths(None) (retries = 1, is_valid = positive,) {
        items a(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1, p2 = items::p2] (keys = keys,);
        items b(keys: &[String]) -> Required [p0 = items::p0, p1 = items::p1, p2 = items::p2] (keys = keys, require_all,);
    }
    s338 awaited paths(Some(breaker)) (retries = 3, timeout = 1s,) {
        items a(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1] (keys = keys, circuit_breaker(failure_threshold = 2, reset_after = 1s, handle = breaker),);
        whole b() -> Whole [p0, p1] (circuit_breaker = breaker(),);
        items c(keys: &[String]) -> Required [p0 = items::p0, p1 = items::p1] (keys = keys, require_all, circuit_breaker = breaker(),);
    }
    s339 awaited paths(Some(breaker)) (retries = 2, retry_backoff = 500ms, is_valid = positive,) {
        items a(keys: &[String]) -> Items [p0 = items::p0] (keys = keys, circuit_breaker(failure_threshold = 2, reset_after = 1s, handle = breaker),);
        items b(keys: &[String]) -> Required [p0 = items::p0] (keys = keys, require_all, circuit_breaker = breaker(),);
    }
    s340 awaited methods(Some(Api::breaker)) (retries = 3, retry_backoff = 125ms, on_deadline = Verdict::NEXT, on_rejected = Verdict::RETRY.open_for(Duration::from_millis(500)), is_valid = not_null, when_all_open = ProbeEarliest,) {
        items a(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2] (keys = keys, max_keys(p0 = 2, p1 = 2, p2 = 2), circuit_breaker(failure_threshold = 3, reset_after = 1s, handle = breaker),);
        items b(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2] (keys = keys, max_keys(p0 = 2, p1 = 2, p2 = 2), require_all, circuit_breaker = Self::breaker(),);
    }
    s341 awaited bodies(Some(breaker)) (retry_backoff = 1.125s, timeout = 1.125s,) {
        items p0(keys: Vec<String>) -> OwnValues [p1 = ask(1, &keys), p2 = ask(2, &keys), p3 = ask(3, &keys), p4 = ask(4, &keys)] (keys = keys, circuit_breaker(failure_threshold = 2, reset_after = 5.750s, handle = breaker),) { Ok(ask(0, &keys).await?) };
    }
    s342 awaited methods(Some(Api::breaker)) (retries = 2, timeout = 1s, is_valid = positive,) {
        items a(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2] (keys = keys, circuit_breaker(failure_threshold = 2, reset_after = 1m, handle = breaker),);
        items b(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2] (keys = keys, require_all, circuit_breaker = Self::breaker(),);
    }
    s343 awaited methods(None) (timeout = 1s,) {
        items a(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2] (keys = keys,);
    }
    s345 awaited bodies(Some(breaker)) (timeout = 1.375s, is_valid = positive,) {
        whole p0() -> OwnValue [p1, p2] (circuit_breaker(failure_threshold = 3, reset_after = 1s, handle = breaker),) { Ok(call(0).await?) };
    }
    s346 awaited calls(Some(breaker)) (timeout = 1.125s, is_valid = not_null,) {
        whole a() -> Whole [p0 = call(0), p1 = call(1), p2 = call(2)] (circuit_breaker(failure_threshold = 5, reset_after = 125ms, handle = breaker),);
    }
    s348 blocking paths(Some(breaker)) (retries = 2, retry_backoff = 125ms, deadline = 250ms, on_timeout = Verdict::NEXT, on_rejected = Verdict::RETRY.uncounted(), is_valid = not_null, classify = by_code,) {
        items a(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1, p2 = items::p2] (keys = keys, max_keys(p0 = 3, p2 = 3), circuit_breaker(failure_threshold = 2, reset_after = 125ms, handle = breaker),);
        items b(keys: &[String]) -> Required [p0 = items::p0, p1 = items::p1, p2 = items::p2] (keys = keys, max_keys(p0 = 3, p2 = 3), require_all, circuit_breaker = breaker(),);
    }
    s349 blocking bodies(Some(breaker)) (retry_backoff = 125ms, timeout = 250ms, is_valid = positive,) {
        whole p0() -> OwnValue [p1, p2, p3] (circuit_breaker(failure_threshold = 4, reset_after = 1s, handle = breaker),) { Ok(call(0)?) };
    }
    s350 blocking paths(Some(breaker)) (retry_backoff = 1.875s, timeout = 1s,) {
        whole a() -> Whole [p0, p1] (circuit_breaker(failure_threshold = 4, reset_after = 1m, handle = breaker),);
    }
    s351 blocking paths(Some(breaker)) (retries = 1, retry_backoff = 125ms, timeout = 1s, is_valid = positive,) {
        whole a() -> Whole [p0, p1, p2] (circuit_breaker(failure_threshold = 5, reset_after = 1s, handle = breaker),);
    }
    s352 blocking methods(Some(Api::breaker)) (retries = 3, on_timeout = Verdict::RETRY.uncounted(), on_deadline = Verdict::NEXT, is_valid = not_null, when_all_open = ProbeEarliest,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1, p2 = self.feeds.p2, p3 = self.feeds.p3] (circuit_breaker(failure_threshold = 1, reset_after = 125ms, handle = breaker),);
    }
    s353 blocking methods(Some(Api::breaker)) (retries = 3, is_valid = not_null,) {
        items a(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0] (keys = keys, circuit_breaker(failure_threshold = 1, reset_after = 1s, handle = breaker),);
        items b(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0] (keys = keys, require_all, circuit_breaker = Self::breaker(),);
    }
    s354 blocking methods(Some(Api::breaker)) (retries = 2, is_valid = not_null,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1, p2 = self.feeds.p2, p3 = self.feeds.p3] (circuit_breaker(failure_threshold = 2, reset_after = 250ms, handle = breaker),);
    }
    s355 blocking methods(Some(Api::breaker)) (retries = 2, retry_backoff = 125ms, timeout = 1s, is_valid = positive,) {
        items a(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2, p3 = self.lists.p3] (keys = keys, circuit_breaker(failure_threshold = 4, reset_after = 1m, handle = breaker),);
    }
    s356 blocking calls(Some(breaker)) (retries = 1, retry_backoff = 1.125s, deadline = 1s, on_deadline = Verdict::NEXT.uncounted(), on_rejected = Verdict::NEXT.uncounted(), is_valid = positive, classify = by_code,) {
        whole a() -> Whole [p0 = call(0), p1 = call(1), p2 = call(2), p3 = call(3), p4 = call(4)] (circuit_breaker(failure_threshold = 3, reset_after = 1m, handle = breaker),);
    }
    s357 blocking bodies(Some(breaker)) (timeout = 125ms, is_valid = not_null,) {
        items p0(keys: Vec<String>) -> OwnValues [p1 = ask(1, &keys)] (keys = keys, circuit_breaker(failure_threshold = 5, reset_after = 125ms, handle = breaker),) { Ok(ask(0, &keys)?) };
    }
    s358 blocking calls(Some(breaker)) (retries = 1, retry_backoff = 125ms, is_valid = not_null,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys)] (keys = keys, circuit_breaker(failure_threshold = 2, reset_after = 1m, handle = breaker),);
        items b(keys: &Vec<String>) -> Required [p0 = ask(0, keys), p1 = ask(1, keys)] (keys = keys, require_all, circuit_breaker = breaker(),);
    }
    s359 blocking calls(Some(breaker)) (retries = 2, is_valid = never,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys), p3 = ask(3, keys), p4 = ask(4, keys)] (keys = keys, circuit_breaker(failure_threshold = 4, reset_after = 125ms, handle = breaker),);
        items b(keys: &Vec<String>) -> Required [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys), p3 = ask(3, keys), p4 = ask(4, keys)] (keys = keys, require_all, circuit_breaker = breaker(),);
    }
    s360 blocking paths(None) (retries = 2, retry_backoff = 125ms, deadline = 250ms, on_timeout = Verdict::RETRY.open_for(Duration::from_millis(500)), on_deadline = Verdict::RETRY.open_for(Duration::from_millis(500)), on_rejected = Verdict::RETRY.uncounted(), classify = by_code,) {
        whole a() -> Whole [p0, p1, p2] ();
    }
    s361 blocking paths(Some(breaker)) (retry_backoff = 125ms,) {
        items a(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1] (keys = keys, circuit_breaker(failure_threshold = 5, reset_after = 1s, handle = breaker),);
        items b(keys: &[String]) -> Required [p0 = items::p0, p1 = items::p1] (keys = keys, require_all, circuit_breaker = breaker(),);
    }
    s362 blocking paths(Some(breaker)) (timeout = 125ms, is_valid = positive,) {
        items a(keys: &[String]) -> Items [p0 = items::p0] (keys = keys, circuit_breaker(failure_threshold = 3, reset_after = 1s, handle = breaker),);
    }
    s363 blocking paths(Some(breaker)) (retries = 3, retry_backoff = 375ms, is_valid = positive,) {
        items a(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1] (keys = keys, circuit_breaker(failure_threshold = 2, reset_after = 5.750s, handle = breaker),);
    }
    s364 blocking methods(Some(Api::breaker)) (retries = 1, timeout = 125ms, deadline = 4s, on_timeout = Verdict::NEXT, is_valid = not_null,) {
        items a(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0] (keys = keys, max_keys(p0 = 3), circuit_breaker(failure_threshold = 4, reset_after = 0s, handle = breaker),);
        items b(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0] (keys = keys, max_keys(p0 = 3), require_all, circuit_breaker = Self::breaker(),);
    }
    s365 blocking methods(Some(Api::breaker)) (retries = 2, retry_backoff = 125ms, timeout = 1s, is_valid = not_null,) {
        items a(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0] (keys = keys, require_all, circuit_breaker(failure_threshold = 4, reset_after = 1s, handle = breaker),);
        items b(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0] (keys = keys, circuit_breaker = Self::breaker(),);
    }
    s366 blocking methods(Some(Api::breaker)) (retries = 1, retry_backoff = 250ms, timeout = 750ms, is_valid = not_null,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1, p2 = self.feeds.p2, p3 = self.feeds.p3] (circuit_breaker(failure_threshold = 2, reset_after = 1m, handle = breaker),);
    }
    s367 blocking methods(Some(Api::breaker)) (retries = 1, is_valid = not_null,) {
        items a(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1] (keys = keys, circuit_breaker(failure_threshold = 2, reset_after = 1s, handle = breaker),);
        items b(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0, p1 = self.lists.p1] (keys = keys, require_all, circuit_breaker = Self::breaker(),);
    }
    s368 blocking calls(Some(breaker)) (retries = 3, timeout = 125ms, deadline = 1s, on_timeout = Verdict::RETRY.uncounted(), on_deadline = Verdict::RETRY.uncounted(), on_rejected = Verdict::NEXT.uncounted(), classify = by_code,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys)] (keys = keys, max_keys(p0 = 3, p1 = 3, p2 = 3), circuit_breaker(failure_threshold = 3, reset_after = 0s, handle = breaker),);
        items b(keys: &Vec<String>) -> Required [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys)] (keys = keys, max_keys(p0 = 3, p1 = 3, p2 = 3), require_all, circuit_breaker = breaker(),);
    }
    s369 blocking bodies(None) (retry_backoff = 125ms, timeout = 1s, is_valid = not_null,) {
        items p0(keys: Vec<String>) -> OwnValues [p1 = ask(1, &keys), p2 = ask(2, &keys)] (keys = keys,) { Ok(ask(0, &keys)?) };
    }
    s370 blocking calls(Some(breaker)) (retry_backoff = 1.625s, is_valid = not_null,) {
        whole a() -> Whole [p0 = call(0), p1 = call(1)] (circuit_breaker(failure_threshold = 5, reset_after = 125ms, handle = breaker),);
    }
    s371 blocking calls(Some(breaker)) (retries = 3, timeout = 1.750s, is_valid = not_null,) {
        whole a() -> Whole [p0 = call(0), p1 = call(1)] (circuit_breaker(failure_threshold = 1, reset_after = 1m, handle = breaker),);
    }
    s372 awaited paths(None) (deadline = 250ms, on_timeout = Verdict::STOP, is_valid = never, classify = by_code,) {
        whole a() -> Whole [p0, p1] ();
    }
    s373 awaited bodies(Some(breaker)) (timeout = 125ms, is_valid = not_null,) {
        whole p0() -> OwnValue [p1] (circuit_breaker(failure_threshold = 1, reset_after = 1m, handle = breaker),) { Ok(call(0).await?) };
    }
    s374 awaited paths(Some(breaker)) (retries = 1, timeout = 1.750s, is_valid = not_null,) {
        items a(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1] (keys = keys, circuit_breaker(failure_threshold = 2, reset_after = 1s, handle = breaker),);
        items b(keys: &[String]) -> Required [p0 = items::p0, p1 = items::p1] (keys = keys, require_all, circuit_breaker = breaker(),);
    }
    s375 awaited paths(Some(breaker)) (retries = 1, is_valid = positive,) {
        items a(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1, p2 = items::p2] (keys = keys, circuit_breaker(failure_threshold = 2, reset_after = 1m, handle = breaker),);
        items b(keys: &[String]) -> Required [p0 = items::p0, p1 = items::p1, p2 = items::p2] (keys = keys, require_all, circuit_breaker = breaker(),);
    }
    s376 awaited methods(Some(Api::breaker)) (timeout = 125ms, deadline = 4s, on_timeout = Verdict::RETRY.open_for(Duration::from_millis(500)), on_deadline = Verdict::NEXT, on_rejected = Verdict::NEXT, is_valid = positive,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1, p2 = self.feeds.p2, p3 = self.feeds.p3, p4 = self.feeds.p4] (circuit_breaker(failure_threshold = 2, reset_after = 1s, handle = breaker),);
    }
    s377 awaited bodies(Some(breaker)) (retry_backoff = 125ms, is_valid = not_null,) {
        whole p0() -> OwnValue [p1, p2, p3, p4] (circuit_breaker(failure_threshold = 1, reset_after = 1s, handle = breaker),) { Ok(call(0).await?) };
    }
    s378 awaited methods(Some(Api::breaker)) (retries = 1, is_valid = not_null,) {
        items a(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2, p3 = self.lists.p3, p4 = self.lists.p4] (keys = keys, circuit_breaker(failure_threshold = 2, reset_after = 1s, handle = breaker),);
    }
    s379 awaited methods(Some(Api::breaker)) (retries = 2, retry_backoff = 125ms, is_valid = never,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1, p2 = self.feeds.p2] (circuit_breaker(failure_threshold = 5, reset_after = 1m, handle = breaker),);
    }
    s380 awaited calls(Some(breaker)) (timeout = 1s, deadline = 1s, on_timeout = Verdict::NEXT, on_deadline = Verdict::NEXT.uncounted(), on_rejected = Verdict::RETRY.uncounted(), is_valid = positive, classify = by_code, when_all_open = ProbeEarliest,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys)] (keys = keys, max_keys(p1 = 2), circuit_breaker(failure_threshold = 1, reset_after = 1m, handle = breaker),);
        items b(keys: &Vec<String>) -> Required [p0 = ask(0, keys), p1 = ask(1, keys)] (keys = keys, max_keys(p1 = 2), require_all, circuit_breaker = breaker(),);
    }
    s381 awaited calls(Some(breaker)) (retries = 2, retry_backoff = 1.125s, timeout = 1s, is_valid = positive,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys)] (keys = keys, circuit_breaker(failure_threshold = 2, reset_after = 9.625s, handle = breaker),);
        items b(keys: &Vec<String>) -> Required [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys)] (keys = keys, require_all, circuit_breaker = breaker(),);
    }
    s382 awaited calls(Some(breaker)) (timeout = 1s,) {
        items a(keys: &Vec<String>) -> Required [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys), p3 = ask(3, keys), p4 = ask(4, keys)] (keys = keys, require_all, circuit_breaker(failure_threshold = 4, reset_after = 0s, handle = breaker),);
        items b(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys), p3 = ask(3, keys), p4 = ask(4, keys)] (keys = keys, circuit_breaker = breaker(),);
    }
    s383 awaited calls(Some(breaker)) (retries = 1, retry_backoff = 125ms,) {
        whole a() -> Whole [p0 = call(0), p1 = call(1), p2 = call(2), p3 = call(3)] (circuit_breaker(failure_threshold = 2, reset_after = 1.875s, handle = breaker),);
    }
    s384 blocking paths(Some(breaker)) (retries = 3, retry_backoff = 125ms, timeout = 125ms, on_rejected = Verdict::RETRY.open_for(Duration::from_millis(500)), classify = by_code,) {
        items a(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1] (keys = keys, circuit_breaker(failure_threshold = 3, reset_after = 1s, handle = breaker),);
    }
    s385 blocking bodies(Some(breaker)) (retries = 2, retry_backoff = 1.500s, is_valid = positive,) {
        items p0(keys: Vec<String>) -> OwnValues [p1 = ask(1, &keys), p2 = ask(2, &keys), p3 = ask(3, &keys), p4 = ask(4, &keys)] (keys = keys, circuit_breaker(failure_threshold = 1, reset_after = 1s, handle = breaker),) { Ok(ask(0, &keys)?) };
    }
    s386 blocking paths(Some(breaker)) (timeout = 1s,) {
        items a(keys: &[String]) -> Required [p0 = items::p0, p1 = items::p1, p2 = items::p2] (keys = keys, require_all, circuit_breaker(failure_threshold = 1, reset_after = 125ms, handle = breaker),);
    }
    s387 blocking paths(Some(breaker)) (retries = 1, timeout = 1s, is_valid = positive,) {
        items a(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1, p2 = items::p2] (keys = keys, circuit_breaker(failure_threshold = 2, reset_after = 1s, handle = breaker),);
        items b(keys: &[String]) -> Required [p0 = items::p0, p1 = items::p1, p2 = items::p2] (keys = keys, require_all, circuit_breaker = breaker(),);
    }
    s389 blocking methods(Some(Api::breaker)) (retries = 2, is_valid = positive,) {
        items a(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1] (keys = keys, circuit_breaker(failure_threshold = 2, reset_after = 1s, handle = breaker),);
        items b(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0, p1 = self.lists.p1] (keys = keys, require_all, circuit_breaker = Self::breaker(),);
    }
    s390 blocking methods(Some(Api::breaker)) () {
        whole a(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1, p2 = self.feeds.p2] (circuit_breaker(failure_threshold = 3, reset_after = 1s, handle = breaker),);
    }
    s391 blocking methods(Some(Api::breaker)) (retries = 1, retry_backoff = 125ms, timeout = 1s, is_valid = not_null,) {
        items a(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0] (keys = keys, require_all, circuit_breaker(failure_threshold = 1, reset_after = 0s, handle = breaker),);
    }
    s392 blocking calls(Some(breaker)) (retry_backoff = 1.875s, timeout = 125ms, deadline = 1s, on_deadline = Verdict::NEXT.uncounted(), on_rejected = Verdict::RETRY.uncounted(), is_valid = not_null, classify = by_code,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys)] (keys = keys, max_keys(p1 = 2, p2 = 2), circuit_breaker(failure_threshold = 1, reset_after = 0s, handle = breaker),);
        items b(keys: &Vec<String>) -> Required [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys)] (keys = keys, max_keys(p1 = 2, p2 = 2), require_all, circuit_breaker = breaker(),);
    }
    s393 blocking bodies(Some(breaker)) (retries = 1, retry_backoff = 125ms, timeout = 1.250s, is_valid = not_null,) {
        whole p0() -> OwnValue [] (circuit_breaker(failure_threshold = 2, reset_after = 125ms, handle = breaker),) { Ok(call(0)?) };
    }
    s394 blocking calls(Some(breaker)) (retries = 1, retry_backoff = 125ms, is_valid = not_null,) {
        items a(keys: &Vec<String>) -> Required [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys), p3 = ask(3, keys), p4 = ask(4, keys)] (keys = keys, require_all, circuit_breaker(failure_threshold = 3, reset_after = 0s, handle = breaker),);
        items b(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys), p3 = ask(3, keys), p4 = ask(4, keys)] (keys = keys, circuit_breaker = breaker(),);
    }
    s395 blocking calls(Some(breaker)) (retries = 1, retry_backoff = 125ms, is_valid = not_null,) {
        whole a() -> Whole [p0 = call(0), p1 = call(1), p2 = call(2), p3 = call(3), p4 = call(4)] (circuit_breaker(failure_threshold = 2, reset_after = 1s, handle = breaker),);
    }
    s396 blocking paths(Some(breaker)) (retries = 1, retry_backoff = 125ms, timeout = 1s, on_timeout = Verdict::NEXT.uncounted(), on_deadline = Verdict::RETRY.open_for(Duration::from_millis(500)), is_valid = not_null, classify = by_code,) {
        items a(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1] (keys = keys, max_keys(p1 = 3), circuit_breaker(failure_threshold = 1, reset_after = 625ms, handle = breaker),);
        items b(keys: &[String]) -> Required [p0 = items::p0, p1 = items::p1] (keys = keys, max_keys(p1 = 3), require_all, circuit_breaker = breaker(),);
    }
    s397 blocking bodies(Some(breaker)) (retries = 1, timeout = 375ms, is_valid = positive,) {
        whole p0() -> OwnValue [p1] (circuit_breaker(failure_threshold = 4, reset_after = 125ms, handle = breaker),) { Ok(call(0)?) };
    }
    s398 blocking paths(Some(breaker)) (retries = 2, retry_backoff = 375ms, timeout = 1s, is_valid = not_null,) {
        whole a() -> Whole [p0, p1] (circuit_breaker(failure_threshold = 1, reset_after = 125ms, handle = breaker),);
    }
    s399 blocking paths(None) (retries = 3, retry_backoff = 375ms, is_valid = never,) {
        items a(keys: &[String]) -> Required [p0 = items::p0, p1 = items::p1, p2 = items::p2] (keys = keys, require_all,);
        items b(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1, p2 = items::p2] (keys = keys,);
    }
}
