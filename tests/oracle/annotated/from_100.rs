//! Written by `generate`: change that, not this.

scenarios! {
    s100 blocking methods(Some(Api::breaker)) (retries = 3, retry_backoff = 500ms, timeout = 1.500s, on_rejected = Verdict::NEXT, is_valid = not_null, when_all_open = ProbeEarliest,) {
        items a(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2, p3 = self.lists.p3] (keys = keys, max_keys(p0 = 2, p1 = 3), circuit_breaker(failure_threshold = 2, reset_after = 1s, handle = breaker),);
    }
    s101 blocking bodies(Some(breaker)) (retries = 2,) {
        whole p0() -> OwnValue [p1, p2] (circuit_breaker(failure_threshold = 1, reset_after = 1s, handle = breaker),) { Ok(call(0)?) };
    }
    s102 blocking methods(Some(Api::breaker)) (retries = 2, retry_backoff = 1.750s, timeout = 1s, is_valid = positive,) {
        items a(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1] (keys = keys, circuit_breaker(failure_threshold = 4, reset_after = 125ms, handle = breaker),);
    }
    s103 blocking methods(Some(Api::breaker)) (retries = 1, is_valid = positive,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1] (circuit_breaker(failure_threshold = 3, reset_after = 1s, handle = breaker),);
    }
    s104 blocking calls(Some(breaker)) (deadline = 4s, on_timeout = Verdict::NEXT.uncounted(), on_deadline = Verdict::NEXT.uncounted(), on_rejected = Verdict::STOP, is_valid = positive,) {
        items a(keys: &Vec<String>) -> Required [p0 = ask(0, keys)] (keys = keys, max_keys(p0 = 2), require_all, circuit_breaker(failure_threshold = 5, reset_after = 1s, handle = breaker),);
        items b(keys: &Vec<String>) -> Items [p0 = ask(0, keys)] (keys = keys, max_keys(p0 = 2), circuit_breaker = breaker(),);
    }
    s105 blocking calls(Some(breaker)) (retries = 2, retry_backoff = 125ms, timeout = 125ms, is_valid = not_null,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys)] (keys = keys, circuit_breaker(failure_threshold = 4, reset_after = 1s, handle = breaker),);
        items b(keys: &Vec<String>) -> Required [p0 = ask(0, keys), p1 = ask(1, keys)] (keys = keys, require_all, circuit_breaker = breaker(),);
    }
    s106 blocking calls(Some(breaker)) (retries = 1, timeout = 875ms, is_valid = not_null,) {
        whole a() -> Whole [p0 = call(0), p1 = call(1), p2 = call(2)] (circuit_breaker(failure_threshold = 4, reset_after = 3.750s, handle = breaker),);
    }
    s107 blocking calls(Some(breaker)) (retries = 3, is_valid = not_null,) {
        whole a() -> Whole [p0 = call(0), p1 = call(1), p2 = call(2)] (circuit_breaker(failure_threshold = 3, reset_after = 1s, handle = breaker),);
    }
    s108 blocking paths(Some(breaker)) (retry_backoff = 250ms, timeout = 125ms, deadline = 250ms, on_deadline = Verdict::RETRY.open_for(Duration::from_millis(500)), on_rejected = Verdict::RETRY.open_for(Duration::from_millis(500)), is_valid = positive, classify = by_code, when_all_open = ProbeEarliest,) {
        items a(keys: &[String]) -> Required [p0 = items::p0] (keys = keys, max_keys(p0 = 3), require_all, circuit_breaker(failure_threshold = 2, reset_after = 7s, handle = breaker),);
    }
    s109 blocking paths(Some(breaker)) (retries = 3, is_valid = positive,) {
        items a(keys: &[String]) -> Required [p0 = items::p0, p1 = items::p1, p2 = items::p2] (keys = keys, require_all, circuit_breaker(failure_threshold = 5, reset_after = 1m, handle = breaker),);
        items b(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1, p2 = items::p2] (keys = keys, circuit_breaker = breaker(),);
    }
    s110 blocking paths(Some(breaker)) (retries = 1,) {
        whole a() -> Whole [p0, p1] (circuit_breaker(failure_threshold = 3, reset_after = 1s, handle = breaker),);
    }
    s111 blocking paths(None) (retries = 3, is_valid = never,) {
        items a(keys: &[String]) -> Required [p0 = items::p0, p1 = items::p1, p2 = items::p2, p3 = items::p3, p4 = items::p4] (keys = keys, require_all,);
        items b(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1, p2 = items::p2, p3 = items::p3, p4 = items::p4] (keys = keys,);
    }
    s112 blocking methods(None) (retry_backoff = 1.500s, timeout = 125ms, on_timeout = Verdict::RETRY.uncounted(), on_rejected = Verdict::NEXT, is_valid = not_null,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1, p2 = self.feeds.p2, p3 = self.feeds.p3] ();
    }
    s113 blocking methods(None) (timeout = 1.875s,) {
        items a(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2, p3 = self.lists.p3] (keys = keys, require_all,);
        items b(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2, p3 = self.lists.p3] (keys = keys,);
    }
    s114 blocking methods(Some(Api::breaker)) (retry_backoff = 2s, timeout = 125ms, is_valid = not_null,) {
        items a(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1] (keys = keys, circuit_breaker(failure_threshold = 2, reset_after = 1s, handle = breaker),);
        items b(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0, p1 = self.lists.p1] (keys = keys, require_all, circuit_breaker = Self::breaker(),);
    }
    s115 blocking methods(Some(Api::breaker)) (retries = 1, retry_backoff = 125ms, is_valid = not_null,) {
        items a(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1] (keys = keys, circuit_breaker(failure_threshold = 5, reset_after = 1m, handle = breaker),);
        items b(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0, p1 = self.lists.p1] (keys = keys, require_all, circuit_breaker = Self::breaker(),);
    }
    s116 blocking calls(Some(breaker)) (deadline = 1s, on_deadline = Verdict::STOP, on_rejected = Verdict::NEXT.uncounted(), is_valid = not_null, when_all_open = ProbeEarliest,) {
        items a(keys: &Vec<String>) -> Required [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys), p3 = ask(3, keys), p4 = ask(4, keys)] (keys = keys, max_keys(p0 = 3, p2 = 1, p3 = 1), require_all, circuit_breaker(failure_threshold = 5, reset_after = 125ms, handle = breaker),);
        items b(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys), p3 = ask(3, keys), p4 = ask(4, keys)] (keys = keys, max_keys(p0 = 3, p2 = 1, p3 = 1), circuit_breaker = breaker(),);
    }
    s118 blocking calls(Some(breaker)) (retries = 1, retry_backoff = 750ms, timeout = 500ms, is_valid = not_null,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys)] (keys = keys, circuit_breaker(failure_threshold = 1, reset_after = 7.125s, handle = breaker),);
    }
    s119 blocking calls(Some(breaker)) (is_valid = not_null,) {
        whole a() -> Whole [p0 = call(0), p1 = call(1), p2 = call(2), p3 = call(3), p4 = call(4)] (circuit_breaker(failure_threshold = 2, reset_after = 0s, handle = breaker),);
        items b(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys), p3 = ask(3, keys), p4 = ask(4, keys)] (keys = keys, circuit_breaker = breaker(),);
    }
    s120 awaited paths(Some(breaker)) (retry_backoff = 125ms, timeout = 1s, deadline = 1s, on_timeout = Verdict::NEXT.uncounted(), on_deadline = Verdict::RETRY.uncounted(), classify = by_code, when_all_open = ProbeEarliest,) {
        items a(keys: &[String]) -> Items [p0 = items::p0] (keys = keys, max_keys(p0 = 3), circuit_breaker(failure_threshold = 2, reset_after = 7.500s, handle = breaker),);
        items b(keys: &[String]) -> Required [p0 = items::p0] (keys = keys, max_keys(p0 = 3), require_all, circuit_breaker = breaker(),);
    }
    s121 awaited bodies(Some(breaker)) (retries = 2, retry_backoff = 125ms, timeout = 1s,) {
        whole p0() -> OwnValue [p1, p2, p3] (circuit_breaker(failure_threshold = 1, reset_after = 1s, handle = breaker),) { Ok(call(0).await?) };
    }
    s122 awaited paths(None) (retries = 1, retry_backoff = 1.250s, is_valid = not_null,) {
        items a(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1, p2 = items::p2] (keys = keys,);
        items b(keys: &[String]) -> Required [p0 = items::p0, p1 = items::p1, p2 = items::p2] (keys = keys, require_all,);
    }
    s123 awaited paths(Some(breaker)) (retries = 3, retry_backoff = 125ms, timeout = 125ms,) {
        items a(keys: &[String]) -> Required [p0 = items::p0, p1 = items::p1, p2 = items::p2] (keys = keys, require_all, circuit_breaker(failure_threshold = 5, reset_after = 1m, handle = breaker),);
        items b(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1, p2 = items::p2] (keys = keys, circuit_breaker = breaker(),);
    }
    s124 awaited methods(Some(Api::breaker)) (retry_backoff = 875ms, on_timeout = Verdict::NEXT, on_rejected = Verdict::STOP, is_valid = positive,) {
        items a(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2] (keys = keys, max_keys(p0 = 3, p1 = 2, p2 = 2), circuit_breaker(failure_threshold = 2, reset_after = 0s, handle = breaker),);
        items b(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2] (keys = keys, max_keys(p0 = 3, p1 = 2, p2 = 2), require_all, circuit_breaker = Self::breaker(),);
    }
    s125 awaited methods(Some(Api::breaker)) (is_valid = positive,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1] (circuit_breaker(failure_threshold = 4, reset_after = 125ms, handle = breaker),);
        items b(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0, p1 = self.lists.p1] (keys = keys, require_all, circuit_breaker = Self::breaker(),);
        items c(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1] (keys = keys, circuit_breaker = Self::breaker(),);
    }
    s126 awaited methods(None) () {
        whole a(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1, p2 = self.feeds.p2] ();
    }
    s127 awaited methods(Some(Api::breaker)) (timeout = 1.500s, is_valid = not_null,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1, p2 = self.feeds.p2, p3 = self.feeds.p3, p4 = self.feeds.p4] (circuit_breaker(failure_threshold = 5, reset_after = 0s, handle = breaker),);
    }
    s128 awaited calls(Some(breaker)) (retries = 1, deadline = 1s, on_timeout = Verdict::RETRY.uncounted(), on_deadline = Verdict::NEXT, on_rejected = Verdict::NEXT.uncounted(), is_valid = not_null, when_all_open = ProbeEarliest,) {
        whole a() -> Whole [p0 = call(0), p1 = call(1), p2 = call(2)] (circuit_breaker(failure_threshold = 3, reset_after = 1s, handle = breaker),);
    }
    s129 awaited bodies(Some(breaker)) (retries = 2, retry_backoff = 125ms, timeout = 1s,) {
        whole p0() -> OwnValue [p1, p2, p3, p4] (circuit_breaker(failure_threshold = 5, reset_after = 7.500s, handle = breaker),) { Ok(call(0).await?) };
    }
    s130 awaited calls(None) (retries = 2, timeout = 2s, is_valid = positive,) {
        whole a() -> Whole [p0 = call(0), p1 = call(1), p2 = call(2)] ();
    }
    s131 awaited calls(Some(breaker)) (retries = 1, timeout = 1.125s, is_valid = not_null,) {
        whole a() -> Whole [p0 = call(0)] (circuit_breaker(failure_threshold = 1, reset_after = 7.125s, handle = breaker),);
    }
    s132 blocking paths(Some(breaker)) (retry_backoff = 1.250s, timeout = 125ms, deadline = 250ms, on_timeout = Verdict::STOP, on_deadline = Verdict::RETRY.uncounted(), is_valid = never, classify = by_code,) {
        whole a() -> Whole [p0, p1] (circuit_breaker(failure_threshold = 1, reset_after = 0s, handle = breaker),);
    }
    s133 blocking paths(Some(breaker)) (timeout = 125ms, is_valid = not_null,) {
        items a(keys: &[String]) -> Items [p0 = items::p0] (keys = keys, circuit_breaker(failure_threshold = 2, reset_after = 0s, handle = breaker),);
        items b(keys: &[String]) -> Required [p0 = items::p0] (keys = keys, require_all, circuit_breaker = breaker(),);
    }
    s134 blocking paths(Some(breaker)) (is_valid = not_null,) {
        whole a() -> Whole [p0, p1, p2] (circuit_breaker(failure_threshold = 2, reset_after = 1s, handle = breaker),);
    }
    s135 blocking paths(Some(breaker)) (retries = 2, retry_backoff = 125ms, timeout = 125ms, is_valid = positive,) {
        whole a() -> Whole [p0, p1, p2, p3] (circuit_breaker(failure_threshold = 3, reset_after = 125ms, handle = breaker),);
    }
    s136 blocking methods(Some(Api::breaker)) (retries = 3, deadline = 4s, on_timeout = Verdict::RETRY.open_for(Duration::from_millis(500)), on_deadline = Verdict::NEXT, on_rejected = Verdict::STOP, is_valid = not_null, when_all_open = ProbeEarliest,) {
        items a(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1] (keys = keys, max_keys(p1 = 2), circuit_breaker(failure_threshold = 5, reset_after = 1s, handle = breaker),);
        whole b(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1] (circuit_breaker = Self::breaker(),);
        items c(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0, p1 = self.lists.p1] (keys = keys, max_keys(p1 = 2), require_all, circuit_breaker = Self::breaker(),);
    }
    s138 blocking methods(Some(Api::breaker)) (retries = 2, is_valid = not_null,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0] (circuit_breaker(failure_threshold = 5, reset_after = 125ms, handle = breaker),);
    }
    s139 blocking methods(Some(Api::breaker)) (retries = 1, timeout = 125ms, is_valid = never,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1, p2 = self.feeds.p2, p3 = self.feeds.p3] (circuit_breaker(failure_threshold = 4, reset_after = 1s, handle = breaker),);
    }
    s140 blocking calls(None) (timeout = 125ms, deadline = 1s, on_timeout = Verdict::NEXT, on_deadline = Verdict::NEXT.uncounted(), on_rejected = Verdict::RETRY.open_for(Duration::from_millis(500)), is_valid = positive,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys), p3 = ask(3, keys)] (keys = keys, max_keys(p1 = 3),);
        items b(keys: &Vec<String>) -> Required [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys), p3 = ask(3, keys)] (keys = keys, max_keys(p1 = 3), require_all,);
    }
    s141 blocking calls(Some(breaker)) (retries = 3, retry_backoff = 125ms, timeout = 750ms, is_valid = not_null,) {
        items a(keys: &Vec<String>) -> Required [p0 = ask(0, keys), p1 = ask(1, keys)] (keys = keys, require_all, circuit_breaker(failure_threshold = 2, reset_after = 1s, handle = breaker),);
        items b(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys)] (keys = keys, circuit_breaker = breaker(),);
    }
    s142 blocking calls(Some(breaker)) (retries = 1, retry_backoff = 125ms, timeout = 1s, is_valid = not_null,) {
        whole a() -> Whole [p0 = call(0), p1 = call(1), p2 = call(2), p3 = call(3), p4 = call(4)] (circuit_breaker(failure_threshold = 2, reset_after = 1s, handle = breaker),);
    }
    s143 blocking calls(None) (retry_backoff = 750ms, is_valid = not_null,) {
        whole a() -> Whole [p0 = call(0), p1 = call(1), p2 = call(2), p3 = call(3)] ();
    }
    s144 blocking paths(Some(breaker)) (retries = 3, timeout = 125ms, deadline = 250ms, on_deadline = Verdict::RETRY.open_for(Duration::from_millis(500)), on_rejected = Verdict::NEXT, is_valid = positive, classify = by_code, when_all_open = ProbeEarliest,) {
        whole a() -> Whole [p0, p1] (circuit_breaker(failure_threshold = 4, reset_after = 1m, handle = breaker),);
    }
    s145 blocking paths(Some(breaker)) (retry_backoff = 125ms, timeout = 125ms, is_valid = not_null,) {
        items a(keys: &[String]) -> Items [p0 = items::p0] (keys = keys, circuit_breaker(failure_threshold = 5, reset_after = 1s, handle = breaker),);
        items b(keys: &[String]) -> Required [p0 = items::p0] (keys = keys, require_all, circuit_breaker = breaker(),);
    }
    s147 blocking paths(None) (timeout = 125ms, is_valid = positive,) {
        whole a() -> Whole [p0, p1] ();
    }
    s148 blocking methods(Some(Api::breaker)) (retry_backoff = 125ms, timeout = 125ms, deadline = 4s, on_timeout = Verdict::STOP, on_rejected = Verdict::RETRY.uncounted(), is_valid = never, when_all_open = ProbeEarliest,) {
        items a(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2] (keys = keys, max_keys(p1 = 2, p2 = 1), circuit_breaker(failure_threshold = 5, reset_after = 1s, handle = breaker),);
        items b(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2] (keys = keys, max_keys(p1 = 2, p2 = 1), require_all, circuit_breaker = Self::breaker(),);
    }
    s149 blocking bodies(Some(breaker)) (retries = 1, retry_backoff = 1.625s, timeout = 125ms, is_valid = not_null,) {
        whole p0() -> OwnValue [] (circuit_breaker(failure_threshold = 2, reset_after = 1s, handle = breaker),) { Ok(call(0)?) };
    }
    s150 blocking methods(Some(Api::breaker)) (is_valid = not_null,) {
        items a(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1] (keys = keys, circuit_breaker(failure_threshold = 1, reset_after = 5.500s, handle = breaker),);
    }
    s151 blocking methods(Some(Api::breaker)) (retries = 1, retry_backoff = 125ms, timeout = 625ms, is_valid = not_null,) {
        items a(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1] (keys = keys, circuit_breaker(failure_threshold = 1, reset_after = 1m, handle = breaker),);
        items b(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0, p1 = self.lists.p1] (keys = keys, require_all, circuit_breaker = Self::breaker(),);
    }
    s152 blocking calls(Some(breaker)) (deadline = 1s, on_timeout = Verdict::RETRY.open_for(Duration::from_millis(500)), on_deadline = Verdict::STOP, on_rejected = Verdict::RETRY.uncounted(), is_valid = positive,) {
        whole a() -> Whole [p0 = call(0), p1 = call(1), p2 = call(2), p3 = call(3), p4 = call(4)] (circuit_breaker(failure_threshold = 5, reset_after = 1s, handle = breaker),);
    }
    s154 blocking calls(Some(breaker)) (retries = 1, is_valid = positive,) {
        items a(keys: &Vec<String>) -> Required [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys)] (keys = keys, require_all, circuit_breaker(failure_threshold = 1, reset_after = 125ms, handle = breaker),);
        items b(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys)] (keys = keys, circuit_breaker = breaker(),);
    }
    s155 blocking calls(None) (retries = 3, retry_backoff = 875ms, timeout = 1.125s, is_valid = positive,) {
        whole a() -> Whole [p0 = call(0), p1 = call(1), p2 = call(2), p3 = call(3)] ();
    }
    s157 awaited paths(Some(breaker)) (retry_backoff = 750ms, timeout = 1s,) {
        items a(keys: &[String]) -> Required [p0 = items::p0] (keys = keys, require_all, circuit_breaker(failure_threshold = 2, reset_after = 0s, handle = breaker),);
        items b(keys: &[String]) -> Items [p0 = items::p0] (keys = keys, circuit_breaker = breaker(),);
    }
    s158 awaited paths(Some(breaker)) (retry_backoff = 125ms, is_valid = not_null,) {
        whole a() -> Whole [p0, p1, p2, p3] (circuit_breaker(failure_threshold = 5, reset_after = 1m, handle = breaker),);
    }
    s159 awaited paths(Some(breaker)) (retries = 2, retry_backoff = 250ms, is_valid = not_null,) {
        whole a() -> Whole [p0, p1, p2] (circuit_breaker(failure_threshold = 4, reset_after = 1s, handle = breaker),);
    }
    s160 awaited methods(Some(Api::breaker)) (retries = 1, timeout = 1s, deadline = 4s, on_rejected = Verdict::NEXT.uncounted(), is_valid = not_null,) {
        items a(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2, p3 = self.lists.p3, p4 = self.lists.p4] (keys = keys, max_keys(p1 = 2, p3 = 3), circuit_breaker(failure_threshold = 4, reset_after = 1s, handle = breaker),);
        items b(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2, p3 = self.lists.p3, p4 = self.lists.p4] (keys = keys, max_keys(p1 = 2, p3 = 3), require_all, circuit_breaker = Self::breaker(),);
    }
    s161 awaited bodies(Some(breaker)) (retry_backoff = 125ms, timeout = 1s, is_valid = positive,) {
        whole p0() -> OwnValue [p1, p2] (circuit_breaker(failure_threshold = 3, reset_after = 1s, handle = breaker),) { Ok(call(0).await?) };
    }
    s162 awaited methods(Some(Api::breaker)) (retry_backoff = 1.125s, is_valid = not_null,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1] (circuit_breaker(failure_threshold = 1, reset_after = 1m, handle = breaker),);
    }
    s163 awaited methods(None) (timeout = 125ms, is_valid = not_null,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0] ();
    }
    s164 awaited calls(None) (retry_backoff = 375ms, deadline = 1s, on_timeout = Verdict::RETRY.uncounted(), on_deadline = Verdict::NEXT, is_valid = positive,) {
        items a(keys: &Vec<String>) -> Required [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys)] (keys = keys, max_keys(p1 = 3, p2 = 3), require_all,);
        items b(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys)] (keys = keys, max_keys(p1 = 3, p2 = 3),);
    }
    s165 awaited calls(None) (retries = 1, retry_backoff = 125ms, timeout = 1.625s, is_valid = positive,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys)] (keys = keys,);
        whole b() -> Whole [p0 = call(0), p1 = call(1)] ();
    }
    s166 awaited calls(Some(breaker)) (retries = 1, retry_backoff = 375ms, timeout = 375ms, is_valid = never,) {
        whole a() -> Whole [p0 = call(0), p1 = call(1), p2 = call(2), p3 = call(3), p4 = call(4)] (circuit_breaker(failure_threshold = 5, reset_after = 1m, handle = breaker),);
    }
    s167 awaited calls(Some(breaker)) (is_valid = not_null,) {
        whole a() -> Whole [p0 = call(0), p1 = call(1), p2 = call(2), p3 = call(3)] (circuit_breaker(failure_threshold = 5, reset_after = 1s, handle = breaker),);
    }
    s168 blocking paths(Some(breaker)) (retries = 1, on_deadline = Verdict::RETRY.uncounted(), on_rejected = Verdict::STOP, is_valid = positive, classify = by_code,) {
        items a(keys: &[String]) -> Required [p0 = items::p0] (keys = keys, max_keys(p0 = 1), require_all, circuit_breaker(failure_threshold = 2, reset_after = 8.375s, handle = breaker),);
        items b(keys: &[String]) -> Items [p0 = items::p0] (keys = keys, max_keys(p0 = 1), circuit_breaker = breaker(),);
    }
    s170 blocking paths(Some(breaker)) (retry_backoff = 1.875s, is_valid = positive,) {
        whole a() -> Whole [p0, p1] (circuit_breaker(failure_threshold = 4, reset_after = 1s, handle = breaker),);
    }
    s171 blocking paths(Some(breaker)) (timeout = 1s, is_valid = never,) {
        items a(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1, p2 = items::p2, p3 = items::p3, p4 = items::p4] (keys = keys, circuit_breaker(failure_threshold = 5, reset_after = 1m, handle = breaker),);
        items b(keys: &[String]) -> Required [p0 = items::p0, p1 = items::p1, p2 = items::p2, p3 = items::p3, p4 = items::p4] (keys = keys, require_all, circuit_breaker = breaker(),);
    }
    s172 blocking methods(Some(Api::breaker)) (timeout = 250ms, deadline = 4s, on_timeout = Verdict::NEXT.uncounted(), on_deadline = Verdict::NEXT, on_rejected = Verdict::NEXT.uncounted(), is_valid = never, when_all_open = ProbeEarliest,) {
        items a(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2] (keys = keys, max_keys(p0 = 1, p1 = 1), require_all, circuit_breaker(failure_threshold = 1, reset_after = 1s, handle = breaker),);
        items b(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2] (keys = keys, max_keys(p0 = 1, p1 = 1), circuit_breaker = Self::breaker(),);
    }
    s173 blocking methods(None) (retry_backoff = 125ms, timeout = 1s, is_valid = positive,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1] ();
        whole b(&self) -> Whole [p0 = self.feeds.p0] ();
        whole c(&self) -> Whole [p1 = self.feeds.p1] ();
    }
    s174 blocking methods(Some(Api::breaker)) (retry_backoff = 1.750s, timeout = 1s, is_valid = not_null,) {
        items a(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2] (keys = keys, require_all, circuit_breaker(failure_threshold = 1, reset_after = 1s, handle = breaker),);
        items b(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2] (keys = keys, circuit_breaker = Self::breaker(),);
    }
    s175 blocking methods(None) (timeout = 125ms, is_valid = not_null,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1] ();
    }
    s177 blocking calls(None) (retry_backoff = 125ms, timeout = 1s, is_valid = not_null,) {
        items a(keys: &Vec<String>) -> Required [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys), p3 = ask(3, keys)] (keys = keys, require_all,);
        items b(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys), p3 = ask(3, keys)] (keys = keys,);
    }
    s178 blocking calls(None) (timeout = 125ms,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys), p3 = ask(3, keys), p4 = ask(4, keys)] (keys = keys,);
        items b(keys: &Vec<String>) -> Required [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys), p3 = ask(3, keys), p4 = ask(4, keys)] (keys = keys, require_all,);
    }
    s179 blocking calls(Some(breaker)) (retry_backoff = 125ms, timeout = 1s, is_valid = not_null,) {
        whole a() -> Whole [p0 = call(0), p1 = call(1), p2 = call(2)] (circuit_breaker(failure_threshold = 1, reset_after = 1m, handle = breaker),);
    }
    s180 blocking paths(Some(breaker)) (retries = 2, retry_backoff = 125ms, on_timeout = Verdict::RETRY.uncounted(), on_deadline = Verdict::RETRY.open_for(Duration::from_millis(500)), on_rejected = Verdict::STOP, is_valid = positive, classify = by_code,) {
        items a(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1] (keys = keys, max_keys(p0 = 1), circuit_breaker(failure_threshold = 1, reset_after = 125ms, handle = breaker),);
        items b(keys: &[String]) -> Required [p0 = items::p0, p1 = items::p1] (keys = keys, max_keys(p0 = 1), require_all, circuit_breaker = breaker(),);
    }
    s181 blocking bodies(Some(breaker)) (retries = 2, is_valid = not_null,) {
        whole p0() -> OwnValue [p1] (circuit_breaker(failure_threshold = 1, reset_after = 1s, handle = breaker),) { Ok(call(0)?) };
    }
    s183 blocking paths(None) (timeout = 1s, is_valid = never,) {
        whole a() -> Whole [p0, p1] ();
    }
    s184 blocking methods(Some(Api::breaker)) (retry_backoff = 125ms, timeout = 125ms, deadline = 4s, on_rejected = Verdict::RETRY.open_for(Duration::from_millis(500)), is_valid = positive, when_all_open = ProbeEarliest,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1, p2 = self.feeds.p2] (circuit_breaker(failure_threshold = 5, reset_after = 0s, handle = breaker),);
    }
    s185 blocking methods(Some(Api::breaker)) () {
        items a(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2, p3 = self.lists.p3] (keys = keys, require_all, circuit_breaker(failure_threshold = 2, reset_after = 0s, handle = breaker),);
        items b(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2, p3 = self.lists.p3] (keys = keys, circuit_breaker = Self::breaker(),);
        whole c(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1, p2 = self.feeds.p2, p3 = self.feeds.p3] (circuit_breaker = Self::breaker(),);
    }
    s186 blocking methods(None) (retries = 1, retry_backoff = 125ms, timeout = 375ms, is_valid = not_null,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1, p2 = self.feeds.p2, p3 = self.feeds.p3, p4 = self.feeds.p4] ();
    }
    s187 blocking methods(Some(Api::breaker)) (retries = 2, retry_backoff = 125ms, is_valid = positive,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1, p2 = self.feeds.p2, p3 = self.feeds.p3, p4 = self.feeds.p4] (circuit_breaker(failure_threshold = 4, reset_after = 875ms, handle = breaker),);
    }
    s188 blocking calls(Some(breaker)) (timeout = 125ms, deadline = 250ms, on_timeout = Verdict::RETRY.open_for(Duration::from_millis(500)), on_deadline = Verdict::STOP, on_rejected = Verdict::NEXT, is_valid = not_null,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys)] (keys = keys, max_keys(p0 = 1), circuit_breaker(failure_threshold = 2, reset_after = 5.375s, handle = breaker),);
        items b(keys: &Vec<String>) -> Required [p0 = ask(0, keys)] (keys = keys, max_keys(p0 = 1), require_all, circuit_breaker = breaker(),);
    }
    s189 blocking calls(Some(breaker)) (retries = 1, retry_backoff = 500ms, is_valid = not_null,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys), p3 = ask(3, keys), p4 = ask(4, keys)] (keys = keys, circuit_breaker(failure_threshold = 4, reset_after = 125ms, handle = breaker),);
        items b(keys: &Vec<String>) -> Required [p0 = ask(0, keys), p1 = ask(1, keys), p2 = ask(2, keys), p3 = ask(3, keys), p4 = ask(4, keys)] (keys = keys, require_all, circuit_breaker = breaker(),);
    }
    s190 blocking calls(Some(breaker)) (retry_backoff = 125ms, timeout = 125ms, is_valid = positive,) {
        items a(keys: &Vec<String>) -> Items [p0 = ask(0, keys), p1 = ask(1, keys)] (keys = keys, circuit_breaker(failure_threshold = 1, reset_after = 0s, handle = breaker),);
    }
    s192 awaited paths(Some(breaker)) (retries = 3, on_timeout = Verdict::NEXT, on_deadline = Verdict::RETRY.uncounted(), on_rejected = Verdict::NEXT.uncounted(), is_valid = not_null, classify = by_code, when_all_open = ProbeEarliest,) {
        whole a() -> Whole [p0] (circuit_breaker(failure_threshold = 1, reset_after = 1s, handle = breaker),);
    }
    s194 awaited paths(Some(breaker)) (retry_backoff = 1.125s, timeout = 1s, is_valid = positive,) {
        items a(keys: &[String]) -> Required [p0 = items::p0, p1 = items::p1, p2 = items::p2, p3 = items::p3, p4 = items::p4] (keys = keys, require_all, circuit_breaker(failure_threshold = 3, reset_after = 0s, handle = breaker),);
        items b(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1, p2 = items::p2, p3 = items::p3, p4 = items::p4] (keys = keys, circuit_breaker = breaker(),);
    }
    s195 awaited paths(None) (is_valid = positive,) {
        items a(keys: &[String]) -> Items [p0 = items::p0, p1 = items::p1, p2 = items::p2] (keys = keys,);
        items b(keys: &[String]) -> Required [p0 = items::p0, p1 = items::p1, p2 = items::p2] (keys = keys, require_all,);
    }
    s196 awaited methods(Some(Api::breaker)) (retries = 2, retry_backoff = 1s, timeout = 125ms, deadline = 1s, on_timeout = Verdict::RETRY.uncounted(), on_rejected = Verdict::RETRY.uncounted(), is_valid = not_null,) {
        items a(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2, p3 = self.lists.p3] (keys = keys, max_keys(p0 = 2, p1 = 1, p2 = 2, p3 = 2), circuit_breaker(failure_threshold = 1, reset_after = 1s, handle = breaker),);
        items b(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0, p1 = self.lists.p1, p2 = self.lists.p2, p3 = self.lists.p3] (keys = keys, max_keys(p0 = 2, p1 = 1, p2 = 2, p3 = 2), require_all, circuit_breaker = Self::breaker(),);
    }
    s197 awaited methods(Some(Api::breaker)) (retry_backoff = 125ms, timeout = 1.875s, is_valid = not_null,) {
        items a(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1] (keys = keys, circuit_breaker(failure_threshold = 2, reset_after = 1s, handle = breaker),);
        items b(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0, p1 = self.lists.p1] (keys = keys, require_all, circuit_breaker = Self::breaker(),);
    }
    s198 awaited methods(None) (retries = 3, retry_backoff = 125ms, timeout = 1s, is_valid = not_null,) {
        items a(&self, keys: Vec<String>) -> Items [p0 = self.lists.p0, p1 = self.lists.p1] (keys = keys,);
        items b(&self, keys: Vec<String>) -> Required [p0 = self.lists.p0, p1 = self.lists.p1] (keys = keys, require_all,);
    }
    s199 awaited methods(Some(Api::breaker)) (retries = 3, retry_backoff = 1.125s,) {
        whole a(&self) -> Whole [p0 = self.feeds.p0, p1 = self.feeds.p1] (circuit_breaker(failure_threshold = 2, reset_after = 0s, handle = breaker),);
    }
}
