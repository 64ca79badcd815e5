//! A body borrows its arguments, uses them up, changes them: each attempt has its own.

use failover_core::{AllProvidersFailed, failover};

#[derive(Debug)]
struct Down;

impl From<AllProvidersFailed<Down>> for Down {
    fn from(_: AllProvidersFailed<Down>) -> Self {
        Self
    }
}

fn down<T>() -> Result<T, Down> {
    Err(Down)
}

fn product(amount: f64, price: f64) -> Result<f64, Down> {
    Ok(amount * price)
}

#[failover(providers = [product], retries = 1)]
fn borrows(amount: f64, price: f64) -> Result<f64, Down> {
    let worth = amount * down::<f64>()?;
    Ok(worth / price)
}

fn joined(words: Vec<String>, mark: char) -> Result<String, Down> {
    Ok(words.concat() + &mark.to_string())
}

#[failover(providers = [joined], retries = 1)]
fn uses_up(mut words: Vec<String>, mark: char) -> Result<String, Down> {
    words.push(mark.to_string());
    let all = words;
    assert_eq!(all.len(), 2);
    down()
}

fn pushed(log: &mut Vec<&'static str>, _: usize) -> Result<usize, Down> {
    log.push("other");
    Ok(log.len())
}

#[failover(providers = [pushed], retries = 1)]
fn changes(log: &mut Vec<&'static str>, mut least: usize) -> Result<usize, Down> {
    log.push("body");
    least += 1;
    assert_eq!(least, 1);
    down()
}

fn main() -> Result<(), Down> {
    assert_eq!(borrows(2.0, 3.0)?, 6.0);
    assert_eq!(uses_up(vec!["a".to_owned()], '!')?, "a!");
    let mut log = Vec::new();
    assert_eq!(changes(&mut log, 0)?, 3);
    assert_eq!(log, ["body", "body", "other"]);
    Ok(())
}
