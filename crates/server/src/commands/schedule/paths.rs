//! Files of days: read within their limit, written whole.

use std::{
    fs::{self, File},
    io::{Read as _, Write as _},
    path::Path,
};

use scheduling::{
    Instance, Schedule,
    file::{self, MOST_BYTES, Unreadable},
};

use crate::commands::CommandError;

fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// The bytes of a file; one byte more than is allowed where it is too large, which its reader says.
pub fn bytes(path: &Path) -> Result<Vec<u8>, CommandError> {
    let mut bytes = Vec::new();
    let most = MOST_BYTES as u64 + 1;
    let read = File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes));
    read.map_err(|error| CommandError::File { path: shown(path), error })?;
    Ok(bytes)
}

/// What is wrong with a file goes to stderr, line by line.
pub fn refused(path: &Path, why: &Unreadable) -> CommandError {
    for line in why.to_string().lines() {
        eprintln!("{}: {line}", shown(path));
    }
    CommandError::Other(format!("{} cannot be used", shown(path)))
}

/// A day.
pub fn instance(path: &Path) -> Result<Instance, CommandError> {
    file::read_instance(&bytes(path)?).map_err(|why| refused(path, &why))
}

/// A schedule of a day.
pub fn schedule(instance: &Instance, path: &Path) -> Result<Schedule, CommandError> {
    file::read_schedule(instance, &bytes(path)?).map_err(|why| refused(path, &why))
}

/// Writes a file beside its place and moves it there once it is whole.
pub fn write(path: &Path, text: &str) -> Result<(), CommandError> {
    let failed = |error| CommandError::File { path: shown(path), error };
    let Some(name) = path.file_name() else {
        return Err(CommandError::Other(format!("{} names no file", shown(path))));
    };
    let mut part = name.to_os_string();
    part.push(format!(".{}.part", std::process::id()));
    let beside = path.with_file_name(part);
    let written = File::create(&beside).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        fs::rename(&beside, path)
    });
    written.map_err(|error| {
        // What is left of the attempt is of no use; that it cannot be removed changes nothing.
        let _ = fs::remove_file(&beside);
        failed(error)
    })
}
