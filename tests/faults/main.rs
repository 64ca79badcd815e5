//! The fault matrix: a test for every cell of fault × operation × engine × state of the circuit.
//!
//! The name of a test is its cell, for example `items::awaited::half_open::panic`. Provider `a` has the fault while
//! its circuit is in that state, and provider `b` is healthy. [`expected`] derives the expected result from a table of
//! the faults. [`world`] makes the call and returns the visible result. Then `a` is healthy again, and the next calls
//! show that the client and the breaker still work. Time is moved by hand.
//!
//! `cargo test -p tests --test faults -- --nocapture count` prints the number of cells.

mod cell;
mod count;
mod expected;
mod seen;
mod world;

use cell::{Cell, Circuit};
use expected::expected;
use world::World;

fn check(names: [&str; 4]) {
    let cell = Cell::named(names);
    let world = World::new(&cell);
    let check = |fault, circuit| {
        let expected = expected(fault, cell.operation, circuit);
        assert_eq!(world.call(fault), expected);
        expected.circuit
    };
    let after = check(Some(cell.fault), cell.state.circuit());
    let mut next = check(None, after);
    if let Circuit::Open(left) = next {
        world.clock.advance(left);
        next = check(None, Circuit::HalfOpen);
    }
    assert_eq!(next, Circuit::Closed(0));
}

/// Makes the tests: each listed fault with each state of the circuit.
macro_rules! cells {
    ($($operation:ident { $($engine:ident: $($fault:ident)*;)* })*) => {
        $(mod $operation {
            $(mod $engine {
                cells!(@state $operation $engine closed [$($fault)*]);
                cells!(@state $operation $engine one_short_of_opening [$($fault)*]);
                cells!(@state $operation $engine open [$($fault)*]);
                cells!(@state $operation $engine half_open [$($fault)*]);
            })*
        })*
    };
    (@state $operation:ident $engine:ident $state:ident [$($fault:ident)*]) => {
        mod $state {
            $(#[test]
            fn $fault() {
                crate::check([
                    stringify!($operation),
                    stringify!($engine),
                    stringify!($state),
                    stringify!($fault),
                ]);
            })*
        }
    };
}

// Other cells cannot exist. `Cell::left_out` has the reasons, and `count` compares them with these lists.
cells! {
    whole {
        blocking: error panic late rejected stop_verdict retry_after cancelled;
        awaited: error panic hang late rejected stop_verdict retry_after cancelled outrun callers_drop;
    }
    items {
        blocking: error panic late empty extra_keys rejected stop_verdict retry_after cancelled;
        awaited: error panic hang late empty extra_keys rejected stop_verdict retry_after cancelled callers_drop;
    }
}
