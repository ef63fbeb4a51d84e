//! Two records of one child: who looks alike, both side by side, merging, and separating again.

use axum::{
    Json, Router,
    extract::State,
    http::StatusCode,
    routing::{get, post},
};
use domain::{RecordLinkId, evidence::Sequence};
use serde::{Deserialize, Serialize};
use usecases::{
    compare_records::{self, Alike, Compared, GuardianChoice, RecordSide},
    merge_records::{self, Merge},
    separate_records::{self, LinkDetail, Meanwhile, ShownLink},
};
use utoipa::{IntoParams, ToSchema};

use super::{
    answered::{self, Page},
    caller::Caller,
    problem::ApiError,
    received::{Named, Query, Sent},
    scalars::{Id, Moment},
    shapes::PageQuery,
};
use crate::site::Site;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/record-links", get(list_record_links).post(merge_records))
        .route("/record-links/suggestions", get(suggest_records))
        .route("/record-links/compared", get(compare_records))
        .route("/record-links/{link}", get(show_record_link))
        .route("/record-links/{link}/separate", post(separate_records))
}

/// Two learners of the same name.
#[derive(Debug, Serialize, ToSchema)]
pub struct AlikePair {
    /// One of them.
    pub one: Id,
    /// The other.
    pub other: Id,
    /// Their name, family name first.
    pub name: String,
    /// What they share besides the name.
    pub shared: Vec<&'static str>,
}

impl From<Alike> for AlikePair {
    fn from(pair: Alike) -> Self {
        Self {
            one: pair.one.id.into(),
            other: pair.other.id.into(),
            name: pair.one.list_name(),
            shared: pair.shared,
        }
    }
}

/// Lists learners of the same name, those who share more first; at most a hundred pairs.
#[utoipa::path(get, path = "/api/v1/record-links/suggestions", tag = "Two records of one child",
    responses((status = 200, body = Vec<AlikePair>)))]
pub(super) async fn suggest_records(
    State(site): State<Site>,
    Caller(actor): Caller,
) -> Result<Json<Vec<AlikePair>>, ApiError> {
    let all = compare_records::suggest_records(&site.app, &actor).await?;
    Ok(Json(all.into_iter().map(Into::into).collect()))
}

/// Which two records.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PairQuery {
    /// The record that would stay.
    kept: Id,
    /// The record that would be merged into it.
    merged: Id,
}

/// One of two records, without what is recorded.
#[derive(Debug, Serialize, ToSchema)]
pub struct RecordCompared {
    /// Whose.
    pub learner: Id,
    /// Family name first.
    pub name: String,
    /// The roster source's identifier.
    pub sourced_id: Option<String>,
    /// The day of birth, as the roster wrote it.
    pub born: Option<String>,
    /// Names of the schools.
    pub schools: Vec<String>,
    /// Titles of the classes today.
    pub sections: Vec<String>,
    /// How many entries the record has.
    pub entries: i64,
    /// How many ratings wait.
    pub drafts: usize,
}

impl From<RecordSide> for RecordCompared {
    fn from(side: RecordSide) -> Self {
        Self {
            learner: side.person.id.into(),
            name: side.person.list_name(),
            sourced_id: side.person.sourced_id,
            born: side.born,
            schools: side.schools,
            sections: side.sections.into_iter().map(|section| section.title).collect(),
            entries: side.entries,
            drafts: side.drafts,
        }
    }
}

/// Somebody who speaks for one of two records.
#[derive(Debug, Serialize, ToSchema)]
pub struct GuardianOfEither {
    /// Who.
    pub guardian: Id,
    /// Given name first.
    pub name: String,
    /// Whether they may see the record that stays; `null` where they do not speak for it.
    pub sees_kept: Option<bool>,
    /// Whether they may see the other record; `null` where they do not speak for it.
    pub sees_merged: Option<bool>,
    /// Whether they are proposed to see the record that stays: nobody gains one by a merging.
    pub proposed: bool,
}

impl From<GuardianChoice> for GuardianOfEither {
    fn from(choice: GuardianChoice) -> Self {
        Self {
            proposed: choice.proposed(),
            guardian: choice.person.id.into(),
            name: choice.person.name(),
            sees_kept: choice.of_kept,
            sees_merged: choice.of_merged,
        }
    }
}

/// Two records side by side.
#[derive(Debug, Serialize, ToSchema)]
pub struct RecordsCompared {
    /// The record that would stay.
    pub kept: RecordCompared,
    /// The record that would be merged into it.
    pub merged: RecordCompared,
    /// Everybody who speaks for either.
    pub guardians: Vec<GuardianOfEither>,
    /// Why they cannot be merged; `null` when they can.
    pub obstacle: Option<String>,
}

impl From<Compared> for RecordsCompared {
    fn from(found: Compared) -> Self {
        Self {
            kept: found.kept.into(),
            merged: found.merged.into(),
            guardians: found.guardians.into_iter().map(Into::into).collect(),
            obstacle: found.obstacle,
        }
    }
}

/// Shows two records side by side.
#[utoipa::path(get, path = "/api/v1/record-links/compared", tag = "Two records of one child",
    params(PairQuery), responses((status = 200, body = RecordsCompared)))]
pub(super) async fn compare_records(
    State(site): State<Site>,
    Caller(actor): Caller,
    Query(pair): Query<PairQuery>,
) -> Result<Json<RecordsCompared>, ApiError> {
    let (kept, merged) = (pair.kept.into(), pair.merged.into());
    Ok(Json(compare_records::compare_records(&site.app, &actor, kept, merged).await?.into()))
}

/// Two records that are to be one.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRecordLink {
    /// The record that stays.
    kept: Id,
    /// The record that is merged into it.
    merged: Id,
    /// Why they are one child's.
    why: String,
    /// The guardians of either who may see the record that stays from then on; nobody else does.
    guardians: Vec<Id>,
}

/// What a merging did.
#[derive(Debug, Serialize, ToSchema)]
pub struct RecordsMerged {
    /// The link.
    pub link: Id,
    /// How many entries the record that stays repeats.
    pub carried: usize,
    /// Decisions that were not carried over, because a later one stands.
    pub decisions_left: usize,
    /// Ratings that wait and stay with the other record.
    pub drafts_left: usize,
}

/// Merges two records of one child: from then on both count for the one that stays.
#[utoipa::path(post, path = "/api/v1/record-links", tag = "Two records of one child",
    request_body = NewRecordLink, responses((status = 201, body = RecordsMerged)))]
pub(super) async fn merge_records(
    State(site): State<Site>,
    Caller(actor): Caller,
    Sent(new): Sent<NewRecordLink>,
) -> Result<(StatusCode, Json<RecordsMerged>), ApiError> {
    let asked = Merge {
        kept: new.kept.into(),
        merged: new.merged.into(),
        reason: new.why,
        may_see: new.guardians.into_iter().map(Into::into).collect(),
    };
    let done = merge_records::merge_records(&site.app, &actor, asked).await?;
    let (link, carried) = (done.link.into(), done.carried);
    let (decisions_left, drafts_left) = (done.decisions_left, done.drafts_left);
    Ok((StatusCode::CREATED, Json(RecordsMerged { link, carried, decisions_left, drafts_left })))
}

/// A link between two records.
#[derive(Debug, Serialize, ToSchema)]
pub struct RecordLink {
    /// Its id.
    pub id: Id,
    /// The record that stays.
    pub kept: Id,
    /// The record that is merged into it.
    pub merged: Id,
    /// Why.
    pub why: String,
    /// From when.
    pub linked_at: Moment,
    /// By whom.
    pub by: String,
    /// Until when; `null` while they are one.
    pub separated_at: Option<Moment>,
    /// By whom; empty while they are one.
    pub separated_by: String,
    /// Why they were separated.
    pub separate_why: Option<String>,
}

impl From<ShownLink> for RecordLink {
    fn from(one: ShownLink) -> Self {
        let end = one.link.separated;
        Self {
            id: one.link.id.into(),
            kept: one.link.kept.into(),
            merged: one.link.merged.into(),
            why: one.link.reason,
            linked_at: one.link.linked_at.into(),
            by: one.by,
            separated_at: end.as_ref().map(|end| end.at.into()),
            separated_by: one.separated_by,
            separate_why: end.map(|end| end.reason),
        }
    }
}

/// Lists every link, newest first.
#[utoipa::path(get, path = "/api/v1/record-links", tag = "Two records of one child", params(PageQuery),
    responses((status = 200, body = Page<RecordLink>)))]
pub(super) async fn list_record_links(
    State(site): State<Site>,
    Caller(actor): Caller,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<RecordLink>>, ApiError> {
    let all = separate_records::list_record_links(&site.app, &actor).await?;
    let key = |one: &ShownLink| one.link.id.to_string();
    Ok(Json(answered::page(all, query.limit, query.after.as_deref(), key, RecordLink::from)))
}

/// Something that was recorded of the record that stays while both were one, without what it says.
#[derive(Debug, Serialize, ToSchema)]
pub struct RecordedMeanwhile {
    /// Where it stands in the chain of the record that stays.
    pub sequence: i64,
    /// When it was recorded.
    pub recorded_at: Moment,
    /// By whom; empty for the platform.
    pub by: String,
    /// Of what.
    pub competency: Option<Id>,
    /// In which section.
    pub section: Option<Id>,
    /// Whether it is a decision.
    pub decision: bool,
    /// Whether it is proposed to be given to the other record.
    pub proposed: bool,
}

impl From<Meanwhile> for RecordedMeanwhile {
    fn from(one: Meanwhile) -> Self {
        Self {
            sequence: one.sequence.0,
            recorded_at: one.recorded_at.into(),
            by: one.by,
            competency: one.competency.map(|competency| competency.id.into()),
            section: one.section.map(|section| section.id.into()),
            decision: one.decision,
            proposed: one.proposed,
        }
    }
}

/// A link with what a separation has to decide.
#[derive(Debug, Serialize, ToSchema)]
pub struct RecordLinkDetail {
    /// The link.
    pub link: RecordLink,
    /// What was recorded meanwhile of the record that stays.
    pub meanwhile: Vec<RecordedMeanwhile>,
}

impl From<LinkDetail> for RecordLinkDetail {
    fn from(found: LinkDetail) -> Self {
        Self { link: found.shown.into(), meanwhile: found.meanwhile.into_iter().map(Into::into).collect() }
    }
}

/// Shows one link, and what a separation has to decide.
#[utoipa::path(get, path = "/api/v1/record-links/{link}", tag = "Two records of one child",
    responses((status = 200, body = RecordLinkDetail)))]
pub(super) async fn show_record_link(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(id): Named<RecordLinkId>,
) -> Result<Json<RecordLinkDetail>, ApiError> {
    Ok(Json(separate_records::show_record_link(&site.app, &actor, id).await?.into()))
}

/// A separation.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Separation {
    /// Why.
    why: String,
    /// Entries recorded meanwhile that are the other record's, by their `sequence`.
    to_merged: Vec<i64>,
}

/// What a separation did.
#[derive(Debug, Serialize, ToSchema)]
pub struct RecordsSeparated {
    /// How many entries were given to the other record, with their corrections.
    pub given: usize,
    /// Guardians whose right somebody changed meanwhile, and who keep what they have.
    pub guardians_kept: Vec<Id>,
}

/// Separates two records: each is as if they had never been one.
#[utoipa::path(post, path = "/api/v1/record-links/{link}/separate", tag = "Two records of one child",
    request_body = Separation, responses((status = 200, body = RecordsSeparated)))]
pub(super) async fn separate_records(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(id): Named<RecordLinkId>,
    Sent(asked): Sent<Separation>,
) -> Result<Json<RecordsSeparated>, ApiError> {
    let give: Vec<Sequence> = asked.to_merged.into_iter().map(Sequence).collect();
    let done = separate_records::separate_records(&site.app, &actor, id, &asked.why, &give).await?;
    let guardians_kept = done.guardians_kept.into_iter().map(Into::into).collect();
    Ok(Json(RecordsSeparated { given: done.given, guardians_kept }))
}
