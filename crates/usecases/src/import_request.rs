//! What is asked to come in: files, where they come from, and what they do not say themselves.

use domain::chain::Digest;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// What kind of file comes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImportKind {
    /// A framework: a CASE package, a table, or what ASN, Canvas or Moodle give.
    Framework,
    /// OneRoster, as a zip or as files.
    Roster,
    /// Evidence, one row each.
    Evidence,
    /// Answers to items, and which competencies each item shows.
    Responses,
    /// Which competency comes before which.
    Prerequisites,
    /// Parameters of items that judgements are made with.
    ItemParameters,
    /// A model of the next answer that judgements are made with.
    Tracing,
    /// Items, with what they share and show, and tests: a QTI package, or one file of QTI.
    Items,
    /// Lessons, links, files and quizzes: a Common Cartridge.
    Cartridge,
    /// Minutes and results that another system reports.
    Minutes,
}

impl ImportKind {
    /// Every kind with its word and what people read.
    pub const ALL: [(Self, &'static str, &'static str); 10] = [
        (Self::Framework, "framework", "Standards (CASE, ASN, Canvas, Moodle, or a table)"),
        (Self::Roster, "roster", "Roster (OneRoster CSV, zip)"),
        (Self::Evidence, "evidence", "Results (CSV)"),
        (Self::Responses, "responses", "Answers to items (CSV)"),
        (Self::Prerequisites, "prerequisites", "Prerequisites (CSV)"),
        (Self::ItemParameters, "item_parameters", "Item parameters (a calibrated bank, JSON or CSV)"),
        (Self::Tracing, "tracing", "Tracing weights (a fitted model, JSON)"),
        (Self::Items, "items", "Items and tests (QTI, zip or XML)"),
        (Self::Cartridge, "cartridge", "Lessons (Common Cartridge)"),
        (Self::Minutes, "minutes", "Minutes and results of another system (CSV)"),
    ];

    /// The word in storage, addresses and the command line.
    pub fn word(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// What people read.
    pub fn title(self) -> &'static str {
        Self::ALL[self as usize].2
    }

    /// Reads the word back.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known, _)| *known == word).map(|(kind, ..)| *kind)
    }
}

/// One file as it was named.
pub type NamedFile = (String, Vec<u8>);

/// What comes in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportRequest {
    /// What kind.
    pub kind: ImportKind,
    /// The system that sends such files, such as `sis`; ids are made from it, so that it stays the same.
    pub source: String,
    /// One file; a roster may be several; answers come with their item-to-competency map second.
    pub files: Vec<NamedFile>,
    /// What the files do not say.
    pub options: ImportOptions,
}

/// What the files do not say.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ImportOptions {
    /// Makes unknown learners, and unknown competencies in [`ImportOptions::framework`].
    pub create: bool,
    /// A framework by our id, its GUID or its title: where codes are looked up, prerequisites go and
    /// competencies are made.
    pub framework: Option<String>,
    /// The title of a framework that is a table; its file's name otherwise.
    pub title: Option<String>,
    /// The version of a framework that is a table.
    pub version: Option<String>,
    /// The format of a framework, by the word of [`exchange::framework_file::Format`]; what the file looks
    /// like where it is not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    /// The columns of answers.
    pub columns: Columns,
    /// An end date in the roster is the first day after, as the standard says, not the last day.
    pub ends_day_after: bool,
    /// What somebody said of the columns of a vendor's table, as [`crate::vendor_columns`] keeps it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mapping: Option<String>,
}

/// The columns of answers; the usual names where none is given.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Columns {
    /// Whom.
    pub learner: Option<String>,
    /// The item.
    pub item: Option<String>,
    /// 1 or 0.
    pub correct: Option<String>,
    /// When; `Some("")` for a file without times.
    pub time: Option<String>,
}

/// What begins the staged form of a request.
const STAGED: &[u8] = b"onramp-staged-1\n";

impl ImportRequest {
    /// The name that people read: of the file, or of the first of several.
    pub fn file_name(&self) -> String {
        match self.files.as_slice() {
            [(name, _)] => name.clone(),
            [(name, _), rest @ ..] => format!("{name} and {} more", rest.len()),
            [] => String::new(),
        }
    }

    /// SHA-256 over what was sent: of one file without options, the digest of the file itself.
    pub fn digest(&self) -> Digest {
        let mut hasher = Sha256::new();
        match self.files.as_slice() {
            [(_, bytes)] if self.options == ImportOptions::default() => hasher.update(bytes),
            files => {
                hasher.update(serde_json::to_vec(&self.options).unwrap_or_default());
                for (name, bytes) in files {
                    hasher.update((name.len() as u64).to_be_bytes());
                    hasher.update(name);
                    hasher.update((bytes.len() as u64).to_be_bytes());
                    hasher.update(bytes);
                }
            }
        }
        hasher.finalize().into()
    }

    /// Files and options as bytes, so that an interrupted import can go on.
    pub(crate) fn stage(&self) -> Vec<u8> {
        let size: usize = self.files.iter().map(|(name, bytes)| name.len() + bytes.len() + 16).sum();
        let mut staged = Vec::with_capacity(size + 1_024);
        staged.extend_from_slice(STAGED);
        let mut part = |bytes: &[u8]| {
            staged.extend_from_slice(&(bytes.len() as u64).to_be_bytes());
            staged.extend_from_slice(bytes);
        };
        part(&serde_json::to_vec(&self.options).unwrap_or_default());
        for (name, bytes) in &self.files {
            part(name.as_bytes());
            part(bytes);
        }
        staged
    }

    /// Reads back what [`ImportRequest::stage`] wrote; `None` when it is something else.
    pub(crate) fn unstage(kind: ImportKind, source: &str, staged: &[u8]) -> Option<Self> {
        let mut rest = staged.strip_prefix(STAGED)?;
        let mut part = || {
            let (length, after) = rest.split_first_chunk::<8>()?;
            let length = usize::try_from(u64::from_be_bytes(*length)).ok()?;
            let (bytes, after) = after.split_at_checked(length)?;
            rest = after;
            Some(bytes)
        };
        let options = serde_json::from_slice(part()?).ok()?;
        let mut files = Vec::new();
        while let Some(name) = part() {
            files.push((String::from_utf8(name.to_vec()).ok()?, part()?.to_vec()));
        }
        Some(Self { kind, source: source.to_owned(), files, options })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_staged_reads_back() {
        let request = ImportRequest {
            kind: ImportKind::Responses,
            source: "lab".to_owned(),
            files: vec![("a.csv".to_owned(), b"1,2".to_vec()), ("map.csv".to_owned(), Vec::new())],
            options: ImportOptions { create: true, ..ImportOptions::default() },
        };
        assert_eq!(ImportRequest::unstage(request.kind, "lab", &request.stage()), Some(request));
        assert_eq!(ImportRequest::unstage(ImportKind::Roster, "sis", b"PK"), None);
    }

    #[test]
    fn kinds_read_back_and_another_option_is_another_digest() {
        for (kind, word, _) in ImportKind::ALL {
            assert_eq!((ImportKind::from_word(word), kind.word()), (Some(kind), word));
        }
        let plain = ImportRequest {
            kind: ImportKind::Evidence,
            source: "s".to_owned(),
            files: vec![("a".to_owned(), b"x".to_vec())],
            options: ImportOptions::default(),
        };
        let create = ImportOptions { create: true, ..ImportOptions::default() };
        let other = ImportRequest { options: create, ..plain.clone() };
        assert_ne!(plain.digest(), other.digest());
    }
}
