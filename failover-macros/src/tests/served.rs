//! The edges of `served`: what may be its name, and which return types a function may have.

use super::refusals::{NOTHING, PRICE, says};

#[test]
fn a_second_function_is_put_beside_it() {
    let elsewhere: &[&str] = &["`served` names a function that the macro adds next to this one"];
    for (served, expected) in [
        ("price_served", NOTHING),
        ("Self::price_served", NOTHING),
        ("pub(super) price_served", NOTHING),
        ("r#fn", NOTHING),
        ("::price_served", elsewhere),
        ("price_served::<u8>", elsewhere),
        ("api::price_served", elsewhere),
        ("price", &["it needs another name"]),
    ] {
        says(
            &format!("providers = [a], served = {served}"),
            PRICE,
            expected,
        );
    }
}

#[test]
fn only_a_value_that_is_a_served_is_refused_on_a_body() {
    let refused: &[&str] = &["a body returns the value alone"];
    for (returned, on_body, next_to_served) in [
        (
            "Result<Served<f64, E>, E>",
            refused,
            &["returns a `Served` already"][..],
        ),
        (
            "failover_core::Result<(failover_core::Served<f64, E>), E>",
            refused,
            &["returns a `Served` already"],
        ),
        ("Result<Option<Served<f64, E>>, E>", NOTHING, NOTHING),
        ("Result<f64, Served<f64, E>>", NOTHING, NOTHING),
        ("Served", NOTHING, NOTHING),
    ] {
        let function = |end| format!("fn price() -> {returned} {end}");
        says("providers = [a]", &function("{ get() }"), on_body);
        says("providers = [a]", &function(";"), NOTHING);
        says(
            "providers = [a], served = b",
            &function(";"),
            next_to_served,
        );
    }
}
