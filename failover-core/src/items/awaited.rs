//! Driving a call for items, awaiting its providers.

use std::fmt;
use std::future::Future;
use std::hash::{BuildHasher, Hash};
use std::pin::Pin;
use std::task::{self, Poll, ready};

use super::answer::{Answer, Fault};
use super::concurrent::{Caps, Desk, Means, Several};
use super::ledger::Chunk;
use super::provider::AsyncItemProviders;
use super::result::ItemResult;
use super::{Action, ItemsCall, check, check_concurrency};
use crate::ConfigError;
use crate::context::Context;
use crate::judge::{Classify, Validate};
use crate::limited::{Attempted, Cut, Limited, NoTimer, Wait};
use crate::list::Names;
use crate::outcome::{AllProvidersFailed, Ended, FailureKind};
use crate::run::Late;
use crate::time::Time;

#[allow(
    clippy::manual_async_fn,
    reason = "an `async` block uses what it captured where it lies; an `async fn` holds its arguments twice"
)]
pub(crate) fn fetch_items_awaited<K, V, E, S, L>(
    context: Context<'_>,
    is_valid: impl Validate<V>,
    classify: impl Classify<E>,
    hasher: S,
    keys: impl FnOnce() -> Vec<K>,
    mut providers: L,
) -> impl Future<Output = Result<ItemResult<K, V, E, S>, AllProvidersFailed<E>>>
where
    K: Hash + Eq,
    S: BuildHasher,
    L: AsyncItemProviders<K, V, E, S>,
{
    async move {
        let mut call = AwaitedItems::new(context, &providers, keys(), hasher);
        while let Some(provider) = call.next(&providers).await {
            let asking = Asking {
                call: &mut call,
                is_valid: &is_valid,
                classify: &classify,
            };
            providers.ask(provider, asking).await;
        }
        call.finish(&providers)
    }
}

/// A call for items whose providers are awaited: it says whom to ask for what, for how long, and takes what came of
/// it.
pub(crate) struct AwaitedItems<'a, K, V, E, S> {
    call: Result<ItemsCall<'a, K, V, E, S>, ConfigError>,
    time: &'a Time,
    /// What is asked for now.
    chunk: Chunk,
    ended: Ended,
}

/// What a provider is to be asked for: the keys, while nobody else needs them.
#[derive(Debug)]
pub struct Request<K> {
    /// All that the call has, lent.
    lent: Vec<K>,
    chunk: Chunk,
}

impl<K> Request<K> {
    /// The keys, in the order asked.
    #[must_use]
    pub fn keys(&self) -> &[K] {
        self.chunk.of(&self.lent)
    }
}

/// One attempt that is to be made, and how its answer is judged.
pub struct Asking<'c, 'a, K, V, E, S, W, C> {
    call: &'c mut AwaitedItems<'a, K, V, E, S>,
    is_valid: &'c W,
    classify: &'c C,
}

impl<K, V, E, S, W, C> fmt::Debug for Asking<'_, '_, K, V, E, S, W, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Asking").finish_non_exhaustive()
    }
}

impl<K, V, E, S, W, C> Asking<'_, '_, K, V, E, S, W, C>
where
    K: Hash + Eq,
    S: BuildHasher,
    W: Validate<V>,
    C: Classify<E>,
{
    /// Makes it; and those of the chunks that follow, if several may be under way.
    pub(super) async fn by<A, R>(self, caps: &Caps, mut ask: impl FnMut(Vec<K>) -> R)
    where
        K: Clone,
        A: Answer<K, V>,
        R: Future<Output = Result<A, E>>,
    {
        let means = Means {
            ask: &mut ask,
            read: |answered: Result<A, E>| answered.map_err(FailureKind::Error),
            is_valid: self.is_valid,
            classify: self.classify,
        };
        if let Some(several) = self.call.several(*caps, means) {
            return several.await;
        }
        let request = self.call.request();
        let answered = {
            let attempt = std::pin::pin!(ask(request.keys().to_vec()));
            self.call.limited(attempt).await
        };
        let answered = answered.map(|answered| answered.map_err(FailureKind::Error));
        self.call
            .answered(request, answered, self.is_valid, self.classify);
    }
}

impl<'a, K: Hash + Eq, V, E, S: BuildHasher> AwaitedItems<'a, K, V, E, S> {
    pub(crate) fn new(
        context: Context<'a>,
        providers: &impl Names,
        keys: Vec<K>,
        hasher: S,
    ) -> Self {
        let checked = check_concurrency(providers);
        let ledger = checked.and_then(|()| check(providers, keys, hasher));
        let ledger =
            ledger.and_then(|ledger| context.policy.check_timer(context.time).map(|()| ledger));
        Self {
            call: ledger.map(|ledger| ItemsCall::new(context.rules(), ledger)),
            time: context.time,
            chunk: Chunk::NONE,
            ended: Ended::Exhausted,
        }
    }

    /// Who is asked next; nobody if the call is over.
    pub(crate) fn next<'c, L: Names>(
        &'c mut self,
        list: &'c L,
    ) -> NextProvider<'c, 'a, K, V, E, S, L> {
        NextProvider {
            call: self,
            list,
            rest: None,
        }
    }

    /// Who is asked now.
    pub(crate) fn provider(&self) -> usize {
        self.call.as_ref().map_or(0, |call| call.run.provider())
    }

    fn step(&mut self, list: &impl Names) -> Option<Action> {
        let call = self.call.as_mut().ok()?;
        Some(call.next(list, || self.time.now()))
    }

    /// What the provider that is asked next is asked for.
    pub(crate) fn request(&mut self) -> Request<K> {
        let lent = match &mut self.call {
            Ok(call) => call.ledger.lend_keys(),
            Err(_) => Vec::new(),
        };
        Request {
            lent,
            chunk: self.chunk,
        }
    }

    /// The attempt that was just begun, for as long as it may take.
    pub(crate) fn limited<'f, F: Future>(
        &'f self,
        attempt: Pin<&'f mut F>,
    ) -> Limited<'f, &'f mut F> {
        let limit = match &self.call {
            Ok(call) => call.run.limit(),
            Err(_) => None,
        };
        Limited::new(attempt, limit, self.time)
    }

    /// What came of the attempt.
    pub(crate) fn answered<A: Answer<K, V>>(
        &mut self,
        request: Request<K>,
        answered: Attempted<Result<A, FailureKind<E>>>,
        is_valid: &impl Validate<V>,
        classify: &impl Classify<E>,
    ) {
        let Ok(call) = &mut self.call else { return };
        let Request { lent, chunk } = request;
        call.ledger.take_back(lent);
        let Ok(answered) = call.receive(chunk, answered, self.time) else {
            return self.no_timer();
        };
        call.judge(chunk, answered, is_valid, classify);
    }

    #[cold]
    fn no_timer(&mut self) {
        self.ended = Ended::Refused(ConfigError::NoTimer);
        if let Ok(call) = &mut self.call {
            call.abandon();
        }
    }

    /// Asks for the chunk that is asked for now and for those that follow, several at once; `None` if it is to be asked
    /// for alone.
    #[allow(
        clippy::type_complexity,
        reason = "what a call has to do with, each once"
    )]
    pub(crate) fn several<'c, W, C, F, O, R, A>(
        &'c mut self,
        caps: Caps,
        means: Means<'c, W, C, F, O>,
    ) -> Option<Several<'c, 'a, K, V, E, S, W, C, F, O, R>>
    where
        K: Clone,
        W: Validate<V>,
        C: Classify<E>,
        F: FnMut(Vec<K>) -> R,
        R: Future,
        O: Fn(R::Output) -> Result<A, FailureKind<E>>,
        A: Answer<K, V>,
    {
        if caps.concurrency == 1 {
            return None;
        }
        let call = self.call.as_mut().ok()?;
        let (request, burst) = call.run.burst()?;
        let desk = Desk::new(call, burst, self.time, &mut self.ended, caps, means);
        Some(Several::new(desk, request, self.chunk))
    }

    /// What came of the call.
    pub(crate) fn finish(
        self,
        list: &impl Names,
    ) -> Result<ItemResult<K, V, E, S>, AllProvidersFailed<E>> {
        match self.call {
            Ok(call) => call.finish(list, self.ended),
            Err(error) => Err(AllProvidersFailed::refused(error)),
        }
    }
}

impl<K: Hash + Eq, V, E, S: BuildHasher> ItemsCall<'_, K, V, E, S> {
    /// What came of an attempt that was awaited: an answer is put where it belongs, unless it comes late.
    pub(super) fn receive<A: Answer<K, V>>(
        &mut self,
        chunk: Chunk,
        answered: Attempted<Result<A, FailureKind<E>>>,
        time: &Time,
    ) -> Result<Result<Option<Fault>, FailureKind<E>>, NoTimer> {
        let Attempted { outcome, limit } = answered;
        match outcome {
            Ok(Ok(answer)) => {
                let is_late = || Late::by(limit, || time.now());
                let mut asked = self.ledger.ask(chunk, &is_late);
                asked.take(answer);
                Ok(Ok(asked.fault()))
            }
            Ok(Err(kind)) => Ok(Err(kind)),
            Err(Cut::Late(late)) => {
                self.run.cut(late);
                Ok(Ok(Some(Fault::Late(late))))
            }
            Err(Cut::NoTimer) => Err(NoTimer),
        }
    }
}

/// What [`AwaitedItems::next`] gives: it waits where a provider is to be left alone before it is tried again.
pub(crate) struct NextProvider<'c, 'a, K, V, E, S, L> {
    call: &'c mut AwaitedItems<'a, K, V, E, S>,
    list: &'c L,
    rest: Option<Wait>,
}

impl<K: Hash + Eq, V, E, S: BuildHasher, L: Names> Future for NextProvider<'_, '_, K, V, E, S, L> {
    type Output = Option<usize>;

    fn poll(mut self: Pin<&mut Self>, context: &mut task::Context<'_>) -> Poll<Option<usize>> {
        let Self { call, list, rest } = &mut *self;
        loop {
            if let Some(wait) = rest {
                match ready!(wait.poll(call.time, context)) {
                    Ok(()) => *rest = None,
                    Err(NoTimer) => call.no_timer(),
                }
            }
            if let Ended::Refused(_) = call.ended {
                return Poll::Ready(None);
            }
            match call.step(*list) {
                Some(Action::Call { provider, chunk }) => {
                    call.chunk = chunk;
                    return Poll::Ready(Some(provider));
                }
                Some(Action::Sleep(wait)) => {
                    *rest = Some(Wait::until(call.time.now().saturating_add(wait)));
                }
                Some(Action::Finished(finish)) => {
                    call.ended = finish.into();
                    return Poll::Ready(None);
                }
                None => return Poll::Ready(None),
            }
        }
    }
}
