//! `enrollments.csv`.

use domain::people::{Enrollment, SectionRole};

use super::{
    Reading,
    batch::{EndedThing, Kind},
    row_cells::closed,
    sheet::{Entry, Sheet, Status},
    standing::Need,
};

fn meaning(word: &str) -> Option<SectionRole> {
    match word.to_lowercase().as_str() {
        "student" => Some(SectionRole::Learner),
        "teacher" => Some(SectionRole::Educator),
        "aide" | "proctor" => Some(SectionRole::Aide),
        "substitute" => Some(SectionRole::Substitute),
        _ => None,
    }
}

impl Reading<'_> {
    pub fn enrollments(&mut self, sheet: &Sheet) {
        for entry in sheet.entries() {
            match entry.status {
                Status::Active => {
                    let enrollment = self.enrollment(&entry);
                    if enrollment.is_none() {
                        self.leave_out(Kind::Enrollment, &entry);
                    }
                    self.batch.enrollments.extend(enrollment);
                }
                Status::Ended(on) => {
                    let cut = self.ended_enrollment(&entry).zip(on).and_then(|(enrollment, on)| {
                        closed(enrollment.dates, on).map(|dates| Enrollment { dates, ..enrollment })
                    });
                    self.batch.enrollments.extend(cut);
                    self.end(&entry, EndedThing::Enrollment, on);
                }
            }
        }
    }

    fn enrollment(&mut self, entry: &Entry<'_>) -> Option<Enrollment> {
        let (class, user) = (entry.cell("classSourcedId"), entry.cell("userSourcedId"));
        let dates = entry.dates(["beginDate", "endDate"], self.source.end_dates, self.problems);
        let class_known = self.refers_to(entry, "classSourcedId", Kind::Section, class, Need::Required);
        let user_known = self.refers_to(entry, "userSourcedId", Kind::Person, user, Need::Required);
        let Some(role) = meaning(entry.cell("role")) else {
            let what = "this role has no place in a class; the row is left out";
            let problem =
                entry.row.error("role", what, "Write student, teacher, aide, proctor or substitute.");
            self.problems.add(problem.with_value(entry.cell("role")));
            return None;
        };
        let dates = dates.ok().filter(|_| class_known && user_known)?;
        Some(self.place(entry, role, dates))
    }

    /// The enrollment that an ended row names, if both its ends are records of this batch.
    fn ended_enrollment(&self, entry: &Entry<'_>) -> Option<Enrollment> {
        let known = self.standings.is_taken(Kind::Section, entry.cell("classSourcedId"))
            && self.standings.is_taken(Kind::Person, entry.cell("userSourcedId"));
        let mut quiet = crate::Problems::default();
        let dates = entry.dates(["beginDate", "endDate"], self.source.end_dates, &mut quiet).ok()?;
        let role = meaning(entry.cell("role")).filter(|_| known)?;
        Some(self.place(entry, role, dates))
    }

    fn place(&self, entry: &Entry<'_>, role: SectionRole, dates: domain::time::Dates) -> Enrollment {
        Enrollment {
            section: self.section_id(entry.cell("classSourcedId")),
            person: self.person_id(entry.cell("userSourcedId")),
            role,
            dates,
            sourced_id: Some(entry.sourced_id.to_owned()),
        }
    }
}
