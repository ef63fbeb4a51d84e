//! Programs whose rooms are scheduled: made, set up, people kept apart and together, screens on the wall.

use axum::{
    Json, Router,
    extract::State,
    http::StatusCode,
    routing::{delete, get, post, put},
};
use domain::{KeptPairId, LearnerId, RoomProgramId, StableGroupId, WallLinkId, room_program::PairKind};
use serde::{Deserialize, Serialize};
use usecases::{Refusal, kept_groups, room_programs, room_setup, walls};
use utoipa::ToSchema;

use super::{
    answered::{self, Page},
    caller::Caller,
    problem::ApiError,
    received::{Named, Query, Sent},
    room_setup::{RoomNeedsBody, RoomSetupBody},
    scalars::{Day, Id, Moment},
    shapes::{Made, PageQuery},
};
use crate::site::Site;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/room-templates", get(list_room_templates))
        .route("/room-programs", get(list_room_programs).post(add_room_program))
        .route("/room-programs/{program}", get(show_room_program).put(change_room_program))
        .route("/room-programs/{program}/setup", put(put_room_setup))
        .route("/room-programs/{program}/needs/{learner}", put(put_room_needs))
        .route("/room-programs/{program}/pairs", get(list_kept_pairs).post(add_kept_pair))
        .route("/room-programs/{program}/pairs/{pair}", delete(end_kept_pair))
        .route("/room-programs/{program}/stable-groups", get(list_stable_groups).post(add_stable_group))
        .route("/room-programs/{program}/stable-groups/{group}", delete(end_stable_group))
        .route("/room-programs/{program}/repeats", post(agree_repeat))
        .route("/room-programs/{program}/walls", get(list_walls).post(add_wall))
        .route("/room-programs/{program}/walls/{link}", delete(end_wall))
}

/// A rotation model to begin with.
#[derive(Debug, Serialize, ToSchema)]
pub struct RoomTemplate {
    /// Its word.
    pub slug: String,
    /// As people say it.
    pub name: String,
    /// What happens in it.
    pub about: String,
    /// The setup that a program begins with.
    pub setup: RoomSetupBody,
}

/// Lists the rotation models that a program can begin with.
#[utoipa::path(get, path = "/api/v1/room-templates", tag = "Rooms",
    responses((status = 200, body = Vec<RoomTemplate>)))]
pub(super) async fn list_room_templates(Caller(_): Caller) -> Json<Vec<RoomTemplate>> {
    let shown = room_setup::TEMPLATES.iter().map(|one| RoomTemplate {
        slug: one.slug.to_owned(),
        name: one.name.to_owned(),
        about: one.about.to_owned(),
        setup: one.setup().into(),
    });
    Json(shown.collect())
}

/// A program.
#[derive(Debug, Serialize, ToSchema)]
pub struct RoomProgram {
    /// Our id.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// Its classes.
    pub sections: Vec<Id>,
    /// Whether the caller may change it.
    pub manages: bool,
}

/// Lists the programs whose days the caller may see.
#[utoipa::path(get, path = "/api/v1/room-programs", tag = "Rooms", params(PageQuery),
    responses((status = 200, body = Page<RoomProgram>)))]
pub(super) async fn list_room_programs(
    State(site): State<Site>,
    Caller(actor): Caller,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<RoomProgram>>, ApiError> {
    let all = room_programs::list_room_programs(&site.app, &actor).await?.programs;
    let shown = |one: room_programs::ProgramLine| RoomProgram {
        id: one.program.id.into(),
        name: one.program.name,
        sections: one.program.sections.into_iter().map(Into::into).collect(),
        manages: one.manages,
    };
    let after = query.after.as_deref();
    Ok(Json(answered::page(all, query.limit, after, |one| one.program.id.to_string(), shown)))
}

/// A program to be made.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRoomProgram {
    /// Its name.
    name: String,
    /// The slug of a rotation model.
    template: String,
    /// Classes that the caller manages.
    sections: Vec<Id>,
}

/// Makes a program of classes from a rotation model.
#[utoipa::path(post, path = "/api/v1/room-programs", tag = "Rooms", request_body = NewRoomProgram,
    responses((status = 201, body = Made)))]
pub(super) async fn add_room_program(
    State(site): State<Site>,
    Caller(actor): Caller,
    Sent(new): Sent<NewRoomProgram>,
) -> Result<(StatusCode, Json<Made>), ApiError> {
    let new = room_programs::NewProgram {
        name: new.name,
        template: new.template,
        sections: new.sections.into_iter().map(Into::into).collect(),
    };
    let id = room_programs::make_room_program(&site.app, &actor, new).await?;
    Ok((StatusCode::CREATED, Json(Made { id: id.into() })))
}

/// A program with its setup and people.
#[derive(Debug, Serialize, ToSchema)]
pub struct RoomProgramShown {
    /// Our id.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// Its classes.
    pub sections: Vec<Id>,
    /// Whether the caller may change it.
    pub manages: bool,
    /// The version of the setup, to be sent back with a change.
    pub version: i64,
    /// The setup that stands.
    pub setup: RoomSetupBody,
    /// Who teaches there: from these educators are chosen.
    pub staff: Vec<Id>,
    /// Who learns there, with what the schedule must give them; nothing for who may not change it.
    pub learners: Vec<RoomLearner>,
}

/// A learner of a program.
#[derive(Debug, Serialize, ToSchema)]
pub struct RoomLearner {
    /// Who.
    pub learner: Id,
    /// Their name.
    pub name: String,
    /// What the schedule must give.
    pub needs: Option<RoomNeedsBody>,
}

/// Shows a program with its setup and people.
#[utoipa::path(get, path = "/api/v1/room-programs/{program}", tag = "Rooms",
    responses((status = 200, body = RoomProgramShown)))]
pub(super) async fn show_room_program(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(program): Named<RoomProgramId>,
) -> Result<Json<RoomProgramShown>, ApiError> {
    let found = room_programs::show_room_program(&site.app, &actor, program).await?;
    let learners = found.learners.iter().map(|one| RoomLearner {
        learner: one.learner.into(),
        name: one.name.clone(),
        needs: found.needs.get(&one.learner).cloned().map(Into::into),
    });
    Ok(Json(RoomProgramShown {
        id: found.program.id.into(),
        learners: learners.collect(),
        name: found.program.name,
        sections: found.program.sections.into_iter().map(Into::into).collect(),
        manages: found.manages,
        version: found.version,
        setup: found.setup.into(),
        staff: found.staff.into_iter().map(|(id, _)| id.into()).collect(),
    }))
}

/// What a program is called, and whether it is put away.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangedRoomProgram {
    /// Its name.
    name: String,
    /// Whether it is put away.
    #[serde(default)]
    archived: bool,
}

/// Renames a program, or puts it away.
#[utoipa::path(put, path = "/api/v1/room-programs/{program}", tag = "Rooms",
    request_body = ChangedRoomProgram, responses((status = 204)))]
pub(super) async fn change_room_program(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(program): Named<RoomProgramId>,
    Sent(new): Sent<ChangedRoomProgram>,
) -> Result<StatusCode, ApiError> {
    room_programs::change_room_program(&site.app, &actor, program, &new.name, new.archived).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A setup over the version that was seen.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WrittenRoomSetup {
    /// The version that was seen.
    version: i64,
    /// The setup.
    setup: RoomSetupBody,
}

/// Which version stands now.
#[derive(Debug, Serialize, ToSchema)]
pub struct RoomVersion {
    /// Counts from 1.
    pub version: i64,
}

/// Writes a new version of the setup.
#[utoipa::path(put, path = "/api/v1/room-programs/{program}/setup", tag = "Rooms",
    request_body = WrittenRoomSetup, responses((status = 200, body = RoomVersion)))]
pub(super) async fn put_room_setup(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(program): Named<RoomProgramId>,
    Sent(new): Sent<WrittenRoomSetup>,
) -> Result<Json<RoomVersion>, ApiError> {
    let setup = new.setup.read()?;
    let version = room_programs::write_room_setup(&site.app, &actor, program, new.version, setup).await?;
    Ok(Json(RoomVersion { version }))
}

/// Says what the schedule must give one learner.
#[utoipa::path(put, path = "/api/v1/room-programs/{program}/needs/{learner}", tag = "Rooms",
    request_body = RoomNeedsBody, responses((status = 204)))]
pub(super) async fn put_room_needs(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named((program, learner)): Named<(RoomProgramId, LearnerId)>,
    Sent(needs): Sent<RoomNeedsBody>,
) -> Result<StatusCode, ApiError> {
    room_programs::write_room_needs(&site.app, &actor, program, learner, needs.into()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Two learners who are kept apart or together.
#[derive(Debug, Serialize, ToSchema)]
pub struct KeptPair {
    /// Our id.
    pub id: Id,
    /// One.
    pub learner: Id,
    /// The other.
    pub other: Id,
    /// `apart_in_group`, `apart_in_room` or `together`.
    pub kind: String,
    /// Why; may be empty.
    pub reason: String,
}

/// Lists who is kept apart or together, for who manages the program.
#[utoipa::path(get, path = "/api/v1/room-programs/{program}/pairs", tag = "Rooms",
    responses((status = 200, body = Vec<KeptPair>)))]
pub(super) async fn list_kept_pairs(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(program): Named<RoomProgramId>,
) -> Result<Json<Vec<KeptPair>>, ApiError> {
    let kept = kept_groups::show_kept(&site.app, &actor, program).await?;
    let pairs = kept.pairs.into_iter().map(|one| KeptPair {
        id: one.id.into(),
        learner: one.learner.into(),
        other: one.other.into(),
        kind: one.kind.word().to_owned(),
        reason: one.reason,
    });
    Ok(Json(pairs.collect()))
}

/// Two learners to be kept apart or together.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewKeptPair {
    /// One.
    learner: Id,
    /// The other.
    other: Id,
    /// `apart_in_group`, `apart_in_room` or `together`.
    kind: String,
    /// Why.
    #[serde(default)]
    reason: String,
}

/// Keeps two learners apart or together.
#[utoipa::path(post, path = "/api/v1/room-programs/{program}/pairs", tag = "Rooms",
    request_body = NewKeptPair, responses((status = 201, body = Made)))]
pub(super) async fn add_kept_pair(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(program): Named<RoomProgramId>,
    Sent(new): Sent<NewKeptPair>,
) -> Result<(StatusCode, Json<Made>), ApiError> {
    let kind = PairKind::from_word(&new.kind)
        .ok_or_else(|| Refusal::invalid("kind", "is apart_in_group, apart_in_room or together"))?;
    let both = [new.learner.into(), new.other.into()];
    let id = kept_groups::keep_pair(&site.app, &actor, program, both, kind, &new.reason).await?;
    Ok((StatusCode::CREATED, Json(Made { id: id.into() })))
}

/// Ends a pair; from the next schedule on.
#[utoipa::path(delete, path = "/api/v1/room-programs/{program}/pairs/{pair}", tag = "Rooms",
    responses((status = 204)))]
pub(super) async fn end_kept_pair(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named((program, pair)): Named<(RoomProgramId, KeptPairId)>,
) -> Result<StatusCode, ApiError> {
    kept_groups::end_pair(&site.app, &actor, program, pair).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A group that stands for several days.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StableGroup {
    /// Our id; not sent.
    #[serde(default)]
    pub id: Option<Id>,
    /// As people say it.
    pub name: String,
    /// The key of the period.
    pub period: String,
    /// The key of the way of learning.
    pub modality: String,
    /// The key of the room.
    pub room: String,
    /// Who leads it.
    #[serde(default)]
    pub educator: Option<Id>,
    /// What they work on: a resource of the library.
    #[serde(default)]
    pub lesson: Option<Id>,
    /// The first day.
    pub first: Day,
    /// The last day.
    pub last: Day,
    /// Who is in it.
    pub learners: Vec<Id>,
}

/// Lists the groups that stand today or later, for who manages the program.
#[utoipa::path(get, path = "/api/v1/room-programs/{program}/stable-groups", tag = "Rooms",
    responses((status = 200, body = Vec<StableGroup>)))]
pub(super) async fn list_stable_groups(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(program): Named<RoomProgramId>,
) -> Result<Json<Vec<StableGroup>>, ApiError> {
    let kept = kept_groups::show_kept(&site.app, &actor, program).await?;
    let groups = kept.groups.into_iter().filter_map(|one| {
        Some(StableGroup {
            id: Some(one.id.into()),
            first: Day(one.dates.begins()?),
            last: Day(one.dates.ends()?),
            name: one.name,
            period: one.period,
            modality: one.modality,
            room: one.room,
            educator: one.educator.map(Into::into),
            lesson: one.lesson.map(|lesson| domain::ResourceId::from_bytes(lesson).into()),
            learners: one.learners.into_iter().map(Into::into).collect(),
        })
    });
    Ok(Json(groups.collect()))
}

/// Lets a group stand for several days.
#[utoipa::path(post, path = "/api/v1/room-programs/{program}/stable-groups", tag = "Rooms",
    request_body = StableGroup, responses((status = 201, body = Made)))]
pub(super) async fn add_stable_group(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(program): Named<RoomProgramId>,
    Sent(new): Sent<StableGroup>,
) -> Result<(StatusCode, Json<Made>), ApiError> {
    let new = kept_groups::NewStable {
        name: new.name,
        period: new.period,
        modality: new.modality,
        room: new.room,
        educator: new.educator.map(Into::into),
        lesson: new.lesson.map(Into::into),
        first: new.first.0,
        last: new.last.0,
        learners: new.learners.into_iter().map(Into::into).collect(),
    };
    let id = kept_groups::add_stable_group(&site.app, &actor, program, new).await?;
    Ok((StatusCode::CREATED, Json(Made { id: id.into() })))
}

/// Ends a group; from the next schedule on.
#[utoipa::path(delete, path = "/api/v1/room-programs/{program}/stable-groups/{group}", tag = "Rooms",
    responses((status = 204)))]
pub(super) async fn end_stable_group(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named((program, group)): Named<(RoomProgramId, StableGroupId)>,
) -> Result<StatusCode, ApiError> {
    kept_groups::end_stable_group(&site.app, &actor, program, group).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A lesson that may be given once more.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AgreedRepeat {
    /// To whom.
    learner: Id,
    /// A resource of the library.
    lesson: Id,
}

/// Agrees that a learner gets a lesson once more.
#[utoipa::path(post, path = "/api/v1/room-programs/{program}/repeats", tag = "Rooms",
    request_body = AgreedRepeat, responses((status = 204)))]
pub(super) async fn agree_repeat(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(program): Named<RoomProgramId>,
    Sent(new): Sent<AgreedRepeat>,
) -> Result<StatusCode, ApiError> {
    let (learner, lesson) = (new.learner.into(), new.lesson.into());
    kept_groups::agree_repeat(&site.app, &actor, program, learner, lesson).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A screen on the wall.
#[derive(Debug, Serialize, ToSchema)]
pub struct WallLink {
    /// Our id.
    pub id: Id,
    /// Where it hangs.
    pub name: String,
    /// When it was made.
    pub made_at: Moment,
    /// When a screen asked last, to the hour.
    pub seen_at: Option<Moment>,
}

/// Lists the links to screens that were not taken back.
#[utoipa::path(get, path = "/api/v1/room-programs/{program}/walls", tag = "Rooms",
    responses((status = 200, body = Vec<WallLink>)))]
pub(super) async fn list_walls(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(program): Named<RoomProgramId>,
) -> Result<Json<Vec<WallLink>>, ApiError> {
    let all = walls::list_wall_links(&site.app, &actor, program).await?;
    let shown = all.into_iter().map(|one| WallLink {
        id: one.id.into(),
        name: one.name,
        made_at: Moment(one.made_at),
        seen_at: one.seen_at.map(Moment),
    });
    Ok(Json(shown.collect()))
}

/// A screen to be made.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewWall {
    /// Where it hangs.
    name: String,
}

/// A link that was made; shown only now.
#[derive(Debug, Serialize, ToSchema)]
pub struct MadeWall {
    /// Our id.
    pub id: Id,
    /// The path that shows the screen, without an account.
    pub path: String,
}

/// Makes a link to a screen on the wall.
#[utoipa::path(post, path = "/api/v1/room-programs/{program}/walls", tag = "Rooms",
    request_body = NewWall, responses((status = 201, body = MadeWall)))]
pub(super) async fn add_wall(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(program): Named<RoomProgramId>,
    Sent(new): Sent<NewWall>,
) -> Result<(StatusCode, Json<MadeWall>), ApiError> {
    let (id, code, token) = walls::make_wall_link(&site.app, &actor, program, &new.name).await?;
    Ok((StatusCode::CREATED, Json(MadeWall { id: id.into(), path: format!("/wall/{code}/{token}") })))
}

/// Takes a link back: from this moment it shows nothing.
#[utoipa::path(delete, path = "/api/v1/room-programs/{program}/walls/{link}", tag = "Rooms",
    responses((status = 204)))]
pub(super) async fn end_wall(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named((program, link)): Named<(RoomProgramId, WallLinkId)>,
) -> Result<StatusCode, ApiError> {
    walls::revoke_wall_link(&site.app, &actor, program, link).await?;
    Ok(StatusCode::NO_CONTENT)
}
