//! The few SVG elements that the picture is made of.

use std::fmt::{Arguments, Write};

pub(crate) const CARD: &str = "#10161f";
pub(crate) const RULE: &str = "#2a3442";
pub(crate) const TEXT: &str = "#e6edf3";
pub(crate) const MUTED: &str = "#93a1b0";
pub(crate) const GREEN: &str = "#3fb96b";
pub(crate) const RED: &str = "#f2686a";
pub(crate) const AMBER: &str = "#e0a93b";

const FONT: &str = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace";

#[derive(Default)]
pub(crate) struct Canvas(String);

/// The left edge, the top edge, the width and the height.
pub(crate) type Area = (f64, f64, f64, f64);

impl Canvas {
    pub(crate) fn text(&mut self, (x, y): (f64, f64), colour: &str, style: &str, text: &str) {
        let text = escape(text);
        self.element(format_args!(
            r#"<text x="{x:.1}" y="{y:.1}" fill="{colour}" {style}>{text}</text>"#
        ));
    }

    /// Draws a rectangle. The style is a list of attributes.
    pub(crate) fn rect(&mut self, (x, y, width, height): Area, colour: &str, style: &str) {
        self.element(format_args!(
            r#"<rect x="{x:.1}" y="{y:.1}" width="{width:.1}" height="{height:.1}" fill="{colour}" {style}/>"#
        ));
    }

    /// Draws a line from a point, in the steps of an SVG path.
    pub(crate) fn line(&mut self, (x, y): (f64, f64), steps: &str, colour: &str, style: &str) {
        self.element(format_args!(
            r#"<path d="M{x:.1} {y:.1}{steps}" stroke="{colour}" {style}/>"#
        ));
    }

    /// Puts what is drawn next into a group with this title: browsers show it, and screen readers read it.
    pub(crate) fn begin_group(&mut self, title: &str) {
        let title = escape(title);
        self.element(format_args!("<g><title>{title}</title>"));
    }

    pub(crate) fn end_group(&mut self) {
        self.element(format_args!("</g>"));
    }

    /// Returns the whole picture: these drawings in order, on a card.
    pub(crate) fn card(title: &str, (width, height): (f64, f64), layers: [Self; 2]) -> String {
        let mut card = Self::default();
        card.element(format_args!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img" font-family="{FONT}" font-size="13">"#
        ));
        card.element(format_args!("<title>{}</title>", escape(title)));
        let (inner_width, inner_height) = (width - 1.0, height - 1.0);
        let style = format!(r#"rx="12" stroke="{RULE}""#);
        card.rect((0.5, 0.5, inner_width, inner_height), CARD, &style);
        for Self(layer) in layers {
            card.0 += &layer;
        }
        card.element(format_args!("</svg>"));
        card.0
    }

    fn element(&mut self, element: Arguments<'_>) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.0, "{element}");
    }
}

/// Returns the text in a form that XML permits.
pub(crate) fn escape(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    text.replace('>', "&gt;").replace('"', "&quot;")
}
