//! The program: reads the command line, does what it says, explains what went wrong.

use std::process::ExitCode;

use fairdesk::{
    cli::{self, Command, Exit},
    commands,
    config::{Layers, Loaded},
    console,
    demo::Sample,
    record, serve, telemetry,
};

fn main() -> ExitCode {
    let invocation = match cli::read(std::env::args_os(), Layers::environment_of_process()) {
        Ok(invocation) => invocation,
        Err(error) => {
            // Help and version are printed to the right stream and end well; wrong usage ends with 2.
            error.exit();
        }
    };
    match run(&invocation) {
        Ok(exit) => exit.into(),
        Err(error) => {
            console::complain(&record::chain_of(error.as_ref()));
            Exit::Found.into()
        }
    }
}

fn run(invocation: &cli::Invocation) -> anyhow::Result<Exit> {
    let loaded = match Loaded::from(&invocation.layers) {
        Ok(loaded) => loaded,
        Err(error) => {
            console::complain(&record::chain_of(&error));
            return Ok(Exit::Usage);
        }
    };
    telemetry::start(&loaded.settings.log)?;
    for warning in &loaded.warnings {
        tracing::warn!(warning, "settings");
    }
    let data_given = loaded.sources.get("data").is_some_and(fairdesk::config::Source::was_chosen);
    match &invocation.command {
        Command::Serve { demo } => {
            let demo = demo.map(|sample| match sample {
                cli::Sample::Fair => Sample::Fair,
                cli::Sample::Market => Sample::Market,
            });
            serve::run(loaded.settings, data_given, demo).map(|()| Exit::Done)
        }
        Command::Verify { document, checkpoint: None, export: _ } => {
            commands::verify::run(&loaded.settings.data, document.as_deref())
        }
        Command::Verify { checkpoint: Some(said), export, .. } => {
            commands::verify::checkpoint(&loaded.settings.data, said, export.as_deref())
        }
        Command::Export { of, format, language, reader, period, body, out } => {
            let asked = commands::export::Asked {
                of: *of,
                format: *format,
                language: *language,
                reader: reader.unwrap_or_default(),
                period: *period,
                body: body.as_deref(),
            };
            commands::export::run(&loaded.settings, asked, out.as_deref()).map(|()| Exit::Done)
        }
        Command::Backup { out } => commands::backup::run(&loaded.settings, out).map(|()| Exit::Done),
        Command::Restore { file } => {
            commands::backup::restore(file, &loaded.settings.data).map(|()| Exit::Done)
        }
        Command::Doctor => commands::doctor::run(&loaded),
        Command::Import { list: cli::Import::Exhibitors { file, map, dry_run } } => {
            let asked = commands::import::Asked { file: file.clone(), map: map.clone(), dry_run: *dry_run };
            commands::import::run(&loaded.settings, &asked)
        }
    }
}
