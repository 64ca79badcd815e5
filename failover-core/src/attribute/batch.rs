//! Batch calls of annotated functions: the form of the keys, and of the result.

use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasher, Hash, RandomState};
use std::marker::PhantomData;

use super::form::Form;
use super::list::{AttributeList, NumberedNames};
use super::requested::Requested;
use super::return_type::ReturnType;
use super::returned::{FromFailures, error};
use super::static_list::StaticProvider;
use crate::batch::{self, AnswerSink, Incomplete, ItemResult};
use crate::drive::CallContext;
use crate::engine::{AttemptFacts, Classify, Validate};
use crate::outcome::{AllProvidersFailed, FailureKind};

/// A type that the parameter named by `keys` may have.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot hold the keys",
    label = "the keys that are still missing are handed on in this type",
    note = "take them as `&[Key]`, `Vec<Key>` or `&Vec<Key>`, where `Key` has `Eq`, `Hash` and `Clone`"
)]
pub trait KeysArgument: Sized {
    /// The type of a key.
    type Key: Hash + Eq + Clone;
    /// The same type for one attempt.
    type HandedOn<'a>
    where
        Self::Key: 'a;

    /// Returns the keys, in order.
    fn into_keys(self) -> Vec<Self::Key>;

    /// Returns the missing keys in this form. `held` stores them if the form borrows a `Vec`.
    fn hand_on<'a>(
        keys: &'a [Self::Key],
        held: &'a mut Option<Vec<Self::Key>>,
    ) -> Self::HandedOn<'a>;
}

#[diagnostic::do_not_recommend]
impl<K: Hash + Eq + Clone> KeysArgument for &[K] {
    type Key = K;
    type HandedOn<'a>
        = &'a [K]
    where
        K: 'a;

    fn into_keys(self) -> Vec<K> {
        self.to_vec()
    }

    #[inline]
    fn hand_on<'a>(keys: &'a [K], _: &'a mut Option<Vec<K>>) -> &'a [K] {
        keys
    }
}

#[diagnostic::do_not_recommend]
impl<K: Hash + Eq + Clone> KeysArgument for Vec<K> {
    type Key = K;
    type HandedOn<'a>
        = Self
    where
        K: 'a;

    fn into_keys(self) -> Self {
        self
    }

    fn hand_on<'a>(keys: &'a [K], _: &'a mut Option<Self>) -> Self {
        keys.to_vec()
    }
}

#[diagnostic::do_not_recommend]
impl<K: Hash + Eq + Clone> KeysArgument for &Vec<K> {
    type Key = K;
    type HandedOn<'a>
        = &'a Vec<K>
    where
        K: 'a;

    fn into_keys(self) -> Vec<K> {
        self.clone()
    }

    fn hand_on<'a>(keys: &'a [K], held: &'a mut Option<Vec<K>>) -> &'a Vec<K> {
        held.insert(keys.to_vec())
    }
}

/// A type that an annotated function with `keys` may return: an [`ItemResult`], or only the values, as a map or a list of
/// pairs.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot hold what is served for each `{K}`",
    label = "a function with `keys` returns a value for each key",
    note = "return an `ItemResult<{K}, Value, Error>`, or the values alone as a `HashMap`, a `BTreeMap` or a \
            `Vec` of pairs"
)]
pub trait FromItems<K, E>: Sized {
    /// The type of a value.
    type Value;
    /// The hasher of the keys.
    type Hasher: BuildHasher + Default;

    /// Converts the result into this type.
    fn from_items(items: ItemResult<K, Self::Value, E, Self::Hasher>) -> Self;

    /// Returns the types of the items.
    #[doc(hidden)]
    #[inline]
    fn item_types<F>(_: Requested<Self, E, F>) -> ItemTypes<K, Self::Value, Self::Hasher, E> {
        ItemTypes(PhantomData)
    }

    /// Converts the outcome of a batch call into the function's return type.
    #[doc(hidden)]
    fn returned<F, R>(requested: Requested<Self, E, F>, outcome: BatchOutcome<K, Self, E>) -> R
    where
        F: Form<Self, E>,
        R: ReturnType<Value = Self>,
        R::Error: FromFailures<F::Error>,
    {
        Self::returned_all(requested, outcome.map(Ok))
    }

    /// Does the same after a missing key has become an error.
    #[doc(hidden)]
    fn returned_all<F, R>(
        requested: Requested<Self, E, F>,
        outcome: CompletedOutcome<K, Self, E, R::Error>,
    ) -> R
    where
        F: Form<Self, E>,
        R: ReturnType<Value = Self>,
        R::Error: FromFailures<F::Error>,
    {
        Self::returned_by(requested, outcome, R::Error::from_failures)
    }

    /// Does the same with `map_err` for the failures.
    #[doc(hidden)]
    fn returned_by<F, R>(
        _: Requested<Self, E, F>,
        outcome: CompletedOutcome<K, Self, E, R::Error>,
        map_err: impl FnOnce(AllProvidersFailed<F::Error>) -> R::Error,
    ) -> R
    where
        F: Form<Self, E>,
        R: ReturnType<Value = Self>,
    {
        R::returned(match outcome {
            Ok(items) => items.map(Self::from_items),
            Err(failed) => Err(error::<E, F, _>(failed, map_err)),
        })
    }
}

/// The types of the items: keys `K` that are hashed by `S`, values `V`, providers that fail with `E`.
pub struct ItemTypes<K, V, S, E>(PhantomData<fn() -> (K, V, S, E)>);

impl<K, V, S, E> ItemTypes<K, V, S, E> {
    /// Returns the type of a key, for type inference.
    #[inline]
    pub fn key_type(&self) -> PhantomData<K> {
        PhantomData
    }

    /// Returns the types of a key and its value, for type inference.
    #[inline]
    pub fn item_type(&self) -> PhantomData<fn() -> (K, V)> {
        PhantomData
    }

    /// Returns the type of a value, for type inference.
    #[inline]
    pub fn value_type(&self) -> PhantomData<V> {
        PhantomData
    }
}

/// The outcome of a batch call.
type BatchOutcome<K, R, E> = Result<
    ItemResult<K, <R as FromItems<K, E>>::Value, E, <R as FromItems<K, E>>::Hasher>,
    AllProvidersFailed<E>,
>;

/// The outcome of a batch call after a missing key has become an error `X`.
type CompletedOutcome<K, R, E, X> = Result<
    Result<ItemResult<K, <R as FromItems<K, E>>::Value, E, <R as FromItems<K, E>>::Hasher>, X>,
    AllProvidersFailed<E>,
>;

#[diagnostic::do_not_recommend]
impl<K, V, E, S: BuildHasher + Default> FromItems<K, E> for ItemResult<K, V, E, S> {
    type Value = V;
    type Hasher = S;

    #[inline]
    fn from_items(items: Self) -> Self {
        items
    }
}

#[diagnostic::do_not_recommend]
impl<K, L, V, E, S> FromItems<K, E> for HashMap<L, V, S>
where
    K: Hash + Eq + Into<L>,
    L: Hash + Eq,
    S: BuildHasher + Default,
{
    type Value = V;
    type Hasher = RandomState;

    fn from_items(items: ItemResult<K, V, E>) -> Self {
        items.into_pairs().collect()
    }
}

#[diagnostic::do_not_recommend]
impl<K: Into<L>, L: Ord, V, E> FromItems<K, E> for BTreeMap<L, V> {
    type Value = V;
    type Hasher = RandomState;

    fn from_items(items: ItemResult<K, V, E>) -> Self {
        items.into_pairs().collect()
    }
}

/// In the order asked.
#[diagnostic::do_not_recommend]
impl<K: Into<L>, L, V, E> FromItems<K, E> for Vec<(L, V)> {
    type Value = V;
    type Hasher = RandomState;

    fn from_items(items: ItemResult<K, V, E>) -> Self {
        items.into_pairs_in_order().collect()
    }
}

/// An error that an annotated function with `require_all` may return. It is made from the missing keys.
#[diagnostic::on_unimplemented(
    message = "the error `{Self}` cannot be made from an `Incomplete`",
    label = "with `require_all`, missing keys are an error: an `Incomplete` is converted into this",
    note = "return `Result<.., ItemsError<Key, Value, Error>>`, or implement `From<Incomplete<Key, Value, Error>>` \
            for `{Self}`"
)]
pub trait FromIncomplete<K, V, E, S>: Sized {
    /// The error.
    fn from_incomplete(incomplete: Incomplete<K, V, E, S>) -> Self;

    /// Makes a missing key an error.
    #[doc(hidden)]
    fn completed<R, G, F: Form<R, G, Error = E>>(
        _: Requested<R, G, F>,
        outcome: Result<ItemResult<K, V, G, S>, AllProvidersFailed<G>>,
    ) -> Result<Result<ItemResult<K, V, G, S>, Self>, AllProvidersFailed<G>> {
        let complete = |incomplete: Incomplete<K, V, G, S>| {
            Self::from_incomplete(incomplete.map_err(F::error))
        };
        Ok(outcome?.require_all().map_err(complete))
    }
}

#[diagnostic::do_not_recommend]
impl<X: From<Incomplete<K, V, E, S>>, K, V, E, S> FromIncomplete<K, V, E, S> for X {
    #[inline]
    fn from_incomplete(incomplete: Incomplete<K, V, E, S>) -> Self {
        incomplete.into()
    }
}

/// The closure that asks a provider of an annotated function, given the provider's number.
type Ask<'f, K, V, E, S> = dyn FnMut(u32, &AttemptFacts<'_>, &mut AnswerSink<'_, K, V, S>) -> Result<(), FailureKind<E>>
    + 'f;

/// Makes a blocking batch call.
///
/// Only this function knows the types of the closures, so that calls with the same types of items share the driver.
///
/// # Errors
///
/// The failures, if no provider served.
pub fn fetch_items<K, V, S, E>(
    item_types: &ItemTypes<K, V, S, E>,
    context: CallContext<'_>,
    is_valid: &impl Validate<V, E>,
    classify: &impl Classify<E>,
    keys: Vec<K>,
    providers: &'static [StaticProvider],
    call: impl FnMut(u32, &AttemptFacts<'_>, &mut AnswerSink<'_, K, V, S>) -> Result<(), FailureKind<E>>,
) -> Result<ItemResult<K, V, E, S>, AllProvidersFailed<E>>
where
    K: Hash + Eq,
    S: BuildHasher + Default,
{
    fetch_items_from(
        item_types, context, is_valid, classify, keys, providers, call,
    )
}

/// Makes a blocking batch call of a list that is known at run time.
///
/// # Errors
///
/// The failures, if no provider served.
pub fn fetch_items_from<K, V, S, E>(
    _: &ItemTypes<K, V, S, E>,
    context: CallContext<'_>,
    is_valid: &impl Validate<V, E>,
    classify: &impl Classify<E>,
    keys: Vec<K>,
    names: impl NumberedNames,
    mut call: impl FnMut(
        u32,
        &AttemptFacts<'_>,
        &mut AnswerSink<'_, K, V, S>,
    ) -> Result<(), FailureKind<E>>,
) -> Result<ItemResult<K, V, E, S>, AllProvidersFailed<E>>
where
    K: Hash + Eq,
    S: BuildHasher + Default,
{
    let call: &mut Ask<'_, K, V, E, S> = &mut call;
    let list = AttributeList { names, call };
    batch::fetch_items(context, is_valid, classify, S::default(), keys, list)
}
