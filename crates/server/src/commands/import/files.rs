//! Files and folders as requests to import them.

use std::path::{Path, PathBuf};

use usecases::import_request::{ImportKind, ImportOptions, ImportRequest, NamedFile};

use super::CommandError;

/// One request per file; one for all files of a roster.
pub(super) fn requests(
    kind: ImportKind,
    source: &str,
    paths: &[PathBuf],
    options: &ImportOptions,
    map: Option<&Path>,
) -> Result<Vec<ImportRequest>, CommandError> {
    let request = |files_read: Vec<NamedFile>| ImportRequest {
        kind,
        source: source.to_owned(),
        files: files_read,
        options: options.clone(),
    };
    if kind == ImportKind::Roster {
        let mut all = Vec::new();
        for path in paths {
            if path.is_dir() {
                all.extend(in_folder(path)?);
            } else {
                all.push(read(path)?);
            }
        }
        return Ok(vec![request(all)]);
    }
    let mut requests = Vec::with_capacity(paths.len());
    for path in paths {
        let mut one = vec![read(path)?];
        if let Some(map) = map {
            one.push(read(map)?);
        }
        requests.push(request(one));
    }
    Ok(requests)
}

fn in_folder(folder: &Path) -> Result<Vec<NamedFile>, CommandError> {
    let failed = |error| CommandError::File { path: folder.display().to_string(), error };
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv")) {
            paths.push(path);
        }
    }
    paths.sort();
    paths.iter().map(|path| read(path)).collect()
}

fn read(path: &Path) -> Result<NamedFile, CommandError> {
    let bytes = std::fs::read(path)
        .map_err(|error| CommandError::File { path: path.display().to_string(), error })?;
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    Ok((name, bytes))
}
