//! lettre: a trait of another crate, implemented for a pair of relays. Needed: an annotated `impl` with `map_err = last_error`.

use failover_core::failover;
use lettre::Transport;
use lettre::address::Envelope;
use lettre::transport::smtp::response::Response;
use lettre::transport::smtp::{Error, SmtpTransport};

/// A relay, and one that is used if the first does not take the mail. A mail that was sent twice is worse than one that was not,
/// so each relay is called once.
#[derive(Debug)]
pub struct Relays {
    main: SmtpTransport,
    spare: SmtpTransport,
}

impl Relays {
    /// Uses these relays.
    #[must_use]
    pub fn new(main: SmtpTransport, spare: SmtpTransport) -> Self {
        Self { main, spare }
    }
}

#[failover(providers = [self.main, self.spare], map_err = last_error)]
impl Transport for Relays {
    type Ok = Response;
    type Error = Error;

    fn send_raw(&self, envelope: &Envelope, email: &[u8]) -> Result<Response, Error>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_that_no_relay_takes_has_the_error_of_the_last_one() {
        let relay = || {
            SmtpTransport::builder_dangerous("127.0.0.1")
                .port(9)
                .build()
        };
        let relays = Relays::new(relay(), relay());
        let (from, to) = (
            "a@example.com".parse().unwrap(),
            "b@example.com".parse().unwrap(),
        );
        let envelope = Envelope::new(Some(from), vec![to]).unwrap();
        assert!(relays.send_raw(&envelope, b"text").is_err());
    }
}
