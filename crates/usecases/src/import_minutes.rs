//! Minutes and results of another system come in: each use once, results to the ledger only where somebody said for
//! which competency and from which cut on.

use std::collections::{BTreeMap, HashMap};

use domain::{
    CompetencyId, DistrictId, EvidenceId, LearnerId, PersonId, Points, ResourceId, ResourceUseId, Timestamp,
    evidence::{Evidence, Fact, ScoredResult, Source},
    resource::{Resource, ResourceKind, ResourceUse},
};
use exchange::{
    Problem,
    imports::vendor_uses::{self, UseRow},
};
use store::Tx;

use crate::{
    Actor, App, Refusal, chance,
    entry_steps::Groups,
    import_cartridge::ImportedResource,
    import_files::EVIDENCE,
    import_report::ImportReport,
    import_request::ImportRequest,
    import_steps::{Entries, Plan, ROWS, Step, in_steps},
    known_competencies::KnownCompetencies,
    known_people::{KnownPeople, NoPerson},
    ledger::NewEntry,
    modalities,
    vendor_columns::{Reports, VendorMapping},
    write_resource::search_key,
};

/// The line of the report that counts uses.
const USES: &str = "times worked with something";
/// The line that counts activities.
const ACTIVITIES: &str = "activities";
/// About how long an activity takes of which nobody said how long. Unit: minutes.
const USUAL_MINUTES: i64 = 15;
/// The most characters of a title.
const MOST_TITLE: usize = 200;

/// What is here already.
struct Known {
    reports: Reports,
    people: KnownPeople,
    competencies: KnownCompetencies,
    /// Activities of this vendor by what it calls them, with what each is aligned to.
    activities: HashMap<String, (Resource, Vec<CompetencyId>)>,
    modality: String,
}

/// A row whose names lead somewhere.
struct Resolved {
    line: u64,
    used: ResourceUse,
    activity: String,
    result: Option<ScoredResult>,
    competencies: Vec<CompetencyId>,
}

/// What the import of one vendor's table does.
pub(crate) async fn plan(
    app: &App,
    actor: &Actor,
    request: &ImportRequest,
    started_at: Timestamp,
) -> Result<Plan, Refusal> {
    let [(name, bytes)] = request.files.as_slice() else {
        return Err(Refusal::invalid("file", "must be one table"));
    };
    let source = request.source.clone();
    let (known, said) = app
        .db
        .read((actor.clone(), source.clone()), move |tx, (actor, source)| {
            Box::pin(async move {
                let said = store::vendor_columns::find(tx, actor.district, source).await?;
                Ok::<_, Refusal>((load(tx, actor, source, started_at).await?, said))
            })
        })
        .await?;
    let written = request.options.mapping.clone().or(said.map(|one| one.mapping));
    let written = written.ok_or_else(|| {
        Refusal::invalid(
            "columns",
            format!("of \"{source}\" are not known yet: say which one is which first"),
        )
    })?;
    let mapping = VendorMapping::read(&written)?;
    let (mut report, rows) = ImportReport::of(vendor_uses::read(name, bytes, &mapping.columns));
    if report.stopped {
        return Ok(Plan::nothing(report));
    }
    let mut planning = Planning {
        district: actor.district,
        by: actor.person,
        source,
        cut: mapping.cut,
        known,
        now: started_at,
        made: BTreeMap::new(),
        times: HashMap::new(),
    };
    let mut resolved = Vec::with_capacity(rows.len());
    for row in rows {
        match planning.resolve(row) {
            Ok(one) => resolved.push(one),
            Err(mut problem) => {
                problem.file.clone_from(name);
                report.note(*problem);
            }
        }
    }
    let asked: Vec<_> = resolved.iter().map(|one| (one.used.learner, one.used.id)).collect();
    let before = app
        .db
        .read((actor.district, asked), |tx, (district, asked)| {
            Box::pin(async move { Ok::<_, Refusal>(store::resource_use::known(tx, *district, asked).await?) })
        })
        .await?;
    Ok(planning.steps(name, report, resolved, &before))
}

async fn load(tx: &mut Tx, actor: &Actor, source: &str, now: Timestamp) -> Result<Known, Refusal> {
    let district = actor.district;
    let reports = Reports::load(tx, actor, chance::date_of(district, now)).await?;
    let mut activities = HashMap::new();
    for resource in store::resource::of_source(tx, district, source).await? {
        if resource.kind == ResourceKind::Activity {
            let aligned = store::resource::aligned(tx, district, resource.id).await?;
            activities.insert(resource.from_identifier.clone(), (resource, aligned));
        }
    }
    let all = modalities::of(tx, district).await?;
    let own = all.iter().find(|one| one.key == domain::modality::VIRTUAL).or(all.first());
    Ok(Known {
        reports,
        people: KnownPeople::load(tx, district).await?,
        competencies: KnownCompetencies::load(tx, district, None).await?,
        activities,
        modality: own.map(|one| one.key.clone()).unwrap_or_default(),
    })
}

struct Planning {
    district: DistrictId,
    by: PersonId,
    source: String,
    cut: Option<Points>,
    known: Known,
    now: Timestamp,
    /// Activities that are new.
    made: BTreeMap<String, Resource>,
    /// How often each learner worked with each activity at one moment, so far in this file.
    times: HashMap<(LearnerId, ResourceId, Timestamp), u32>,
}

impl Planning {
    fn resolve(&mut self, row: UseRow) -> Result<Resolved, Box<Problem>> {
        let line = row.line;
        let refuse = |field: &str, value: &str, what: &str, advice: &str| {
            let problem = Problem::error("", format!("{what}; the row is left out"), advice);
            Box::new(problem.at_line(line).in_field(field).with_value(value))
        };
        let learner = match self.known.people.find(&row.learner) {
            Ok(learner) if self.known.reports.includes(learner) => learner,
            Err(NoPerson::Several) => {
                return Err(refuse(
                    "learner",
                    &row.learner,
                    "several people have this name",
                    "Use the roster's identifier.",
                ));
            }
            _ => {
                let what = "nobody here, or in a class of yours, has this identifier, e-mail address or id";
                return Err(refuse(
                    "learner",
                    &row.learner,
                    what,
                    "Import the roster first, or leave the row out.",
                ));
            }
        };
        let named = match &row.competency {
            None => None,
            Some(code) => match self.known.competencies.find(code) {
                Ok((id, _)) => Some(id),
                Err(why) => return Err(refuse("competency", code, why.said(), "Check the code.")),
            },
        };
        let (resource, aligned) = self.activity(&row.activity);
        let time = self.times.entry((learner, resource, row.used_at)).or_insert(0);
        *time += 1;
        let moment = row.used_at.as_microsecond().to_string();
        let parts = [&self.source, &learner.to_string(), &resource.to_string(), &moment, &time.to_string()];
        let id = ResourceUseId::derived(self.district, &parts.map(String::as_str));
        let result = row.result.and_then(|one| ScoredResult::new(one.points, one.possible, None).ok());
        let share =
            row.result.and_then(|one| Points::from_f64(one.points.to_f64() / one.possible.to_f64()).ok());
        Ok(Resolved {
            line,
            used: ResourceUse {
                id,
                learner,
                resource,
                used_at: row.used_at,
                minutes: row.minutes,
                result: share,
                source: self.source.clone(),
                recorded_by: Some(self.by),
                recorded_at: self.now,
            },
            activity: row.activity,
            result,
            competencies: named.map_or(aligned, |one| vec![one]),
        })
    }

    /// The activity of a name, made where it is new; and what it is aligned to.
    fn activity(&mut self, name: &str) -> (ResourceId, Vec<CompetencyId>) {
        if let Some((known, aligned)) = self.known.activities.get(name) {
            return (known.id, aligned.clone());
        }
        let made = self.made.entry(name.to_owned()).or_insert_with(|| Resource {
            id: ResourceId::derived(self.district, &["activity", &self.source, name]),
            kind: ResourceKind::Activity,
            title: name.chars().take(MOST_TITLE).collect(),
            about: String::new(),
            version: 0,
            modality: self.known.modality.clone(),
            minutes: USUAL_MINUTES,
            language: "en".to_owned(),
            grades: Vec::new(),
            address: String::new(),
            file: None,
            check: None,
            from_source: self.source.clone(),
            from_identifier: name.to_owned(),
            made_by: Some(self.by),
            made_at: self.now,
            retired_at: None,
        });
        (made.id, Vec::new())
    }

    fn steps(
        self,
        file: &str,
        mut report: ImportReport,
        resolved: Vec<Resolved>,
        before: &[ResourceUseId],
    ) -> Plan {
        report.line(ACTIVITIES).added += self.made.len() as u64;
        report.line(ACTIVITIES).unchanged += self.known.activities.len() as u64;
        let known: std::collections::HashSet<&ResourceUseId> = before.iter().collect();
        let unchanged = resolved.iter().filter(|one| known.contains(&one.used.id)).count() as u64;
        let line = report.line(USES);
        line.unchanged += unchanged;
        line.added += resolved.len() as u64 - unchanged;
        let (mut entries, mut lines, mut without) = (Vec::new(), Vec::new(), 0_u64);
        for one in &resolved {
            let made = self.entries(one);
            without += u64::from(one.result.is_some() && made.is_empty());
            lines.extend(made.iter().map(|_| one.line));
            entries.extend(made);
        }
        if without > 0 {
            report.remarks.push(format!(
                "{without} results stay beside the ledger: say from which share on a result of {} shows mastery, and \
                 align its activities to competencies, and bring the file in again.",
                self.source
            ));
        }
        let mut groups = Groups::default();
        for (place, entry) in (0_u32..).zip(&entries) {
            groups.add(entry.learner, place);
        }
        if !entries.is_empty() {
            report.line(EVIDENCE);
        }
        let made = self.made.into_values().map(|resource| ImportedResource {
            search_key: search_key(&resource),
            ..ImportedResource::bare(resource)
        });
        let uses: Vec<ResourceUse> = resolved.into_iter().map(|one| one.used).collect();
        let mut first: Vec<Step> = in_steps(made.collect(), Step::Resources).collect();
        first.extend(uses.chunks(ROWS).map(|rows| Step::Uses(rows.to_vec())));
        let total = first.iter().map(Step::units).sum::<u64>() + entries.len() as u64;
        let entry = move |place: u32, into: &mut Entries| {
            into.new.push(entries[place as usize].clone());
            into.lines.push(lines[place as usize]);
        };
        let steps = first.into_iter().chain(groups.steps(file, entry));
        Plan { report, total, steps: Box::new(steps) }
    }

    /// What a result says in the ledger: nothing without a cut or a competency.
    fn entries(&self, one: &Resolved) -> Vec<NewEntry> {
        let (Some(cut), Some(result)) = (self.cut, &one.result) else { return Vec::new() };
        let entry = |competency: &CompetencyId| {
            let evidence = Evidence {
                competency: *competency,
                result: result.clone(),
                mastery_cut: Some(cut),
                result_group: Some(one.used.id.to_string()),
                source: Source::Import,
                judge: None,
                instrument: Some(format!("{}: {}", self.source, one.activity).chars().take(300).collect()),
                attempt: None,
                section: None,
                worked_at: one.used.used_at,
                note: None,
                attachment: None,
            };
            let parts = ["resource use", &one.used.id.to_string(), &competency.to_string()];
            NewEntry {
                learner: one.used.learner,
                id: EvidenceId::derived(self.district, &parts),
                recorded_by: Some(self.by),
                fact: Fact::Evidence(evidence),
            }
        };
        one.competencies.iter().map(entry).collect()
    }
}
