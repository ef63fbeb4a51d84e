//! Why nothing of a package can be taken.

/// A package that is refused as a whole.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PackageError {
    /// It is no zip.
    #[error("this is not a zip that can be read ({0}): make the zip again")]
    NotAZip(String),
    /// It is neither a zip nor a file of QTI.
    #[error(
        "{file} is neither a zip nor an item, test or stimulus of QTI ({why}): \
         export a QTI package from the system that made it"
    )]
    NotQti {
        /// What was brought.
        file: String,
        /// What was found.
        why: String,
    },
    /// It is no cartridge.
    #[error("{file} is no Common Cartridge ({why})")]
    NotACartridge {
        /// What was brought.
        file: String,
        /// What was found.
        why: String,
    },
    /// It has too many entries.
    #[error("the zip has {found} entries, {most} is the most: split it into several packages")]
    TooManyEntries {
        /// So many.
        found: usize,
        /// At most so many.
        most: usize,
    },
    /// It becomes too large.
    #[error("unpacked the zip has more than {most} bytes at \"{path}\": split it, or make its films smaller")]
    TooLarge {
        /// Where it became so.
        path: String,
        /// At most so many.
        most: u64,
    },
    /// One entry becomes far larger than it is packed.
    #[error("\"{path}\" is far larger unpacked than packed: make the zip again from the files themselves")]
    Bomb {
        /// Which.
        path: String,
    },
    /// An entry has a name that leads elsewhere.
    #[error("the name \"{path}\" in the zip {why}: make the zip again from one folder")]
    UnsafePath {
        /// The name.
        path: String,
        /// What is wrong with it.
        why: &'static str,
    },
    /// Two entries have the same name.
    #[error("the zip has two entries called \"{path}\": leave only one of each name")]
    Duplicate {
        /// The name.
        path: String,
    },
    /// An entry cannot be unpacked.
    #[error("\"{path}\" cannot be unpacked ({why}): make the zip again, without a password")]
    Unreadable {
        /// Which.
        path: String,
        /// Why.
        why: String,
    },
    /// The manifest cannot be read.
    #[error("the manifest {file} cannot be read: {what}. {advice}")]
    Manifest {
        /// Its path.
        file: String,
        /// What is wrong.
        what: String,
        /// What to do.
        advice: String,
    },
}
