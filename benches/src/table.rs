//! Tables in Markdown.

use std::fmt;

/// A heading, columns, and rows of cells; the first column is text, the others are figures.
#[derive(Debug, Clone, Default)]
pub(crate) struct Table {
    title: String,
    note: String,
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    pub(crate) fn new(title: impl Into<String>, columns: &[&str]) -> Self {
        Self {
            title: title.into(),
            note: String::new(),
            columns: columns.iter().map(|&column| column.to_owned()).collect(),
            rows: Vec::new(),
        }
    }

    /// What is to be known to read it.
    pub(crate) fn note(&mut self, note: impl Into<String>) {
        self.note = note.into();
    }

    pub(crate) fn row(&mut self, cells: Vec<String>) {
        self.rows.push(cells);
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "## {}\n", self.title)?;
        if !self.note.is_empty() {
            writeln!(f, "{}\n", self.note)?;
        }
        writeln!(f, "| {} |", self.columns.join(" | "))?;
        writeln!(
            f,
            "|:--{}|",
            "|--:".repeat(self.columns.len().saturating_sub(1))
        )?;
        for row in &self.rows {
            writeln!(f, "| {} |", row.join(" | "))?;
        }
        Ok(())
    }
}

/// A figure with as many places as are worth reading; nothing where there is none.
pub(crate) fn figure(value: Option<f64>) -> String {
    match value {
        None => String::new(),
        Some(value) if value < 10.0 => format!("{value:.2}"),
        Some(value) if value < 100.0 => format!("{value:.1}"),
        Some(value) => format!("{value:.0}"),
    }
}

/// A count: exact where it is whole.
pub(crate) fn count(value: Option<f64>) -> String {
    match value {
        Some(value) if (value - value.round()).abs() > 0.02 && value < 100.0 => {
            format!("{value:.2}")
        }
        Some(value) => format!("{value:.0}"),
        None => String::new(),
    }
}

/// How many times `base`.
pub(crate) fn times(value: Option<f64>, base: Option<f64>) -> Option<f64> {
    Some(value? / base?)
}
