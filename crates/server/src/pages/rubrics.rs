//! The library of rubrics: to look at, to copy, to write.

use axum::{
    Router,
    extract::{Path, Query, State},
    response::{IntoResponse as _, Redirect},
    routing::{get, post},
};
use domain::{
    CompetencyId, Points, RubricId, SectionId,
    rubric::{Criterion, Rubric, RubricLevel},
};
use usecases::{
    Refusal,
    browse_rubrics::{Shown, find_codes, list_rubrics, offered_rubrics, show_rubric},
    choose_targets::show_targets,
    write_rubric::{add_rubric, change_rubric, copy_rubric},
};

use crate::{
    form::Fields,
    frame,
    page_error::{Page, page},
    session::SignedIn,
    site::Site,
    views::{
        rubrics::{
            CriterionRow, LevelRow, RubricForm, RubricPage, RubricRow, RubricTable, Rubrics, TypedCriterion,
        },
        shell::Link,
    },
};

/// Empty criteria of a new form.
const BLANK: usize = 4;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/rubrics", get(list).post(add))
        .route("/rubrics/new", get(new))
        .route("/rubrics/offered", post(take_offered))
        .route("/rubrics/{rubric}", get(show).post(change))
        .route("/rubrics/{rubric}/edit", get(edit))
        .route("/rubrics/{rubric}/copy", post(copy))
}

#[derive(serde::Deserialize)]
struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    section: String,
}

/// `GET /rubrics?q=`
async fn list(State(site): State<Site>, signed_in: SignedIn, Query(asked): Query<Asked>) -> Page {
    let found = list_rubrics(&site.app, &signed_in.actor, &asked.q).await?;
    let offered = offered_rubrics(&site.app, &signed_in.actor).await?;
    let row = |one: usecases::browse_rubrics::Listed| RubricRow {
        link: Link::new(&one.kept.title, &format!("/rubrics/{}", one.kept.id)),
        by: one.by,
        copy_action: format!("/rubrics/{}/copy", one.kept.id),
        own: one.own,
    };
    page(&Rubrics {
        shell: frame::shell(&site, &signed_in, "Rubrics", "/sections").await?,
        query: asked.q,
        rows: found.into_iter().map(row).collect(),
        offered: offered
            .into_iter()
            .enumerate()
            .map(|(place, one)| (one.rubric.title, one.framework, place))
            .collect(),
    })
}

/// A rubric as the views show it.
pub fn table(shown: &Shown) -> RubricTable {
    let named =
        |id: &CompetencyId| shown.competencies.get(id).map(domain::framework::Competency::code_and_title);
    RubricTable {
        title: shown.rubric.title.clone(),
        description: shown.rubric.description.clone(),
        criteria: shown
            .rubric
            .criteria
            .iter()
            .map(|one| CriterionRow {
                title: one.title.clone(),
                description: one.description.clone(),
                competencies: one.competencies.iter().filter_map(named).collect(),
                levels: levels(one),
            })
            .collect(),
    }
}

/// The levels of a criterion, lowest first.
pub fn levels(criterion: &Criterion) -> Vec<LevelRow> {
    let row = |(place, level): (usize, &RubricLevel)| LevelRow {
        name: level.name.clone(),
        descriptor: level.descriptor.clone(),
        points: if level.points == Points::whole(1) {
            "1 point".to_owned()
        } else {
            format!("{} points", level.points)
        },
        met: place == criterion.met,
    };
    criterion.levels.iter().enumerate().map(row).collect()
}

/// `GET /rubrics/{rubric}`
async fn show(State(site): State<Site>, signed_in: SignedIn, Path(id): Path<RubricId>) -> Page {
    let shown = show_rubric(&site.app, &signed_in.actor, id, None).await?;
    page(&RubricPage {
        shell: frame::shell(&site, &signed_in, &shown.rubric.title, "/sections").await?,
        crumbs: vec![Link::new("Rubrics", "/rubrics")],
        rubric: table(&shown),
        about: format!("By {}, version {}", shown.listed.by, shown.version),
        edit_href: if shown.listed.own { format!("/rubrics/{id}/edit") } else { String::new() },
        copy_action: format!("/rubrics/{id}/copy"),
    })
}

/// `GET /rubrics/new?section=`
async fn new(State(site): State<Site>, signed_in: SignedIn, Query(asked): Query<Asked>) -> Page {
    let form = RubricForm {
        shell: frame::shell(&site, &signed_in, "Write a rubric", "/sections").await?,
        crumbs: vec![Link::new("Rubrics", "/rubrics")],
        action: "/rubrics".to_owned(),
        section: asked.section,
        title: String::new(),
        description: String::new(),
        criteria: vec![TypedCriterion::blank(); BLANK],
        targets: Vec::new(),
        refusal: None,
    };
    // Whoever may see the library may write.
    list_rubrics(&site.app, &signed_in.actor, "\u{1}").await?;
    shown(&site, &signed_in, form).await
}

async fn shown(site: &Site, signed_in: &SignedIn, mut form: RubricForm) -> Page {
    if let Ok(section) = form.section.parse::<SectionId>() {
        let targets = show_targets(&site.app, &signed_in.actor, section).await?;
        let coded = targets.chosen.iter().filter_map(|one| Some((one.code.clone()?, one.label())));
        form.targets = coded.collect();
    } else {
        form.section = String::new();
    }
    page(&form)
}

/// `GET /rubrics/{rubric}/edit`
async fn edit(State(site): State<Site>, signed_in: SignedIn, Path(id): Path<RubricId>) -> Page {
    let found = show_rubric(&site.app, &signed_in.actor, id, None).await?;
    if !found.listed.own {
        return Err(Refusal::Denied("This rubric is somebody else's: copy it, and change the copy.").into());
    }
    let code = |competency: &CompetencyId| {
        let known = found.competencies.get(competency)?;
        Some(known.code.clone().unwrap_or_else(|| known.guid.clone()))
    };
    let typed = |one: &Criterion| TypedCriterion {
        title: one.title.clone(),
        about: one.description.clone(),
        codes: one.competencies.iter().filter_map(code).collect::<Vec<_>>().join(", "),
        levels: one
            .levels
            .iter()
            .map(|level| {
                format!("{} | {} | {}", level.points, level.name, level.descriptor.replace('\n', " "))
            })
            .collect::<Vec<_>>()
            .join("\n"),
        met: one.levels.get(one.met).map_or_else(String::new, |level| level.points.to_string()),
    };
    let mut criteria: Vec<TypedCriterion> = found.rubric.criteria.iter().map(typed).collect();
    criteria.extend([TypedCriterion::blank(), TypedCriterion::blank()]);
    page(&RubricForm {
        shell: frame::shell(&site, &signed_in, "Change the rubric", "/sections").await?,
        crumbs: vec![
            Link::new("Rubrics", "/rubrics"),
            Link::new(&found.rubric.title, &format!("/rubrics/{id}")),
        ],
        action: format!("/rubrics/{id}"),
        section: String::new(),
        title: found.rubric.title.clone(),
        description: found.rubric.description.clone(),
        criteria,
        targets: Vec::new(),
        refusal: None,
    })
}

/// What was typed, as it is shown again.
fn typed(form: &Fields) -> Vec<TypedCriterion> {
    let all = |name: &str| form.all(name).map(str::to_owned).collect::<Vec<_>>();
    let (titles, about, codes) = (all("criterion"), all("about"), all("codes"));
    let (levels, met) = (all("levels"), all("met"));
    let at = |list: &[String], place: usize| list.get(place).cloned().unwrap_or_default();
    let one = |(place, title): (usize, String)| TypedCriterion {
        title,
        about: at(&about, place),
        codes: at(&codes, place),
        levels: at(&levels, place),
        met: at(&met, place),
    };
    titles.into_iter().enumerate().map(one).collect()
}

/// What was typed, as a rubric.
async fn read(site: &Site, signed_in: &SignedIn, form: &Fields) -> Result<Rubric, Refusal> {
    let written: Vec<TypedCriterion> =
        typed(form).into_iter().filter(|one| !one.title.trim().is_empty()).collect();
    let codes = |one: &TypedCriterion| {
        let parts = one.codes.split([',', ';', '\n']).map(str::trim).filter(|code| !code.is_empty());
        parts.map(str::to_owned).collect::<Vec<_>>()
    };
    let named = find_codes(&site.app, &signed_in.actor, written.iter().map(codes).collect()).await?;
    let mut criteria = Vec::with_capacity(written.len());
    for (one, competencies) in written.into_iter().zip(named) {
        let levels = one.levels.lines().filter(|line| !line.trim().is_empty()).map(level);
        let levels: Vec<RubricLevel> = levels.collect::<Result<_, _>>()?;
        let from = points(&one.met, "met")?;
        let met = levels.iter().position(|level| level.points >= from);
        let met = met.ok_or_else(|| Refusal::invalid("met", "is more than the highest level gives"))?;
        criteria.push(Criterion { title: one.title, description: one.about, competencies, levels, met });
    }
    let (title, description) = (form.one("title").to_owned(), form.one("description").to_owned());
    Ok(Rubric { title, description, criteria })
}

/// A line such as `2 | There | Says why`, from a form or a spreadsheet.
fn level(line: &str) -> Result<RubricLevel, Refusal> {
    let mut parts = line.splitn(3, ['|', '\t']).map(str::trim);
    let points = points(parts.next().unwrap_or_default(), "levels")?;
    let name = parts.next().filter(|name| !name.is_empty());
    let name =
        name.ok_or_else(|| Refusal::invalid("levels", format!("have no name in \"{}\"", line.trim())))?;
    Ok(RubricLevel { name: name.to_owned(), descriptor: parts.next().unwrap_or_default().to_owned(), points })
}

fn points(text: &str, field: &'static str) -> Result<Points, Refusal> {
    let number = text.trim().replace(',', ".").parse::<f64>().ok();
    let points = number.and_then(|number| Points::from_f64(number).ok());
    let shown: String = text.trim().chars().take(40).collect();
    points.ok_or_else(|| Refusal::invalid(field, format!("begin with points, and \"{shown}\" is no number")))
}

/// `POST /rubrics`
async fn add(State(site): State<Site>, signed_in: SignedIn, form: Fields) -> Page {
    let made = match read(&site, &signed_in, &form).await {
        Ok(rubric) => add_rubric(&site.app, &signed_in.actor, rubric).await,
        Err(refusal) => Err(refusal),
    };
    match made {
        Ok(id) => Ok(match form.one("section").parse::<SectionId>() {
            Ok(section) => Redirect::to(&format!("/sections/{section}/tasks/new?rubric={id}")),
            Err(_) => Redirect::to(&format!("/rubrics/{id}")),
        }
        .into_response()),
        Err(refusal) => {
            refused(&site, &signed_in, &form, ("Write a rubric", "/rubrics".to_owned()), refusal).await
        }
    }
}

/// The form again with what was typed, and why it was not taken.
async fn refused(
    site: &Site,
    signed_in: &SignedIn,
    form: &Fields,
    (heading, action): (&str, String),
    refusal: Refusal,
) -> Page {
    let Refusal::Invalid { field, why } = refusal else { return Err(refusal.into()) };
    let again = RubricForm {
        shell: frame::shell(site, signed_in, heading, "/sections").await?,
        crumbs: vec![Link::new("Rubrics", "/rubrics")],
        action,
        section: form.one("section").to_owned(),
        title: form.one("title").to_owned(),
        description: form.one("description").to_owned(),
        criteria: typed(form),
        targets: Vec::new(),
        refusal: Some(format!("The {field} {why}.")),
    };
    shown(site, signed_in, again).await
}

/// `POST /rubrics/{rubric}`
async fn change(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(id): Path<RubricId>,
    form: Fields,
) -> Page {
    let changed = match read(&site, &signed_in, &form).await {
        Ok(rubric) => change_rubric(&site.app, &signed_in.actor, id, rubric).await,
        Err(refusal) => Err(refusal),
    };
    match changed {
        Ok(_) => Ok(Redirect::to(&format!("/rubrics/{id}")).into_response()),
        Err(refusal) => {
            let to = ("Change the rubric", format!("/rubrics/{id}"));
            refused(&site, &signed_in, &form, to, refusal).await
        }
    }
}

/// `POST /rubrics/{rubric}/copy`
async fn copy(State(site): State<Site>, signed_in: SignedIn, Path(id): Path<RubricId>, _: Fields) -> Page {
    let copy = copy_rubric(&site.app, &signed_in.actor, id).await?;
    Ok(Redirect::to(&format!("/rubrics/{copy}")).into_response())
}

/// `POST /rubrics/offered`: takes a rubric of a package of standards into the library.
async fn take_offered(State(site): State<Site>, signed_in: SignedIn, form: Fields) -> Page {
    let offered = offered_rubrics(&site.app, &signed_in.actor).await?;
    let place = form.one("place").parse::<usize>().ok();
    let one = place.and_then(|place| offered.into_iter().nth(place));
    let one = one.filter(|one| one.rubric.title == form.one("title"));
    let one = one.ok_or(Refusal::NotFound("this rubric"))?;
    let id = add_rubric(&site.app, &signed_in.actor, one.rubric).await?;
    Ok(Redirect::to(&format!("/rubrics/{id}")).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_is_a_line_of_a_form_or_of_a_spreadsheet() {
        for line in ["2 | There | Says | why", "2\tThere\tSays | why"] {
            let found = level(line).expect("reads");
            assert_eq!((found.name.as_str(), found.points), ("There", Points::whole(2)));
            assert_eq!(found.descriptor, "Says | why");
        }
        assert_eq!(level("1,5|Half").expect("reads").points, Points::from_millionths(1_500_000));
        for wrong in ["", "There | 2", "2", "2 | | words"] {
            assert!(level(wrong).is_err(), "{wrong}");
        }
    }
}
