//! The output of callgrind: <https://valgrind.org/docs/manual/cl-format.html>, with `--dump-instr=yes`.

use std::collections::{BTreeMap, HashMap};

/// The cost of each instruction.
#[derive(Debug, Default, PartialEq)]
pub struct Profile {
    /// The instructions of the program itself, by address.
    pub own: BTreeMap<u64, f64>,
    /// The instructions of the libraries that it calls.
    pub others: f64,
    /// The address of its `main`.
    pub main: Option<u64>,
}

/// Reads it; `program` is how the program's path ends.
pub(crate) fn read(text: &str, program: &str) -> Profile {
    let mut profile = Profile::default();
    let (mut objects, mut functions) = (HashMap::new(), HashMap::new());
    let (mut is_own, mut is_main, mut is_of_callee) = (false, false, false);
    let mut address = 0_u64;
    for line in text.lines() {
        if let Some((key, value)) = line.split_once('=') {
            // What a callee is called may be meant by its number later.
            match key {
                "ob" => is_own = named(&mut objects, value).ends_with(program),
                "fn" => is_main = named(&mut functions, value) == "main",
                "cob" => drop(named(&mut objects, value)),
                "cfn" => drop(named(&mut functions, value)),
                "calls" => is_of_callee = true,
                _ => {}
            }
            continue;
        }
        let words: Vec<_> = line.split_whitespace().collect();
        let [at, _line, cost] = words[..] else {
            continue;
        };
        let (Some(at), Ok(cost)) = (moved(address, at), cost.parse::<f64>()) else {
            continue;
        };
        address = at;
        if std::mem::take(&mut is_of_callee) {
            continue;
        }
        if !is_own {
            profile.others += cost;
            continue;
        }
        *profile.own.entry(address).or_default() += cost;
        if is_main {
            profile.main = Some(profile.main.map_or(address, |main| main.min(address)));
        }
    }
    profile
}

/// `(1) name` gives the name a number, `(1)` means it.
fn named(names: &mut HashMap<String, String>, value: &str) -> String {
    let (number, name) = value.split_once(' ').unwrap_or((value, ""));
    if !name.is_empty() {
        names.insert(number.to_owned(), name.to_owned());
    }
    names.get(number).cloned().unwrap_or_default()
}

/// An address, or how far it is from the one before.
fn moved(from: u64, by: &str) -> Option<u64> {
    let number = |text: &str| match text.strip_prefix("0x") {
        Some(hex) => u64::from_str_radix(hex, 16).ok(),
        None => text.parse().ok(),
    };
    match by.split_at_checked(1)? {
        ("*", "") => Some(from),
        ("+", by) => Some(from.wrapping_add(number(by)?)),
        ("-", by) => Some(from.wrapping_sub(number(by)?)),
        _ => number(by),
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn what_an_instruction_costs_is_read_and_not_what_it_calls() {
        let text = "\
positions: instr line
events: Ir
ob=(1) /somewhere/program
fn=(1) main
0x20 10 4
+4 +2 3
cob=(2) /lib/libc.so
cfn=(2) clock
calls=1 0x900
* 12 900
-8 * 1
ob=(2)
fn=(2)
0x900 0 6
";
        let profile = read(text, "/program");
        let own: Vec<_> = profile.own.into_iter().collect();
        assert_eq!(own, [(0x1c, 1.0), (0x20, 4.0), (0x24, 3.0)]);
        assert_eq!((profile.others, profile.main), (6.0, Some(0x1c)));
    }
}
