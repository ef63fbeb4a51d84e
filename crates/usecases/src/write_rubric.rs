//! Rubrics of the library: written, changed and copied by whoever works with learners. A version is never
//! changed, so that what was judged by it can always be read.

use domain::{
    RubricId, Timestamp,
    rubric::{Criterion, Rubric, RubricLevel},
    text,
};
use store::{Tx, rubric::Kept};

use crate::{
    Actor, App, Refusal,
    access::{self, Standing},
    chance,
};

/// The most characters of a title.
const MOST_TITLE: usize = 200;

/// The most characters of a description or descriptor.
const MOST_WORDS: usize = 4_000;

/// Who may write rubrics: whoever works with learners, by a role or a place in a class.
pub(crate) async fn may_write_rubrics(tx: &mut Tx, actor: &Actor) -> Result<Standing, Refusal> {
    let standing = Standing::load(tx, actor, chance::today(actor.district)).await?;
    let teaches = standing.places.iter().any(|(place, _)| {
        place.role == domain::people::SectionRole::Educator && place.dates.contains(standing.today)
    });
    if teaches || standing.works_here() {
        return Ok(standing);
    }
    Err(Refusal::Denied("Rubrics are for people who work with learners."))
}

/// Adds a rubric to the library.
pub async fn add_rubric(app: &App, actor: &Actor, rubric: Rubric) -> Result<RubricId, Refusal> {
    access::may_write(actor)?;
    let (now, rubric) = (chance::now(), checked(rubric)?);
    app.db
        .write((actor.clone(), rubric), move |tx, (actor, rubric)| {
            Box::pin(async move {
                may_write_rubrics(tx, actor).await?;
                add(tx, actor, rubric, None, now).await
            })
        })
        .await
}

/// Writes the next version of a rubric: for whoever made it. Everybody else copies it.
pub async fn change_rubric(app: &App, actor: &Actor, id: RubricId, rubric: Rubric) -> Result<i64, Refusal> {
    access::may_write(actor)?;
    let (now, rubric) = (chance::now(), checked(rubric)?);
    app.db
        .write((actor.clone(), rubric), move |tx, (actor, rubric)| {
            Box::pin(async move {
                may_write_rubrics(tx, actor).await?;
                let kept = store::rubric::find(tx, actor.district, id).await?;
                let kept = kept.ok_or(Refusal::NotFound("this rubric"))?;
                if kept.made_by != Some(actor.person) {
                    return Err(Refusal::Denied(
                        "This rubric is somebody else's: copy it, and change the copy.",
                    ));
                }
                let before = store::rubric::version(tx, actor.district, id, kept.version).await?;
                if before.as_ref() == Some(rubric) {
                    return Ok(kept.version);
                }
                check_competencies(tx, actor, rubric).await?;
                let version = kept.version + 1;
                let by = (Some(actor.person), now);
                store::rubric::add_version(tx, actor.district, (id, version), rubric, by).await?;
                let search_key = text::search_key(&rubric.title);
                let later = Kept { title: rubric.title.clone(), version, search_key, ..kept };
                store::rubric::put(tx, actor.district, &later).await?;
                Ok(version)
            })
        })
        .await
}

/// Copies a rubric of the library, as it is now: the copy is the copier's own.
pub async fn copy_rubric(app: &App, actor: &Actor, id: RubricId) -> Result<RubricId, Refusal> {
    access::may_write(actor)?;
    let now = chance::now();
    app.db
        .write(actor.clone(), move |tx, actor| {
            Box::pin(async move {
                may_write_rubrics(tx, actor).await?;
                let kept = store::rubric::find(tx, actor.district, id).await?;
                let kept = kept.ok_or(Refusal::NotFound("this rubric"))?;
                let rubric = store::rubric::version(tx, actor.district, id, kept.version).await?;
                let rubric = rubric.ok_or(Refusal::NotFound("this rubric"))?;
                add(tx, actor, &rubric, Some(id), now).await
            })
        })
        .await
}

async fn add(
    tx: &mut Tx,
    actor: &Actor,
    rubric: &Rubric,
    copied_from: Option<RubricId>,
    now: Timestamp,
) -> Result<RubricId, Refusal> {
    check_competencies(tx, actor, rubric).await?;
    let id = chance::rubric_id(now);
    let kept = Kept {
        id,
        title: rubric.title.clone(),
        version: 1,
        copied_from,
        from_source: String::new(),
        made_by: Some(actor.person),
        made_at: now,
        archived_at: None,
        search_key: text::search_key(&rubric.title),
    };
    store::rubric::put(tx, actor.district, &kept).await?;
    store::rubric::add_version(tx, actor.district, (id, 1), rubric, (Some(actor.person), now)).await?;
    Ok(id)
}

async fn check_competencies(tx: &mut Tx, actor: &Actor, rubric: &Rubric) -> Result<(), Refusal> {
    for criterion in &rubric.criteria {
        for competency in &criterion.competencies {
            if store::competency::find(tx, actor.district, *competency).await?.is_none() {
                return Err(Refusal::invalid("competencies", "names a competency that is not known here"));
            }
        }
    }
    Ok(())
}

/// Trims and checks every text, takes each competency of a criterion once, and checks the whole.
fn checked(rubric: Rubric) -> Result<Rubric, Refusal> {
    let words = |text: &str| -> Result<String, Refusal> {
        let checked = text::optional(text, MOST_WORDS).map_err(Refusal::text("description"))?;
        Ok(checked.unwrap_or_default())
    };
    let mut criteria = Vec::with_capacity(rubric.criteria.len());
    for one in rubric.criteria {
        let mut competencies = Vec::with_capacity(one.competencies.len());
        for competency in one.competencies {
            if !competencies.contains(&competency) {
                competencies.push(competency);
            }
        }
        let mut levels = Vec::with_capacity(one.levels.len());
        for level in one.levels {
            let name = text::required(&level.name, MOST_TITLE).map_err(Refusal::text("level"))?;
            levels.push(RubricLevel { name, descriptor: words(&level.descriptor)?, points: level.points });
        }
        criteria.push(Criterion {
            title: text::required(&one.title, MOST_TITLE).map_err(Refusal::text("criterion"))?,
            description: words(&one.description)?,
            competencies,
            levels,
            met: one.met,
        });
    }
    let title = text::required(&rubric.title, MOST_TITLE).map_err(Refusal::text("title"))?;
    let rubric = Rubric { title, description: words(&rubric.description)?, criteria };
    rubric.checked().map_err(|why| Refusal::invalid("rubric", why))
}
