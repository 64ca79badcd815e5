//! The check of a list of many names: none occurs twice.

use std::collections::HashSet;

use crate::error::ConfigError;
use crate::name::Name;

/// Refuses a list that has two providers of one name. It is compiled once for all lists.
///
/// The names are sorted on the stack. There is no place to sort more than 1,024, because a call only borrows its list: a
/// longer one needs memory at every call. A [`ProviderList`](crate::ProviderList) needs none, because it is checked once.
pub(crate) fn check_many_names(
    count: usize,
    name: &dyn Fn(usize) -> Name,
) -> Result<(), ConfigError> {
    let twice = match count {
        0..=32 => sorted_twice(&mut [0; 32][..count], name),
        33..=256 => sorted_twice(&mut [0; 256][..count], name),
        257..=1024 => sorted_twice(&mut [0; 1024][..count], name),
        _ => {
            let mut seen = HashSet::with_capacity(count);
            (0..count).find(|index| !seen.insert(name(*index)))
        }
    };
    match twice {
        Some(index) => Err(ConfigError::DuplicateName(name(index))),
        None => Ok(()),
    }
}

/// Returns the first index whose name an earlier one has. It sorts one key for each name.
fn sorted_twice(keys: &mut [u64], name: &dyn Fn(usize) -> Name) -> Option<usize> {
    for (index, key) in keys.iter_mut().enumerate() {
        *key = sort_key(index, &name(index));
    }
    // Everything but the index is alike.
    let is_like = |a: u64, b: u64| a >> INDEX_BITS == b >> INDEX_BITS;
    // Sorting whole numbers is fastest. Most lists need no more, because their keys differ in more than the index.
    keys.sort_unstable();
    if !keys.windows(2).any(|pair| is_like(pair[0], pair[1])) {
        return None;
    }
    let text = |key: u64| name(index_of(key));
    keys.sort_unstable_by(|a, b| {
        if is_like(*a, *b) {
            text(*a).cmp(&text(*b)).then(a.cmp(b))
        } else {
            a.cmp(b)
        }
    });
    let is_same = |pair: &&[u64]| is_like(pair[0], pair[1]) && text(pair[0]) == text(pair[1]);
    let twice = keys.windows(2).filter(is_same);
    twice.map(|pair| index_of(pair[1])).min()
}

/// The lowest bits of a key are the index.
const INDEX_BITS: u32 = 16;

/// Returns the parts of a name that tell names apart most often, and its index: the length, the last four bytes and the
/// first byte.
fn sort_key(index: usize, name: &str) -> u64 {
    let bytes = name.as_bytes();
    let last = match bytes.last_chunk() {
        Some(last) => u32::from_be_bytes(*last),
        None => bytes
            .iter()
            .fold(0, |all, byte| all << 8 | u32::from(*byte)),
    };
    let first = bytes.first().copied().unwrap_or_default();
    let length = (bytes.len() & 0xff) as u64;
    length << 56 | u64::from(last) << 24 | u64::from(first) << INDEX_BITS | index as u64
}

fn index_of(key: u64) -> usize {
    (key & ((1 << INDEX_BITS) - 1)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::providers::{Provider, ProviderNames};

    /// Lengths around those at which the way of checking changes.
    const LENGTHS: [usize; 12] = [1, 2, 5, 9, 10, 32, 33, 256, 257, 1024, 1025, 1500];

    fn checked(names: &[String]) -> Result<(), ConfigError> {
        let providers: Vec<_> = names.iter().map(|name| Provider::new(name, ())).collect();
        providers.check_names()
    }

    #[test]
    fn a_name_that_occurs_once_is_accepted() {
        for length in LENGTHS {
            let numbers = 0..length;
            let long = |i| format!("{}{i}", "x".repeat(i % 300));
            checked(&numbers.clone().map(|i| format!("{i}")).collect::<Vec<_>>()).unwrap();
            checked(&numbers.clone().map(long).collect::<Vec<_>>()).unwrap();
            // These have one length, one beginning and one end.
            let alike = numbers.map(|i| format!("feed-{i:04}.example.com"));
            checked(&alike.rev().collect::<Vec<_>>()).unwrap();
        }
    }

    #[test]
    fn the_first_name_that_occurs_again_is_reported() {
        for length in LENGTHS.into_iter().filter(|length| *length > 4) {
            for form in [|i| format!("{i}"), |i| format!("feed-{i:04}.example.com")] {
                let mut names: Vec<_> = (0..length).map(form).collect();
                names[length - 1] = form(0);
                let first = ConfigError::DuplicateName(Name::from(&names[0]));
                assert_eq!(checked(&names), Err(first));
                // Both occur again, the second one earlier, and then once more.
                names[length - 2] = form(1);
                let second = ConfigError::DuplicateName(Name::from(&names[1]));
                assert_eq!(checked(&names), Err(second));
                names[length - 1] = form(1);
                assert_eq!(checked(&names), Err(second));
            }
        }
    }
}
