//! A desk inside this process that answers on a port of loopback, as somebody who is signed in sees it.

use domain::StaffId;
use fairdesk::{
    app::App,
    listen::{self, Patience},
    web,
};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

/// A desk that answers on a port of loopback.
pub struct Served {
    /// The port.
    pub port: u16,
    /// Of whom it was opened for, for `Authorization: Bearer`.
    pub token: String,
    stop: CancellationToken,
    serving: JoinSet<Result<(), listen::ListenError>>,
}

impl Served {
    /// Opens the door for somebody.
    pub async fn to(app: &App, staff: StaffId) -> anyhow::Result<Self> {
        let bound = listen::bind(([127, 0, 0, 1], 0).into())?;
        let port = bound.address().port();
        let stop = CancellationToken::new();
        let (service, stopped) = (web::service(app), stop.clone());
        let mut serving = JoinSet::new();
        serving.spawn(async move { bound.serve(service, None, stopped, Patience::default()).await });
        let pin = app.now().desk.staff_member(staff).map_or(0, |staff| staff.pin_seq);
        let token = app.sessions.start(staff, pin, "inside", app.clock.now()).await.reveal();
        Ok(Self { port, token, stop, serving })
    }

    /// Fetches something as a whole.
    pub async fn fetch(&self, path: &str) -> anyhow::Result<Vec<u8>> {
        let url = format!("http://127.0.0.1:{}{path}", self.port);
        let answer = reqwest::Client::new().get(url).bearer_auth(&self.token).send().await?;
        Ok(answer.error_for_status()?.bytes().await?.to_vec())
    }

    /// Closes the door.
    pub async fn close(mut self) -> anyhow::Result<()> {
        self.stop.cancel();
        while let Some(ended) = self.serving.join_next().await {
            ended??;
        }
        Ok(())
    }
}
