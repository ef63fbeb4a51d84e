//! Files written whole or not at all.

use std::{
    fs::{self, File},
    io::{BufWriter, Write},
    path::Path,
};

use crate::trouble::{Problem, Trouble};

/// Writes a file beside its place and moves it there once it is whole, so that nobody finds half of it: not
/// after a full disk, and not after an interruption.
pub fn whole(path: &Path, write: impl FnOnce(&mut dyn Write) -> std::io::Result<()>) -> Result<(), Trouble> {
    let shown = path.display().to_string();
    let failed = |error: std::io::Error| {
        Trouble::from(Problem::new(
            shown.as_str(),
            format!("cannot be written ({error}): choose a folder that can be written to, with room left"),
        ))
    };
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    if name.is_empty() {
        return Err(Problem::new(shown.as_str(), "names no file: end --out with a file's name").into());
    }
    name.push(format!(".{}.part", std::process::id()));
    let beside = path.with_file_name(name);
    let written = File::create(&beside).and_then(|file| {
        let mut out = BufWriter::new(file);
        write(&mut out)?;
        out.into_inner().map_err(std::io::IntoInnerError::into_error)?.sync_all()?;
        fs::rename(&beside, path)
    });
    written.map_err(|error| {
        // What is left of the attempt is of no use; that it cannot be removed changes nothing.
        let _ = fs::remove_file(&beside);
        failed(error)
    })
}
