//! What stands on the lines of an instance file.

use std::collections::BTreeMap;

use serde::Serialize;

#[derive(Serialize)]
pub(super) struct Period<'a> {
    pub id: &'a str,
    pub name: &'a str,
    pub starts: String,
    pub ends: String,
}

#[derive(Serialize)]
pub(super) struct Competency<'a> {
    pub id: &'a str,
    pub name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<i32>,
}

#[derive(Serialize)]
pub(super) struct Modality<'a> {
    pub id: &'a str,
    pub name: &'a str,
    pub group: GroupSize,
    pub educator: bool,
    pub device: bool,
    pub screen: bool,
    pub lesson_of: &'static str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub room_kinds: &'a [String],
    pub most_a_day: u32,
    pub share: f64,
}

#[derive(Serialize)]
pub(super) struct GroupSize {
    pub least: u32,
    pub most: u32,
}

#[derive(Serialize)]
pub(super) struct Room<'a> {
    pub id: &'a str,
    pub name: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub kind: &'a str,
    pub seats: u32,
    pub devices: u32,
    pub groups: u32,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub features: &'a [String],
    pub watched: bool,
    pub periods: Vec<&'a str>,
}

#[derive(Serialize)]
pub(super) struct Educator<'a> {
    pub id: &'a str,
    pub name: &'a str,
    pub periods: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub competencies: Option<Vec<&'a str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub modalities: Option<Vec<&'a str>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub features: &'a [String],
    pub most_groups: u32,
}

#[derive(Serialize)]
pub(super) struct Lesson<'a> {
    pub id: &'a str,
    pub name: &'a str,
    pub competency: &'a str,
    pub modality: &'a str,
    pub minutes: u32,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub languages: &'a [String],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub materials: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    pub copies: Option<u32>,
}

#[derive(Serialize)]
pub(super) struct Learner<'a> {
    pub id: &'a str,
    pub name: &'a str,
    pub periods: Vec<&'a str>,
    pub ready: Vec<Ready<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub levels: Option<Levels>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub languages: &'a [String],
    pub own_device: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub needs: Option<Needs<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub had: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub repeats: Vec<&'a str>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub minutes_had: BTreeMap<&'a str, u32>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub works: BTreeMap<&'a str, f64>,
    pub served: f64,
}

#[derive(Serialize)]
pub(super) struct Ready<'a> {
    pub competency: &'a str,
    pub value: f64,
    #[serde(skip_serializing_if = "is_zero")]
    pub tries: u32,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks with a reference")]
const fn is_zero(number: &u32) -> bool {
    *number == 0
}

#[derive(Serialize)]
pub(super) struct Levels {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub floor: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ceiling: Option<i32>,
}

#[derive(Serialize)]
pub(super) struct Needs<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group_most: Option<u32>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub room_features: &'a [String],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub educator_features: &'a [String],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not_modalities: Vec<&'a str>,
}

#[derive(Serialize)]
pub(super) struct Apart<'a> {
    pub learners: Vec<&'a str>,
    pub within: &'static str,
}

#[derive(Serialize)]
pub(super) struct Fixed<'a> {
    pub id: &'a str,
    pub name: &'a str,
    pub period: &'a str,
    pub modality: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lesson: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub educator: Option<&'a str>,
    pub room: &'a str,
    pub learners: Vec<&'a str>,
}

#[derive(Serialize, Default)]
pub(super) struct Locked<'a> {
    pub kind: &'static str,
    pub by: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub learner: Option<&'a str>,
    pub period: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub modality: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lesson: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub educator: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub room: Option<&'a str>,
}

#[derive(Serialize)]
pub(super) struct Rules {
    pub tries_before_educator: u32,
    pub most_of_a_competency: u32,
    pub balance: f64,
    pub fairness: f64,
}
