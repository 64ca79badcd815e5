//! tonic: generated clients whose methods take `&mut self`. Needed: a clone of the client for each attempt, in a block, and
//! `classify` by the status code.

use failover_core::{Result, Served, Verdict, failover};
use tonic::transport::Channel;
use tonic::{Code, Request, Status};
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_client::HealthClient;

/// Replicas of a service.
#[derive(Debug)]
pub struct Health {
    replicas: Vec<(&'static str, HealthClient<Channel>)>,
    client: HealthClient<Channel>,
}

impl Health {
    /// `state` calls these replicas in order, and `state_or_cached` calls `client`.
    #[must_use]
    pub fn new(
        replicas: Vec<(&'static str, HealthClient<Channel>)>,
        client: HealthClient<Channel>,
    ) -> Self {
        Self { replicas, client }
    }

    /// Returns the state of a service, from the first replica that answers.
    #[failover(
        providers = [for (name, replica) in &self.replicas => *name = check(replica.clone(), service)],
        classify = verdict,
        retries = 1,
    )]
    pub async fn state(&self, service: &str) -> Result<Served<i32, Status>, Status>;

    /// Returns the state of a service from one client, or a cached one: a fixed list of blocks.
    #[failover(
        providers = [
            main = async { check(self.client.clone(), service).await },
            cached = async { Ok::<_, Status>(1) },
        ],
        classify = verdict,
    )]
    pub async fn state_or_cached(&self, service: &str) -> Result<Served<i32, Status>, Status>;
}

async fn check(
    mut client: HealthClient<Channel>,
    service: &str,
) -> std::result::Result<i32, Status> {
    let service = service.to_owned();
    let answer = client
        .check(Request::new(HealthCheckRequest { service }))
        .await?;
    Ok(answer.into_inner().status)
}

fn verdict(status: &Status) -> Verdict {
    match status.code() {
        Code::Unavailable | Code::DeadlineExceeded | Code::Internal => Verdict::RETRY,
        Code::NotFound => Verdict::NEXT.healthy(),
        Code::InvalidArgument | Code::Unauthenticated => Verdict::STOP,
        _ => Verdict::NEXT,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nowhere() -> HealthClient<Channel> {
        let channel = Channel::from_static("http://127.0.0.1:9").connect_lazy();
        HealthClient::new(channel)
    }

    #[tokio::test]
    async fn a_replica_that_does_not_answer_is_retried_and_left() {
        let health = Health::new(vec![("a", nowhere()), ("b", nowhere())], nowhere());
        let failed = health.state("search").await.unwrap_err();
        let attempts = failed.failures().iter().map(|failure| failure.attempts);
        assert_eq!(attempts.collect::<Vec<_>>(), [2, 2]);
        assert_eq!(
            health.state_or_cached("search").await.unwrap().provider,
            "cached"
        );
    }
}
