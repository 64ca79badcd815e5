//! The rows that need no peer: calls of the library, and the same work written by hand. Their instructions are counted.
//!
//! - `row` defines a row, `providers` has the providers of all rows;
//! - `hand` has the code that a careful person writes without a library, `library` the attribute's functions and the client's
//!   calls, `settings` the same with more asked of them;
//! - `valgrind` counts (`profile` reads where), `package` writes packages to compile, `code` measures the code of an annotated function, `counts` compares both
//!   with what is committed.

pub mod code;
pub mod counts;
mod hand;
mod library;
pub mod package;
pub mod profile;
pub mod providers;
mod row;
mod settings;
pub mod valgrind;

pub use hand::OneWord;
pub use row::{Kind, Row, Workload, block_on, repeat};

/// The rows of the library, blocking and awaited.
pub fn library() -> Vec<Row> {
    library::rows()
}

/// The same work written by hand.
pub fn by_hand() -> Vec<Row> {
    hand::rows()
}

/// The library with one more thing asked of it.
pub fn settings() -> Vec<Row> {
    settings::rows()
}

#[cfg(test)]
mod tests {
    use super::{by_hand, library, settings};

    #[test]
    fn every_row_gives_what_it_must() {
        for row in library().into_iter().chain(by_hand()).chain(settings()) {
            assert_eq!(row.run(0), 0, "{row:?}");
            // The calls that open a circuit are served by the second provider too.
            assert_eq!(row.run(100), row.expected(100), "{row:?}");
            assert_eq!(row.run(7), row.expected(7), "{row:?}");
        }
    }

    #[test]
    fn no_two_rows_have_one_id() {
        let rows = library().into_iter().chain(by_hand()).chain(settings());
        let mut ids: Vec<_> = rows.map(|row| row.id()).collect();
        ids.sort();
        let all = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), all);
    }
}
