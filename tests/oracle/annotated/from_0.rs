//! Written by `generate`: change that, not this.

scenarios! {
    s0 blocking paths(Some(breaker)) (retries = 3, deadline = 4s, on_timeout = Verdict::STOP, on_deadline = Verdict::NEXT.uncounted(), is_valid = positive, classify = by_code,) {
        items a(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1] (keys = keys, max_keys(p0 = 3), circuit_breaker(failure_threshold = 5, reset_after = 9.250s, handle = breaker),);
        items b(keys: &[String]) -> Required [p0 = items::p0, p1 = items::p1] (keys = keys, max_keys(p0 = 3), require_all, circuit_breaker = breaker(),);
    }
    s1 blocking bodies(None) (retries = 3, is_valid = not_null,) {
        whole p0() -> OwnValue [p1] () { Ok(call(0)?) };
    }
    s2 blocking paths(Some(breaker)) (retry_backoff = 125ms, is_valid = not_null,) {
        whole a() -> Whole [p0, p1] (circuit_breaker(failure_threshold = 2, reset_after = 1s, handle = breaker),);
    }
    s3 blocking paths(None) (retries = 1, timeout = 1s, is_valid = not_null,) {
        items a(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1] (keys = keys,);
    }
    s5 blocking methods(Some(Api::breaker)) (is_valid = not_null,) {
        items a(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0] (keys = keys, circuit_breaker(failure_threshold = 1, reset_after = 125ms, handle = breaker),);
        items b(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0] (keys = keys, require_all, circuit_breaker = Self::breaker(),);
    }
    s6 blocking methods(Some(Api::breaker)) (retries = 1, is_valid = not_null,) {
        items a(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2, p3 = self.lists.p3, p4 = self.lists.p4] (keys = keys, circuit_breaker(failure_threshold = 5, reset_after = 0s, handle = breaker),);
        items b(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2, p3 = self.lists.p3, p4 = self.lists.p4] (keys = keys, require_all, circuit_breaker = Self::breaker(),);
    }
    s8 blocking calls(Some(breaker)) (retries = 2, on_timeout = Verdict::NEXT.uncounted(), on_deadline = Verdict::STOP, on_rejected = Verdict::RETRY.open_for(Duration::from_millis(500)), is_valid = positive, when_all_open = ProbeEarliest,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys)] (keys = keys, max_keys(p0 = 3, p1 = 2, p2 = 3), circuit_breaker(failure_threshold = 5, reset_after = 1m, handle = breaker),);
    }
    s9 blocking bodies(Some(breaker)) (timeout = 1s, is_valid = not_null,) {
        whole p0() -> OwnValue [p1, p2] (circuit_breaker(failure_threshold = 5, reset_after = 1s, handle = breaker),) { Ok(call(0)?) };
    }
    s10 blocking calls(Some(breaker)) (retry_backoff = 125ms, timeout = 1.125s, is_valid = not_null,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys), p3 = ask(3, keys)] (keys = keys, circuit_breaker(failure_threshold = 4, reset_after = 5.875s, handle = breaker),);
        items b(keys: &Vec<String>) -> Required [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys), p3 = ask(3, keys)] (keys = keys, require_all, circuit_breaker = breaker(),);
    }
    s11 blocking calls(Some(breaker)) (timeout = 125ms, is_valid = not_null,) {
        whole a() -> Whole [p0 = call(0), p1 = call(1)] (circuit_breaker(failure_threshold = 2, reset_after = 0s, handle = breaker),);
    }
    s12 awaited paths(Some(breaker)) (retries = 1, timeout = 1.750s, deadline = 4s, on_timeout = Verdict::NEXT, on_deadline = Verdict::RETRY.uncounted(), is_valid = not_null, classify = by_code,) {
        items a(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1] (keys = keys, max_keys(p0 = 3, p1 = 3), circuit_breaker(failure_threshold = 1, reset_after = 125ms, handle = breaker),);
        items b(keys: &[String]) -> Required [p0 = items::p0, p1 = items::p1] (keys = keys, max_keys(p0 = 3, p1 = 3), require_all, circuit_breaker = breaker(),);
    }
    s13 awaited paths(None) (retries = 2, is_valid = positive,) {
        items a(keys: &[String]) -> Required [p0 = items::p0] (keys = keys, require_all,);
        items b(keys: &[String]) -> Items [p0 = items::p0] (keys = keys,);
    }
    s14 awaited paths(Some(breaker)) (retries = 1, timeout = 1s,) {
        whole a() -> Whole [p0, p1] (circuit_breaker(failure_threshold = 5, reset_after = 1m, handle = breaker),);
    }
    s15 awaited paths(None) (is_valid = positive,) {
        items a(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1, p2 = items::p2] (keys = keys,);
        items b(keys: &[String]) -> Required [p0 = items::p0, p1 = items::p1, p2 = items::p2] (keys = keys, require_all,);
    }
    s16 awaited methods(Some(Api::breaker)) (retries = 2, deadline = 250ms, on_timeout = Verdict::RETRY.uncounted(), on_rejected = Verdict::STOP, is_valid = positive, classify = by_code, when_all_open = ProbeEarliest,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1, p2 = self.feeds.p2] (circuit_breaker(failure_threshold = 1, reset_after = 1m, handle = breaker),);
    }
    s17 awaited methods(Some(Api::breaker)) (is_valid = positive,) {
        items a(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1] (keys = keys, circuit_breaker(failure_threshold = 3, reset_after = 125ms, handle = breaker),);
        items b(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0, p1 = self.lists.p1] (keys = keys, require_all, circuit_breaker = Self::breaker(),);
    }
    s18 awaited methods(Some(Api::breaker)) (retries = 3, timeout = 125ms, is_valid = not_null,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1] (circuit_breaker(failure_threshold = 1, reset_after = 125ms, handle = breaker),);
        items b(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1] (keys = keys, circuit_breaker = Self::breaker(),);
    }
    s19 awaited methods(Some(Api::breaker)) (retry_backoff = 125ms, timeout = 1s, is_valid = positive,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1, p2 = self.feeds.p2] (circuit_breaker(failure_threshold = 1, reset_after = 0s, handle = breaker),);
    }
    s20 awaited calls(None) (retry_backoff = 375ms, on_deadline = Verdict::NEXT, on_rejected = Verdict::RETRY.open_for(Duration::from_millis(500)), is_valid = not_null,) {
        whole a() -> Whole [p0 = call(0)] ();
    }
    s21 awaited bodies(Some(breaker)) (retries = 1, retry_backoff = 125ms, timeout = 125ms, is_valid = not_null,) {
        whole p0() -> OwnValue [p1] (circuit_breaker(failure_threshold = 1, reset_after = 1.125s, handle = breaker),) { Ok(call(0).await?) };
    }
    s22 awaited calls(Some(breaker)) (retries = 1, retry_backoff = 750ms, timeout = 1s, is_valid = never,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys)] (keys = keys, circuit_breaker(failure_threshold = 1, reset_after = 1m, handle = breaker),);
        items b(keys: &Vec<String>) -> Required [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys)] (keys = keys, require_all, circuit_breaker = breaker(),);
    }
    s23 awaited calls(Some(breaker)) (retries = 1, retry_backoff = 375ms, timeout = 125ms, is_valid = not_null,) {
        whole a() -> Whole [p0 = call(0)] (circuit_breaker(failure_threshold = 2, reset_after = 1s, handle = breaker),);
    }
    s24 blocking paths(Some(breaker)) (timeout = 125ms, deadline = 4s, on_timeout = Verdict::RETRY.open_for(Duration::from_millis(500)), on_deadline = Verdict::RETRY.uncounted(), on_rejected = Verdict::NEXT, is_valid = not_null, classify = by_code, when_all_open = ProbeEarliest,) {
        items a(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1, p2 = items::p2, p3 = items::p3] (keys = keys, max_keys(p1 = 3, p2 = 1), circuit_breaker(failure_threshold = 1, reset_after = 125ms, handle = breaker),);
        items b(keys: &[String]) -> Required [p0 = items::p0, p1 = items::p1, p2 = items::p2, p3 = items::p3] (keys = keys, max_keys(p1 = 3, p2 = 1), require_all, circuit_breaker = breaker(),);
    }
    s25 blocking bodies(Some(breaker)) (retries = 3, retry_backoff = 250ms, timeout = 1s, is_valid = not_null,) {
        whole p0() -> OwnValue [p1] (circuit_breaker(failure_threshold = 2, reset_after = 125ms, handle = breaker),) { Ok(call(0)?) };
    }
    s26 blocking paths(Some(breaker)) (retries = 1, retry_backoff = 125ms, timeout = 1s, is_valid = positive,) {
        items a(keys: &[String]) -> Items [p0 = items::p0] (keys = keys, circuit_breaker(failure_threshold = 1, reset_after = 1m, handle = breaker),);
        items b(keys: &[String]) -> Required [p0 = items::p0] (keys = keys, require_all, circuit_breaker = breaker(),);
    }
    s27 blocking paths(None) (retries = 3, retry_backoff = 125ms, timeout = 125ms, is_valid = not_null,) {
        whole a() -> Whole [p0, p1, p2, p3, p4] ();
    }
    s28 blocking methods(Some(Api::breaker)) (retries = 2, timeout = 1s, deadline = 1s, on_timeout = Verdict::NEXT, on_rejected = Verdict::RETRY.uncounted(), is_valid = positive, classify = by_code,) {
        items a(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2] (keys = keys, circuit_breaker(failure_threshold = 4, reset_after = 9.250s, handle = breaker),);
        items b(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2] (keys = keys, require_all, circuit_breaker = Self::breaker(),);
    }
    s29 blocking bodies(None) (retry_backoff = 125ms, is_valid = positive,) {
        whole p0() -> OwnValue [p1, p2] () { Ok(call(0)?) };
    }
    s30 blocking methods(None) (retry_backoff = 125ms, timeout = 250ms, is_valid = not_null,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1] ();
    }
    s31 blocking methods(Some(Api::breaker)) (retries = 1, is_valid = positive,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1] (circuit_breaker(failure_threshold = 5, reset_after = 1s, handle = breaker),);
    }
    s32 blocking calls(Some(breaker)) (retry_backoff = 1.500s, timeout = 125ms, on_timeout = Verdict::RETRY.uncounted(), on_deadline = Verdict::NEXT, is_valid = positive, when_all_open = ProbeEarliest,) {
        items a(keys: &Vec<String>) -> Required [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys)] (keys = keys, max_keys(p1 = 2, p2 = 2), require_all, circuit_breaker(failure_threshold = 1, reset_after = 1m, handle = breaker),);
        items b(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys)] (keys = keys, max_keys(p1 = 2, p2 = 2), circuit_breaker = breaker(),);
    }
    s34 blocking calls(None) (retries = 3, retry_backoff = 125ms, timeout = 1s, is_valid = positive,) {
        whole a() -> Whole [p0 = call(0), p1 = call(1), p2 = call(2)] ();
    }
    s35 blocking calls(Some(breaker)) (is_valid = positive,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys)] (keys = keys, circuit_breaker(failure_threshold = 5, reset_after = 0s, handle = breaker),);
    }
    s36 blocking paths(Some(breaker)) (deadline = 1s, on_timeout = Verdict::STOP, on_deadline = Verdict::NEXT.uncounted(), on_rejected = Verdict::NEXT, classify = by_code, when_all_open = ProbeEarliest,) {
        items a(keys: &[String]) -> Items [p2 = items::p2, p0 = items::p0, p1 = items::p1] (keys = keys, max_keys(p2 = 1, p1 = 3), circuit_breaker(failure_threshold = 4, reset_after = 2.500s, handle = breaker),);
        items b(keys: &[String]) -> Items [p2 = items::p2] (keys = keys, max_keys(p2 = 1), circuit_breaker = breaker(),);
        items c(keys: &[String]) -> Items [p0 = items::p0] (keys = keys, circuit_breaker = breaker(),);
        items d(keys: &[String]) -> Items [p2 = items::p2, p0 = items::p0] (keys = keys, max_keys(p2 = 1), circuit_breaker = breaker(),);
        items e(keys: &[String]) -> Required [p2 = items::p2, p0 = items::p0, p1 = items::p1] (keys = keys, max_keys(p2 = 1, p1 = 3), require_all, circuit_breaker = breaker(),);
        items f(keys: &[String]) -> Required [p1 = items::p1, p0 = items::p0] (keys = keys, max_keys(p1 = 3), require_all, circuit_breaker = breaker(),);
    }
    s37 blocking paths(Some(breaker)) (retry_backoff = 125ms, timeout = 1s, is_valid = not_null,) {
        items a(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1] (keys = keys, circuit_breaker(failure_threshold = 3, reset_after = 0s, handle = breaker),);
        items b(keys: &[String]) -> Required [p0 = items::p0, p1 = items::p1] (keys = keys, require_all, circuit_breaker = breaker(),);
    }
    s38 blocking paths(Some(breaker)) (retries = 1, timeout = 125ms, is_valid = positive,) {
        whole a() -> Whole [p0, p1, p2] (circuit_breaker(failure_threshold = 2, reset_after = 1s, handle = breaker),);
    }
    s39 blocking paths(None) (timeout = 125ms, is_valid = positive,) {
        items a(keys: &[String]) -> Required [p0 = items::p0, p1 = items::p1, p2 = items::p2, p3 = items::p3] (keys = keys, require_all,);
        items b(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1, p2 = items::p2, p3 = items::p3] (keys = keys,);
    }
    s40 blocking methods(None) (retries = 1, deadline = 250ms, on_timeout = Verdict::RETRY.open_for(Duration::from_millis(500)), on_rejected = Verdict::RETRY.uncounted(), is_valid = not_null, classify = by_code,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0] ();
    }
    s41 blocking bodies(Some(breaker)) (retries = 1, retry_backoff = 125ms, timeout = 1.625s,) {
        items p0(keys: Vec<String>) -> OwnValues [p1 = ask(1, &keys)] (keys = keys, circuit_breaker(failure_threshold = 3, reset_after = 1s, handle = breaker),) { Ok(ask(0, &keys)?) };
    }
    s42 blocking methods(Some(Api::breaker)) (retries = 1, is_valid = not_null,) {
        items a(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2] (keys = keys, require_all, circuit_breaker(failure_threshold = 3, reset_after = 9s, handle = breaker),);
    }
    s43 blocking methods(None) (retries = 2, retry_backoff = 1s, timeout = 1s, is_valid = not_null,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1, p2 = self.feeds.p2] ();
    }
    s44 blocking calls(Some(breaker)) (timeout = 125ms, on_timeout = Verdict::NEXT, on_deadline = Verdict::STOP, when_all_open = ProbeEarliest,) {
        whole a() -> Whole [p0 = call(0), p1 = call(1), p2 = call(2), p3 = call(3)] (circuit_breaker(failure_threshold = 4, reset_after = 6.125s, handle = breaker),);
    }
    s46 blocking calls(Some(breaker)) (retries = 1, retry_backoff = 125ms, is_valid = positive,) {
        whole a() -> Whole [p0 = call(0), p1 = call(1), p2 = call(2)] (circuit_breaker(failure_threshold = 1, reset_after = 1m, handle = breaker),);
    }
    s47 blocking calls(None) (retries = 1, timeout = 1.250s, is_valid = positive,) {
        whole a() -> Whole [p0 = call(0), p1 = call(1)] ();
    }
    s48 awaited paths(None) (retries = 3, retry_backoff = 125ms, deadline = 1s, on_deadline = Verdict::RETRY.uncounted(), on_rejected = Verdict::STOP, is_valid = not_null, classify = by_code,) {
        whole a() -> Whole [p0, p1, p2] ();
    }
    s49 awaited paths(Some(breaker)) (retries = 1, retry_backoff = 125ms, timeout = 125ms, is_valid = not_null,) {
        whole a() -> Whole [p1, p2] (circuit_breaker(failure_threshold = 1, reset_after = 1s, handle = breaker),);
        whole b() -> Whole [p2] (circuit_breaker = breaker(),);
        whole c() -> Whole [p2, p1, p0] (circuit_breaker = breaker(),);
        whole d() -> Whole [p1] (circuit_breaker = breaker(),);
        whole e() -> Whole [p0, p1, p2] (circuit_breaker = breaker(),);
    }
    s50 awaited paths(Some(breaker)) (retries = 1, retry_backoff = 125ms, is_valid = not_null,) {
        whole a() -> Whole [p0] (circuit_breaker(failure_threshold = 4, reset_after = 125ms, handle = breaker),);
    }
    s51 awaited paths(None) (retries = 1, retry_backoff = 125ms, timeout = 125ms, is_valid = not_null,) {
        items a(keys: &[String]) -> Required [p0 = items::p0, p1 = items::p1, p2 = items::p2, p3 = items::p3] (keys = keys, require_all,);
        items b(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1, p2 = items::p2, p3 = items::p3] (keys = keys,);
    }
    s52 awaited methods(Some(Api::breaker)) (retries = 2, retry_backoff = 125ms, timeout = 1s, deadline = 1s, on_timeout = Verdict::STOP, on_rejected = Verdict::RETRY.open_for(Duration::from_millis(500)), is_valid = not_null, classify = by_code, when_all_open = ProbeEarliest,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1] (circuit_breaker(failure_threshold = 4, reset_after = 1m, handle = breaker),);
    }
    s53 awaited methods(Some(Api::breaker)) (is_valid = not_null,) {
        items a(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0] (keys = keys, circuit_breaker(failure_threshold = 1, reset_after = 1s, handle = breaker),);
        items b(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0] (keys = keys, require_all, circuit_breaker = Self::breaker(),);
    }
    s54 awaited methods(Some(Api::breaker)) (retries = 1, retry_backoff = 125ms, timeout = 1.875s, is_valid = positive,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1, p2 = self.feeds.p2, p3 = self.feeds.p3] (circuit_breaker(failure_threshold = 5, reset_after = 1s, handle = breaker),);
    }
    s56 awaited calls(Some(breaker)) (deadline = 4s, on_deadline = Verdict::NEXT, is_valid = positive,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys)] (keys = keys, max_keys(p0 = 1), circuit_breaker(failure_threshold = 1, reset_after = 1s, handle = breaker),);
        items b(keys: &Vec<String>) -> Required [p0 = ask(0, keys)] (keys = keys, max_keys(p0 = 1), require_all, circuit_breaker = breaker(),);
    }
    s58 awaited calls(Some(breaker)) (is_valid = not_null,) {
        whole a() -> Whole [p0 = call(0), p1 = call(1)] (circuit_breaker(failure_threshold = 1, reset_after = 1s, handle = breaker),);
    }
    s59 awaited calls(Some(breaker)) (retries = 2, retry_backoff = 125ms, is_valid = not_null,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys)] (keys = keys, circuit_breaker(failure_threshold = 5, reset_after = 6.125s, handle = breaker),);
        items b(keys: &Vec<String>) -> Required [p0 = ask(0, keys), p1 = ask(1, keys)] (keys = keys, require_all, circuit_breaker = breaker(),);
    }
    s60 blocking paths(Some(breaker)) (retry_backoff = 125ms, timeout = 125ms, deadline = 1s, on_timeout = Verdict::NEXT.uncounted(), on_deadline = Verdict::RETRY.uncounted(), on_rejected = Verdict::STOP, is_valid = not_null, classify = by_code, when_all_open = ProbeEarliest,) {
        items a(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1] (keys = keys, max_keys(p0 = 1, p1 = 2), circuit_breaker(failure_threshold = 4, reset_after = 8.750s, handle = breaker),);
        items b(keys: &[String]) -> Required [p0 = items::p0, p1 = items::p1] (keys = keys, max_keys(p0 = 1, p1 = 2), require_all, circuit_breaker = breaker(),);
    }
    s61 blocking bodies(Some(breaker)) (timeout = 125ms,) {
        whole p0() -> OwnValue [p1, p2] (circuit_breaker(failure_threshold = 2, reset_after = 1s, handle = breaker),) { Ok(call(0)?) };
    }
    s62 blocking paths(Some(breaker)) (retries = 3, timeout = 125ms, is_valid = never,) {
        items a(keys: &[String]) -> Items [p0 = items::p0] (keys = keys, circuit_breaker(failure_threshold = 2, reset_after = 125ms, handle = breaker),);
        items b(keys: &[String]) -> Required [p0 = items::p0] (keys = keys, require_all, circuit_breaker = breaker(),);
    }
    s63 blocking paths(Some(breaker)) (retries = 3, is_valid = not_null,) {
        items a(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1, p2 = items::p2] (keys = keys, circuit_breaker(failure_threshold = 4, reset_after = 125ms, handle = breaker),);
    }
    s65 blocking bodies(Some(breaker)) (retries = 1, retry_backoff = 250ms, timeout = 125ms, is_valid = positive,) {
        whole p0() -> OwnValue [p1, p2] (circuit_breaker(failure_threshold = 2, reset_after = 7s, handle = breaker),) { Ok(call(0)?) };
    }
    s66 blocking methods(Some(Api::breaker)) (is_valid = not_null,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1] (circuit_breaker(failure_threshold = 3, reset_after = 1s, handle = breaker),);
    }
    s67 blocking methods(Some(Api::breaker)) (retries = 1, timeout = 125ms, is_valid = never,) {
        items a(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2, p3 = self.lists.p3, p4 = self.lists.p4] (keys = keys, require_all, circuit_breaker(failure_threshold = 5, reset_after = 1s, handle = breaker),);
        items b(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2, p3 = self.lists.p3, p4 = self.lists.p4] (keys = keys, circuit_breaker = Self::breaker(),);
    }
    s68 blocking calls(None) (retries = 2, timeout = 125ms, deadline = 4s, on_timeout = Verdict::RETRY.uncounted(), on_deadline = Verdict::NEXT, on_rejected = Verdict::NEXT,) {
        whole a() -> Whole [p0 = call(0), p1 = call(1), p2 = call(2)] ();
    }
    s69 blocking bodies(None) (timeout = 1s, is_valid = not_null,) {
        whole p0() -> OwnValue [p1, p2, p3] () { Ok(call(0)?) };
    }
    s70 blocking calls(Some(breaker)) (retry_backoff = 125ms, timeout = 1s,) {
        whole a() -> Whole [p0 = call(0), p1 = call(1), p2 = call(2)] (circuit_breaker(failure_threshold = 2, reset_after = 125ms, handle = breaker),);
    }
    s71 blocking calls(Some(breaker)) (retry_backoff = 125ms, timeout = 1.625s,) {
        whole a() -> Whole [p0 = call(0)] (circuit_breaker(failure_threshold = 4, reset_after = 125ms, handle = breaker),);
    }
    s73 blocking paths(Some(breaker)) (retry_backoff = 625ms, is_valid = positive,) {
        items a(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1, p2 = items::p2] (keys = keys, circuit_breaker(failure_threshold = 2, reset_after = 0s, handle = breaker),);
        items b(keys: &[String]) -> Required [p0 = items::p0, p1 = items::p1, p2 = items::p2] (keys = keys, require_all, circuit_breaker = breaker(),);
    }
    s74 blocking paths(Some(breaker)) (timeout = 125ms, is_valid = not_null,) {
        whole a() -> Whole [p0, p1, p2, p3] (circuit_breaker(failure_threshold = 1, reset_after = 1m, handle = breaker),);
    }
    s75 blocking paths(Some(breaker)) (retries = 2, retry_backoff = 125ms, timeout = 1.375s, is_valid = not_null,) {
        items a(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1, p2 = items::p2] (keys = keys, circuit_breaker(failure_threshold = 3, reset_after = 1s, handle = breaker),);
    }
    s76 blocking methods(Some(Api::breaker)) (retries = 1, retry_backoff = 375ms, on_timeout = Verdict::NEXT.uncounted(), is_valid = positive,) {
        items a(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2, p3 = self.lists.p3, p4 = self.lists.p4] (keys = keys, max_keys(p0 = 1, p1 = 3, p2 = 1, p4 = 1), require_all, circuit_breaker(failure_threshold = 1, reset_after = 1s, handle = breaker),);
        items b(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2, p3 = self.lists.p3, p4 = self.lists.p4] (keys = keys, max_keys(p0 = 1, p1 = 3, p2 = 1, p4 = 1), circuit_breaker = Self::breaker(),);
    }
    s77 blocking bodies(Some(breaker)) (retries = 3, timeout = 1.625s, is_valid = positive,) {
        whole p0() -> OwnValue [p1, p2] (circuit_breaker(failure_threshold = 1, reset_after = 1m, handle = breaker),) { Ok(call(0)?) };
    }
    s78 blocking methods(Some(Api::breaker)) (retries = 1,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1, p2 = self.feeds.p2, p3 = self.feeds.p3] (circuit_breaker(failure_threshold = 2, reset_after = 3.250s, handle = breaker),);
    }
    s79 blocking methods(Some(Api::breaker)) (timeout = 500ms, is_valid = positive,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1, p2 = self.feeds.p2, p3 = self.feeds.p3] (circuit_breaker(failure_threshold = 4, reset_after = 6.250s, handle = breaker),);
    }
    s80 blocking calls(Some(breaker)) (retries = 2, retry_backoff = 125ms, timeout = 1.125s, deadline = 4s, on_timeout = Verdict::STOP, on_deadline = Verdict::STOP, is_valid = positive, when_all_open = ProbeEarliest,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys)] (keys = keys, max_keys(p0 = 2, p1 = 1), circuit_breaker(failure_threshold = 1, reset_after = 1m, handle = breaker),);
        items b(keys: &Vec<String>) -> Required [p0 = ask(0, keys), p1 = ask(1, keys)] (keys = keys, max_keys(p0 = 2, p1 = 1), require_all, circuit_breaker = breaker(),);
    }
    s81 blocking bodies(Some(breaker)) (retry_backoff = 500ms, is_valid = not_null,) {
        items p0(keys: Vec<String>) -> OwnValues [] (keys = keys, circuit_breaker(failure_threshold = 4, reset_after = 7.250s, handle = breaker),) { Ok(ask(0, &keys)?) };
    }
    s82 blocking calls(Some(breaker)) (retry_backoff = 125ms, timeout = 125ms,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys)] (keys = keys, circuit_breaker(failure_threshold = 3, reset_after = 125ms, handle = breaker),);
        items b(keys: &Vec<String>) -> Required [p0 = ask(0, keys), p1 = ask(1, keys)] (keys = keys, require_all, circuit_breaker = breaker(),);
    }
    s83 blocking calls(Some(breaker)) (is_valid = not_null,) {
        items a(keys: &Vec<String>) -> Required [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys), p3 = ask(3, keys)] (keys = keys, require_all, circuit_breaker(failure_threshold = 1, reset_after = 7s, handle = breaker),);
        items b(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys), p3 = ask(3, keys)] (keys = keys, circuit_breaker = breaker(),);
    }
    s84 awaited paths(None) (retry_backoff = 125ms, deadline = 1s, on_timeout = Verdict::RETRY.open_for(Duration::from_millis(500)), on_deadline = Verdict::RETRY.uncounted(), on_rejected = Verdict::NEXT.uncounted(), is_valid = positive, classify = by_code,) {
        whole a() -> Whole [p0, p1] ();
    }
    s85 awaited paths(Some(breaker)) (retries = 1, retry_backoff = 125ms, timeout = 125ms, is_valid = not_null,) {
        items a(keys: &[String]) -> Items [p1 = items::p1, p2 = items::p2, p0 = items::p0] (keys = keys, circuit_breaker(failure_threshold = 1, reset_after = 0s, handle = breaker),);
        items b(keys: &[String]) -> Items [p2 = items::p2] (keys = keys, circuit_breaker = breaker(),);
        items c(keys: &[String]) -> Items [p2 = items::p2, p1 = items::p1] (keys = keys, circuit_breaker = breaker(),);
        items d(keys: &[String]) -> Items [p0 = items::p0] (keys = keys, circuit_breaker = breaker(),);
        items e(keys: &[String]) -> Items [p1 = items::p1] (keys = keys, circuit_breaker = breaker(),);
        items f(keys: &[String]) -> Items [p1 = items::p1, p0 = items::p0, p2 = items::p2] (keys = keys, circuit_breaker = breaker(),);
        items g(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1] (keys = keys, circuit_breaker = breaker(),);
    }
    s86 awaited paths(None) (timeout = 1s, is_valid = not_null,) {
        items a(keys: &[String]) -> Items [p0 = items::p0] (keys = keys,);
        items b(keys: &[String]) -> Required [p0 = items::p0, p1 = items::p1] (keys = keys, require_all,);
        items c(keys: &[String]) -> Required [p0 = items::p0] (keys = keys, require_all,);
        items d(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1] (keys = keys,);
        items e(keys: &[String]) -> Required [p1 = items::p1, p0 = items::p0] (keys = keys, require_all,);
    }
    s87 awaited paths(Some(breaker)) (retries = 1, retry_backoff = 1.625s, timeout = 125ms, is_valid = positive,) {
        whole a() -> Whole [p0, p1, p2, p3, p4] (circuit_breaker(failure_threshold = 4, reset_after = 5.500s, handle = breaker),);
    }
    s88 awaited methods(Some(Api::breaker)) (retry_backoff = 125ms, timeout = 125ms, on_timeout = Verdict::NEXT.uncounted(), is_valid = not_null, when_all_open = ProbeEarliest,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0] (circuit_breaker(failure_threshold = 1, reset_after = 1m, handle = breaker),);
    }
    s89 awaited bodies(Some(breaker)) (retries = 1, timeout = 1s, is_valid = never,) {
        whole p0() -> OwnValue [p1] (circuit_breaker(failure_threshold = 1, reset_after = 1s, handle = breaker),) { Ok(call(0).await?) };
    }
    s90 awaited methods(Some(Api::breaker)) (retries = 1, is_valid = not_null,) {
        items a(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2, p3 = self.lists.p3, p4 = self.lists.p4] (keys = keys, circuit_breaker(failure_threshold = 1, reset_after = 125ms, handle = breaker),);
        items b(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2, p3 = self.lists.p3, p4 = self.lists.p4] (keys = keys, require_all, circuit_breaker = Self::breaker(),);
    }
    s91 awaited methods(Some(Api::breaker)) (timeout = 1s, is_valid = not_null,) {
        items a(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2, p3 = self.lists.p3] (keys = keys, circuit_breaker(failure_threshold = 1, reset_after = 0s, handle = breaker),);
        items b(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2, p3 = self.lists.p3] (keys = keys, require_all, circuit_breaker = Self::breaker(),);
    }
    s92 awaited calls(Some(breaker)) (retries = 2, deadline = 4s, on_deadline = Verdict::NEXT, on_rejected = Verdict::STOP, is_valid = not_null, when_all_open = ProbeEarliest,) {
        whole a() -> Whole [p0 = call(0), p1 = call(1), p2 = call(2)] (circuit_breaker(failure_threshold = 5, reset_after = 125ms, handle = breaker),);
        items b(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys)] (keys = keys, max_keys(p0 = 2, p2 = 3), circuit_breaker = breaker(),);
    }
    s93 awaited calls(Some(breaker)) (timeout = 125ms, is_valid = not_null,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys)] (keys = keys, circuit_breaker(failure_threshold = 1, reset_after = 1s, handle = breaker),);
        items b(keys: &Vec<String>) -> Required [p0 = ask(0, keys), p1 = ask(1, keys)] (keys = keys, require_all, circuit_breaker = breaker(),);
    }
    s94 awaited calls(Some(breaker)) (timeout = 1.375s, is_valid = positive,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys), p3 = ask(3, keys), p4 = ask(4, keys)] (keys = keys, circuit_breaker(failure_threshold = 3, reset_after = 1m, handle = breaker),);
        items b(keys: &Vec<String>) -> Required [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys), p3 = ask(3, keys), p4 = ask(4, keys)] (keys = keys, require_all, circuit_breaker = breaker(),);
    }
    s95 awaited calls(None) (retries = 3, timeout = 1s, is_valid = positive,) {
        whole a() -> Whole [p0 = call(0), p1 = call(1), p2 = call(2)] ();
    }
    s96 blocking paths(Some(breaker)) (retries = 2, retry_backoff = 125ms, timeout = 1.375s, deadline = 1.375s, on_timeout = Verdict::STOP, on_deadline = Verdict::RETRY.uncounted(), on_rejected = Verdict::RETRY.open_for(Duration::from_millis(500)), is_valid = positive, classify = by_code,) {
        whole a() -> Whole [p0, p1] (circuit_breaker(failure_threshold = 2, reset_after = 125ms, handle = breaker),);
    }
    s97 blocking paths(None) (retries = 2, timeout = 1s, is_valid = positive,) {
        items a(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1, p2 = items::p2] (keys = keys,);
        items b(keys: &[String]) -> Required [p0 = items::p0, p1 = items::p1, p2 = items::p2] (keys = keys, require_all,);
    }
    s98 blocking paths(Some(breaker)) (timeout = 1s, is_valid = not_null,) {
        items a(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1, p2 = items::p2] (keys = keys, circuit_breaker(failure_threshold = 3, reset_after = 1s, handle = breaker),);
    }
    s99 blocking paths(Some(breaker)) (retries = 3, retry_backoff = 125ms, timeout = 125ms,) {
        items a(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1, p2 = items::p2, p3 = items::p3] (keys = keys, circuit_breaker(failure_threshold = 4, reset_after = 0s, handle = breaker),);
        items b(keys: &[String]) -> Required [p0 = items::p0, p1 = items::p1, p2 = items::p2, p3 = items::p3] (keys = keys, require_all, circuit_breaker = breaker(),);
    }
}
