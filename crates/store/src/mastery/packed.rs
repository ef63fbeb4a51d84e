//! All cells of one learner's grid as one text. A row with ten columns for each of 1,500 cells costs
//! the driver ten times as much as one text for each of 30 learners.

use std::collections::HashMap;

use domain::{CompetencyId, Points, Timestamp, judgement::Finding};

/// Between the fields of a cell; the level comes last and may hold anything but [`CELL`].
pub(super) const FIELD: &str = "\u{1f}";

/// Between cells.
pub(super) const CELL: &str = "\u{1e}";

/// Writes a finding as [`read`] reads it, without the target's position.
pub(super) fn write(finding: &Finding) -> String {
    let points =
        |points: Option<Points>| points.map_or(String::new(), |points| points.millionths().to_string());
    let time = |time: Option<Timestamp>| time.map_or(String::new(), |time| time.as_microsecond().to_string());
    let level = finding.level.as_deref().map_or(String::new(), |level| format!("={level}"));
    [
        points(finding.value),
        i64::from(finding.mastered).to_string(),
        points(finding.trend),
        finding.evidence_count.to_string(),
        time(finding.last_worked_at),
        i64::from(finding.decided).to_string(),
        time(finding.changes_at),
        level,
    ]
    .join(FIELD)
}

/// Reads one cell: the target's position, then the finding. `None` if it is none.
pub(super) fn read(cell: &str, targets: &HashMap<i64, CompetencyId>) -> Option<(CompetencyId, Finding)> {
    let mut fields = cell.splitn(9, FIELD);
    let competency = *targets.get(&number(fields.next()?)?)?;
    let value = optional(fields.next()?).ok()?;
    let mastered = number(fields.next()?)? != 0;
    let trend = optional(fields.next()?).ok()?;
    let evidence_count = number(fields.next()?)?;
    let last_worked_at = moment(fields.next()?).ok()?;
    let decided = number(fields.next()?)? != 0;
    let changes_at = moment(fields.next()?).ok()?;
    let level = fields.next()?.strip_prefix('=').map(str::to_owned);
    let (value, trend) = (value.map(Points::from_millionths), trend.map(Points::from_millionths));
    let finding =
        Finding { value, level, mastered, trend, evidence_count, last_worked_at, decided, changes_at };
    Some((competency, finding))
}

fn number(text: &str) -> Option<i64> {
    text.parse().ok()
}

/// A text that is neither a number nor empty.
struct NotANumber;

/// A number or, from an empty text, none.
fn optional(text: &str) -> Result<Option<i64>, NotANumber> {
    if text.is_empty() { Ok(None) } else { number(text).map(Some).ok_or(NotANumber) }
}

/// Microseconds since 1970 or, from an empty text, none.
fn moment(text: &str) -> Result<Option<Timestamp>, NotANumber> {
    optional(text)?.map(|micros| Timestamp::from_microsecond(micros).map_err(|_| NotANumber)).transpose()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_with_nothing_and_one_with_everything_are_read() {
        let targets = HashMap::from([(7, CompetencyId::from_bytes([7; 16]))]);
        let (_, nothing) =
            read("7\u{1f}\u{1f}0\u{1f}\u{1f}0\u{1f}\u{1f}0\u{1f}\u{1f}", &targets).expect("a cell");
        assert_eq!(nothing, Finding::NOT_ENOUGH);
        let text = "7\u{1f}3000000\u{1f}1\u{1f}-5\u{1f}4\u{1f}60\u{1f}1\u{1f}90\u{1f}=3";
        let (_, everything) = read(text, &targets).expect("a cell");
        assert_eq!((everything.value, everything.level.as_deref()), (Some(Points::whole(3)), Some("3")));
        assert_eq!(format!("7\u{1f}{}", write(&everything)), text);
        assert_eq!(write(&nothing), "\u{1f}0\u{1f}\u{1f}0\u{1f}\u{1f}0\u{1f}\u{1f}");
        assert_eq!(everything.trend, Some(Points::from_millionths(-5)));
        assert_eq!(everything.changes_at, Timestamp::from_microsecond(90).ok());
    }

    #[test]
    fn what_is_no_cell_is_none() {
        let targets = HashMap::from([(7, CompetencyId::from_bytes([7; 16]))]);
        for text in ["", "7", "8\u{1f}\u{1f}0\u{1f}\u{1f}0\u{1f}\u{1f}0\u{1f}\u{1f}", "7\u{1f}x"] {
            assert_eq!(read(text, &targets), None, "{text}");
        }
    }
}
