//! `onramp mastery what-if|adopt|undo|adoptions`: whom a change of policy would touch, adopting it, and
//! taking it back.

use domain::{AdoptionId, Date, DistrictId, policy::Effect};
use serde_json::{Value, json};
use usecases::{
    adopt_policy::{Adopt, adopt_policy},
    adoption_steps::finish,
    chance,
    operator::operator,
    set_policy::NewSetting,
    show_adoption::{AdoptionDetail, ShownAdoption, list_adoptions, show_adoption},
    undo_adoption::undo_adoption,
    what_if::{Grade, Group, Tally, WhatIf, what_if},
};

use super::{
    CommandError, Common,
    output::say,
    progress::{bar, show},
};
use crate::{figures::grouped, pages::what_if::sentence};

/// A change of policy.
#[derive(Debug, clap::Args)]
pub struct Change {
    /// The field, such as `mastery.cut_percent`; `scale` or `scale:TITLE` for the levels of a framework.
    field: String,
    /// The number or word; empty to withdraw what was set. Of levels: `4|Advanced|4; ...; mastery 3 of 4`, or the
    /// points where mastery begins.
    value: String,
    /// `district`, `school:NAME`, `section:ID`, `learner:ID` or `enrollment:SECTION/LEARNER`.
    #[arg(long, default_value = "district")]
    scope: String,
    /// `set`, `floor`, `ceiling` or `lock`.
    #[arg(long, default_value = "set")]
    effect: String,
    /// The first day it counts; today without it.
    #[arg(long, value_name = "DAY")]
    from: Option<Date>,
}

impl Change {
    fn with_reason(self, district: DistrictId, why: String) -> Result<NewSetting, CommandError> {
        let effect = Effect::from_word(&self.effect)
            .ok_or_else(|| CommandError::Other("--effect is one of set, floor, ceiling, lock".to_owned()))?;
        Ok(NewSetting {
            scope: self.scope,
            field: self.field,
            effect,
            value: self.value,
            effective_from: self.from.unwrap_or_else(|| chance::today(district)),
            why,
        })
    }
}

/// Options of `onramp mastery adopt`.
#[derive(Debug, clap::Args)]
pub struct AdoptArgs {
    #[command(flatten)]
    change: Change,
    /// Judge again what was judged before, too.
    #[arg(long)]
    for_past: bool,
    /// Why; shown beside it for ever, and in *why*.
    #[arg(long)]
    why: String,
}

/// Options of `onramp mastery undo`.
#[derive(Debug, clap::Args)]
pub struct UndoArgs {
    /// Which adoption, as `onramp mastery adoptions` lists them.
    adoption: AdoptionId,
    /// Why.
    #[arg(long)]
    why: String,
}

/// Looks; writes nothing. An interrupt stops it.
pub async fn run(change: Change, common: &Common) -> Result<(), CommandError> {
    let app = common.open().await?;
    let district = common.district(&app).await?;
    let change = change.with_reason(district.id, String::new())?;
    let actor = operator(&app, district.id).await?;
    let progress = bar("learners");
    let found = what_if(&app, &actor, &change, &|done, of| {
        show(&progress, i64::try_from(done).unwrap_or(0), i64::try_from(of).unwrap_or(0));
    })
    .await?;
    progress.finish_and_clear();
    if common.json {
        say!("{:#}", look_as_json(&found));
    } else {
        print_look(&found);
    }
    Ok(())
}

/// Adopts a change.
pub async fn run_adopt(args: AdoptArgs, common: &Common) -> Result<(), CommandError> {
    let app = common.open().await?;
    let district = common.district(&app).await?;
    let change = args.change.with_reason(district.id, args.why)?;
    let actor = operator(&app, district.id).await?;
    let id = adopt_policy(&app, &actor, Adopt { change, for_past: args.for_past }).await?;
    work(&app, district.id, id).await?;
    report(&show_adoption(&app, &actor, id).await?, common);
    Ok(())
}

/// Undoes an adoption.
pub async fn run_undo(args: UndoArgs, common: &Common) -> Result<(), CommandError> {
    let app = common.open().await?;
    let district = common.district(&app).await?;
    let actor = operator(&app, district.id).await?;
    undo_adoption(&app, &actor, args.adoption, &args.why).await?;
    work(&app, district.id, args.adoption).await?;
    report(&show_adoption(&app, &actor, args.adoption).await?, common);
    Ok(())
}

/// Lists adoptions.
pub async fn run_list(common: &Common) -> Result<(), CommandError> {
    let app = common.open().await?;
    let district = common.district(&app).await?;
    let actor = operator(&app, district.id).await?;
    let all = list_adoptions(&app, &actor).await?;
    if common.json {
        say!("{:#}", all.iter().map(adoption_as_json).collect::<Value>());
        return Ok(());
    }
    for one in all {
        say!("{}  {}  {}", one.adoption.id, state(&one), what(&one));
    }
    Ok(())
}

async fn work(app: &usecases::App, district: domain::DistrictId, id: AdoptionId) -> Result<(), CommandError> {
    let progress = bar("learners");
    finish(app, district, id, &|done, of| {
        show(&progress, i64::try_from(done).unwrap_or(0), i64::try_from(of).unwrap_or(0));
    })
    .await?;
    progress.finish_and_clear();
    Ok(())
}

fn print_look(found: &WhatIf) {
    say!("{}", sentence(&found.setting, &found.scope));
    say!(
        "{} of {} learners would see a change, in {} of {} judgements that would be made again.",
        grouped(found.learners_changed),
        grouped(found.learners),
        grouped(found.tally.changed()),
        grouped(found.judgements)
    );
    print_tally(&found.tally);
    for one in &found.moves {
        say!("  {} -> {}: {}", grade(&one.before), grade(&one.after), grouped(one.judgements));
    }
    for (title, groups) in [("school", &found.schools), ("section", &found.sections)] {
        for one in groups.iter().filter(|one| one.tally.changed() > 0) {
            let (up, down) = (grouped(one.tally.up), grouped(one.tally.down));
            say!("  {title} {}: {} learners, {up} up, {down} down", one.name, grouped(one.learners));
        }
    }
    say!("Awards that hang on them: none recorded yet.");
    say!("{} entries in {:.1} s. Nothing was written.", grouped(found.entries), found.seconds);
}

fn print_tally(tally: &Tally) {
    say!(
        "{} up, {} down, {} judged at last, {} not enough any more; {} newly mastered, {} no longer.",
        grouped(tally.up),
        grouped(tally.down),
        grouped(tally.judged),
        grouped(tally.not_enough),
        grouped(tally.mastered),
        grouped(tally.no_longer_mastered)
    );
}

fn grade(grade: &Grade) -> String {
    let level = grade.level.as_deref().unwrap_or("not enough evidence");
    if grade.mastered { format!("{level} (mastered)") } else { level.to_owned() }
}

fn report(found: &AdoptionDetail, common: &Common) {
    let adoption = &found.shown.adoption;
    if common.json {
        let mut json = adoption_as_json(&found.shown);
        json["turns"] = tally_as_json(&found.tally);
        json["learners_changed"] = found.learners_changed.into();
        json["made_since"] = found.since_in_all.into();
        json["awards"] = "none recorded yet".into();
        say!("{json:#}");
        return;
    }
    say!("{}  {}  {}", adoption.id, state(&found.shown), what(&found.shown));
    if adoption.for_past {
        say!(
            "{} learners were looked at; {} saw a change.",
            grouped(adoption.learners_done),
            grouped(found.learners_changed)
        );
        print_tally(&found.tally);
    }
    if let Some(undo) = &adoption.undo {
        say!("{} learners were restored.", grouped(undo.learners_restored));
    }
    if found.since_in_all > 0 {
        say!(
            "{} judgements were made again since, by new evidence or decisions: a person decides about them.",
            grouped(found.since_in_all)
        );
    }
    say!("Awards: none recorded yet.");
}

fn state(one: &ShownAdoption) -> &'static str {
    match (one.adoption.stands(), one.adoption.is_running()) {
        (true, true) => "running",
        (true, false) => "adopted",
        (false, true) => "being undone",
        (false, false) => "undone",
    }
}

fn what(one: &ShownAdoption) -> String {
    one.setting.as_ref().map_or_else(|| one.label.clone(), |setting| sentence(setting, &one.scope))
}

fn adoption_as_json(one: &ShownAdoption) -> Value {
    let adoption = &one.adoption;
    json!({
        "id": adoption.id.to_string(),
        "state": state(one),
        "field": adoption.field,
        "scope": one.scope,
        "effect": adoption.effect.word(),
        "version": adoption.version,
        "for_past": adoption.for_past,
        "adopted_at": adoption.adopted_at.to_string(),
        "by": one.by,
        "why": adoption.reason,
        "learners": adoption.learners_done,
        "undone_at": adoption.undo.as_ref().map(|undo| undo.at.to_string()),
        "restored": adoption.undo.as_ref().map(|undo| undo.learners_restored),
    })
}

fn tally_as_json(tally: &Tally) -> Value {
    json!({
        "up": tally.up,
        "down": tally.down,
        "judged": tally.judged,
        "not_enough": tally.not_enough,
        "value": tally.value,
        "same": tally.same,
        "mastered": tally.mastered,
        "no_longer_mastered": tally.no_longer_mastered,
    })
}

fn look_as_json(found: &WhatIf) -> Value {
    let grade = |one: &Grade| json!({"level": one.level, "mastered": one.mastered});
    let group = |one: &Group| {
        json!({
            "id": one.id,
            "name": one.name,
            "learners": one.learners,
            "turns": tally_as_json(&one.tally),
        })
    };
    let moved = |one: &usecases::what_if::Move| {
        json!({
            "before": grade(&one.before),
            "after": grade(&one.after),
            "judgements": one.judgements,
        })
    };
    json!({
        "scope": found.scope,
        "field": found.setting.field,
        "learners": found.learners,
        "entries": found.entries,
        "judgements": found.judgements,
        "learners_changed": found.learners_changed,
        "turns": tally_as_json(&found.tally),
        "moves": found.moves.iter().map(moved).collect::<Vec<_>>(),
        "schools": found.schools.iter().map(group).collect::<Vec<_>>(),
        "sections": found.sections.iter().map(group).collect::<Vec<_>>(),
        "competencies": found.competencies.iter().map(group).collect::<Vec<_>>(),
        "awards": "none recorded yet",
        "seconds": found.seconds,
    })
}
