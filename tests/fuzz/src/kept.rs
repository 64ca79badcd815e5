//! Plays the inputs that are worth keeping, and every input that ever failed, in seconds.

use std::path::Path;
use std::thread;
use std::{env, fs};

/// Plays every input of a target, or only the one that `FUZZ_INPUT` names.
fn play(name: &str, target: fn(&[u8])) {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut inputs = Vec::new();
    if let Some(input) = env::var_os("FUZZ_INPUT") {
        inputs.push(input.into());
    } else {
        for folder in ["corpus", "regressions"] {
            let folder =
                fs::read_dir(here.join(folder).join(name)).expect("a folder for each target");
            inputs.extend(folder.map(|input| input.expect("an input").path()));
        }
        inputs.sort();
    }
    let figures = format!("{name}: {} inputs", inputs.len());
    println!("{figures}");
    let play = move || {
        for input in &inputs {
            println!("{}", input.display());
            target(&fs::read(input).expect("an input"));
        }
    };
    // Nested groups take more stack than a test has.
    let player = thread::Builder::new().stack_size(64 << 20).spawn(play);
    player
        .expect("a thread")
        .join()
        .expect("the input named last breaks a promise");
    crate::figures::write(
        &format!("fuzz-kept-{name}"),
        "cargo test -p tests-fuzz",
        &format!("{figures}, none fails"),
    );
}

#[test]
fn builder() {
    play("builder", crate::builder);
}

#[test]
fn scenario() {
    play("scenario", crate::scenario);
}

#[test]
fn attribute() {
    if let Some(input) = env::var_os("FUZZ_INPUT") {
        let input = fs::read(input).expect("an input");
        println!("{}", crate::as_text(&input).unwrap_or_default());
    }
    play("attribute", crate::attribute);
}
