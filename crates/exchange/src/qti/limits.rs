//! How much is read.

/// How much one file or package may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one XML file, and of an XML file in a package.
    pub xml_bytes: usize,
    /// How deep elements stand in one another.
    pub depth: usize,
    /// Elements, texts and comments of one file.
    pub nodes: u32,
    /// Attributes of one element.
    pub attributes: usize,
    /// Declarations of namespaces in one file.
    pub namespaces: usize,
    /// Entries of a package, folders included.
    pub entries: usize,
    /// Bytes of all entries, unpacked.
    pub unpacked_bytes: u64,
    /// How many times larger an entry may become when unpacked; looked at from a megabyte on.
    pub ratio: u64,
}

impl Default for Limits {
    /// 4 MiB an XML file, 100 deep, 200,000 nodes, 64 attributes, 1,000 namespaces; 5,000 entries, 200 MiB
    /// unpacked, 200 times.
    fn default() -> Self {
        Self {
            xml_bytes: 4 << 20,
            depth: 100,
            nodes: 200_000,
            attributes: 64,
            namespaces: 1_000,
            entries: 5_000,
            unpacked_bytes: 200 << 20,
            ratio: 200,
        }
    }
}
