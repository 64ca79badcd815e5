//! What drives an annotated `async fn`: its own text awaits the providers, first in place, then in a loop. If this
//! module awaited them, through a bound on closures, a call whose providers borrow would not be `Send`.

use std::future::Future;
use std::hash::{BuildHasher, Hash};
use std::marker::PhantomData;
use std::pin::Pin;

use super::Setup;
use super::declared::Wanted;
use super::items::{KeysArgument, Shape};
use super::listing::Listed;
use crate::Verdict;
use crate::context::{Context, HasContext};
use crate::items::{Answer, AwaitedItems, ItemResult, Request};
use crate::judge::{Classify, Validate};
use crate::limited::{Attempted, Limited};
use crate::list::Names;
use crate::outcome::{AllProvidersFailed, FailureKind, Served};
use crate::whole::{Opening, Rest, Unserved};

/// Gives the closure back that makes one attempt at a provider, by its number: the bound says what the compiler cannot
/// guess, its kind and the types of its parameters. `wanted` is one, as a closure would hold it by reference.
#[inline]
pub fn attempts<W, A, O>(_: W, attempts: A) -> A
where
    A: AsyncFnMut(u32, W) -> O,
{
    attempts
}

/// A whole call. What it goes by and the names of its providers are told anew wherever they are needed: as constants
/// they take no place in the future.
#[inline]
pub fn call<'a, T, E, F, S, L>(_: Wanted<T, E, F>, setup: S, providers: L) -> Call<T, E, S, L>
where
    S: Fn() -> Setup<'a> + Copy,
    L: Fn() -> &'static [Listed],
{
    Call::new(setup, providers)
}

/// A whole call, as it is wired.
pub struct Call<T, E, S, L> {
    setup: Told<S>,
    providers: L,
    wanted: PhantomData<fn() -> (T, E)>,
}

/// What a call goes by, told anew wherever it is needed.
#[derive(Clone, Copy)]
struct Told<S>(S);

impl<'a, S: Fn() -> Setup<'a> + Copy> HasContext<'a> for Told<S> {
    #[inline]
    fn context(&self) -> Context<'a> {
        (self.0)().0
    }
}

/// Providers that are asked by their numbers.
pub trait Asked: Names {
    /// The number of the provider at this place, at which an attempt begins.
    fn ask(&self, index: usize) -> u32;
}

impl Asked for &'static [Listed] {
    #[inline]
    fn ask(&self, index: usize) -> u32 {
        self[index].number()
    }
}

impl<T, E, S, L> Call<T, E, S, L> {
    #[inline]
    pub(super) fn new(setup: S, providers: L) -> Self {
        Self {
            setup: Told(setup),
            providers,
            wanted: PhantomData,
        }
    }
}

impl<'a, T, E, S, P, L> Call<T, E, S, L>
where
    S: Fn() -> Setup<'a> + Copy,
    P: Asked,
    L: Fn() -> P,
{
    /// The first attempt, if the call begins with one.
    #[inline(always)]
    #[expect(
        clippy::inline_always,
        reason = "called in one place of each future; out of line it costs as much again"
    )]
    pub fn begin(&self) -> Result<FirstAttempt<'a>, NotServed<'a, E>> {
        let providers = (self.providers)();
        let opening = Opening::begin(self.setup.context(), Ok(()), &providers);
        opening.map(FirstAttempt).map_err(NotServed)
    }

    /// The number of the first provider, whose attempt begins.
    #[inline]
    pub fn first_provider(&self) -> u32 {
        (self.providers)().ask(0)
    }

    /// The first attempt, for as long as it may take.
    #[inline]
    pub fn limited<'f, A>(
        &self,
        first: &FirstAttempt<'a>,
        attempt: Pin<&'f mut A>,
    ) -> Limited<'a, &'f mut A>
    where
        A: Future<Output = Result<T, FailureKind<E>>>,
    {
        let limit = first.0.limit(&self.setup);
        Limited::new(attempt, limit, self.setup.context().time)
    }

    /// What is served by the first attempt, or where the call stands.
    #[inline(always)]
    #[expect(
        clippy::inline_always,
        reason = "called in one place of each future; out of line it costs as much again"
    )]
    pub fn judge(
        &self,
        first: &FirstAttempt<'a>,
        attempted: Attempted<Result<T, FailureKind<E>>>,
        is_valid: &impl Validate<T>,
        classify: &impl Classify<E>,
    ) -> Result<Served<T, E>, NotServed<'a, E>> {
        let (opening, providers) = (first.0, (self.providers)());
        let judged = opening.judge(&self.setup, &providers, attempted, is_valid, classify);
        judged.map_err(NotServed)
    }

    /// The rest of a call that stands so.
    pub fn rest(&self, not_served: NotServed<'a, E>) -> RestOfCall<'a, T, E, P> {
        RestOfCall {
            rest: Rest::of(self.setup.context(), not_served.0),
            providers: (self.providers)(),
            value: PhantomData,
        }
    }
}

/// The engine's first attempt.
pub struct FirstAttempt<'a>(pub(super) Opening<'a>);

/// Where the engine's call stands that takes more than its first attempt.
pub struct NotServed<'a, E>(pub(super) Unserved<'a, E>);

/// The engine's rest of a call, and the names that it goes by.
pub struct RestOfCall<'a, T, E, P> {
    rest: Rest<'a, E>,
    providers: P,
    value: PhantomData<fn() -> T>,
}

impl<'a, T, E, P: Asked> RestOfCall<'a, T, E, P> {
    /// The number of the provider that is asked next; nobody if the call has failed.
    pub async fn next(&mut self) -> Option<u32> {
        let index = self.rest.next(&self.providers).await?;
        Some(self.providers.ask(index))
    }

    /// The attempt, for as long as it may take.
    pub fn limited<'f, A>(&self, attempt: Pin<&'f mut A>) -> Limited<'a, &'f mut A>
    where
        A: Future<Output = Result<T, FailureKind<E>>>,
    {
        self.rest.limited(attempt)
    }

    /// What is served, if it is.
    pub fn judge(
        &mut self,
        attempted: Attempted<Result<T, FailureKind<E>>>,
        is_valid: &impl Validate<T>,
        classify: &impl Classify<E>,
    ) -> Option<Served<T, E>> {
        self.rest
            .judge(&self.providers, attempted, is_valid, classify)
    }

    /// Why nobody served.
    pub fn error(self) -> AllProvidersFailed<E> {
        self.rest.error()
    }
}

/// A call item by item, for keys in the form `P`.
pub fn call_for_items<'a, P, V, S, E>(
    _: &Shape<V, S, E>,
    setup: Setup<'a>,
    keys: Vec<P::Key>,
    providers: &'static [Listed],
) -> CallForItems<'a, P::Key, V, S, E>
where
    P: KeysArgument,
    S: BuildHasher + Default,
{
    CallForItems {
        walk: AwaitedItems::new(setup.0, &providers, keys, S::default()),
        providers,
    }
}

/// A call item by item under way.
pub struct CallForItems<'a, K, V, S, E> {
    pub(super) walk: AwaitedItems<'a, K, V, E, S>,
    pub(super) providers: &'static [Listed],
}

impl<K: Hash + Eq, V, S: BuildHasher, E> CallForItems<'_, K, V, S, E> {
    /// Of what is asked for, to infer by.
    pub fn key(&self) -> PhantomData<K> {
        PhantomData
    }

    /// Of what an answer holds, to infer by: a function's type, as it is held by reference while a provider is awaited.
    pub fn item(&self) -> PhantomData<fn() -> (K, V)> {
        PhantomData
    }

    /// The number of the provider that is asked next; nobody if the call is over.
    pub async fn next(&mut self) -> Option<u32> {
        let index = self.walk.next(&self.providers).await?;
        Some(self.providers[index].number())
    }

    /// What it is asked for.
    pub fn request(&mut self) -> Request<K> {
        self.walk.request()
    }

    /// The attempt, for as long as it may take.
    pub fn limited<'f, A: Future>(&'f self, attempt: Pin<&'f mut A>) -> Limited<'f, &'f mut A> {
        self.walk.limited(attempt)
    }

    /// What came of the attempt.
    pub fn answered<A: Answer<K, V>>(
        &mut self,
        request: Request<K>,
        answered: Attempted<Result<A, FailureKind<E>>>,
        is_valid: &impl Validate<V>,
        classify: &impl Classify<E>,
    ) {
        self.walk.answered(request, answered, is_valid, classify);
    }

    /// What came of the call.
    pub fn finish(self) -> Result<ItemResult<K, V, E, S>, AllProvidersFailed<E>> {
        self.walk.finish(&self.providers)
    }
}

/// A judgement that was made before, where it is used.
#[inline]
pub fn given<J>(judgement: &J) -> &J {
    judgement
}

/// Judges by `is_valid`.
#[inline]
pub fn is_valid<T>(_: PhantomData<T>, is_valid: &impl Validate<T>, value: &T) -> bool {
    is_valid.is_valid(value)
}

/// Judges by `classify`.
#[inline]
pub fn classify<E>(_: PhantomData<E>, classify: &impl Classify<E>, error: &E) -> Verdict {
    classify.classify(error)
}

/// Nothing: it tells the compiler what a body returns.
#[inline]
pub fn declared<R>() -> Option<R> {
    None
}
