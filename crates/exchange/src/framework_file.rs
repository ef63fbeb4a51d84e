//! A framework from a file of any format: recognized from what is in it, or as somebody says.

use domain::{
    DistrictId,
    framework::{Association, Competency, Framework},
};

use crate::{
    Parsed,
    imports::{
        asn, canvas_outcomes, case,
        framework_csv::{self, About},
        moodle_competencies,
    },
};

/// A format that holds a framework.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A CASE package.
    Case,
    /// Our own simple table.
    Table,
    /// Statements of the Achievement Standards Network.
    Asn,
    /// Outcomes as Canvas exports them.
    CanvasOutcomes,
    /// A framework as Moodle exports it.
    MoodleCompetencies,
}

impl Format {
    /// Every format with its word: the name of its file under `imports/`.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::Case, "case"),
        (Self::Table, "framework_csv"),
        (Self::Asn, "asn"),
        (Self::CanvasOutcomes, "canvas_outcomes"),
        (Self::MoodleCompetencies, "moodle_competencies"),
    ];

    /// The word on the command line, in forms and in the API.
    pub fn word(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// What people read.
    pub fn title(self) -> &'static str {
        let found = crate::imports::FORMATS.iter().find(|format| format.slug == self.word());
        found.map_or(self.word(), |format| format.title)
    }

    /// Reads the word back.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == word).map(|(format, _)| *format)
    }

    /// The format that a file looks like. JSON is CASE unless it is a list, or has children; a table is
    /// ours unless its first line has the columns of another. A Moodle file in a language other than
    /// English cannot be told apart.
    pub fn recognize(file: &str, bytes: &[u8]) -> Self {
        let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
        match text.first() {
            Some(b'[') => return Self::Asn,
            Some(b'{') => {
                let has = |name: &[u8]| text.windows(name.len()).any(|found| found == name);
                let case = has(b"\"CFDocument\"") || has(b"\"CFPackage\"") || has(b"\"CFItems\"");
                return if !case && has(b"\"children\"") { Self::Asn } else { Self::Case };
            }
            _ if file.rsplit_once('.').is_some_and(|(_, ending)| ending.eq_ignore_ascii_case("json")) => {
                return Self::Case;
            }
            _ => {}
        }
        let head = text.split(|byte| matches!(byte, b'\n' | b'\r')).next().unwrap_or_default();
        let head = String::from_utf8_lossy(head).to_lowercase();
        if head.contains("vendor_guid") && head.contains("object_type") {
            Self::CanvasOutcomes
        } else if head.contains("parent id number") && head.contains("id number") {
            Self::MoodleCompetencies
        } else {
            Self::Table
        }
    }
}

/// What a file of any format gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrameworkFile {
    /// The document.
    pub framework: Framework,
    /// In file order.
    pub competencies: Vec<Competency>,
    /// In file order.
    pub associations: Vec<Association>,
    /// What the format says beyond the framework, in sentences.
    pub remarks: Vec<String>,
}

/// Reads a file. `about` says what formats other than CASE do not.
pub fn read(
    format: Format,
    district: DistrictId,
    about: &About,
    file: &str,
    bytes: &[u8],
) -> Parsed<Option<FrameworkFile>> {
    let package = |package: case::FrameworkPackage, remarks| FrameworkFile {
        framework: package.framework,
        competencies: package.competencies,
        associations: package.associations,
        remarks,
    };
    let plain = |read: Option<case::FrameworkPackage>| read.map(|found| package(found, Vec::new()));
    match format {
        Format::Case => case::read(district, file, bytes).map(plain),
        Format::Asn => asn::read(district, about, file, bytes).map(plain),
        Format::MoodleCompetencies => moodle_competencies::read(district, about, file, bytes).map(plain),
        Format::CanvasOutcomes => canvas_outcomes::read(district, about, file, bytes).map(|read| {
            read.map(|found| {
                let remarks = found.methods.iter().map(method).collect();
                package(found.package, remarks)
            })
        }),
        Format::Table => framework_csv::read(district, about, file, bytes).map(|read| {
            read.map(|table| FrameworkFile {
                framework: table.framework,
                competencies: table.competencies,
                associations: table.associations,
                remarks: Vec::new(),
            })
        }),
    }
}

/// A calculation method of Canvas with the policy that does the same.
fn method(method: &canvas_outcomes::Method) -> String {
    let word = if method.word.is_empty() { "no method of their own" } else { &method.word };
    let number = method.number.map(|number| format!(" ({number})")).unwrap_or_default();
    let settings = method.settings.iter().map(|(field, value)| match value {
        domain::policy::Value::Number(number) => format!("{field} = {number}"),
        domain::policy::Value::Choice(choice) => format!("{field} = {choice}"),
    });
    let settings: Vec<String> = settings.collect();
    let outcomes = method.outcomes;
    if settings.is_empty() {
        return format!("{outcomes} outcomes have {word}{number}: no policy here does the same.");
    }
    let settings = settings.join(", ");
    format!("{outcomes} outcomes have {word}{number}: the policy {settings} judges in the same way.")
}

#[cfg(test)]
mod tests {
    use super::Format;

    #[test]
    fn every_format_is_one_that_can_come_in() {
        for (place, (format, word)) in Format::ALL.into_iter().enumerate() {
            assert_eq!((format as usize, Format::from_word(word)), (place, Some(format)), "{word}");
            assert_ne!(format.title(), word);
        }
    }

    #[test]
    fn a_file_is_recognized_from_what_is_in_it() {
        check("a.json", "{\"CFDocument\": {}}", Format::Case);
        check("a", "\u{feff} {\"CFPackage\": {\"children\": 1}}", Format::Case);
        check("a.json", "[{\"id\": \"x\"}]", Format::Asn);
        check("a.json", "{\"id\": \"x\", \"children\": []}", Format::Asn);
        check("a.json", "broken", Format::Case);
        check("a.csv", "vendor_guid,object_type,title\r\n", Format::CanvasOutcomes);
        check("a.csv", "Parent ID number,ID number,Short name\n", Format::MoodleCompetencies);
        check("a.csv", "code,statement\nM.1,Count", Format::Table);
        check("a.csv", "", Format::Table);
    }

    #[track_caller]
    fn check(file: &str, text: &str, expected: Format) {
        assert_eq!(Format::recognize(file, text.as_bytes()), expected, "{text}");
    }
}
