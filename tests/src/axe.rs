//! The audit of accessibility: axe-core, put into the page as it stands in the browser. It must find nothing.

use anyhow::{Context, bail};
use serde_json::Value;

use crate::{browser::Browser, program};

/// Runs every rule over the page that is shown, once what moves there has come to rest: a colour on its way to another is no colour of
/// the page.
///
/// # Errors
/// When the audit finds something: the page, and each rule with the elements that break it.
pub async fn audit(browser: &Browser) -> anyhow::Result<()> {
    let path = program::target().join("tools/axe/axe.min.js");
    let axe = std::fs::read_to_string(&path)
        .with_context(|| format!("{} is missing; run scripts/tools", path.display()))?;
    let client = browser.client();
    client.execute(&axe, vec![]).await?;
    let run = "const done = arguments[arguments.length - 1];
        const moving = document.getAnimations().filter(one =>
            one.playState === 'running' && Number.isFinite(one.effect?.getComputedTiming().endTime));
        Promise.allSettled(moving.map(one => one.finished))
            .then(() => axe.run(document, { resultTypes: ['violations'] }))
            .then(result => done(result.violations.map(v => [v.id, v.help, v.nodes.map(n => n.html)])))
            .catch(error => done([['axe', String(error), []]]));";
    let found = client.execute_async(run, vec![]).await?;
    let Some(found) = found.as_array() else { bail!("the audit answered {found}") };
    if found.is_empty() {
        return Ok(());
    }
    let lines: Vec<_> = found.iter().map(line).collect();
    bail!("{}:\n{}", client.current_url().await?, lines.join("\n"))
}

fn line(violation: &Value) -> String {
    let text = |at: usize| violation[at].as_str().unwrap_or_default().to_owned();
    let nodes = violation[2].as_array().map(Vec::as_slice).unwrap_or_default();
    let nodes = nodes.iter().take(4).map(|node| format!("\n    {}", node.as_str().unwrap_or_default()));
    format!("  {}: {}{}", text(0), text(1), nodes.collect::<String>())
}
