//! A subscriber that keeps what it receives as lines.

use std::fmt::{Debug, Write};
use std::sync::{Arc, Mutex};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id};
use tracing::{Event, Subscriber};
use tracing_subscriber::layer::{Context, SubscriberExt};
use tracing_subscriber::registry::LookupSpan;
use tracing_subscriber::{Layer, Registry, filter::LevelFilter};

/// The lines of a subscriber: `LEVEL target: message field=value ..`.
///
/// A new span is a line too: `LEVEL target: span name field=value ..`, and the spans around it, innermost first.
#[derive(Clone, Default)]
pub struct Lines(Arc<Mutex<Vec<String>>>);

impl Lines {
    /// Returns the lines since the last look.
    pub fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().unwrap())
    }

    /// Runs code whose thread logs to these lines, up to a level.
    pub fn record<T>(&self, level: LevelFilter, run: impl FnOnce() -> T) -> T {
        let subscriber = Registry::default().with(self.clone().with_filter(level));
        tracing::subscriber::with_default(subscriber, run)
    }
}

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Lines {
    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        let mut text = Text::default();
        event.record(&mut text);
        let (level, target) = (event.metadata().level(), event.metadata().target());
        let mut line = format!("{level} {target}:{}", text.0);
        around(&mut line, context.event_scope(event));
        self.0.lock().unwrap().push(line);
    }

    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let mut text = Text::default();
        attributes.record(&mut text);
        let metadata = attributes.metadata();
        let (level, target, name) = (metadata.level(), metadata.target(), metadata.name());
        let mut line = format!("{level} {target}: span {name}{}", text.0);
        let span = context.span(id).unwrap();
        around(&mut line, span.parent().map(|parent| parent.scope()));
        span.extensions_mut().insert(text);
        self.0.lock().unwrap().push(line);
    }
}

/// Appends the names and fields of the spans around a line.
fn around<'a, S: LookupSpan<'a>>(
    line: &mut String,
    scope: Option<tracing_subscriber::registry::Scope<'a, S>>,
) {
    for span in scope.into_iter().flatten() {
        let extensions = span.extensions();
        let text = extensions.get::<Text>().map_or("", |text| &text.0);
        write!(line, " in {}{text}", span.name()).unwrap();
    }
}

/// The fields of a line or span.
#[derive(Default)]
struct Text(String);

impl Visit for Text {
    fn record_str(&mut self, field: &Field, value: &str) {
        write!(self.0, " {field}={value}").unwrap();
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        if field.name() == "message" {
            self.0.insert_str(0, &format!(" {value:?}"));
        } else {
            write!(self.0, " {field}={value:?}").unwrap();
        }
    }
}
