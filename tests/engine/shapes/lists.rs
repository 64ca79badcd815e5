//! Every shape of a list of providers.

use std::cell::Cell;
use std::num::ParseIntError;
use std::rc::Rc;

use failover_core::traits::Providers;
use failover_core::{AllProvidersFailed, FailoverClient, Provider, Served};
use tests::support::Down;

/// Returns the provider that serves.
fn server(providers: impl Providers<u32, Down>) -> &'static str {
    let served = FailoverClient::new().fetch(providers).unwrap();
    served.provider.as_str()
}

fn up() -> Result<u32, Down> {
    Ok(1)
}

fn down() -> Result<u32, Down> {
    Err(Down)
}

#[test]
fn tuples_of_one_two_and_twelve() {
    assert_eq!(server((Provider::new("a", up),)), "a");
    assert_eq!(
        server((Provider::new("a", down), Provider::new("b", up))),
        "b"
    );
    let twelve = (
        Provider::new("a", down),
        Provider::new("b", down),
        Provider::new("c", down),
        Provider::new("d", down),
        Provider::new("e", down),
        Provider::new("f", down),
        Provider::new("g", down),
        Provider::new("h", down),
        Provider::new("i", down),
        Provider::new("j", down),
        Provider::new("k", down),
        Provider::new("l", up),
    );
    assert_eq!(server(&twelve), "l");
    let failed = FailoverClient::new()
        .is_valid(|_: &u32| false)
        .fetch(twelve)
        .unwrap_err();
    let names: Vec<_> = failed.turns().map(|turn| turn.provider.as_str()).collect();
    assert_eq!(names.concat(), "abcdefghijkl");
}

#[test]
fn arrays_vecs_slices_and_references_to_each() {
    let mut array = [
        Provider::new("a", down as fn() -> _),
        Provider::new("b", up as fn() -> _),
    ];
    assert_eq!(server(array), "b");
    assert_eq!(server(&array), "b");
    assert_eq!(server(&mut array), "b");
    assert_eq!(server(&array[..]), "b");
    assert_eq!(server(&mut array[1..]), "b");

    let mut vec = array.to_vec();
    assert_eq!(server(&vec), "b");
    assert_eq!(server(&mut vec), "b");
    assert_eq!(server(vec.as_slice()), "b");
    assert_eq!(server(vec.as_mut_slice()), "b");
    assert_eq!(server(vec), "b");
}

#[test]
fn references_to_references() {
    let providers = (Provider::new("a", down), Provider::new("b", up));
    assert_eq!(server(&mut &providers), "b");
    let (a, b) = &providers;
    assert_eq!(server((a, b)), "b");
    assert_eq!(server([b]), "b");
    assert_eq!(server(vec![b]), "b");
}

#[test]
fn references_to_tuples_of_closures() {
    let calls = Cell::new(0);
    let mut providers = (
        Provider::new("a", || {
            calls.set(calls.get() + 1);
            Err(Down)
        }),
        Provider::new("b", || Ok(calls.get())),
    );
    assert_eq!(server(&providers), "b");
    assert_eq!(server(&mut providers), "b");
    assert_eq!(server(providers), "b");
    assert_eq!(calls.get(), 3);
}

#[test]
fn closures_that_change_what_they_capture() {
    let (mut a, mut b) = (0, Vec::new());
    let mut providers = (
        Provider::new("a", || {
            a += 1;
            Err(Down)
        }),
        Provider::new("b", || {
            b.push(a_name());
            Ok(1)
        }),
    );
    assert_eq!(server(&mut providers), "b");
    assert_eq!(server(providers), "b");
    assert_eq!((a, b.len()), (2, 2));

    let mut count = 0;
    let counting = || {
        count += 1;
        if count < 3 { Err(Down) } else { Ok(1) }
    };
    let client = FailoverClient::builder().retries(2).build().unwrap();
    client.fetch([Provider::new("a", counting)]).unwrap();
    assert_eq!(count, 3);
}

fn a_name() -> String {
    "name".to_owned()
}

#[test]
fn function_items_pointers_and_boxes() {
    assert_eq!(server([Provider::new("a", up)]), "a");

    let pointers: [(&str, fn() -> Result<u32, Down>); 2] = [("a", down), ("b", up)];
    let pointers = pointers.map(|(name, call)| Provider::new(name, call));
    assert_eq!(server(&pointers), "b");

    let shared: Vec<Provider<Box<dyn Fn() -> Result<u32, Down>>>> = vec![
        Provider::new("a", Box::new(down)),
        Provider::new("b", Box::new(|| Ok(1))),
    ];
    assert_eq!(server(&shared), "b");

    let mut count = 0;
    let mut exclusive: Vec<Provider<Box<dyn FnMut() -> Result<u32, Down> + '_>>> = vec![
        Provider::new("a", Box::new(down)),
        Provider::new(
            "b",
            Box::new(|| {
                count += 1;
                Ok(count)
            }),
        ),
    ];
    assert_eq!(server(&mut exclusive), "b");
    assert_eq!(server(exclusive), "b");
    assert_eq!(count, 2);
}

#[test]
fn a_callable_by_reference() {
    let closure = || Ok::<u32, Down>(1);
    assert_eq!(server([Provider::new("a", &closure)]), "a");
    let dynamic: &dyn Fn() -> Result<u32, Down> = &closure;
    assert_eq!(server([Provider::new("a", dynamic)]), "a");
}

#[test]
fn a_list_made_while_the_program_runs() {
    let providers: Vec<_> = (0..40)
        .map(|i| {
            Provider::new(
                format!("feed-{i}"),
                move || if i == 33 { Ok(i) } else { Err(Down) },
            )
        })
        .collect();
    assert_eq!(server(&providers), "feed-33");
}

#[test]
fn providers_with_different_errors_mix_by_from() {
    #[derive(Debug, PartialEq)]
    enum Mixed {
        Down,
        Parse,
    }

    impl From<Down> for Mixed {
        fn from(_: Down) -> Self {
            Self::Down
        }
    }

    impl From<ParseIntError> for Mixed {
        fn from(_: ParseIntError) -> Self {
            Self::Parse
        }
    }

    let client = FailoverClient::new();
    let result: Result<Served<u32, Mixed>, AllProvidersFailed<Mixed>> = client.fetch((
        Provider::new("a", || Ok(down()?)),
        Provider::new("b", || Ok("no number".parse()?)),
    ));
    let failed = result.unwrap_err();
    let errors: Vec<_> = failed
        .failures()
        .iter()
        .map(|f| f.error().unwrap())
        .collect();
    assert_eq!(errors, [&Mixed::Down, &Mixed::Parse]);
}

#[test]
fn borrowed_arguments_and_values_that_borrow_from_outside() {
    fn first_word<'a>(client: &FailoverClient, text: &'a str) -> Result<&'a str, Down> {
        let served = client.fetch((
            Provider::new("tab", || {
                text.split_once('\t').map(|(word, _)| word).ok_or(Down)
            }),
            Provider::new("space", || {
                text.split_once(' ').map(|(word, _)| word).ok_or(Down)
            }),
        ));
        served.map(|served| served.value).map_err(|_| Down)
    }

    let text = "two words".to_owned();
    assert_eq!(first_word(&FailoverClient::new(), &text), Ok("two"));
}

#[test]
fn values_that_cannot_leave_their_thread_nor_be_cloned() {
    struct Unclonable(Rc<str>);

    let served = FailoverClient::new()
        .is_valid(|value: &Unclonable| !value.0.is_empty())
        .fetch((
            Provider::new("a", || Ok(Unclonable("".into()))),
            Provider::new("b", || Ok::<_, Rc<str>>(Unclonable("b".into()))),
        ));
    assert_eq!(
        served.map(|served| served.value.0).ok().as_deref(),
        Some("b")
    );
}

#[test]
fn values_of_no_size_and_values_without_a_size_of_use() {
    FailoverClient::new()
        .fetch([Provider::new("a", || Ok::<(), Down>(()))])
        .unwrap();
    let served = FailoverClient::new()
        .fetch([Provider::new("a", || Ok::<[u8; 4096], Down>([7; 4096]))])
        .unwrap();
    assert_eq!(served.value[4095], 7);
}

#[test]
fn a_served_value_is_converted_with_all_that_is_known_of_it() {
    let client = FailoverClient::builder().retries(1).build().unwrap();
    let served = client
        .fetch((Provider::new("a", down), Provider::new("b", up)))
        .unwrap()
        .map(|value| value.to_string());
    assert_eq!(
        (served.value.as_str(), served.provider.as_str()),
        ("1", "b")
    );
    let turns: Vec<_> = served.turns().map(|turn| turn.attempts).collect();
    assert_eq!(turns, [2, 1]);
}
