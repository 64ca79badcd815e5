//! The table of arguments, and the reference in `failover.md`.

use crate::arguments::table::{Argument, BreakerArgument, Keyword};

const REFERENCE: &str = include_str!("../failover.md");

#[test]
fn every_argument_has_a_section_in_the_reference() {
    let (_, sections) = REFERENCE.split_once("\n# Arguments\n").unwrap();
    let headings = sections.lines().filter_map(|line| line.strip_prefix("## "));
    let headings = headings.filter(|heading| heading.starts_with('`'));
    // Other sections are for several arguments. Two arguments may share a section: "## `on_timeout`, `on_rejected`".
    let documented: Vec<&str> = headings
        .flat_map(|heading| heading.split(", "))
        .map(|name| name.trim_matches('`'))
        .collect();
    let arguments: Vec<&str> = Argument::ALL.iter().map(|it| it.name()).collect();
    assert_eq!(documented, arguments);
}

#[test]
fn every_argument_of_a_breaker_is_in_its_section() {
    let (_, section) = REFERENCE.split_once("\n## `circuit_breaker`\n").unwrap();
    let (section, _) = section.split_once("\n## ").unwrap();
    for argument in BreakerArgument::ALL {
        let example = format!("{} = {}", argument.name(), argument.example());
        assert!(section.contains(&example), "{example}");
    }
}

#[test]
fn every_link_within_the_reference_has_a_heading() {
    let slug = |heading: &str| -> String {
        let kept = heading
            .chars()
            .filter(|letter| letter.is_alphanumeric() || " _-".contains(*letter));
        kept.collect::<String>()
            .trim()
            .replace(' ', "-")
            .to_lowercase()
    };
    let headings = REFERENCE.lines().filter(|line| line.starts_with('#'));
    let headings: Vec<String> = headings
        .map(|line| slug(line.trim_start_matches('#')))
        .collect();
    let links = REFERENCE
        .split("](#")
        .skip(1)
        .filter_map(|rest| rest.split_once(')'));
    for (link, _) in links {
        assert!(headings.iter().any(|heading| heading == link), "#{link}");
    }
}
