//! Evidence as a table: the columns that the import reads, so that what goes out can come in.

use domain::{Points, Timestamp, evidence::Evidence};

use crate::imports::evidence::COLUMNS;

/// One piece of evidence with the names that stand for its learner and competency.
#[derive(Debug, Clone)]
pub struct ExportedEvidence<'a> {
    /// The learner's identifier in the file: the roster's, else ours.
    pub learner: String,
    /// The competency's code, else its GUID.
    pub competency: String,
    /// The entry's idempotency key, so that it is not taken in twice.
    pub key: String,
    /// What the ledger says.
    pub evidence: &'a Evidence,
}

/// The whole file, UTF-8.
pub fn write<'a>(rows: impl IntoIterator<Item = ExportedEvidence<'a>>) -> Vec<u8> {
    super::table(&COLUMNS.map(|(name, _)| name), rows.into_iter().map(cells))
}

fn cells(row: ExportedEvidence<'_>) -> [String; 13] {
    let evidence = row.evidence;
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    [
        row.learner,
        row.competency,
        evidence.result.points.to_string(),
        evidence.result.points_possible.to_string(),
        text(&evidence.result.level),
        moment(evidence.worked_at),
        evidence.source.word().to_owned(),
        text(&evidence.instrument),
        evidence.attempt.map(|attempt| attempt.to_string()).unwrap_or_default(),
        text(&evidence.result_group),
        evidence.mastery_cut.as_ref().map(Points::to_string).unwrap_or_default(),
        text(&evidence.note),
        row.key,
    ]
}

fn moment(at: Timestamp) -> String {
    at.to_string()
}

#[cfg(test)]
mod tests {
    use domain::{
        CompetencyId,
        evidence::{ScoredResult, Source},
    };

    use super::*;
    use crate::imports::evidence::{RowResult, read};

    #[test]
    fn what_goes_out_comes_in_again_and_no_cell_is_a_formula() {
        let evidence = Evidence {
            competency: CompetencyId::from_bytes([1; 16]),
            result: ScoredResult::new(Points::whole(3), Points::whole(4), Some("3".to_owned())).expect("ok"),
            mastery_cut: "0.75".parse().ok(),
            result_group: Some("@quiz".to_owned()),
            source: Source::Rating,
            judge: None,
            instrument: Some("-task, \"hard\"".to_owned()),
            attempt: Some(2),
            section: None,
            worked_at: "2026-09-01T10:30:00Z".parse().expect("a moment"),
            note: Some("=HYPERLINK(\"x\")\nsecond line".to_owned()),
            attachment: None,
        };
        let row = |key: &str| ExportedEvidence {
            learner: "+l1".to_owned(),
            competency: "M.1".to_owned(),
            key: key.to_owned(),
            evidence: &evidence,
        };
        let bytes = write([row("k1"), row("k2")]);
        let text = String::from_utf8(bytes.clone()).expect("UTF-8");
        assert!(text.contains("\"'=HYPERLINK") && text.contains("\r\n'+l1,"), "{text}");
        let parsed = read("e.csv", &bytes);
        assert_eq!(parsed.problems, []);
        let read = &parsed.batch[1];
        assert_eq!(read.learner, "+l1");
        assert_eq!(read.result, RowResult::Points(evidence.result.clone()));
        assert_eq!((&read.note, &read.instrument), (&evidence.note, &evidence.instrument));
        assert_eq!((read.attempt, read.mastery_cut), (evidence.attempt, evidence.mastery_cut));
        assert_eq!((read.worked_at, read.source), (Some(evidence.worked_at), evidence.source));
        assert_eq!((&read.result_group, read.key.as_deref()), (&evidence.result_group, Some("k2")));
    }
}
