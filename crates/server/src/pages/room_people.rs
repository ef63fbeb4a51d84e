//! Who is kept apart or together, what the schedule must give, and groups of several days: for who manages a program.

use axum::{
    Router,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse as _, Redirect},
    routing::{get, post},
};
use domain::{KeptPairId, LearnerId, RoomProgramId, StableGroupId, room_program::PairKind};
use usecases::{
    Refusal,
    kept_groups::{
        NewStable, add_stable_group, agree_repeat, end_pair, end_stable_group, keep_pair, show_kept,
    },
    room_programs::{ProgramShown, show_room_program, write_room_needs},
    room_setup::RoomNeeds,
};

use super::{room_programs::typed_day, room_setup::words};
use crate::{
    form::Fields,
    frame,
    page_error::{Page, page},
    session::SignedIn,
    site::Site,
    views::{
        room_people::{NeedsRow, PairRow, RoomPeople, StableRow},
        shell::{Choice, Link},
    },
    when,
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/room-programs/{program}/people", get(show))
        .route("/room-programs/{program}/pairs", post(pair))
        .route("/room-programs/{program}/pairs/{pair}/end", post(no_pair))
        .route("/room-programs/{program}/needs", post(need))
        .route("/room-programs/{program}/groups", post(group))
        .route("/room-programs/{program}/groups/{group}/end", post(no_group))
        .route("/room-programs/{program}/repeats", post(repeat))
}

/// `GET /room-programs/{program}/people`
async fn show(State(site): State<Site>, signed_in: SignedIn, Path(id): Path<RoomProgramId>) -> Page {
    shown(&site, &signed_in, id, None).await
}

async fn shown(site: &Site, signed_in: &SignedIn, id: RoomProgramId, refusal: Option<String>) -> Page {
    let kept = show_kept(&site.app, &signed_in.actor, id).await?;
    let found = show_room_program(&site.app, &signed_in.actor, id).await?;
    let base = format!("/room-programs/{id}");
    let name = |learner: LearnerId| name_of(&found, learner);
    let pairs = kept.pairs.iter().map(|one| PairRow {
        names: format!("{} and {}", name(one.learner), name(one.other)),
        kind: kind_words(one.kind).to_owned(),
        reason: one.reason.clone(),
        end_action: format!("{base}/pairs/{}/end", one.id),
    });
    let setup = &found.setup;
    let groups = kept.groups.iter().map(|one| StableRow {
        name: one.name.clone(),
        when: format!(
            "{}, {} to {}",
            setup.period(&one.period).map_or("", |place| setup.periods[place].name.as_str()),
            one.dates.begins().map(when::day).unwrap_or_default(),
            one.dates.ends().map(when::day).unwrap_or_default()
        ),
        room: setup.room(&one.room).map_or_else(String::new, |place| setup.rooms[place].name.clone()),
        learners: one.learners.iter().map(|learner| name(*learner)).collect::<Vec<_>>().join(", "),
        end_action: format!("{base}/groups/{}/end", one.id),
    });
    let learners = || found.learners.iter().map(|one| Choice::new(&one.learner.to_string(), &one.list_name));
    let choices = |all: Vec<(String, String)>| all.iter().map(|(key, name)| Choice::new(key, name)).collect();
    let mut educators = vec![Choice::new("", "Nobody")];
    educators.extend(setup.educators.iter().map(|one| {
        let known = found.staff.iter().find(|(id, _)| *id == one.person);
        Choice::new(&one.person.to_string(), known.map_or("", |(_, name)| name.as_str()))
    }));
    page(&RoomPeople {
        shell: frame::shell(site, signed_in, "Apart, together, needs", "/room-programs").await?,
        crumbs: vec![Link::new("Rooms", "/room-programs"), Link::new(&found.program.name, &base)],
        learners: learners().collect(),
        kinds: PairKind::ALL.iter().map(|one| Choice::new(one.word(), kind_words(*one))).collect(),
        pairs: pairs.collect(),
        needs: needs(&found),
        groups: groups.collect(),
        periods: choices(setup.periods.iter().map(|one| (one.key.clone(), one.name.clone())).collect()),
        modalities: choices(setup.modalities.iter().map(|one| (one.key.clone(), one.name.clone())).collect()),
        rooms: choices(setup.rooms.iter().map(|one| (one.key.clone(), one.name.clone())).collect()),
        educators,
        today: when::today().to_string(),
        refusal,
        base,
    })
}

fn kind_words(kind: PairKind) -> &'static str {
    match kind {
        PairKind::ApartInGroup => "never in one group",
        PairKind::ApartInRoom => "never in one room",
        PairKind::Together => "in one group",
    }
}

fn name_of(found: &ProgramShown, learner: LearnerId) -> String {
    let known = found.learners.iter().find(|one| one.learner == learner);
    known.map_or_else(|| "somebody who left".to_owned(), |one| one.name.clone())
}

fn needs(found: &ProgramShown) -> Vec<NeedsRow> {
    let mut rows = Vec::new();
    for one in &found.learners {
        let Some(needs) = found.needs.get(&one.learner).filter(|needs| **needs != RoomNeeds::default())
        else {
            continue;
        };
        let mut said = Vec::new();
        if let Some(most) = needs.group_most {
            said.push(format!("groups of {most} at most"));
        }
        for (what, list) in [
            ("room", &needs.room_features),
            ("educator", &needs.educator_features),
            ("not", &needs.not_modalities),
            ("language", &needs.languages),
        ] {
            if !list.is_empty() {
                said.push(format!("{what}: {}", list.join(", ")));
            }
        }
        if needs.own_device {
            said.push("own device".to_owned());
        }
        if let Some(floor) = needs.floor {
            said.push(format!("grade {floor} and up"));
        }
        if let Some(ceiling) = needs.ceiling {
            said.push(format!("up to grade {ceiling}"));
        }
        rows.push(NeedsRow { name: one.list_name.clone(), said: said.join("; ") });
    }
    rows
}

/// Shows the page again with what was wrong, or goes back to it.
async fn after<T: Send>(
    site: &Site,
    signed_in: &SignedIn,
    id: RoomProgramId,
    done: Result<T, Refusal>,
) -> Page {
    match done {
        Ok(_) => Ok(Redirect::to(&format!("/room-programs/{id}/people")).into_response()),
        Err(Refusal::Invalid { field, why }) => {
            let field = field.replace('_', " ");
            let page = shown(site, signed_in, id, Some(format!("The {field} {why}."))).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(refusal) => Err(refusal.into()),
    }
}

fn learner(text: &str) -> Result<LearnerId, Refusal> {
    text.parse().map_err(|_| Refusal::invalid("learner", "is missing: choose one of the list"))
}

/// `POST /room-programs/{program}/pairs`: fields `learner`, `other`, `kind`, `reason`.
async fn pair(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(id): Path<RoomProgramId>,
    form: Fields,
) -> Page {
    let read = || {
        let kind = PairKind::from_word(form.one("kind"))
            .ok_or_else(|| Refusal::invalid("kind", "is missing: choose apart or together"))?;
        Ok::<_, Refusal>(([learner(form.one("learner"))?, learner(form.one("other"))?], kind))
    };
    let done = match read() {
        Ok((both, kind)) => {
            keep_pair(&site.app, &signed_in.actor, id, both, kind, form.one("reason")).await.map(|_| ())
        }
        Err(why) => Err(why),
    };
    after(&site, &signed_in, id, done).await
}

/// `POST /room-programs/{program}/pairs/{pair}/end`
async fn no_pair(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path((id, pair)): Path<(RoomProgramId, KeptPairId)>,
    _: Fields,
) -> Page {
    let done = end_pair(&site.app, &signed_in.actor, id, pair).await;
    after(&site, &signed_in, id, done).await
}

/// `POST /room-programs/{program}/needs`: field `learner` and what they need.
async fn need(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(id): Path<RoomProgramId>,
    form: Fields,
) -> Page {
    let done = match read_needs(&form) {
        Ok((who, needs)) => write_room_needs(&site.app, &signed_in.actor, id, who, needs).await,
        Err(why) => Err(why),
    };
    after(&site, &signed_in, id, done).await
}

fn read_needs(form: &Fields) -> Result<(LearnerId, RoomNeeds), Refusal> {
    let number = |name: &'static str| match form.one(name).trim() {
        "" => Ok(None),
        text => text.parse::<i32>().map(Some).map_err(|why| Refusal::invalid(name, why)),
    };
    let most = number("group_most")?;
    let most = most.map(|most| u32::try_from(most).map_err(|why| Refusal::invalid("group_most", why)));
    let needs = RoomNeeds {
        group_most: most.transpose()?,
        room_features: words(form.one("room_features")),
        educator_features: words(form.one("educator_features")),
        not_modalities: form.all("not_modality").map(str::to_owned).collect(),
        languages: words(form.one("languages")),
        own_device: form.one("own_device") == "yes",
        floor: number("floor")?,
        ceiling: number("ceiling")?,
    };
    Ok((learner(form.one("learner"))?, needs))
}

/// `POST /room-programs/{program}/groups`: a group that stands for several days.
async fn group(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(id): Path<RoomProgramId>,
    form: Fields,
) -> Page {
    let read = || {
        let learners: Result<Vec<LearnerId>, Refusal> = form.all("learner").map(learner).collect();
        let educator = match form.one("educator") {
            "" => None,
            text => Some(text.parse().map_err(|why| Refusal::invalid("educator", why))?),
        };
        Ok::<_, Refusal>(NewStable {
            name: form.one("name").to_owned(),
            period: form.one("period").to_owned(),
            modality: form.one("modality").to_owned(),
            room: form.one("room").to_owned(),
            educator,
            lesson: None,
            first: typed_day("first", form.one("first"))?,
            last: typed_day("last", form.one("last"))?,
            learners: learners?,
        })
    };
    let done = match read() {
        Ok(new) => add_stable_group(&site.app, &signed_in.actor, id, new).await.map(|_| ()),
        Err(why) => Err(why),
    };
    after(&site, &signed_in, id, done).await
}

/// `POST /room-programs/{program}/groups/{group}/end`
async fn no_group(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path((id, group)): Path<(RoomProgramId, StableGroupId)>,
    _: Fields,
) -> Page {
    let done = end_stable_group(&site.app, &signed_in.actor, id, group).await;
    after(&site, &signed_in, id, done).await
}

/// `POST /room-programs/{program}/repeats`: fields `learner`, `lesson`; the lesson may be given once more.
async fn repeat(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(id): Path<RoomProgramId>,
    form: Fields,
) -> Page {
    let read = || {
        let lesson = form.one("lesson").parse().map_err(|why| Refusal::invalid("lesson", why))?;
        Ok::<_, Refusal>((learner(form.one("learner"))?, lesson))
    };
    let done = match read() {
        Ok((who, lesson)) => agree_repeat(&site.app, &signed_in.actor, id, who, lesson).await,
        Err(why) => Err(why),
    };
    after(&site, &signed_in, id, done).await
}
