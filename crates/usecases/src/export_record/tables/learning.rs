//! What somebody learned: every entry with its seals, every judgement with its *why*, the targets.

use std::collections::HashMap;

use domain::{
    CompetencyId,
    evidence::{Entry, Fact, Sequence},
    framework::Competency,
    judgement::Context,
    people::SectionRole,
    scale::Scale,
};
use exchange::exports::whole_record::Cell;
use mastery::{Case, explain, wording::say};
use store::evidence::Sealed;

use super::{Writing, or_empty};
use crate::{
    Refusal, amendments, chance,
    class_list::Columns,
    rejudging::{self, KeptInputs},
};

/// The instrument that Onramp names where an educator rates without one.
const RATING: &str = "rating";

/// Entries per read of the chain.
const STRETCH: i64 = 2_000;

impl Writing<'_> {
    pub(super) async fn evidence(&mut self) -> Result<(), Refusal> {
        self.begin(
            "evidence",
            "record-evidence",
            "record-evidence-about",
            &[
                ("entry", "record-entry"),
                ("kind", "record-kind"),
                ("recorded_at", "record-recorded"),
                ("recorded_by", "record-recorded-by"),
                ("worked_at", "record-worked"),
                ("competency_code", "record-code"),
                ("competency", "record-competency"),
                ("points", "record-points"),
                ("points_possible", "record-possible"),
                ("level", "record-level"),
                ("source", "record-source"),
                ("instrument", "record-instrument"),
                ("attempt", "record-attempt"),
                ("class", "record-class"),
                ("judge", "record-judge"),
                ("note", "record-note"),
                ("attachment", "record-attachment"),
                ("about_entry", "record-about-entry"),
                ("reason", "record-reason"),
                ("until", "record-until"),
                ("statement", "record-statement"),
                ("content_digest", "record-digest"),
                ("seal", "record-seal"),
            ],
        );
        let statements = amendments::statements(self.tx, self.district, self.learner).await?;
        let mut known: HashMap<CompetencyId, (Competency, Scale)> = HashMap::new();
        let mut after = Sequence(0);
        loop {
            let stretch =
                store::evidence::chain(self.tx, self.district, self.learner, after, STRETCH).await?;
            let Some(last) = stretch.last() else { return Ok(()) };
            after = last.entry.sequence;
            let mut wanted: Vec<CompetencyId> = stretch
                .iter()
                .filter_map(|one| one.competency)
                .filter(|id| !known.contains_key(id))
                .collect();
            wanted.sort_unstable();
            wanted.dedup();
            let columns = Columns::load(self.tx, self.district, &wanted).await?;
            known.extend(wanted.iter().filter_map(|id| {
                columns.with_scale(*id).map(|(one, scale)| (*id, (one.clone(), scale.clone())))
            }));
            for sealed in &stretch {
                let said =
                    statements.get(&sealed.entry.sequence).map(|all| all.join("\n")).unwrap_or_default();
                let competency = sealed.competency.and_then(|id| known.get(&id));
                self.entry(sealed, competency, said).await?;
            }
        }
    }

    async fn entry(
        &mut self,
        sealed: &Sealed,
        competency: Option<&(Competency, Scale)>,
        said: String,
    ) -> Result<(), Refusal> {
        let entry = &sealed.entry;
        let private = self.reader.is_private();
        let mut cells: [Cell; 23] = Default::default();
        let level = match &entry.fact {
            Fact::Evidence(evidence) => evidence.result.level.as_deref(),
            Fact::Decision(decision) => Some(decision.level.as_str()),
            _ => None,
        };
        if let Some(code) = level {
            let known = competency.and_then(|(_, scale)| scale.level(code));
            cells[9] = self.level(code, known.map_or(code, |level| &level.name));
        }
        cells[0] = entry.sequence.0.to_string().into();
        cells[2] = self.moment(entry.recorded_at);
        if let Some(by) = entry.recorded_by.filter(|_| !private) {
            cells[3] = self.name(by).await?.into();
        }
        if let Some((competency, _)) = competency {
            cells[5] = competency.code.clone().unwrap_or_default().into();
            cells[6] = competency.statement.clone().into();
        }
        cells[20] = said.into();
        cells[1] = self.word(
            "said-entry",
            match &entry.fact {
                Fact::Evidence(_) => "evidence",
                Fact::Retraction { .. } => "retraction",
                Fact::Excusal { .. } => "excusal",
                Fact::Decision(_) => "decision",
                Fact::Erased => "erased",
            },
        );
        match &entry.fact {
            Fact::Evidence(evidence) => {
                cells[4] = self.moment(evidence.worked_at);
                cells[7] = evidence.result.points.to_string().into();
                cells[8] = evidence.result.points_possible.to_string().into();
                cells[10] = self.word("said-source", evidence.source.word());
                cells[11] = match evidence.instrument.as_deref() {
                    Some(RATING) => self.word("said-source", RATING),
                    other => other.unwrap_or_default().to_owned().into(),
                };
                cells[12] = or_empty(evidence.attempt).into();
                let class = evidence.section.and_then(|id| self.sections.get(&id).cloned());
                cells[13] = class.unwrap_or_default().into();
                if let Some(judge) = evidence.judge.filter(|_| !private) {
                    cells[14] = self.name(judge).await?.into();
                }
                cells[15] = evidence.note.clone().unwrap_or_default().into();
                cells[16] = evidence.attachment.clone().unwrap_or_default().into();
            }
            Fact::Retraction { of, reason } | Fact::Excusal { of, reason } => {
                cells[17] = of.0.to_string().into();
                cells[18] = reason.clone().into();
            }
            Fact::Decision(decision) => {
                cells[14] = self.name(decision.judge).await?.into();
                cells[18] = decision.reason.clone().into();
                cells[19] = self.moment_or_empty(decision.expires_at);
            }
            Fact::Erased => {}
        }
        (cells[21], cells[22]) =
            (domain::chain::hex(&sealed.content).into(), domain::chain::hex(&sealed.seal).into());
        self.package.row(&cells);
        Ok(())
    }

    pub(super) async fn judgements(&mut self) -> Result<(), Refusal> {
        self.begin(
            "judgements",
            "record-judgements",
            "record-judgements-about",
            &[
                ("competency_code", "record-code"),
                ("competency", "record-competency"),
                ("class", "record-class"),
                ("level", "record-level"),
                ("mastered", "record-mastered"),
                ("value", "record-value"),
                ("evidence_count", "record-pieces"),
                ("judged_at", "record-judged"),
                ("rule", "record-rule"),
                ("why", "record-why"),
            ],
        );
        let mut judgements = store::mastery::of_learner(self.tx, self.district, self.learner).await?;
        if self.reader.is_private() {
            judgements.retain(|one| one.context == Context::Record);
        }
        let mut kept = KeptInputs::default();
        kept.load(self.tx, self.district, &judgements).await?;
        let histories =
            rejudging::histories(self.tx, self.district, self.learner, &judgements, &kept).await?;
        let wanted: Vec<CompetencyId> = judgements.iter().map(|one| one.competency).collect();
        let columns = Columns::load(self.tx, self.district, &wanted).await?;
        for one in &judgements {
            let (Some(inputs), Some((competency, scale))) =
                (kept.of(one), columns.with_scale(one.competency))
            else {
                continue;
            };
            let entries = rejudging::entries(one.competency, inputs, &histories);
            let read: &[Entry] = rejudging::read_by(&entries, one.last_sequence);
            let overdue = one.finding.changes_at.is_some_and(|changes| changes <= self.now);
            let as_of = if overdue { self.now } else { one.judged_at };
            let case = Case { entries: read, competency: one.competency, inputs, as_of };
            let explanation = explain(&case);
            let finding = &explanation.finding;
            let level = finding.level.as_deref().and_then(|code| scale.level(code));
            let class = match one.context {
                Context::Record => String::new(),
                Context::Section(id) => self.sections.get(&id).cloned().unwrap_or_default(),
            };
            let rule =
                if self.reader.is_private() { String::new() } else { explanation.rule.name.to_owned() };
            let name = level.map(|level| level.name.clone()).unwrap_or_default();
            let row = [
                competency.code.clone().unwrap_or_default().into(),
                competency.statement.clone().into(),
                class.into(),
                self.level(&name, &name),
                self.yes_or_no(finding.mastered),
                or_empty(finding.value.filter(|_| !self.reader.is_private())).into(),
                finding.evidence_count.to_string().into(),
                self.moment(one.judged_at),
                rule.into(),
                say(&explanation, &self.reader.words).sentences().join(" ").into(),
            ];
            self.package.row(&row);
        }
        Ok(())
    }

    pub(super) async fn targets(&mut self) -> Result<(), Refusal> {
        self.begin(
            "targets",
            "record-targets",
            "record-targets-about",
            &[
                ("class", "record-class"),
                ("competency_code", "record-code"),
                ("competency", "record-competency"),
            ],
        );
        for place in store::enrollment::of_person(self.tx, self.district, self.person.id).await? {
            let today = chance::date_of(self.district, self.now);
            if place.role != SectionRole::Learner || !place.dates.contains(today) {
                continue;
            }
            let targets = store::target::of_section(self.tx, self.district, place.section).await?;
            let columns = Columns::load(self.tx, self.district, &targets).await?;
            let class = self.sections.get(&place.section).cloned().unwrap_or_default();
            for one in &columns.competencies {
                self.package.row(&[
                    class.clone().into(),
                    one.code.clone().unwrap_or_default().into(),
                    one.statement.clone().into(),
                ]);
            }
        }
        Ok(())
    }

    pub(super) async fn sessions(&mut self) -> Result<(), Refusal> {
        self.begin(
            "sessions",
            "record-sessions",
            "record-sessions-about",
            &[
                ("day", "record-session-day"),
                ("period", "record-session-period"),
                ("way", "record-session-way"),
                ("minutes", "record-session-minutes"),
                ("competency", "record-competency"),
            ],
        );
        let span = (domain::Date::constant(1900, 1, 1), domain::Date::constant(2199, 12, 31));
        for one in store::session_had::of_learner(self.tx, self.district, self.learner, span).await? {
            let competencies: Vec<_> = one.competency.into_iter().collect();
            let found = store::competency::find_all(self.tx, self.district, &competencies).await?;
            let about = found.first().map(domain::framework::Competency::code_and_title);
            self.package.row(&[
                one.day.to_string().into(),
                one.period.into(),
                one.modality.into(),
                one.minutes.to_string().into(),
                about.unwrap_or_default().into(),
            ]);
        }
        Ok(())
    }
}
