//! Type parameters, constants, lifetimes, `impl Trait` and `where` clauses.

use std::fmt::Debug;

use failover_core::failover;
use tests::prices::ApiError;

#[failover(providers = [none, first])]
fn find<'a, T: Clone, const N: usize>(
    list: &'a [T; N],
    matches: impl Fn(&T) -> bool + Clone,
    or: Option<impl Debug + Clone>,
) -> failover_core::Result<&'a T, ApiError>
where
    T: Debug;

fn none<T, const N: usize>(
    _: &[T; N],
    _: impl Fn(&T) -> bool,
    _: Option<impl Debug>,
) -> Result<&T, ApiError> {
    Err(ApiError::Down)
}

fn first<T, const N: usize>(
    list: &[T; N],
    matches: impl Fn(&T) -> bool,
    _: Option<impl Debug>,
) -> Option<&T> {
    list.iter().find(|item| matches(item))
}

fn main() {
    assert_eq!(find(&[1, 2, 3], |item| *item > 1, Some(1)).unwrap(), &2);
}
