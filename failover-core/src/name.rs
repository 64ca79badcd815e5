//! [`Name`]: the name of a provider.

use std::borrow::Borrow;
use std::collections::BTreeSet;
use std::fmt;
use std::ops::Deref;
use std::sync::{Mutex, PoisonError};

/// A provider's name: 16 bytes, `Copy`, and valid for as long as the program runs.
///
/// A literal is used directly. A name made at run time (from a `String`, or by [`Name::intern`]) is stored once and never
/// freed. So the number of *distinct* names limits their memory: name providers, not requests.
///
/// Two names are equal if their texts are.
///
/// `{}` escapes control characters and the characters that change the direction of text, so a name from a configuration
/// file cannot forge a line of a log. [`as_str`](Self::as_str) returns the text as it is.
///
/// ```
/// use failover_core::Name;
///
/// let literal = Name::from("kraken");
/// let configured = Name::from(String::from("kraken"));
/// assert_eq!(literal, configured);
/// assert_eq!(literal, "kraken");
/// assert_eq!(literal.len(), 6); // it derefs to `str`
/// ```
// `Hash` as `str` hashes, which `Borrow<str>` promises.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(&'static str);

/// The names that were made at run time.
static INTERNED: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());

impl Name {
    /// A placeholder for a name that has not been needed yet.
    pub(crate) const UNKNOWN: Self = Self("");

    /// Creates a name from a literal.
    pub const fn new(name: &'static str) -> Self {
        Self(name)
    }

    /// Creates a name from any text. The text is stored on its first use and found again afterwards. Takes a lock.
    pub fn intern(name: &str) -> Self {
        let mut interned = INTERNED.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = interned.get(name) {
            return Self(known);
        }
        let stored: &'static str = Box::leak(Box::from(name));
        interned.insert(stored);
        Self(stored)
    }

    /// Returns the name's text.
    pub const fn as_str(self) -> &'static str {
        self.0
    }
}

impl From<&'static str> for Name {
    fn from(name: &'static str) -> Self {
        Self(name)
    }
}

impl From<String> for Name {
    fn from(name: String) -> Self {
        Self::intern(&name)
    }
}

impl From<&String> for Name {
    fn from(name: &String) -> Self {
        Self::intern(name)
    }
}

impl Deref for Name {
    type Target = str;

    fn deref(&self) -> &str {
        self.0
    }
}

impl AsRef<str> for Name {
    fn as_ref(&self) -> &str {
        self.0
    }
}

impl Borrow<str> for Name {
    fn borrow(&self) -> &str {
        self.0
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.contains(is_hostile) {
            let mut escaped = String::with_capacity(self.0.len());
            for c in self.0.chars() {
                if is_hostile(c) {
                    escaped.extend(c.escape_debug());
                } else {
                    escaped.push(c);
                }
            }
            f.pad(&escaped)
        } else {
            f.pad(self.0)
        }
    }
}

/// Returns true if printing this character can forge or hide a part of a line.
///
/// These are control characters, line and paragraph separators, and characters that change the direction of text.
fn is_hostile(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        )
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.0, f)
    }
}

impl PartialEq<str> for Name {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<&str> for Name {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

impl PartialEq<String> for Name {
    fn eq(&self, other: &String) -> bool {
        self.0 == other
    }
}

impl PartialEq<Name> for String {
    fn eq(&self, other: &Name) -> bool {
        self == other.0
    }
}

impl PartialEq<Name> for str {
    fn eq(&self, other: &Name) -> bool {
        self == other.0
    }
}

impl PartialEq<Name> for &str {
    fn eq(&self, other: &Name) -> bool {
        *self == other.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_text_is_stored_once() {
        let first = Name::from(format!("{}-{}", "feed", 1));
        let again = Name::intern(&format!("feed-{}", 1));
        assert!(std::ptr::eq(first.as_str(), again.as_str()));
        assert_ne!(first, Name::from("feed-2"));
    }

    #[test]
    fn a_name_prints_on_one_line_and_in_one_direction() {
        for (name, expected) in [
            ("eu-1", "eu-1"),
            ("it's \"é\" \\ 東京", "it's \"é\" \\ 東京"),
            ("a\nb\tc\r", "a\\nb\\tc\\r"),
            ("\u{1b}[31mred", "\\u{1b}[31mred"),
            ("\u{0}\u{7f}\u{85}", "\\0\\u{7f}\\u{85}"),
            ("\u{202e}gpj\u{2066}", "\\u{202e}gpj\\u{2066}"),
            ("\u{200f}\u{2028}\u{61c}", "\\u{200f}\\u{2028}\\u{61c}"),
        ] {
            assert_eq!(Name::new(name).to_string(), expected);
        }
        assert_eq!(
            format!("{:>5}|{:<4}|", Name::new("a\n"), Name::new("b")),
            "  a\\n|b   |"
        );
    }
}
