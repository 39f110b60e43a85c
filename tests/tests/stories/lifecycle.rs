//! Starting, stopping, being killed, and what must not be started.

use tests::{desk::Desk, fair::Fair, program};

#[tokio::test]
async fn a_first_start_says_where_it_is_and_how_to_set_it_up() -> anyhow::Result<()> {
    let mut desk = Desk::start().await?;
    let path = desk.wait_for_setup_path().await?;
    assert!(path.len() > "/setup/".len() + 16, "{path}");
    let ready = desk.visitor().get("/readyz").await?;
    assert_eq!((ready.status, ready.text.as_str()), (200, "ready\n"));
    desk.stop().await
}

#[tokio::test]
async fn asked_to_stop_it_drains_in_time_and_starts_again() -> anyhow::Result<()> {
    let mut desk = Desk::plan().demo().start().await?;
    desk.visitor().open("/healthz").await?.well();
    desk.stop().await?;
    program::verify(desk.data()).well();
    desk.restart().await?;
    desk.visitor().open("/readyz").await?.well();
    desk.stop().await
}

/// `fairdesk verify | head -1`: whoever reads has heard enough, and that is no fault of the work.
#[tokio::test]
async fn a_closed_pipe_changes_nothing_of_how_a_command_ends() -> anyhow::Result<()> {
    let mut desk = Desk::plan().demo().start().await?;
    desk.stop().await?;
    let none = tempfile::tempdir()?;
    let export = ["export", "report", "--format", "csv"];
    for (arguments, data, code) in
        [(&["verify"][..], desk.data(), 0), (&export[..], desk.data(), 0), (&["verify"][..], none.path(), 1)]
    {
        let (reader, closed) = std::io::pipe()?;
        drop(reader);
        let mut command = program::command();
        command.args(arguments).arg("--data").arg(data);
        let ended = command.stdout(closed.try_clone()?).stderr(closed).status()?;
        assert_eq!(ended.code(), Some(code), "{arguments:?}");
    }
    Ok(())
}

#[tokio::test]
async fn a_killed_desk_starts_again() -> anyhow::Result<()> {
    let mut desk = Desk::plan().demo().start().await?;
    desk.kill9().await?;
    desk.restart().await?;
    desk.visitor().open("/readyz").await?.well();
    desk.stop().await?;
    program::verify(desk.data()).well();
    Ok(())
}

#[tokio::test]
async fn a_store_in_use_is_not_opened_twice() -> anyhow::Result<()> {
    let mut desk = Desk::start().await?;
    let second = program::fairdesk([
        "serve".as_ref(),
        "--listen".as_ref(),
        "127.0.0.1:0".as_ref(),
        "--data".as_ref(),
        desk.data().as_os_str(),
    ]);
    assert_eq!(second.code, Some(1), "{}", second.err);
    let pid = desk.pid().as_raw_nonzero().to_string();
    assert!(second.err.contains(&pid), "it says who has it: {}", second.err);
    desk.stop().await
}

#[tokio::test]
async fn a_port_in_use_is_named() -> anyhow::Result<()> {
    let mut desk = Desk::start().await?;
    let other = tempfile::tempdir()?;
    let port = format!("127.0.0.1:{}", desk.port());
    let second = program::fairdesk([
        "serve".as_ref(),
        "--listen".as_ref(),
        port.as_ref(),
        "--data".as_ref(),
        other.path().as_os_str(),
    ]);
    assert_eq!(second.code, Some(1), "{}", second.err);
    assert!(second.err.contains(&port), "{}", second.err);
    desk.stop().await
}

#[tokio::test]
async fn a_sample_fair_and_a_real_one_keep_apart() -> anyhow::Result<()> {
    let mut demo = Desk::plan().demo().start().await?;
    demo.stop().await?;
    let real = program::fairdesk([
        "serve".as_ref(),
        "--listen".as_ref(),
        "127.0.0.1:0".as_ref(),
        "--data".as_ref(),
        demo.data().as_os_str(),
    ]);
    assert_eq!(real.code, Some(1), "{}", real.err);
    assert!(real.err.contains("holds a sample"), "{}", real.err);
    Ok(())
}

#[test]
fn wrong_usage_ends_with_two() {
    assert_eq!(program::fairdesk(["serve", "--nonsense"]).code, Some(2));
    assert_eq!(program::fairdesk(["serve", "--set", "lines.max_misses=0"]).code, Some(2));
}

#[tokio::test]
async fn a_fair_is_set_up_once_and_stays() -> anyhow::Result<()> {
    let mut fair = Fair::found().await?;
    let path = fair.desk.setup_path().unwrap_or_default().to_owned();
    fair.desk.visitor().open(&path).await?.with_status(404);
    fair.signed_in("head").await?;
    fair.desk.kill9().await?;
    fair.desk.restart().await?;
    fair.signed_in("organiser").await?;
    assert!(!fair.desk.printed().iter().any(|line| line.contains("/setup/")), "no second setup");
    fair.desk.stop().await
}

#[tokio::test]
async fn a_desk_whose_day_is_watched_stops_all_the_same() -> anyhow::Result<()> {
    let mut desk = Desk::plan().demo().start().await?;
    desk.printed_path("/t/").await?;
    let organiser = desk.visitor();
    let form = organiser.open("/sign-in").await?.well().form("pin");
    organiser.send(form.set("name", "organiser").set("pin", "246810")).await?.well();
    let mut day = organiser.follow("/office/events").await?;
    anyhow::ensure!(day.chunk().await?.is_some(), "the day as it stands");
    desk.stop().await
}
