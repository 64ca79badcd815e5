//! The causes of an error, where they come round in a circle.

use std::error::Error;
use std::fmt::{self, Write};

use failover_core::{AllProvidersFailed, FailoverClient, ItemsError, Provider};

/// An error in a chain of causes.
#[derive(Debug, Clone, Copy)]
enum Cause {
    /// Its own cause.
    Own,
    /// Caused by `Second`, and the other way round.
    First,
    Second,
    /// The head of three.
    Three,
    Two,
    One,
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

impl Error for Cause {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(match self {
            Self::Own => &Self::Own,
            Self::First => &Self::Second,
            Self::Second => &Self::First,
            Self::Three => &Self::Two,
            Self::Two => &Self::One,
            Self::One => return None,
        })
    }
}

fn failed(cause: Cause) -> AllProvidersFailed<Cause> {
    let provider = Provider::new("a", move || Err::<u8, _>(cause));
    FailoverClient::new().fetch([provider]).unwrap_err()
}

/// Takes so many bytes and then fails, so that a message without an end does not take all memory.
struct AtMost {
    bytes: usize,
    text: String,
}

impl Write for AtMost {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.bytes = self.bytes.checked_sub(text.len()).ok_or(fmt::Error)?;
        self.text.push_str(text);
        Ok(())
    }
}

/// Returns the printed text, or an error beyond 100,000 bytes.
fn printed(message: fmt::Arguments<'_>) -> Result<String, fmt::Error> {
    let mut text = AtMost {
        bytes: 100_000,
        text: String::new(),
    };
    text.write_fmt(message)?;
    Ok(text.text)
}

#[test]
fn causes_that_come_round_in_a_circle_are_printed_a_bounded_number_of_times() {
    for cause in [Cause::Own, Cause::First] {
        let items: ItemsError<u8, u8, Cause> = failed(cause).into();
        let messages = [
            printed(format_args!("{}", failed(cause).report())),
            printed(format_args!("{}", failed(cause).boxed().report())),
            printed(format_args!("{}", items.report())),
        ];
        for message in messages {
            let message = message.unwrap_or_else(|_| panic!("{cause}: there is no end to it"));
            assert!(message.lines().count() <= 100, "{cause}: {message}");
        }
    }
}

#[test]
fn causes_that_end_are_all_printed() {
    let message = failed(Cause::Three).report().to_string();
    assert!(
        message.ends_with("Three\n      Two\n        One"),
        "{message}"
    );
}
