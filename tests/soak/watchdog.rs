//! Ends the program if nothing moves any more, and prints what every worker was doing.

use std::process::exit;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use crate::world::World;

/// A run without a fault or a call for this long hangs.
const LIMIT: Duration = Duration::from_secs(20);
const LOOKS: Duration = Duration::from_millis(250);

pub(crate) fn start(world: &Arc<World>) {
    let world = Arc::clone(world);
    thread::spawn(move || {
        let (mut seen, mut since) = (0, Instant::now());
        loop {
            thread::sleep(LOOKS);
            let faults = world.faults();
            if faults != seen {
                (seen, since) = (faults, Instant::now());
            } else if since.elapsed() > LIMIT {
                hangs(&world);
            }
        }
    });
}

fn hangs(world: &World) -> ! {
    eprintln!(
        "\nBREACH (seed {}): after {} faults: no progress in {LIMIT:?}",
        world.seed,
        world.faults()
    );
    let workers = world.posts.len() - 2;
    for (number, post) in world.posts.iter().enumerate() {
        let who = match number.checked_sub(workers) {
            None => format!("worker {number}"),
            Some(0) => "conductor".into(),
            Some(_) => "operator".into(),
        };
        eprintln!("  {who} {}", post.step());
    }
    for breach in &*world.breaches() {
        eprintln!("  before that, {breach}");
    }
    exit(1)
}
