//! The command line: parses, runs, prints what went wrong, and decides nothing.

mod args;
mod build;
mod exit;
mod extract;
mod output;
mod report;
mod schema;
mod summary;
mod terminal;

use std::process::ExitCode;

use clap::Parser;

use args::{Arguments, Command};
use exit::Exit;

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return Exit::parsing(&error).into(),
    };
    let done = match &arguments.command {
        Command::Build(arguments) => build::run(arguments),
        Command::Extract(arguments) => extract::run(arguments),
        Command::Schema(arguments) => schema::run(arguments),
    };
    let exit = match done {
        Ok(()) => Exit::Done,
        Err(error) => {
            let exit = Exit::of(&error);
            if exit != Exit::Done {
                terminal::print_error(&error);
            }
            exit
        }
    };
    exit.into()
}
