//! A provider's name may come from a configuration file, and a message may go to a terminal or into a log.

use std::collections::HashMap;

use failover_core::{
    AllProvidersFailed, FailoverClient, ItemProvider, ItemResult, ItemsError, Provider,
};
use tests::support::Down;

/// A new line, a terminal's escape sequence, two that change the direction of writing, a line separator.
const HOSTILE: [&str; 5] = [
    "a\nb",
    "\u{1b}[31ma",
    "a\u{202e}b",
    "a\u{2066}b",
    "a\u{2028}b",
];

/// The error of a call of one provider, which fails.
fn failed(name: &str) -> AllProvidersFailed<Down> {
    let provider = Provider::new(name.to_owned(), || Err::<u8, _>(Down));
    FailoverClient::new().fetch([provider]).unwrap_err()
}

/// The error of a call that is refused, as one name is given twice.
fn refused(name: &str) -> AllProvidersFailed<Down> {
    let provider = || Provider::new(name.to_owned(), || Ok::<u8, Down>(1));
    let call = FailoverClient::new().fetch([provider(), provider()]);
    call.unwrap_err()
}

/// The error of a call for keys that is refused, as one setting of a provider is zero.
fn refused_for_keys(name: &str, max_keys: usize, concurrency: usize) -> AllProvidersFailed<Down> {
    let answer = async |_: Vec<u8>| Ok::<_, Down>([(1, 1)]);
    let provider = ItemProvider::new_async(name.to_owned(), answer);
    let provider = provider.max_keys(max_keys).concurrency(concurrency);
    let client = FailoverClient::new();
    pollster::block_on(client.fetch_items_async([1], [provider])).unwrap_err()
}

/// The result of a call for keys 1 and 2: the provider of this name fails, and another serves 1.
fn incomplete(name: &str) -> ItemResult<u8, u8, Down> {
    let fails = |_: &[u8]| Err::<HashMap<u8, u8>, _>(Down);
    let serves = |_: &[u8]| Ok::<_, Down>(HashMap::from([(1, 1)]));
    let fails: Box<dyn Fn(&[u8]) -> Result<HashMap<u8, u8>, Down>> = Box::new(fails);
    let providers = [
        ItemProvider::new(name.to_owned(), fails),
        ItemProvider::new("other", Box::new(serves)),
    ];
    FailoverClient::new()
        .fetch_items([1, 2], providers)
        .unwrap()
}

/// Every message that names a provider, by what prints it.
fn messages(name: &str) -> Vec<(&'static str, String)> {
    let config_error = |error: AllProvidersFailed<Down>| match error.end_reason() {
        failover_core::EndReason::Refused(error) => error.to_string(),
        ended => panic!("{ended:?}"),
    };
    let all: ItemsError<u8, u8, Down> = failed(name).into();
    let some = incomplete(name).require_all().unwrap_err();
    let missing_keys: ItemsError<u8, u8, Down> = incomplete(name).require_all().unwrap_err().into();
    let result = incomplete(name);
    let missing = result.missing().next().unwrap();
    vec![
        ("Failure {}", failed(name).failures()[0].to_string()),
        ("Failure {:?}", format!("{:?}", failed(name).failures()[0])),
        ("AllProvidersFailed {}", failed(name).to_string()),
        ("AllProvidersFailed {:#}", format!("{:#}", failed(name))),
        ("AllProvidersFailed {:?}", format!("{:?}", failed(name))),
        ("AllProvidersFailed, refused {}", refused(name).to_string()),
        ("ConfigError, twice {}", config_error(refused(name))),
        (
            "ConfigError, max_keys {}",
            config_error(refused_for_keys(name, 0, 1)),
        ),
        (
            "ConfigError, concurrency {}",
            config_error(refused_for_keys(name, 1, 0)),
        ),
        (
            "ConfigError {:?}",
            format!("{:?}", refused(name).end_reason()),
        ),
        ("Incomplete {}", some.to_string()),
        ("ItemsError, failed {}", all.to_string()),
        ("ItemsError, failed {:#}", format!("{all:#}")),
        ("ItemsError, incomplete {}", missing_keys.to_string()),
        ("Missing {:?}", format!("{missing:?}")),
        ("Missing {:#?}", format!("{missing:#?}")),
        ("ItemResult {:?}", format!("{result:?}")),
    ]
}

#[test]
fn a_hostile_name_is_escaped_in_every_message() {
    let mut raw = Vec::new();
    for name in HOSTILE {
        let escaped = name.escape_debug().to_string();
        for ((place, message), (_, harmless)) in messages(name).into_iter().zip(messages("ab")) {
            // A message of several lines may have as many as with any other name.
            let is_one_line_more = message.lines().count() != harmless.lines().count();
            if message.contains(name) || is_one_line_more || !message.contains(&escaped) {
                raw.push(format!("{place} of {name:?}: {message:?}"));
            }
        }
    }
    assert!(raw.is_empty(), "{raw:#?}");
}

/// A reason contains no name today. Its words must stay safe if one is added.
#[test]
fn a_reason_has_no_hostile_character() {
    for name in HOSTILE {
        let result = incomplete(name);
        let reasons = result.missing().flat_map(|missing| missing.reasons());
        for (_, reason) in reasons {
            assert!(!reason.to_string().contains(name), "{reason}");
        }
    }
}
