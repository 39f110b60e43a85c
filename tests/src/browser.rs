//! Somebody at a real browser: Chromium, driven over its driver, at the size of the screen they stand before.
//!
//! The desk is opened under the name `desk.test` and not under a loopback address: phones in a hall see it over plain HTTP on
//! some name, which is no secure context, and a page that needs one must fail here as it would there.
//!
//! Pages renew themselves at any moment, so no element leaves this file: whoever wants something of one says what, and it is
//! looked for again when the page took it away in between.

mod opening;

use std::{path::Path, time::Duration};

use anyhow::Context;
use anyhow::bail;
use fantoccini::{
    Client, Locator,
    actions::{InputSource, KeyAction, KeyActions, MOUSE_BUTTON_LEFT, MouseActions, PointerAction},
    elements::Element,
    error::CmdError,
    key::Key,
};
use tokio::time::{MissedTickBehavior, interval, timeout};

use crate::{PATIENCE, program};

use opening::Driver;
pub use opening::{Opening, Screen};

/// The name under which the browser knows the desk.
pub const HOST: &str = "desk.test";
/// The variable that asks for a picture of every page that is judged.
const PICTURES: &str = "FAIRDESK_PICTURES";
/// How often a page is looked at while something is awaited.
const GLANCE: Duration = Duration::from_millis(100);

/// A browser of somebody's own.
#[derive(Debug)]
pub struct Browser {
    client: Client,
    base: String,
    scripts: bool,
    _driver: Driver,
}

impl Browser {
    /// The driver's client, for what has no word here.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Opens a path of the desk, or an address printed by it.
    pub async fn goto(&self, path: &str) -> anyhow::Result<()> {
        let path =
            path.split_once("://").map_or(path, |(_, rest)| rest.find('/').map_or("/", |at| &rest[at..]));
        Ok(self.client.goto(&format!("{}{path}", self.base)).await?)
    }

    /// Loads the page again, as somebody does who wants to know whether anything has changed.
    pub async fn reload(&self) -> anyhow::Result<()> {
        Ok(self.client.refresh().await?)
    }

    /// The path shown in the address line.
    pub async fn path(&self) -> anyhow::Result<String> {
        Ok(self.client.current_url().await?.path().to_owned())
    }

    /// Waits for an element; of several, the first that is shown.
    pub async fn find(&self, css: &str) -> anyhow::Result<()> {
        self.act(css, async |_| Ok(())).await
    }

    /// Waits for an element and answers one of its attributes; empty when it has none of that name.
    pub async fn attr(&self, css: &str, name: &str) -> anyhow::Result<String> {
        Ok(self.act(css, async |element| element.attr(name).await).await?.unwrap_or_default())
    }

    /// Waits for a link and opens what it leads to here.
    pub async fn follow(&self, css: &str) -> anyhow::Result<()> {
        let address = self.attr(css, "href").await?;
        self.goto(&address).await
    }

    /// Does something with an element as soon as it is there and can be reached. A live page may replace the element between
    /// the look and the touch, or still be moving; then nothing was done, and the element is looked for again.
    async fn act<T>(
        &self,
        css: &str,
        mut act: impl AsyncFnMut(Element) -> Result<T, CmdError>,
    ) -> anyhow::Result<T> {
        let mut glance = interval(GLANCE);
        glance.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut last = None;
        let trying = timeout(PATIENCE, async {
            loop {
                glance.tick().await;
                let tried = match self.first_shown(css).await {
                    Ok(element) => act(element).await,
                    Err(error) => Err(error),
                };
                match tried {
                    Err(error) if is_passing(&error) => last = Some(error),
                    done => return done,
                }
            }
        });
        if let Ok(done) = trying.await {
            return done.with_context(|| format!("at {css}"));
        }
        let last = last.map(|error| error.to_string()).unwrap_or_default();
        bail!("no {css} on {} ({last}): {}", self.client.current_url().await?, self.words().await?)
    }

    async fn first_shown(&self, css: &str) -> Result<Element, CmdError> {
        for element in self.client.find_all(Locator::Css(css)).await? {
            if element.is_displayed().await? {
                return Ok(element);
            }
        }
        self.client.find(Locator::Css(css)).await
    }

    /// What an element says.
    pub async fn text(&self, css: &str) -> anyhow::Result<String> {
        self.act(css, async |element| element.text().await).await
    }

    /// What the field of this name holds at this moment.
    pub async fn value(&self, name: &str) -> anyhow::Result<String> {
        self.held(&format!("[name='{name}']")).await
    }

    /// What the field that this selects holds at this moment.
    pub async fn held(&self, css: &str) -> anyhow::Result<String> {
        Ok(self.act(css, async |field| field.prop("value").await).await?.unwrap_or_default())
    }

    /// Whether the box that this selects is ticked.
    pub async fn is_ticked(&self, css: &str) -> anyhow::Result<bool> {
        self.act(css, async |input| input.is_selected().await).await
    }

    /// Whether there is such an element now.
    pub async fn has(&self, css: &str) -> anyhow::Result<bool> {
        Ok(!self.client.find_all(Locator::Css(css)).await?.is_empty())
    }

    /// Types into the field of this name, instead of what is in it.
    pub async fn fill(&self, name: &str, text: &str) -> anyhow::Result<()> {
        self.write(&format!("[name='{name}']"), text).await
    }

    /// Types into the field that this selects, instead of what is in it.
    pub async fn write(&self, css: &str, text: &str) -> anyhow::Result<()> {
        self.act(css, async |field| {
            field.clear().await?;
            field.send_keys(text).await
        })
        .await
    }

    /// Ticks a box or picks a radio button; one that is ticked stays so. The label is what a finger hits.
    pub async fn tick(&self, name: &str, value: &str) -> anyhow::Result<()> {
        let css = format!("input[name='{name}'][value='{value}']");
        if self.is_ticked(&css).await? {
            return Ok(());
        }
        self.press_label(&css).await
    }

    /// Presses the label of a box.
    pub async fn press_label(&self, css: &str) -> anyhow::Result<()> {
        let id = self.attr(css, "id").await?;
        self.press(&format!("label[for='{id}']")).await
    }

    /// Picks an entry of a list.
    pub async fn pick(&self, name: &str, value: &str) -> anyhow::Result<()> {
        self.act(&format!("select[name='{name}']"), async |list| list.select_by_value(value).await).await
    }

    /// Chooses a day or a time in a field that has a picker of its own.
    pub async fn choose(&self, css: &str, value: &str) -> anyhow::Result<()> {
        let choose = "arguments[0].value = arguments[1];
            arguments[0].dispatchEvent(new Event('input', { bubbles: true }))";
        self.act(css, async |field| {
            let arguments = vec![serde_json::to_value(&field)?, value.into()];
            self.client.execute(choose, arguments).await
        })
        .await?;
        Ok(())
    }

    /// Gives files to a file field, as a camera or a gallery would.
    pub async fn photograph(&self, name: &str, file: &Path) -> anyhow::Result<()> {
        self.hand_in(&format!("input[type=file][name='{name}']"), file).await
    }

    /// Gives a file to the file field that this selects.
    pub async fn hand_in(&self, css: &str, file: &Path) -> anyhow::Result<()> {
        self.act(css, async |field| field.send_keys(&file.display().to_string()).await).await
    }

    /// Draws a line across an element, as a finger signs.
    pub async fn draw(&self, css: &str) -> anyhow::Result<()> {
        self.act(css, async |canvas| {
            let arguments = vec![serde_json::to_value(&canvas)?];
            self.client.execute("arguments[0].scrollIntoView({block: 'center'})", arguments).await?;
            let to = |(x, y)| PointerAction::MoveToElement { element: canvas.clone(), duration: None, x, y };
            let mut hand = MouseActions::new("hand".to_owned()).then(to((-80.0, 20.0)));
            hand = hand.then(PointerAction::Down { button: MOUSE_BUTTON_LEFT });
            for place in [(-40.0, -30.0), (0.0, 25.0), (40.0, -25.0), (90.0, 15.0)] {
                hand = hand.then(to(place));
            }
            self.client.perform_actions(hand.then(PointerAction::Up { button: MOUSE_BUTTON_LEFT })).await
        })
        .await
    }

    /// Types this and the enter key into nothing in particular, as a reader of codes does.
    pub async fn reads(&self, code: &str) -> anyhow::Result<()> {
        let keys = code.chars().chain([Key::Enter.into()]);
        let keys = keys.fold(KeyActions::new("reader".into()), |keys, value| {
            keys.then(KeyAction::Down { value }).then(KeyAction::Up { value })
        });
        self.client.perform_actions(keys).await?;
        Ok(self.client.release_actions().await?)
    }

    /// Presses whatever this selects, once it is in view.
    pub async fn press(&self, css: &str) -> anyhow::Result<()> {
        self.act(css, async |element| {
            // Away from the edges, where something else may stick; a touch alone brings it just into view.
            if self.scripts {
                let arguments = vec![serde_json::to_value(&element)?];
                self.client.execute("arguments[0].scrollIntoView({block: 'center'})", arguments).await?;
            }
            element.click().await
        })
        .await
    }

    /// Presses a button that sends a form, and waits for the page that answers: what a live page shows meanwhile is not yet it.
    /// With scripts off no page can be marked, and none is live either: there the answer is known by what it shows.
    pub async fn send(&self, css: &str) -> anyhow::Result<()> {
        if !self.scripts {
            return self.press(css).await;
        }
        self.client.execute("window.asked = true", vec![]).await?;
        self.press(css).await?;
        self.until("the form is answered", async |browser| {
            let answered = "return window.asked === undefined && document.readyState === 'complete'";
            match browser.client.execute(answered, vec![]).await {
                Ok(answered) => Ok(answered == true),
                Err(error) if is_passing(&error) => Ok(false),
                Err(error) => Err(error.into()),
            }
        })
        .await
    }

    /// What can be read on the page.
    pub async fn words(&self) -> anyhow::Result<String> {
        if !self.scripts {
            return Ok(self.client.find(Locator::Css("body")).await?.text().await?);
        }
        let words =
            self.client.execute("return document.body ? document.body.innerText : ''", vec![]).await?;
        Ok(words.as_str().unwrap_or_default().to_owned())
    }

    /// Waits until the page says this.
    pub async fn sees(&self, text: &str) -> anyhow::Result<()> {
        self.until(&format!("{text:?} is read"), async |browser| Ok(browser.words().await?.contains(text)))
            .await
    }

    /// Waits until an address whose path begins like this is shown.
    pub async fn arrives(&self, path: &str) -> anyhow::Result<()> {
        self.until(&format!("{path} is shown"), async |browser| Ok(browser.path().await?.starts_with(path)))
            .await
    }

    /// Waits until this very path is shown.
    pub async fn arrives_exactly(&self, path: &str) -> anyhow::Result<()> {
        self.until(&format!("{path} is shown"), async |browser| Ok(browser.path().await? == path)).await
    }

    /// Waits until something holds, and says what was there instead when it never does.
    pub async fn until(
        &self,
        what: &str,
        mut holds: impl AsyncFnMut(&Self) -> anyhow::Result<bool>,
    ) -> anyhow::Result<()> {
        let mut glance = interval(GLANCE);
        glance.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let looking = timeout(PATIENCE, async {
            loop {
                glance.tick().await;
                // A page that is just being replaced cannot be read; it is looked at again.
                if holds(self).await.unwrap_or(false) {
                    return;
                }
            }
        });
        if looking.await.is_err() {
            let url = self.client.current_url().await?;
            self.keep_picture("failed").await?;
            bail!("waited in vain until {what}; {url} says: {}", self.words().await?);
        }
        Ok(())
    }

    /// Keeps a picture of the page under `screenshots/` where somebody wants to look at it: taking one costs more than most steps.
    pub async fn shot(&self, name: &str) -> anyhow::Result<()> {
        if std::env::var_os(PICTURES).is_some() { self.keep_picture(name).await } else { Ok(()) }
    }

    async fn keep_picture(&self, name: &str) -> anyhow::Result<()> {
        let folder = program::top().join("screenshots");
        std::fs::create_dir_all(&folder)?;
        Ok(std::fs::write(folder.join(format!("{name}.png")), self.client.screenshot().await?)?)
    }

    /// Whether the page is as wide as the screen, and not wider: nobody should have to push it sideways.
    pub async fn fits(&self) -> anyhow::Result<()> {
        let script = "return [document.documentElement.scrollWidth, document.documentElement.clientWidth]";
        let widths = self.client.execute(script, vec![]).await?;
        let [Some(page), Some(screen)] = [0, 1].map(|at| widths[at].as_u64()) else { bail!("{widths}") };
        anyhow::ensure!(page <= screen, "{} is {page} wide on {screen}", self.client.current_url().await?);
        Ok(())
    }

    /// Whether all of an element is seen that could be pushed sideways, such as a table.
    pub async fn shows_all_of(&self, css: &str) -> anyhow::Result<()> {
        let script = "const one = document.querySelector(arguments[0]);
            return [one.scrollWidth, one.clientWidth]";
        let widths = self.client.execute(script, vec![css.into()]).await?;
        let [Some(all), Some(seen)] = [0, 1].map(|at| widths[at].as_u64()) else { bail!("{css}: {widths}") };
        anyhow::ensure!(all <= seen, "of {css}, {all} wide, {seen} are seen");
        Ok(())
    }

    /// How wide an element is, in pixels.
    pub async fn width(&self, css: &str) -> anyhow::Result<f64> {
        let script = "return document.querySelector(arguments[0]).getBoundingClientRect().width";
        let width = self.client.execute(script, vec![css.into()]).await?;
        width.as_f64().with_context(|| format!("{width}"))
    }

    /// How far below one element another begins, in pixels; negative where it reaches into it.
    pub async fn space(&self, above: &str, below: &str) -> anyhow::Result<f64> {
        let script = "const [above, below] = [...arguments].map(css => document.querySelector(css).getBoundingClientRect());
            return below.top - above.bottom";
        let space = self.client.execute(script, vec![above.into(), below.into()]).await?;
        space.as_f64().with_context(|| format!("{space}"))
    }

    /// What the page that is shown took over the wire once everything was there: bytes, and in how many parts.
    pub async fn loaded(&self) -> anyhow::Result<(u64, u64)> {
        self.until("everything is loaded", async |browser| {
            let state = browser.client.execute("return document.readyState", vec![]).await?;
            Ok(state == "complete")
        })
        .await?;
        let script = "const all = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
            return [all.reduce((sum, one) => sum + one.transferSize, 0), all.length]";
        let sums = self.client.execute(script, vec![]).await?;
        let [Some(bytes), Some(parts)] = [0, 1].map(|at| sums[at].as_u64()) else { bail!("{sums}") };
        Ok((bytes, parts))
    }

    /// Ends the browser in order.
    pub async fn close(self) -> anyhow::Result<()> {
        Ok(self.client.clone().close().await?)
    }
}

/// Whether an attempt failed because the page was changing just then: nothing was done, and it may be done again.
fn is_passing(error: &CmdError) -> bool {
    error.is_no_such_element()
        || error.is_stale_element_reference()
        || error.is_element_not_interactable()
        // What the driver says, without a code of its own, of an element whose page went away between look and touch.
        || error.to_string().contains("does not belong to the document")
        // And of a question to a page that was just left.
        || error.to_string().contains("aborted by navigation")
}
