//! The command line.

use ureq::http::Uri;

use crate::feeds::BaseUrls;

pub(crate) const HELP: &str = "\
Prices of a few coins from three services, with failover.

Usage: cargo run --example prices [-- OPTIONS]

Without options it starts three servers on loopback that misbehave in turn. With any of these options it
calls the services once instead. A service without a URL is called at its public address.

  --live            call all three at their public addresses
  --kraken URL      [https://api.kraken.com]
  --coingecko URL   [https://api.coingecko.com]
  --coinbase URL    [https://api.coinbase.com]
  --help            print this text

";

pub(crate) enum Mode {
    /// Play the scenes against servers on loopback.
    Story,
    /// Call the services at these addresses.
    Live(BaseUrls),
    Help,
}

/// Reads the arguments. An error names the wrong one.
pub(crate) fn parse(mut args: impl Iterator<Item = String>) -> Result<Mode, String> {
    let mut urls = BaseUrls {
        kraken: "https://api.kraken.com".to_owned(),
        coingecko: "https://api.coingecko.com".to_owned(),
        coinbase: "https://api.coinbase.com".to_owned(),
    };
    let mut live = false;
    while let Some(arg) = args.next() {
        let url = match arg.as_str() {
            "--help" | "-h" => return Ok(Mode::Help),
            "--live" => None,
            "--kraken" => Some(&mut urls.kraken),
            "--coingecko" => Some(&mut urls.coingecko),
            "--coinbase" => Some(&mut urls.coinbase),
            _ => return Err(format!("`{arg}` is not an option")),
        };
        if let Some(url) = url {
            *url = args
                .next()
                .as_deref()
                .and_then(base_url)
                .ok_or_else(|| format!("{arg} needs a URL such as http://127.0.0.1:8080"))?;
        }
        live = true;
    }
    Ok(if live { Mode::Live(urls) } else { Mode::Story })
}

/// Returns an HTTP URL without a slash at its end. `None` if it is another text.
fn base_url(given: &str) -> Option<String> {
    let uri: Uri = given.parse().ok()?;
    let is_http = matches!(uri.scheme_str(), Some("http" | "https"));
    (is_http && uri.query().is_none()).then(|| given.trim_end_matches('/').to_owned())
}
