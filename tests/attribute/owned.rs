//! Arguments that are owned, destructured, or lent mutably; `self` by value.

use std::cell::Cell;
use std::rc::Rc;

use failover_core::{Served, Verdict, failover};
use tests::support::Down;

type Outcome<T> = failover_core::Result<Served<T, Down>, Down>;

/// Counts its clones.
pub(crate) struct Counted(pub(crate) Rc<Cell<u32>>);

impl Clone for Counted {
    fn clone(&self) -> Self {
        self.0.set(self.0.get() + 1);
        Self(Rc::clone(&self.0))
    }
}

/// Returns the number of clones that a call makes.
pub(crate) fn clones<T>(call: impl FnOnce(Counted) -> T) -> u32 {
    let count = Rc::new(Cell::new(0));
    call(Counted(Rc::clone(&count)));
    count.get()
}

fn consume(_: Counted) -> Option<u8> {
    Some(1)
}

#[failover(providers = [consume], timeout = 2s)]
fn once(counted: Counted) -> Outcome<u8>;

#[failover(providers = [code = |counted| consume(counted)])]
fn once_by_a_closure(counted: Counted) -> Outcome<u8>;

#[failover(providers = [consume(counted)])]
fn once_as_written(counted: Counted) -> Outcome<u8>;

#[failover(classify = |_| Verdict::STOP)]
fn once_by_a_body(counted: Counted, factor: u8) -> Result<u8, Down> {
    let served = consume(counted).ok_or(Down)?;
    Ok(served * factor)
}

#[failover(providers = [consume], retries = 1)]
fn retried(counted: Counted) -> Outcome<u8>;

#[failover(providers = [consume, other = |_| None])]
fn of_two(counted: Counted) -> Outcome<u8>;

#[failover(providers = [consume], is_valid = |_| counted.0.get() < 9)]
fn judged(counted: Counted) -> Outcome<u8>;

#[failover(providers = [consume], map_err = |_| counted.0.get())]
fn mapped(counted: Counted) -> Result<u8, u32>;

#[failover(providers = [code = |value| consume(value).filter(|_| counted.0.get() < 9)])]
fn used_by_code(counted: Counted) -> Outcome<u8>;

#[test]
fn the_only_attempt_gets_the_argument_itself() {
    assert_eq!(clones(|counted| once(counted).unwrap()), 0);
    assert_eq!(clones(|counted| once_by_a_closure(counted).unwrap()), 0);
    assert_eq!(clones(|counted| once_as_written(counted).unwrap()), 0);
    assert_eq!(clones(|counted| once_by_a_body(counted, 2).unwrap()), 0);
}

#[test]
fn an_attempt_gets_a_clone_if_another_one_may_follow() {
    assert_eq!(clones(|counted| retried(counted).unwrap()), 1);
    assert_eq!(clones(|counted| of_two(counted).unwrap()), 1);
}

#[test]
fn an_attempt_gets_a_clone_if_something_else_uses_the_argument() {
    assert_eq!(clones(|counted| judged(counted).unwrap()), 1);
    assert_eq!(clones(|counted| mapped(counted).unwrap()), 1);
    assert_eq!(clones(|counted| used_by_code(counted).unwrap()), 1);
}

#[failover(providers = [consumed = { consume(counted).map(|served| u32::from(served) + attempt.number()) }])]
fn numbered(counted: Counted) -> Outcome<u32>;

#[test]
fn the_only_attempt_has_a_number() {
    assert_eq!(
        clones(|counted| assert_eq!(numbered(counted).unwrap().value, 2)),
        0
    );
}

/// Cannot be cloned.
struct Request(u8);

impl Request {
    #[failover(on_timeout = Verdict::STOP)]
    fn send(self, factor: u8) -> Result<u8, Down> {
        let Self(number) = self;
        Ok(number * factor)
    }

    #[failover(providers = [self.sent])]
    fn send_by(self) -> Outcome<u8>;

    fn sent(self) -> Option<u8> {
        Some(self.0)
    }

    #[failover(providers = [self.sent_by_pointer])]
    fn send_by_pointer(self: Rc<Self>) -> Outcome<u8>;

    fn sent_by_pointer(self: Rc<Self>) -> Option<u8> {
        Rc::into_inner(self).and_then(Self::sent)
    }

    #[failover(providers = [self.none, self.double], retries = 1)]
    fn looked_at(self) -> Outcome<u8>;

    #[failover(providers = [counting = { self.0 += 1; (self.0 > 2).then_some(self.0) }], retries = 9)]
    fn counted(mut self) -> Outcome<u8>;

    fn none(&self) -> Option<u8> {
        (self.0 > 9).then_some(self.0)
    }

    fn double(&self) -> Option<u8> {
        Some(self.0 * 2)
    }
}

#[test]
fn the_only_attempt_may_consume_self() {
    assert_eq!(Request(2).send(3).unwrap(), 6);
    assert_eq!(Request(2).send_by().unwrap().value, 2);
    assert_eq!(Rc::new(Request(2)).send_by_pointer().unwrap().value, 2);
}

#[test]
fn several_attempts_may_borrow_self() {
    assert_eq!(Request(2).looked_at().unwrap().value, 4);
    assert_eq!(Request(0).counted().unwrap().value, 3);
}

fn add(buffer: &mut Vec<u8>) -> Option<usize> {
    buffer.push(1);
    (buffer.len() > 2).then_some(buffer.len())
}

#[failover(
    providers = [add(&mut buffer), again = |_, _| add(&mut buffer), last = add(&mut text.as_bytes().to_vec())],
    retries = 1
)]
fn filled(mut buffer: Vec<u8>, mut text: &str) -> Outcome<usize>;

#[failover(providers = [advance(&mut text)], retries = 1)]
fn advanced(mut text: &str) -> Outcome<usize>;

fn advance(text: &mut &str) -> Option<usize> {
    *text = text.strip_prefix('-')?;
    (!text.starts_with('-')).then_some(text.len())
}

#[test]
fn attempts_may_borrow_one_parameter_mutably() {
    let served = filled(Vec::new(), "").unwrap();
    assert_eq!((served.value, served.provider.as_str()), (3, "again"));
    assert_eq!(advanced("--a").unwrap().value, 1);
}

fn report(progress: Option<&mut dyn FnMut(u64)>, log: Option<&mut Vec<u8>>) -> Option<u8> {
    if let Some(progress) = progress {
        progress(5);
    }
    log?.push(1);
    None
}

#[failover(providers = [report, code = |progress, log| { report(progress, log); Some(1) }], retries = 1)]
fn download(progress: Option<&mut dyn FnMut(u64)>, log: Option<&mut Vec<u8>>) -> Outcome<u8>;

#[expect(
    clippy::needless_lifetimes,
    reason = "a form that a user's function may have"
)]
#[failover(providers = [of_body = |log: Option<&mut Vec<u8>>, _| log.map(|log| log.len())])]
fn lent_to_a_body<'a>(mut log: Option<&'a mut Vec<u8>>, _: Option<&mut u8>) -> Result<usize, Down> {
    if let Some(log) = &mut log {
        log.push(1);
    }
    log.take()
        .filter(|log| log.len() > 9)
        .ok_or(Down)
        .map(|log| log.len())
}

#[test]
fn an_optional_exclusive_reference_is_lent_to_each_attempt() {
    let (mut sum, mut log) = (0, vec![]);
    let mut progress = |count| sum += count;
    let served = download(Some(&mut progress), Some(&mut log)).unwrap();
    assert_eq!((served.value, served.provider.as_str()), (1, "code"));
    assert_eq!((sum, log.len()), (15, 3));
    assert!(download(None, None).is_ok());
    assert_eq!(lent_to_a_body(Some(&mut log), None).unwrap(), 4);
    assert!(lent_to_a_body(None, Some(&mut 1)).is_err());
    let mut count = 0;
    assert!(passed_on_by_a_body(Some(&mut |by| count += by)).is_err());
    assert_eq!(count, 10);
}

#[failover(retries = 1)]
fn passed_on_by_a_body(progress: Option<&mut dyn FnMut(u64)>) -> Result<u8, Down> {
    report(progress, None).ok_or(Down)
}

/// Looks like an extractor of a web framework.
#[derive(Clone)]
pub(crate) struct State<T>(pub(crate) T);

fn whole(
    State(text): State<String>,
    (a, b): (u8, u8),
    pair: &(u8, u8),
    _: u8,
    last: u8,
) -> Option<String> {
    Some(format!("{text} {a} {b} {} {last}", pair.0))
}

#[failover(providers = [whole], retries = 1)]
fn handler(
    State(mut text): State<String>,
    (first, _): (u8, u8),
    &(second, ref third): &(u8, u8),
    ref fourth: u8,
    fifth @ (0 | 1..): u8,
) -> Result<String, Down> {
    text.push('!');
    match first + second + *third + *fourth + fifth {
        15 => Ok(text),
        _ => Err(Down),
    }
}

/// The second function has the parameters too.
#[failover(providers = [other = |state, _| Some(state.0.0)], served = sum_served, retries = 1)]
fn sum(State((first, _)): State<(u8, u8)>, (_, last): (u8, u8)) -> Result<u8, Down> {
    (last > 0).then_some(first + last).ok_or(Down)
}

#[test]
fn the_second_function_takes_its_arguments_apart_too() {
    assert_eq!(sum(State((1, 2)), (3, 4)).unwrap(), 5);
    let served = sum_served(State((1, 2)), (3, 0)).unwrap();
    assert_eq!((served.value, served.provider.as_str()), (1, "other"));
}

/// Cannot be cloned.
#[failover(on_rejected = Verdict::STOP)]
fn once_in_parts(State(Request(number)): State<Request>) -> Result<u8, Down> {
    Ok(number)
}

#[test]
fn a_body_may_take_its_arguments_apart() {
    let call = |a| handler(State("hi".to_owned()), (a, 2), &(3, 4), 5, 2);
    assert_eq!(call(1).unwrap(), "hi!");
    assert_eq!(call(9).unwrap(), "hi 9 2 3 2");
    assert_eq!(once_in_parts(State(Request(7))).unwrap(), 7);
}
