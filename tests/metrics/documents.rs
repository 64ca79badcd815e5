//! The dashboard, the alert rules and the guide use the names that the code records.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use failover_core::MetricsObserver;
use serde_json::Value;

use super::recorder::Labels;
use super::{World, calls, circuits};

/// The metrics with their labels and the values of these, recorded by calls of every kind.
fn recorded() -> BTreeMap<String, Labels> {
    let world = World::with(MetricsObserver::new().durations());
    calls::fail_over(&world);
    calls::skip(&world);
    calls::end_in_every_way(&world);
    calls::fail_in_every_way(&world);
    calls::fetch_items(&world, &[1, 2, 5]);
    calls::hedged(&world);
    let breaker = circuits::change_circuits(&world);
    let record = || MetricsObserver::record_circuits(&breaker);
    world.recorder.during(record);

    let recorded = world.recorder.recorded();
    let described = world.recorder.described();
    assert!(recorded.keys().eq(described.keys()), "{recorded:#?}");
    recorded
}

fn read(path: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    fs::read_to_string(root.join(path)).unwrap()
}

/// An expression of a query, with the text that names the labels of its result.
struct Query {
    expression: String,
    text: String,
}

/// Returns the queries of all panels and variables.
fn dashboard() -> Vec<Query> {
    fn collect(value: &Value, queries: &mut Vec<Query>) {
        match value {
            Value::Object(fields) => {
                let text = |field| fields.get(field).and_then(Value::as_str);
                if let Some(expression) = text("expr").or(text("query")) {
                    queries.push(Query {
                        expression: expression.to_owned(),
                        text: text("legendFormat").unwrap_or_default().to_owned(),
                    });
                }
                fields.values().for_each(|it| collect(it, queries));
            }
            Value::Array(values) => values.iter().for_each(|it| collect(it, queries)),
            _ => {}
        }
    }
    let mut queries = Vec::new();
    let dashboard = serde_json::from_str(&read("docs/grafana.json")).unwrap();
    collect(&dashboard, &mut queries);
    queries.retain(|query| query.expression.contains('('));
    queries
}

/// Returns the expressions of all alerts, with their annotations.
fn alerts() -> Vec<Query> {
    let rules = read("docs/alerts.yml");
    let rules = rules.split("- alert:").skip(1);
    let query = |rule: &str| {
        let (_, rule) = rule.split_once("expr:").unwrap();
        let (expression, text) = rule.split_once("for:").unwrap();
        Query {
            expression: expression.to_owned(),
            text: text.replace("$labels.", ""),
        }
    };
    rules.map(query).collect()
}

/// Returns the queries of the guide.
fn guide() -> Vec<Query> {
    let page = read("failover-core/src/guide/metrics.md");
    let blocks = page.split("```promql\n").skip(1);
    let query = |line: &str| Query {
        expression: line.to_owned(),
        text: String::new(),
    };
    let queries = blocks.flat_map(|block| block.split("```").next().unwrap().lines());
    let queries = queries.filter(|line| !line.is_empty() && !line.starts_with('#'));
    queries.map(query).collect()
}

/// Returns the words of an expression and the rest of it behind each, without the texts in quotes.
fn words(text: &str) -> Vec<(&str, &str)> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| is_part(c) || c == '"') {
        rest = &rest[start..];
        if let Some(quoted) = rest.strip_prefix('"') {
            rest = quoted.split_once('"').map_or("", |(_, after)| after);
            continue;
        }
        let (word, after) = rest.split_at(rest.find(|c| !is_part(c)).unwrap_or(rest.len()));
        words.push((word, after));
        rest = after;
    }
    words
}

/// Returns the text between two brackets if it follows at once.
fn bracketed(after: &str, open: char, close: char) -> Option<&str> {
    let inner = after.trim_start().strip_prefix(open)?;
    inner.split(close).next()
}

/// Checks the names of metrics, labels and values in a query. Returns the metrics.
fn check(query: &Query, known: &BTreeMap<String, Labels>) -> BTreeSet<String> {
    let Query { expression, text } = query;
    let mut metrics = BTreeSet::new();
    let mut labels = BTreeSet::new();
    for (word, after) in words(expression) {
        if word.starts_with("failover_") {
            let metric = word.strip_suffix("_bucket").unwrap_or(word);
            let its_labels = known.get(metric);
            let its_labels = its_labels.unwrap_or_else(|| panic!("no metric {word}: {expression}"));
            metrics.insert(metric.to_owned());
            for matcher in bracketed(after, '{', '}')
                .into_iter()
                .flat_map(|it| it.split(','))
            {
                let (label, value) = matcher.split_once(['=', '!']).unwrap();
                let values = its_labels.get(label.trim());
                let values = values.unwrap_or_else(|| panic!("no label {label}: {expression}"));
                let value = value.trim_matches(['=', '~', '"']);
                let mut alternatives = value.split('|').filter(|it| !it.starts_with('$'));
                let unknown = alternatives.find(|it| !values.iter().any(|value| value == it));
                assert_eq!(unknown, None, "no such {label}: {expression}");
            }
        }
        if ["by", "on", "without", "ignoring"].contains(&word) {
            let listed = bracketed(after, '(', ')').unwrap().split(',');
            labels.extend(listed.map(str::trim));
        }
        if word == "label_values" {
            labels.extend(expression.trim_end_matches(')').rsplit(' ').next());
        }
    }
    let named = text.split("{{").skip(1);
    labels.extend(named.map(|it| it.split("}}").next().unwrap().trim()));
    labels.remove("le");
    assert!(!metrics.is_empty(), "no metric: {expression}");
    for (metric, label) in metrics
        .iter()
        .flat_map(|it| labels.iter().map(move |l| (it, l)))
    {
        assert!(
            known[metric].contains_key(*label),
            "no label {label}: {expression}"
        );
    }
    metrics
}

#[test]
fn the_dashboard_shows_every_metric_and_no_other() {
    let known = recorded();
    let queries = dashboard();
    assert!(queries.len() > 10);
    let shown: BTreeSet<String> = queries.iter().flat_map(|it| check(it, &known)).collect();
    assert!(shown.iter().eq(known.keys()), "{shown:?}");
}

#[test]
fn the_alert_rules_use_only_what_is_recorded() {
    let known = recorded();
    let queries = alerts();
    assert_eq!(queries.len(), 5);
    for query in &queries {
        check(query, &known);
    }
}

#[test]
fn the_guide_lists_every_metric_with_its_labels() {
    let known = recorded();
    let queries = guide();
    assert!(queries.len() >= 5);
    for query in &queries {
        check(query, &known);
    }
    let page = read("failover-core/src/guide/metrics.md");
    for (metric, labels) in &known {
        let row = page
            .lines()
            .find(|line| line.starts_with(&format!("| `{metric}` |")));
        let row = row.unwrap_or_else(|| panic!("no row for {metric}"));
        let listed: BTreeSet<&str> = row
            .split('|')
            .nth(2)
            .unwrap()
            .split('`')
            .skip(1)
            .step_by(2)
            .collect();
        assert!(listed.into_iter().eq(labels.keys()), "{row}");
    }
}

#[test]
fn a_wrong_name_is_found() {
    let known = recorded();
    let is_refused = |expression: &str, text: &str| {
        let query = Query {
            expression: expression.to_owned(),
            text: text.to_owned(),
        };
        std::panic::catch_unwind(|| check(&query, &known)).is_err()
    };
    assert!(!is_refused(
        "rate(failover_calls_total{outcome=\"served\"}[5m])",
        "{{client}}"
    ));
    assert!(is_refused("rate(failover_call_total[5m])", ""));
    assert!(is_refused("failover_calls_total{provider=\"a\"}", ""));
    assert!(is_refused(
        "failover_calls_total{outcome=~\"served|lost\"}",
        ""
    ));
    assert!(is_refused("sum by (kind) (failover_calls_total)", ""));
    assert!(is_refused("failover_calls_total", "{{kind}}"));
    assert!(is_refused("label_values(failover_calls_total, kind)", ""));
}
