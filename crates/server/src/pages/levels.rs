//! The levels of a framework and where mastery begins: changed here, looked at and adopted as every rule.

use axum::{
    Router,
    extract::{Path, State},
    response::{IntoResponse as _, Redirect},
    routing::get,
};
use domain::{
    FrameworkId, Points,
    policy::Effect,
    scale::{Level, Scale},
};
use mastery::policy::{scale_field, write_scale};
use usecases::{
    Refusal, browse_framework::browse_framework, list_policies::list_policies, policy_scopes::list_my_scopes,
    running_what_ifs, set_policy::NewSetting,
};

use crate::{
    form::Fields,
    frame,
    page_error::{Page, page},
    session::SignedIn,
    site::Site,
    views::{
        levels::{LevelRow, Levels},
        shell::Link,
    },
};

/// Rows for levels that are new.
const NEW_ROWS: usize = 2;

/// The most levels.
const MOST_ROWS: usize = 20;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new().route("/frameworks/{framework}/levels", get(show).post(look))
}

/// What the form holds.
struct Typed {
    rows: Vec<LevelRow>,
    possible: String,
}

impl Typed {
    fn of(scale: &Scale) -> Self {
        let rows = scale.levels().iter().map(|level| LevelRow {
            code: level.code.clone(),
            name: level.name.clone(),
            points: level.points.to_string(),
            known: true,
            mastery: level.points == scale.mastery(),
        });
        let new = std::iter::repeat_n(LevelRow::default(), NEW_ROWS);
        Self { rows: rows.chain(new).collect(), possible: scale.points_possible().to_string() }
    }
}

/// `GET /frameworks/{framework}/levels`
async fn show(State(site): State<Site>, signed_in: SignedIn, Path(framework): Path<FrameworkId>) -> Page {
    levels_page(&site, &signed_in, framework, None, String::new()).await
}

/// `POST /frameworks/{framework}/levels`: fields `code-N`, `name-N`, `points-N` of each row, `mastery` (the
/// row where it begins) and `possible`. Looks whom the change would touch; nothing is written.
async fn look(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(framework): Path<FrameworkId>,
    form: Fields,
) -> Page {
    let typed = read(&form);
    let asked = match scale(&typed) {
        Ok(scale) => {
            let setting = NewSetting {
                scope: "district".to_owned(),
                field: scale_field(framework),
                effect: Effect::Set,
                value: write_scale(&scale),
                effective_from: crate::when::today(),
                why: String::new(),
            };
            running_what_ifs::start(&site.app, &signed_in.actor, setting).await
        }
        Err(refusal) => Err(refusal),
    };
    match asked {
        Ok(look) => Ok(Redirect::to(&format!("/admin/policies/what-if/{look}")).into_response()),
        Err(Refusal::Invalid { field: "value", why }) => {
            let problem = format!("The change {why}.");
            let shown = levels_page(&site, &signed_in, framework, Some(typed), problem).await?;
            Ok((axum::http::StatusCode::UNPROCESSABLE_ENTITY, shown).into_response())
        }
        // An id that names no framework.
        Err(Refusal::Invalid { field: "field", .. }) => Err(Refusal::NotFound("this framework").into()),
        Err(refusal) => Err(refusal.into()),
    }
}

fn read(form: &Fields) -> Typed {
    let chosen = form.one("mastery");
    let rows = (0..MOST_ROWS).map(|at| {
        let one = |name: &str| form.one(&format!("{name}-{at}")).trim().to_owned();
        LevelRow {
            code: one("code"),
            name: one("name"),
            points: one("points"),
            known: !one("known").is_empty(),
            mastery: chosen == at.to_string(),
        }
    });
    let filled = |row: &LevelRow| ![&row.code, &row.name, &row.points].iter().all(|text| text.is_empty());
    let mut rows: Vec<LevelRow> = rows.filter(filled).collect();
    rows.extend(std::iter::repeat_n(LevelRow::default(), NEW_ROWS));
    Typed { rows, possible: form.one("possible").trim().to_owned() }
}

fn scale(typed: &Typed) -> Result<Scale, Refusal> {
    let wrong = |why: String| Refusal::invalid("value", why);
    let points = |text: &str, of: &str| {
        text.parse::<Points>().map_err(|_| wrong(format!("cannot be used: \"{text}\" is no points of {of}")))
    };
    let (mut levels, mut mastery) = (Vec::new(), None);
    for row in typed.rows.iter().filter(|row| !row.code.is_empty() || !row.name.is_empty()) {
        if row.code.is_empty() || row.name.is_empty() {
            return Err(wrong("cannot be used: each level has a code and a name".to_owned()));
        }
        let points = points(&row.points, &row.name)?;
        if row.mastery {
            mastery = Some(points);
        }
        levels.push(Level { code: row.code.clone(), name: row.name.clone(), points });
    }
    levels.sort_by_key(|level| std::cmp::Reverse(level.points));
    let mastery = mastery.ok_or_else(|| wrong("needs one level at which mastery begins".to_owned()))?;
    let possible = points(&typed.possible, "the most points")?;
    Scale::new(levels, mastery, possible).map_err(|error| wrong(format!("cannot be used: {error}")))
}

async fn levels_page(
    site: &Site,
    signed_in: &SignedIn,
    framework: FrameworkId,
    typed: Option<Typed>,
    problem: String,
) -> Page {
    let tree = browse_framework(&site.app, &signed_in.actor, framework).await?;
    let scopes = list_my_scopes(&site.app, &signed_in.actor).await?;
    if !scopes.iter().any(|(word, _)| word == "district") {
        return Err(Refusal::Denied("Only an administrator of the district changes levels.").into());
    }
    let field = scale_field(framework);
    let settings = list_policies(&site.app, &signed_in.actor).await?.settings;
    let changed = settings.iter().any(|one| one.setting.field == field);
    let typed = typed.unwrap_or_else(|| Typed::of(&tree.framework.scale));
    let href = format!("/frameworks/{framework}");
    page(&Levels {
        shell: frame::shell(site, signed_in, "Levels", "/frameworks").await?,
        crumbs: vec![Link::new("Standards", "/frameworks"), Link::new(&tree.framework.title, &href)],
        title: tree.framework.title,
        action: format!("{href}/levels"),
        history: changed.then(|| format!("/admin/policies/history?field={field}&scope=district&effect=set")),
        rows: typed.rows,
        possible: typed.possible,
        problem,
    })
}
