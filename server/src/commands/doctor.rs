//! `fairdesk doctor`: looks at the machine as somebody would who knows what goes wrong on the morning of a fair, and says how to
//! mend it.

use std::{
    fmt, fs,
    io::{self, Write},
    net::{IpAddr, SocketAddr, TcpStream, ToSocketAddrs},
    os::unix::fs::PermissionsExt,
    path::Path,
    time::Duration,
};

use jiff::{SignedDuration, Timestamp};
use papers::Fonts;

use crate::{
    addresses::{self, Interface, PublicUrl},
    check::{self, Checked, Look},
    cli::Exit,
    config::{Loaded, Settings},
    console,
    desk::sweep::{self, Swept},
    journal::{Disk, JournalError, LocalDisk},
    listen::{self, ListenError, Tls, Trouble},
    operator, record,
};

use super::{Progress, now};

/// A desk with 2,000 open pages needs as many files, and room for its own.
const OPEN_FILES: u64 = 4096;
/// This program cannot run before it was written.
const WRITTEN: Timestamp = Timestamp::constant(1_767_225_600, 0);
/// A connection within one machine takes no time at all.
const CONNECT: Duration = Duration::from_secs(2);

/// What was found in one place.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Found {
    /// As it should be.
    Good(String),
    /// Works, but somebody should know.
    Note(String),
    /// Does not work, and how to mend it.
    Bad(String, String),
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Good(what) => write!(f, "good  {what}"),
            Self::Note(what) => write!(f, "note  {what}"),
            Self::Bad(what, mend) => write!(f, "BAD   {what}\n      mend: {mend}"),
        }
    }
}

fn bad(what: impl Into<String>, mend: impl Into<String>) -> Found {
    Found::Bad(what.into(), mend.into())
}

/// Looks at everything and prints what was found. Changes nothing.
///
/// # Errors
/// When what was found cannot be printed; none of it is an error of this command.
pub fn run(loaded: &Loaded) -> anyhow::Result<Exit> {
    let settings = &loaded.settings;
    let now = now();
    let mut found = settings_of(loaded);
    found.extend(folder(settings));
    found.push(room(settings));
    found.push(open_files());
    found.push(certificate(settings, now));
    found.push(fonts());
    let (chain, checked) = chain(settings);
    found.push(chain);
    found.extend(checked.as_ref().and_then(|checked| photos(&settings.data, checked, now)));
    found.push(clock(now, checked.as_ref()));
    found.extend(door(settings, checked.and_then(|checked| checked.address)));
    let mut out = console::out();
    for one in &found {
        writeln!(out, "{one}")?;
    }
    let worst = found.iter().filter(|one| matches!(one, Found::Bad(..))).count();
    let end = if worst == 0 { "Nothing to mend.".to_owned() } else { format!("To mend: {worst}.") };
    writeln!(out, "\n{end}")?;
    Ok(if worst == 0 { Exit::Done } else { Exit::Found })
}

fn settings_of(loaded: &Loaded) -> Vec<Found> {
    let file = loaded.file.as_ref().map_or("no settings file".to_owned(), |file| file.display().to_string());
    let chosen: Vec<_> = loaded
        .sources
        .iter()
        .filter(|(_, source)| source.was_chosen())
        .map(|(key, source)| format!("{key} by {source}"))
        .collect();
    let chosen = if chosen.is_empty() { "everything at its default".to_owned() } else { chosen.join(", ") };
    let mut found = vec![Found::Good(format!("settings: {file}; {chosen}"))];
    found.extend(loaded.warnings.iter().map(|warning| Found::Note(format!("settings: {warning}"))));
    found
}

fn folder(settings: &Settings) -> Vec<Found> {
    let data = &settings.data;
    let meta = match fs::metadata(data) {
        Ok(meta) => meta,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return vec![Found::Note(format!(
                "folder: {} is not there yet; the first start makes it",
                data.display()
            ))];
        }
        Err(error) => {
            let mend = "run this as the user who runs the desk";
            return vec![bad(format!("folder: {} cannot be read: {error}", data.display()), mend)];
        }
    };
    let mut found = Vec::new();
    if let Err(error) = super::as_owner(data) {
        found.push(bad(
            format!("folder: {error}"),
            format!("chown -R the folder {} to the user who runs the desk", data.display()),
        ));
    }
    let open = meta.permissions().mode() & 0o077;
    found.push(if open == 0 {
        Found::Good(format!("folder: {} is private", data.display()))
    } else {
        Found::Note(format!(
            "folder: other users of this machine can enter {0}; chmod 700 {0}",
            data.display()
        ))
    });
    let outer = settings.outer_key.clone().unwrap_or_else(|| data.join("keys/outer.key"));
    found.extend(key(&outer, data.join("journal").is_dir()));
    found
}

fn key(path: &Path, needed: bool) -> Option<Found> {
    match fs::metadata(path) {
        Ok(meta) if meta.permissions().mode() & 0o077 != 0 => Some(bad(
            format!("key: others can read {}", path.display()),
            format!("chmod 600 {}", path.display()),
        )),
        Ok(_) => Some(Found::Good(format!("key: {} is private", path.display()))),
        Err(_) if needed => {
            let mend = "connect the medium it is on, or bring it back from its safe copy";
            Some(bad(
                format!("key: {} is not there, and the fair's texts are sealed with it", path.display()),
                mend,
            ))
        }
        Err(_) => None,
    }
}

fn room(settings: &Settings) -> Found {
    let place = settings.data.ancestors().find(|path| path.is_dir()).unwrap_or(Path::new("."));
    let reserve = settings.disk_reserve();
    match LocalDisk.free(place) {
        Ok(free) if free < reserve => bad(
            format!(
                "disk: {} MiB free, below the reserve of {} MiB: new work is refused",
                free >> 20,
                reserve >> 20
            ),
            "make room on the disk, or move the folder to a larger one",
        ),
        Ok(free) if free < reserve.saturating_mul(8) => {
            Found::Note(format!("disk: only {} MiB free", free >> 20))
        }
        Ok(free) => Found::Good(format!("disk: {} MiB free", free >> 20)),
        Err(error) => bad(format!("disk: {error}"), "check that the disk is there"),
    }
}

fn open_files() -> Found {
    match listen::raise_open_files() {
        Ok(Some(limit)) if limit < OPEN_FILES => bad(
            format!("open files: at most {limit}, and every open page takes one"),
            "LimitNOFILE=65536 in the service's unit file, or `ulimit -n 65536` before the start",
        ),
        Ok(Some(limit)) => Found::Good(format!("open files: up to {limit}")),
        Ok(None) => Found::Good("open files: as many as needed".to_owned()),
        Err(error) => Found::Note(format!("open files: the limit cannot be raised: {error}")),
    }
}

fn certificate(settings: &Settings, now: Timestamp) -> Found {
    let (Some(cert), Some(key)) = (&settings.cert, &settings.key) else {
        return Found::Note("certificate: none, pages are served as plain HTTP".to_owned());
    };
    let renew = "get a new certificate and start the desk again";
    match Tls::load(cert, key) {
        Err(error) => bad(
            format!("certificate: {}", record::chain_of(&error)),
            "mend the file, or leave cert and key out for plain HTTP",
        ),
        Ok(tls) => match tls.trouble(now) {
            None => Found::Good("certificate: fits its key and is valid".to_owned()),
            Some(trouble @ Trouble::EndsSoon(_)) => Found::Note(format!("certificate: {trouble}")),
            Some(trouble) => bad(format!("certificate: {trouble}"), renew),
        },
    }
}

/// Papers are set with the program's own fonts, so that every machine prints the same.
fn fonts() -> Found {
    let mend = "the program is damaged: install it again from its bundle";
    match Fonts::built_in() {
        Err(error) => bad(format!("fonts: {}", record::chain_of(&error)), mend),
        Ok(fonts) if !['展', '会', 'é', 'ş'].into_iter().all(|letter| fonts.has(letter)) => {
            bad("fonts: letters are missing from those built in", mend)
        }
        Ok(_) => Found::Good("fonts: built in, Chinese and Latin".to_owned()),
    }
}

fn chain(settings: &Settings) -> (Found, Option<Checked>) {
    let data = &settings.data;
    if !data.join("journal").is_dir() {
        return (Found::Note("chain: no fair here yet".to_owned()), None);
    }
    let mut progress = Progress::new();
    let mut told = |seq| progress.tell("checking the chain", seq, 0);
    let outcome = match check::check(data, None, Look::JournalAndPhotos, &mut told) {
        Err(JournalError::InUse { holder }) => match operator::ask(data) {
            Ok(copy) => check::check(&copy.folder, Some(&copy.folder), Look::PhotosIn(data), &mut told),
            Err(error) => {
                let why = record::chain_of(&error);
                return (Found::Note(format!("chain: not checked, {holder} has it: {why}")), None);
            }
        },
        outcome => outcome,
    };
    match outcome {
        Ok(checked) => {
            let what = format!(
                "chain: {} entries and {} photo files are whole",
                checked.head.seq,
                checked.photos.len()
            );
            (Found::Good(what), Some(checked))
        }
        Err(error) => {
            let mend = "do not start the desk; keep the folder as it is and restore the latest backup into a new one";
            (bad(format!("chain: {}", record::chain_of(&error)), mend), None)
        }
    }
}

/// Photo files that no entry names: what the desk removed last, and what waits to be removed.
fn photos(data: &Path, checked: &Checked, now: Timestamp) -> Option<Found> {
    let removed = Swept::last(data).map(|Swept { at, files, bytes }| {
        format!("{files} files that no entry names were removed at {at} ({} KiB)", bytes.div_ceil(1024))
    });
    match (checked.strays(data, sweep::AGE, now), removed) {
        (Err(error), _) => Some(bad(
            format!("photos: {}", record::chain_of(&error)),
            "run this as the user who runs the desk",
        )),
        (Ok((0, _)), removed) => removed.map(|removed| Found::Good(format!("photos: {removed}"))),
        (Ok((files, bytes)), removed) => {
            let before = removed.map(|removed| format!("; {removed}")).unwrap_or_default();
            Some(Found::Note(format!(
                "photos: {files} files ({} KiB) are named by no entry; the desk removes them within hours of its start{before}",
                bytes.div_ceil(1024)
            )))
        }
    }
}

fn clock(now: Timestamp, checked: Option<&Checked>) -> Found {
    let mend = "set this machine's clock, or let it follow a time server";
    let ahead = checked.map(|checked| checked.recorded_at.duration_since(now));
    if now < WRITTEN {
        return bad(format!("clock: it says {now}"), mend);
    }
    match ahead {
        Some(ahead) if ahead > SignedDuration::from_mins(1) => {
            bad(format!("clock: it says {now}, but the journal was last written {ahead:#} after that"), mend)
        }
        Some(_) | None => Found::Good(format!("clock: {now}; the setup page compares it with a phone's")),
    }
}

/// The port, and every address at which phones should find it.
fn door(settings: &Settings, chosen: Option<String>) -> Vec<Found> {
    let mut found = Vec::new();
    // Held until the end: a door somebody can knock at.
    let bound = listen::bind(settings.listen);
    match &bound {
        Ok(_) => found.push(Found::Good(format!("port: {} is free for the desk", settings.listen))),
        Err(ListenError::Taken(_)) => {
            found.push(Found::Note(format!("port: {} is in use; fine if that is the desk", settings.listen)));
        }
        Err(error) => found.push(bad(format!("port: {}", record::chain_of(error)), "see above")),
    }
    let interfaces = addresses::interfaces().unwrap_or_default();
    let reachable = addresses::reachable(settings.listen, settings.scheme(), &interfaces);
    if reachable.is_empty() {
        found.push(bad(
            "addresses: this machine has none that a phone could reach",
            "connect it to the hall's network",
        ));
    }
    found.extend(reachable.iter().map(knock));
    let printed = settings.public_url.as_ref().map(ToString::to_string).or(chosen);
    found.extend(printed.map(|url| printed_codes(&url, &interfaces)));
    found
}

fn knock(url: &PublicUrl) -> Found {
    let host = url.host().trim_matches(['[', ']']).to_owned();
    let answered = (host.as_str(), url.port())
        .to_socket_addrs()
        .and_then(|mut all| all.next().ok_or_else(|| io::ErrorKind::NotFound.into()))
        .and_then(|address: SocketAddr| TcpStream::connect_timeout(&address, CONNECT));
    match answered {
        Ok(_) => Found::Good(format!("address: {} can be reached from this machine", url.join("/"))),
        Err(error) => bad(
            format!("address: {} cannot be reached even from this machine: {error}", url.join("/")),
            "look at the firewall and at the network card",
        ),
    }
}

/// The address in printed codes must lead to this machine, or paper on the booths leads nowhere.
fn printed_codes(url: &str, interfaces: &[Interface]) -> Found {
    let Ok(parsed) = url.parse::<PublicUrl>() else {
        let mend = "choose another under Office, The address in printed codes";
        return bad(format!("printed codes: {url} is no address"), mend);
    };
    let host = parsed.host().trim_matches(['[', ']']).to_owned();
    let ours = |ip: IpAddr| ip.is_loopback() || interfaces.iter().any(|own| own.ip == ip);
    let leads_here =
        (host.as_str(), parsed.port()).to_socket_addrs().map(|mut all| all.any(|found| ours(found.ip())));
    match leads_here {
        Ok(true) => Found::Good(format!("printed codes: {url} leads to this machine")),
        Ok(false) => Found::Note(format!(
            "printed codes: {url} leads to another machine; fine if that one is a proxy for this"
        )),
        Err(error) => bad(
            format!("printed codes: {url} cannot be found: {error}"),
            "give this machine that name or address again; codes on paper cannot be changed",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_folder_has_nothing_to_mend_and_an_open_key_has() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("outer.key");
        assert_eq!(key(&path, false), None);
        assert!(matches!(key(&path, true), Some(Found::Bad(..))));
        fs::write(&path, "x").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        assert!(matches!(key(&path, true), Some(Found::Bad(..))));
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        assert!(matches!(key(&path, true), Some(Found::Good(_))));
    }

    #[test]
    fn a_clock_from_before_this_program_is_noticed() {
        assert!(matches!(clock(Timestamp::UNIX_EPOCH, None), Found::Bad(..)));
        assert!(matches!(clock(WRITTEN, None), Found::Good(_)));
    }

    #[test]
    fn the_fonts_of_papers_are_in_the_program() {
        assert!(matches!(fonts(), Found::Good(_)));
    }

    #[test]
    fn codes_must_lead_here() {
        assert!(matches!(printed_codes("http://127.0.0.1:8080", &[]), Found::Good(_)));
        assert!(matches!(printed_codes("http://192.0.2.1:8080", &[]), Found::Note(_)));
        assert!(matches!(printed_codes("nonsense", &[]), Found::Bad(..)));
    }

    #[tokio::test]
    async fn files_that_no_entry_names_are_told_before_and_after_they_are_removed() {
        let desk = check::tests::fair_with_a_photo().await;
        let (app, folder) = (&desk.app, check::tests::copied(&desk));
        let checked =
            check::check(&folder.path().join("copy"), None, Look::PhotosIn(&app.data), &mut |_| ()).unwrap();
        let told = || photos(&app.data, &checked, app.clock.now());
        assert_eq!(told(), None);
        let stray = app.data.join("photos/incoming/half");
        fs::write(&stray, "half a photo").unwrap();
        let written = app.clock.now() - SignedDuration::from_hours(2);
        fs::File::options().write(true).open(&stray).unwrap().set_modified(written.into()).unwrap();
        assert!(matches!(told(), Some(Found::Note(_))));
        sweep::sweep(app).unwrap();
        assert!(matches!(told(), Some(Found::Good(text)) if text.contains("1 files")));
    }
}
