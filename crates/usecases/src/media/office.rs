//! Documents that are ZIP archives: Word and OpenDocument, without macros. Names of the parts are read, and
//! of OpenDocument its first part; nothing is unpacked.

use std::{
    borrow::Cow,
    io::{Cursor, Read as _},
};

use zip::ZipArchive;

use super::{Kind, NotTaken};

/// The most parts of an archive: a document of a thousand pictures has fewer.
const MOST_PARTS: usize = 10_000;

/// Which of the two it is.
pub fn read(bytes: &[u8]) -> Result<Kind, NotTaken> {
    let broken = NotTaken::Broken("a document or archive that cannot be opened");
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return Err(broken) };
    if archive.len() > MOST_PARTS {
        return Err(NotTaken::Unknown);
    }
    // A name that is no text is none of those that are looked for.
    let names: Vec<String> = archive.file_names().filter_map(Result::ok).map(Cow::into_owned).collect();
    let has = |name: &str| names.iter().any(|found| found == name);
    let begins = |start: &str| names.iter().any(|found| found.starts_with(start));
    if begins("Basic/") || begins("Scripts/") || names.iter().any(|name| name.ends_with("vbaProject.bin")) {
        return Err(NotTaken::Active("a document with macros".to_owned()));
    }
    if has("[Content_Types].xml") && has("word/document.xml") {
        return Ok(Kind::Docx);
    }
    if !has("content.xml") {
        return Err(NotTaken::Unknown);
    }
    let Ok(first) = archive.by_name("mimetype") else { return Err(NotTaken::Unknown) };
    let mut said = String::new();
    let read = first.take(100).read_to_string(&mut said);
    match (read, said.trim()) {
        (Ok(_), "application/vnd.oasis.opendocument.text") => Ok(Kind::Odt),
        _ => Err(NotTaken::Unknown),
    }
}
