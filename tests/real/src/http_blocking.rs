//! ureq: a blocking client that cannot be interrupted. Needed: `attempt.time_left()` for the request's timeout, and a closure in
//! `map_err`, because a timeout may end the call.

use std::time::Duration;

use failover_core::failover;
use ureq::Agent;

/// Gets a page from the first host that answers.
#[failover(
    providers = [
        eu = get(http, crate::NOWHERE, path, attempt.time_left()),
        us = |_, path| Ok::<_, ureq::Error>(format!("{path} from us")),
    ],
    timeout = 2s,
    map_err = |failed| failed.into_last_error().unwrap_or(ureq::Error::HostNotFound),
)]
pub fn page(http: &Agent, path: &str) -> Result<String, ureq::Error>;

fn get(
    http: &Agent,
    host: &str,
    path: &str,
    left: Option<Duration>,
) -> Result<String, ureq::Error> {
    let request = http.get(format!("http://{host}/{path}"));
    let mut response = request.config().timeout_global(left).build().call()?;
    response.body_mut().read_to_string()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_second_host_serves() {
        let http = ureq::Agent::config_builder().proxy(None).build().into();
        assert_eq!(super::page(&http, "index").unwrap(), "index from us");
    }
}
