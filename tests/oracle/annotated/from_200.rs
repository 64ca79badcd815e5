//! Written by `generate`: change that, not this.

scenarios! {
    s200 awaited calls(Some(breaker)) (deadline = 250ms, on_timeout = Verdict::STOP, on_deadline = Verdict::NEXT, is_valid = never, when_all_open = ProbeEarliest,) {
        whole a() -> Whole [p0 = call(0), p1 = call(1), p2 = call(2)] (circuit_breaker(failure_threshold = 1, reset_after = 0s, handle = breaker),);
    }
    s201 awaited calls(None) (retries = 1, retry_backoff = 1.625s, timeout = 125ms, is_valid = never,) {
        items a(keys: &Vec<String>) -> Required [p0 = ask(0, keys), p1 = ask(1, keys)] (keys = keys, require_all,);
        items b(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys)] (keys = keys,);
    }
    s203 awaited calls(Some(breaker)) (retry_backoff = 125ms, is_valid = not_null,) {
        whole a() -> Whole [p0 = call(0), p1 = call(1), p2 = call(2)] (circuit_breaker(failure_threshold = 2, reset_after = 125ms, handle = breaker),);
    }
    s204 blocking paths(None) (retry_backoff = 125ms, deadline = 4s, on_timeout = Verdict::RETRY.open_for(Duration::from_millis(500)), on_rejected = Verdict::NEXT.uncounted(), is_valid = not_null, classify = by_code,) {
        items a(keys: &[String]) -> Items [p1 = items::p1, p0 = items::p0] (keys = keys, max_keys(p1 = 3, p0 = 2),);
        items b(keys: &[String]) -> Items [p2 = items::p2, p0 = items::p0] (keys = keys, max_keys(p2 = 3, p0 = 2),);
    }
    s205 blocking bodies(Some(breaker)) (retries = 1, retry_backoff = 1.625s, timeout = 1s, is_valid = not_null,) {
        whole p0() -> OwnValue [p1, p2] (circuit_breaker(failure_threshold = 1, reset_after = 1s, handle = breaker),) { Ok(call(0)?) };
    }
    s206 blocking paths(None) (timeout = 1s, is_valid = not_null,) {
        items a(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1] (keys = keys,);
        items b(keys: &[String]) -> Required [p0 = items::p0, p1 = items::p1] (keys = keys, require_all,);
    }
    s207 blocking paths(Some(breaker)) (retries = 1, retry_backoff = 625ms, timeout = 1s, is_valid = positive,) {
        items a(keys: &[String]) -> Required [p0 = items::p0, p1 = items::p1, p2 = items::p2] (keys = keys, require_all, circuit_breaker(failure_threshold = 2, reset_after = 1m, handle = breaker),);
        items b(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1, p2 = items::p2] (keys = keys, circuit_breaker = breaker(),);
    }
    s208 blocking methods(Some(Api::breaker)) (retries = 1, retry_backoff = 125ms, timeout = 875ms, deadline = 1s, on_timeout = Verdict::NEXT.uncounted(), on_deadline = Verdict::NEXT, is_valid = not_null,) {
        items a(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2, p3 = self.lists.p3] (keys = keys, max_keys(p0 = 2, p1 = 1, p2 = 1, p3 = 2), circuit_breaker(failure_threshold = 1, reset_after = 1m, handle = breaker),);
        items b(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2, p3 = self.lists.p3] (keys = keys, max_keys(p0 = 2, p1 = 1, p2 = 1, p3 = 2), require_all, circuit_breaker = Self::breaker(),);
    }
    s209 blocking methods(Some(Api::breaker)) (retry_backoff = 1.875s, timeout = 125ms, is_valid = not_null,) {
        items a(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2, p3 = self.lists.p3, p4 = self.lists.p4] (keys = keys, circuit_breaker(failure_threshold = 2, reset_after = 1s, handle = breaker),);
        items b(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2, p3 = self.lists.p3, p4 = self.lists.p4] (keys = keys, require_all, circuit_breaker = Self::breaker(),);
    }
    s210 blocking methods(Some(Api::breaker)) (retries = 1, timeout = 1.875s, is_valid = not_null,) {
        items a(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1] (keys = keys, circuit_breaker(failure_threshold = 2, reset_after = 1m, handle = breaker),);
        items b(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0, p1 = self.lists.p1] (keys = keys, require_all, circuit_breaker = Self::breaker(),);
    }
    s211 blocking methods(Some(Api::breaker)) (retries = 1, retry_backoff = 1.250s, timeout = 1s,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1, p2 = self.feeds.p2, p3 = self.feeds.p3, p4 = self.feeds.p4] (circuit_breaker(failure_threshold = 1, reset_after = 1m, handle = breaker),);
    }
    s212 blocking calls(Some(breaker)) (retries = 1, deadline = 250ms, on_deadline = Verdict::NEXT.uncounted(), on_rejected = Verdict::STOP, is_valid = positive, when_all_open = ProbeEarliest,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys), p3 = ask(3, keys)] (keys = keys, max_keys(p0 = 2, p1 = 2, p3 = 3), circuit_breaker(failure_threshold = 3, reset_after = 1s, handle = breaker),);
    }
    s213 blocking calls(Some(breaker)) (retry_backoff = 2s, is_valid = not_null,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys), p3 = ask(3, keys)] (keys = keys, circuit_breaker(failure_threshold = 4, reset_after = 0s, handle = breaker),);
        items b(keys: &Vec<String>) -> Required [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys), p3 = ask(3, keys)] (keys = keys, require_all, circuit_breaker = breaker(),);
    }
    s215 blocking calls(Some(breaker)) (retry_backoff = 125ms, is_valid = not_null,) {
        whole a() -> Whole [p0 = call(0)] (circuit_breaker(failure_threshold = 4, reset_after = 1m, handle = breaker),);
    }
    s216 blocking paths(Some(breaker)) (retry_backoff = 1s, deadline = 4s, on_timeout = Verdict::STOP, on_deadline = Verdict::RETRY.open_for(Duration::from_millis(500)), on_rejected = Verdict::RETRY.open_for(Duration::from_millis(500)), is_valid = never, classify = by_code,) {
        items a(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1, p2 = items::p2, p3 = items::p3] (keys = keys, max_keys(p0 = 2, p1 = 3, p2 = 2), circuit_breaker(failure_threshold = 2, reset_after = 1s, handle = breaker),);
        items b(keys: &[String]) -> Required [p0 = items::p0, p1 = items::p1, p2 = items::p2, p3 = items::p3] (keys = keys, max_keys(p0 = 2, p1 = 3, p2 = 2), require_all, circuit_breaker = breaker(),);
    }
    s217 blocking paths(Some(breaker)) (retries = 1, retry_backoff = 1.750s, timeout = 1s, is_valid = positive,) {
        whole a() -> Whole [p0, p2, p1, p3] (circuit_breaker(failure_threshold = 3, reset_after = 1s, handle = breaker),);
        whole b() -> Whole [p1] (circuit_breaker = breaker(),);
        whole c() -> Whole [p3, p1] (circuit_breaker = breaker(),);
        whole d() -> Whole [p0, p2, p1] (circuit_breaker = breaker(),);
        whole e() -> Whole [p0] (circuit_breaker = breaker(),);
        whole f() -> Whole [p1, p3, p2, p0] (circuit_breaker = breaker(),);
        whole g() -> Whole [p2, p0, p1, p3] (circuit_breaker = breaker(),);
        whole h() -> Whole [p1, p2] (circuit_breaker = breaker(),);
    }
    s218 blocking paths(None) (retries = 2, timeout = 1s, is_valid = not_null,) {
        whole a() -> Whole [p0] ();
    }
    s219 blocking paths(Some(breaker)) (is_valid = positive,) {
        items a(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1, p2 = items::p2] (keys = keys, circuit_breaker(failure_threshold = 2, reset_after = 1m, handle = breaker),);
        items b(keys: &[String]) -> Required [p0 = items::p0, p1 = items::p1, p2 = items::p2] (keys = keys, require_all, circuit_breaker = breaker(),);
    }
    s220 blocking methods(Some(Api::breaker)) (retry_backoff = 125ms, timeout = 125ms, deadline = 1s, is_valid = positive, when_all_open = ProbeEarliest,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1, p2 = self.feeds.p2] (circuit_breaker(failure_threshold = 5, reset_after = 1s, handle = breaker),);
    }
    s221 blocking bodies(Some(breaker)) (retry_backoff = 125ms, timeout = 1s, is_valid = not_null,) {
        items p0(keys: Vec<String>) -> OwnValues [p1 = ask(1, &keys), p2 = ask(2, &keys)] (keys = keys, circuit_breaker(failure_threshold = 1, reset_after = 125ms, handle = breaker),) { Ok(ask(0, &keys)?) };
    }
    s222 blocking methods(Some(Api::breaker)) (timeout = 1s, is_valid = positive,) {
        items a(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0] (keys = keys, circuit_breaker(failure_threshold = 1, reset_after = 1s, handle = breaker),);
        items b(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0] (keys = keys, require_all, circuit_breaker = Self::breaker(),);
    }
    s223 blocking methods(None) (retries = 1, retry_backoff = 125ms, timeout = 125ms, is_valid = never,) {
        items a(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2] (keys = keys,);
        items b(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2] (keys = keys, require_all,);
    }
    s224 blocking calls(Some(breaker)) (retries = 1, on_timeout = Verdict::NEXT.uncounted(), on_deadline = Verdict::STOP, on_rejected = Verdict::STOP, is_valid = not_null,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys)] (keys = keys, max_keys(p0 = 3, p1 = 2), circuit_breaker(failure_threshold = 2, reset_after = 3.125s, handle = breaker),);
        items b(keys: &Vec<String>) -> Required [p0 = ask(0, keys), p1 = ask(1, keys)] (keys = keys, max_keys(p0 = 3, p1 = 2), require_all, circuit_breaker = breaker(),);
    }
    s225 blocking calls(Some(breaker)) (timeout = 125ms, is_valid = positive,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys), p3 = ask(3, keys), p4 = ask(4, keys)] (keys = keys, circuit_breaker(failure_threshold = 4, reset_after = 1s, handle = breaker),);
        items b(keys: &Vec<String>) -> Required [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys), p3 = ask(3, keys), p4 = ask(4, keys)] (keys = keys, require_all, circuit_breaker = breaker(),);
    }
    s226 blocking calls(None) (retry_backoff = 1.500s, timeout = 1.625s, is_valid = not_null,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys), p3 = ask(3, keys)] (keys = keys,);
        items b(keys: &Vec<String>) -> Required [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys), p3 = ask(3, keys)] (keys = keys, require_all,);
    }
    s227 blocking calls(Some(breaker)) (retries = 1, is_valid = positive,) {
        items a(keys: &Vec<String>) -> Required [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys), p3 = ask(3, keys), p4 = ask(4, keys)] (keys = keys, require_all, circuit_breaker(failure_threshold = 4, reset_after = 1s, handle = breaker),);
        items b(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys), p3 = ask(3, keys), p4 = ask(4, keys)] (keys = keys, circuit_breaker = breaker(),);
    }
    s228 awaited paths(Some(breaker)) (timeout = 125ms, deadline = 4s, on_deadline = Verdict::RETRY.uncounted(), on_rejected = Verdict::RETRY.uncounted(), is_valid = not_null, classify = by_code, when_all_open = ProbeEarliest,) {
        whole a() -> Whole [p0, p1] (circuit_breaker(failure_threshold = 1, reset_after = 1m, handle = breaker),);
    }
    s229 awaited bodies(None) (retries = 3, is_valid = positive,) {
        whole p0() -> OwnValue [p1] () { Ok(call(0).await?) };
    }
    s230 awaited paths(Some(breaker)) (retry_backoff = 2s, is_valid = positive,) {
        items a(keys: &[String]) -> Items [p0 = items::p0] (keys = keys, circuit_breaker(failure_threshold = 1, reset_after = 1s, handle = breaker),);
        items b(keys: &[String]) -> Required [p0 = items::p0] (keys = keys, require_all, circuit_breaker = breaker(),);
    }
    s231 awaited paths(None) (retries = 1, retry_backoff = 125ms, timeout = 125ms, is_valid = not_null,) {
        whole a() -> Whole [p0, p1, p2] ();
    }
    s232 awaited methods(Some(Api::breaker)) (retries = 1, retry_backoff = 750ms, deadline = 1s, on_timeout = Verdict::RETRY.uncounted(), is_valid = positive, when_all_open = ProbeEarliest,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1, p2 = self.feeds.p2, p3 = self.feeds.p3, p4 = self.feeds.p4] (circuit_breaker(failure_threshold = 4, reset_after = 0s, handle = breaker),);
    }
    s233 awaited methods(None) (timeout = 125ms, is_valid = positive,) {
        items a(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2] (keys = keys,);
        items b(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2] (keys = keys, require_all,);
    }
    s234 awaited methods(Some(Api::breaker)) (retry_backoff = 125ms, timeout = 125ms, is_valid = not_null,) {
        items a(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0] (keys = keys, circuit_breaker(failure_threshold = 2, reset_after = 1s, handle = breaker),);
        items b(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0] (keys = keys, require_all, circuit_breaker = Self::breaker(),);
    }
    s236 awaited calls(Some(breaker)) (retries = 1, retry_backoff = 1.250s, on_deadline = Verdict::NEXT.uncounted(), on_rejected = Verdict::NEXT.uncounted(), is_valid = not_null,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys), p3 = ask(3, keys), p4 = ask(4, keys)] (keys = keys, max_keys(p0 = 3, p1 = 1, p2 = 3, p3 = 3, p4 = 2), circuit_breaker(failure_threshold = 1, reset_after = 125ms, handle = breaker),);
        items b(keys: &Vec<String>) -> Required [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys), p3 = ask(3, keys), p4 = ask(4, keys)] (keys = keys, max_keys(p0 = 3, p1 = 1, p2 = 3, p3 = 3, p4 = 2), require_all, circuit_breaker = breaker(),);
    }
    s237 awaited bodies(None) (timeout = 1s, is_valid = not_null,) {
        whole p0() -> OwnValue [p1] () { Ok(call(0).await?) };
    }
    s238 awaited calls(Some(breaker)) (retry_backoff = 125ms, timeout = 1s, is_valid = not_null,) {
        whole a() -> Whole [p0 = call(0), p1 = call(1), p2 = call(2)] (circuit_breaker(failure_threshold = 2, reset_after = 1s, handle = breaker),);
    }
    s239 awaited calls(Some(breaker)) (retry_backoff = 1.500s, timeout = 1.750s, is_valid = positive,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys), p3 = ask(3, keys), p4 = ask(4, keys)] (keys = keys, circuit_breaker(failure_threshold = 2, reset_after = 0s, handle = breaker),);
        items b(keys: &Vec<String>) -> Required [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys), p3 = ask(3, keys), p4 = ask(4, keys)] (keys = keys, require_all, circuit_breaker = breaker(),);
    }
    s240 blocking paths(None) (retries = 1, retry_backoff = 125ms, deadline = 4s, on_timeout = Verdict::RETRY.open_for(Duration::from_millis(500)), is_valid = positive, classify = by_code,) {
        whole a() -> Whole [p0, p1, p2, p3] ();
    }
    s241 blocking bodies(None) (retries = 2, retry_backoff = 1.500s, timeout = 1s, is_valid = never,) {
        items p0(keys: Vec<String>) -> OwnValues [p1 = ask(1, &keys), p2 = ask(2, &keys), p3 = ask(3, &keys)] (keys = keys,) { Ok(ask(0, &keys)?) };
    }
    s242 blocking paths(Some(breaker)) (retry_backoff = 1s, is_valid = not_null,) {
        items a(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1] (keys = keys, circuit_breaker(failure_threshold = 1, reset_after = 1m, handle = breaker),);
        whole b() -> Whole [p0, p1] (circuit_breaker = breaker(),);
    }
    s243 blocking paths(Some(breaker)) (retries = 1,) {
        whole a() -> Whole [p0, p1] (circuit_breaker(failure_threshold = 1, reset_after = 0s, handle = breaker),);
    }
    s244 blocking methods(Some(Api::breaker)) (retry_backoff = 375ms, timeout = 1s, deadline = 1s, on_timeout = Verdict::NEXT, on_deadline = Verdict::NEXT,) {
        items a(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2] (keys = keys, max_keys(p0 = 3, p2 = 3), circuit_breaker(failure_threshold = 5, reset_after = 0s, handle = breaker),);
        items b(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2] (keys = keys, max_keys(p0 = 3, p2 = 3), require_all, circuit_breaker = Self::breaker(),);
    }
    s245 blocking methods(None) (timeout = 125ms, is_valid = positive,) {
        items a(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2] (keys = keys, require_all,);
        items b(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2] (keys = keys,);
    }
    s246 blocking methods(None) (timeout = 1s,) {
        items a(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0] (keys = keys,);
    }
    s247 blocking methods(Some(Api::breaker)) (timeout = 1.500s, is_valid = not_null,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1, p2 = self.feeds.p2] (circuit_breaker(failure_threshold = 2, reset_after = 0s, handle = breaker),);
        items b(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2] (keys = keys, circuit_breaker = Self::breaker(),);
    }
    s248 blocking calls(Some(breaker)) (retries = 1, on_timeout = Verdict::RETRY.uncounted(), on_deadline = Verdict::NEXT.uncounted(), on_rejected = Verdict::NEXT.uncounted(), is_valid = not_null, classify = by_code, when_all_open = ProbeEarliest,) {
        whole a() -> Whole [p0 = call(0), p1 = call(1), p2 = call(2), p3 = call(3), p4 = call(4)] (circuit_breaker(failure_threshold = 2, reset_after = 1m, handle = breaker),);
        items b(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys), p3 = ask(3, keys), p4 = ask(4, keys)] (keys = keys, max_keys(p0 = 3, p1 = 1, p2 = 2, p3 = 2, p4 = 1), circuit_breaker = breaker(),);
    }
    s249 blocking bodies(None) (retries = 1, retry_backoff = 750ms, timeout = 1.250s, is_valid = not_null,) {
        items p0(keys: Vec<String>) -> OwnValues [p1 = ask(1, &keys), p2 = ask(2, &keys), p3 = ask(3, &keys), p4 = ask(4, &keys)] (keys = keys,) { Ok(ask(0, &keys)?) };
    }
    s250 blocking calls(Some(breaker)) (retry_backoff = 125ms, timeout = 1s, is_valid = positive,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys)] (keys = keys, circuit_breaker(failure_threshold = 1, reset_after = 125ms, handle = breaker),);
        items b(keys: &Vec<String>) -> Required [p0 = ask(0, keys)] (keys = keys, require_all, circuit_breaker = breaker(),);
    }
    s251 blocking calls(Some(breaker)) (retry_backoff = 750ms, timeout = 1.375s, is_valid = not_null,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys), p3 = ask(3, keys)] (keys = keys, circuit_breaker(failure_threshold = 4, reset_after = 1s, handle = breaker),);
        items b(keys: &Vec<String>) -> Required [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys), p3 = ask(3, keys)] (keys = keys, require_all, circuit_breaker = breaker(),);
    }
    s252 blocking paths(Some(breaker)) (retries = 1, timeout = 1.500s, deadline = 4s, on_timeout = Verdict::STOP, on_deadline = Verdict::RETRY.open_for(Duration::from_millis(500)), is_valid = never, classify = by_code,) {
        items a(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1] (keys = keys, max_keys(p0 = 3, p1 = 2), circuit_breaker(failure_threshold = 2, reset_after = 125ms, handle = breaker),);
    }
    s253 blocking bodies(None) (retries = 2, retry_backoff = 125ms, timeout = 625ms, is_valid = not_null,) {
        whole p0() -> OwnValue [] () { Ok(call(0)?) };
    }
    s254 blocking paths(Some(breaker)) (retry_backoff = 1s, is_valid = positive,) {
        items a(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1, p2 = items::p2, p3 = items::p3, p4 = items::p4] (keys = keys, circuit_breaker(failure_threshold = 2, reset_after = 1s, handle = breaker),);
        items b(keys: &[String]) -> Required [p0 = items::p0, p1 = items::p1, p2 = items::p2, p3 = items::p3, p4 = items::p4] (keys = keys, require_all, circuit_breaker = breaker(),);
    }
    s256 blocking methods(Some(Api::breaker)) (retries = 1, timeout = 1.625s, deadline = 1.625s, on_timeout = Verdict::RETRY.open_for(Duration::from_millis(500)), on_rejected = Verdict::STOP, is_valid = positive, when_all_open = ProbeEarliest,) {
        items a(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2, p3 = self.lists.p3, p4 = self.lists.p4, p5 = self.lists.p5, p6 = self.lists.p6, p7 = self.lists.p7] (keys = keys, max_keys(p2 = 3, p3 = 1, p4 = 3, p5 = 3, p6 = 3, p7 = 2), circuit_breaker(failure_threshold = 1, reset_after = 1m, handle = breaker),);
    }
    s258 blocking methods(None) (retries = 3, retry_backoff = 125ms, is_valid = positive,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1] ();
    }
    s259 blocking methods(Some(Api::breaker)) (retries = 1, timeout = 1s, is_valid = positive,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1, p2 = self.feeds.p2, p3 = self.feeds.p3] (circuit_breaker(failure_threshold = 3, reset_after = 1m, handle = breaker),);
    }
    s260 blocking calls(Some(breaker)) (timeout = 125ms, on_timeout = Verdict::NEXT, on_deadline = Verdict::STOP, on_rejected = Verdict::RETRY.open_for(Duration::from_millis(500)), is_valid = not_null, classify = by_code, when_all_open = ProbeEarliest,) {
        whole a() -> Whole [p0 = call(0), p1 = call(1)] (circuit_breaker(failure_threshold = 5, reset_after = 1s, handle = breaker),);
    }
    s261 blocking bodies(Some(breaker)) (timeout = 1s, is_valid = not_null,) {
        whole p0() -> OwnValue [] (circuit_breaker(failure_threshold = 1, reset_after = 1s, handle = breaker),) { Ok(call(0)?) };
    }
    s262 blocking calls(Some(breaker)) (is_valid = not_null,) {
        whole a() -> Whole [p0 = call(0), p1 = call(1), p2 = call(2)] (circuit_breaker(failure_threshold = 1, reset_after = 1m, handle = breaker),);
        items b(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys)] (keys = keys, circuit_breaker = breaker(),);
        items c(keys: &Vec<String>) -> Required [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys)] (keys = keys, require_all, circuit_breaker = breaker(),);
    }
    s263 blocking calls(Some(breaker)) (retries = 2, is_valid = not_null,) {
        whole a() -> Whole [p0 = call(0), p1 = call(1), p2 = call(2), p3 = call(3), p4 = call(4)] (circuit_breaker(failure_threshold = 1, reset_after = 0s, handle = breaker),);
    }
    s264 awaited paths(None) (retry_backoff = 500ms, timeout = 1.625s, deadline = 1.625s, on_deadline = Verdict::RETRY.uncounted(), is_valid = not_null, classify = by_code,) {
        whole a() -> Whole [p0, p1] ();
    }
    s265 awaited paths(None) (retry_backoff = 875ms, is_valid = not_null,) {
        whole a() -> Whole [p0, p1] ();
        items b(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1] (keys = keys,);
    }
    s266 awaited paths(Some(breaker)) (retry_backoff = 875ms, is_valid = never,) {
        items a(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1] (keys = keys, circuit_breaker(failure_threshold = 2, reset_after = 4.500s, handle = breaker),);
    }
    s267 awaited paths(Some(breaker)) (timeout = 1s, is_valid = not_null,) {
        items a(keys: &[String]) -> Required [p0 = items::p0, p1 = items::p1, p2 = items::p2] (keys = keys, require_all, circuit_breaker(failure_threshold = 1, reset_after = 8.125s, handle = breaker),);
        items b(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1, p2 = items::p2] (keys = keys, circuit_breaker = breaker(),);
    }
    s268 awaited methods(Some(Api::breaker)) (retries = 1, retry_backoff = 125ms, timeout = 875ms, deadline = 875ms, on_timeout = Verdict::STOP, on_deadline = Verdict::NEXT, on_rejected = Verdict::NEXT, is_valid = not_null, when_all_open = ProbeEarliest,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1, p2 = self.feeds.p2] (circuit_breaker(failure_threshold = 2, reset_after = 0s, handle = breaker),);
    }
    s269 awaited bodies(Some(breaker)) (retry_backoff = 125ms, timeout = 125ms, is_valid = not_null,) {
        whole p0() -> OwnValue [p1, p2] (circuit_breaker(failure_threshold = 4, reset_after = 6.875s, handle = breaker),) { Ok(call(0).await?) };
    }
    s270 awaited methods(Some(Api::breaker)) (retries = 2, retry_backoff = 2s, is_valid = not_null,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1, p2 = self.feeds.p2] (circuit_breaker(failure_threshold = 4, reset_after = 1s, handle = breaker),);
    }
    s271 awaited methods(Some(Api::breaker)) (retries = 3, retry_backoff = 125ms, is_valid = not_null,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1, p2 = self.feeds.p2, p3 = self.feeds.p3, p4 = self.feeds.p4] (circuit_breaker(failure_threshold = 1, reset_after = 125ms, handle = breaker),);
    }
    s272 awaited calls(Some(breaker)) (retries = 1, on_deadline = Verdict::NEXT.uncounted(), on_rejected = Verdict::RETRY.uncounted(), is_valid = never, classify = by_code,) {
        whole a() -> Whole [p0 = call(0), p1 = call(1), p2 = call(2)] (circuit_breaker(failure_threshold = 5, reset_after = 0s, handle = breaker),);
    }
    s274 awaited calls(Some(breaker)) (retries = 3, timeout = 1s, is_valid = positive,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys)] (keys = keys, circuit_breaker(failure_threshold = 1, reset_after = 1s, handle = breaker),);
        items b(keys: &Vec<String>) -> Required [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys)] (keys = keys, require_all, circuit_breaker = breaker(),);
    }
    s275 awaited calls(None) (retry_backoff = 1.125s, timeout = 125ms, is_valid = not_null,) {
        whole a() -> Whole [p0 = call(0), p1 = call(1)] ();
    }
    s276 blocking paths(Some(breaker)) (retries = 3, retry_backoff = 125ms, timeout = 1.375s, deadline = 1.375s, on_timeout = Verdict::NEXT.uncounted(), is_valid = never, classify = by_code, when_all_open = ProbeEarliest,) {
        items a(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1, p2 = items::p2] (keys = keys, max_keys(p1 = 2, p2 = 3), circuit_breaker(failure_threshold = 5, reset_after = 1s, handle = breaker),);
        items b(keys: &[String]) -> Required [p0 = items::p0, p1 = items::p1, p2 = items::p2] (keys = keys, max_keys(p1 = 2, p2 = 3), require_all, circuit_breaker = breaker(),);
    }
    s277 blocking bodies(Some(breaker)) (retries = 2, timeout = 1s,) {
        items p0(keys: Vec<String>) -> OwnValues [p1 = ask(1, &keys)] (keys = keys, circuit_breaker(failure_threshold = 1, reset_after = 1s, handle = breaker),) { Ok(ask(0, &keys)?) };
    }
    s278 blocking paths(Some(breaker)) (retries = 3, retry_backoff = 125ms, timeout = 1s, is_valid = not_null,) {
        items a(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1, p2 = items::p2, p3 = items::p3] (keys = keys, circuit_breaker(failure_threshold = 2, reset_after = 125ms, handle = breaker),);
        items b(keys: &[String]) -> Required [p0 = items::p0, p1 = items::p1, p2 = items::p2, p3 = items::p3] (keys = keys, require_all, circuit_breaker = breaker(),);
    }
    s279 blocking paths(None) (is_valid = not_null,) {
        items a(keys: &[String]) -> Required [p0 = items::p0, p1 = items::p1] (keys = keys, require_all,);
        items b(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1] (keys = keys,);
    }
    s280 blocking methods(Some(Api::breaker)) (retry_backoff = 375ms, timeout = 125ms, deadline = 250ms, on_deadline = Verdict::NEXT, on_rejected = Verdict::NEXT.uncounted(),) {
        whole a(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1] (circuit_breaker(failure_threshold = 5, reset_after = 125ms, handle = breaker),);
    }
    s281 blocking bodies(Some(breaker)) (is_valid = positive,) {
        items p0(keys: Vec<String>) -> OwnValues [p1 = ask(1, &keys)] (keys = keys, circuit_breaker(failure_threshold = 1, reset_after = 8s, handle = breaker),) { Ok(ask(0, &keys)?) };
    }
    s283 blocking methods(None) (retry_backoff = 125ms, timeout = 1s, is_valid = not_null,) {
        items a(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0] (keys = keys, require_all,);
    }
    s284 blocking calls(Some(breaker)) (deadline = 4s, on_timeout = Verdict::RETRY.uncounted(), on_deadline = Verdict::NEXT.uncounted(), is_valid = not_null, classify = by_code, when_all_open = ProbeEarliest,) {
        whole a() -> Whole [p0 = call(0), p1 = call(1)] (circuit_breaker(failure_threshold = 1, reset_after = 1s, handle = breaker),);
    }
    s285 blocking bodies(Some(breaker)) (retries = 1, retry_backoff = 125ms, is_valid = positive,) {
        whole p0() -> OwnValue [p1] (circuit_breaker(failure_threshold = 1, reset_after = 1s, handle = breaker),) { Ok(call(0)?) };
    }
    s286 blocking calls(Some(breaker)) (retries = 3, timeout = 375ms, is_valid = positive,) {
        whole a() -> Whole [p0 = call(0), p1 = call(1), p2 = call(2), p3 = call(3), p4 = call(4)] (circuit_breaker(failure_threshold = 1, reset_after = 1m, handle = breaker),);
    }
    s287 blocking calls(None) (retry_backoff = 1s, is_valid = positive,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys)] (keys = keys,);
        items b(keys: &Vec<String>) -> Required [p0 = ask(0, keys), p1 = ask(1, keys)] (keys = keys, require_all,);
    }
    s288 blocking paths(Some(breaker)) (deadline = 1s, on_deadline = Verdict::RETRY.open_for(Duration::from_millis(500)), on_rejected = Verdict::STOP, is_valid = not_null, classify = by_code, when_all_open = ProbeEarliest,) {
        whole a() -> Whole [p0, p1] (circuit_breaker(failure_threshold = 3, reset_after = 1s, handle = breaker),);
    }
    s289 blocking bodies(Some(breaker)) (retry_backoff = 1.125s, timeout = 125ms, is_valid = positive,) {
        whole p0() -> OwnValue [] (circuit_breaker(failure_threshold = 2, reset_after = 125ms, handle = breaker),) { Ok(call(0)?) };
    }
    s290 blocking paths(Some(breaker)) (is_valid = positive,) {
        whole a() -> Whole [p0, p1, p2, p3] (circuit_breaker(failure_threshold = 2, reset_after = 1m, handle = breaker),);
    }
    s291 blocking paths(None) (retries = 2, timeout = 1.625s, is_valid = not_null,) {
        items a(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1] (keys = keys,);
    }
    s292 blocking methods(Some(Api::breaker)) (retries = 1, retry_backoff = 1.875s, timeout = 1s, deadline = 1s, on_timeout = Verdict::NEXT.uncounted(), on_rejected = Verdict::NEXT.uncounted(), is_valid = not_null,) {
        items a(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1] (keys = keys, max_keys(p0 = 1, p1 = 3), circuit_breaker(failure_threshold = 2, reset_after = 1m, handle = breaker),);
        items b(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0, p1 = self.lists.p1] (keys = keys, max_keys(p0 = 1, p1 = 3), require_all, circuit_breaker = Self::breaker(),);
    }
    s295 blocking methods(Some(Api::breaker)) (retries = 3, retry_backoff = 125ms, timeout = 125ms, is_valid = positive,) {
        items a(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2] (keys = keys, circuit_breaker(failure_threshold = 3, reset_after = 0s, handle = breaker),);
    }
    s296 blocking calls(Some(breaker)) (retries = 1, retry_backoff = 125ms, timeout = 1.250s, deadline = 4s, on_timeout = Verdict::NEXT, on_deadline = Verdict::STOP, classify = by_code, when_all_open = ProbeEarliest,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys), p3 = ask(3, keys), p4 = ask(4, keys)] (keys = keys, max_keys(p0 = 1, p2 = 3, p3 = 2, p4 = 3), circuit_breaker(failure_threshold = 5, reset_after = 0s, handle = breaker),);
        items b(keys: &Vec<String>) -> Required [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys), p3 = ask(3, keys), p4 = ask(4, keys)] (keys = keys, max_keys(p0 = 1, p2 = 3, p3 = 2, p4 = 3), require_all, circuit_breaker = breaker(),);
    }
    s298 blocking calls(Some(breaker)) (retries = 1, timeout = 1s,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys)] (keys = keys, circuit_breaker(failure_threshold = 4, reset_after = 1s, handle = breaker),);
        items b(keys: &Vec<String>) -> Required [p0 = ask(0, keys)] (keys = keys, require_all, circuit_breaker = breaker(),);
    }
    s299 blocking calls(Some(breaker)) (retries = 3, retry_backoff = 1.375s, is_valid = positive,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys), p3 = ask(3, keys)] (keys = keys, circuit_breaker(failure_threshold = 5, reset_after = 1s, handle = breaker),);
    }
}
