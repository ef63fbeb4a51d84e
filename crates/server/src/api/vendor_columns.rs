//! Which column of another system's table says what.

use axum::{Json, Router, extract::State, routing::get};
use exchange::imports::vendor_uses::{ResultScale, TimeUnit, UseColumns};
use serde::{Deserialize, Serialize};
use usecases::{Refusal, vendor_columns};
use utoipa::ToSchema;

use super::{
    caller::Caller,
    problem::ApiError,
    received::{Named, Sent},
    scalars::{Moment, Number},
};
use crate::site::Site;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/vendors", get(list_vendors))
        .route("/vendors/{name}/columns", axum::routing::put(put_columns))
}

/// Which column says what.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VendorColumns {
    /// Whom.
    pub learner: String,
    /// With what they worked.
    pub activity: String,
    /// When.
    pub date: String,
    /// How long.
    pub minutes: Option<String>,
    /// What came of it.
    pub result: Option<String>,
    /// Which competency it was about, by its code.
    pub competency: Option<String>,
    /// `minutes`, `seconds` or `clock`.
    pub time: Option<String>,
    /// `percent`, `share`, `out_of` or `passed`.
    pub scale: Option<String>,
    /// From which share on a result shows mastery, 0 to 1; without it results stay beside the ledger.
    pub cut: Option<Number>,
}

impl From<vendor_columns::VendorMapping> for VendorColumns {
    fn from(one: vendor_columns::VendorMapping) -> Self {
        let columns = one.columns;
        Self {
            learner: columns.learner,
            activity: columns.activity,
            date: columns.date,
            minutes: columns.minutes,
            result: columns.result,
            competency: columns.competency,
            time: Some(columns.time.word().to_owned()),
            scale: Some(columns.scale.word().to_owned()),
            cut: one.cut.map(Into::into),
        }
    }
}

impl VendorColumns {
    fn read(self) -> Result<vendor_columns::VendorMapping, Refusal> {
        let time = match self.time.as_deref() {
            None => TimeUnit::default(),
            Some(word) => TimeUnit::from_word(word).ok_or_else(|| {
                Refusal::invalid("time", format!("is \"{word}\": use minutes, seconds or clock"))
            })?,
        };
        let scale = match self.scale.as_deref() {
            None => ResultScale::default(),
            Some(word) => ResultScale::from_word(word).ok_or_else(|| {
                Refusal::invalid("scale", format!("is \"{word}\": use percent, share, out_of or passed"))
            })?,
        };
        let columns = UseColumns {
            learner: self.learner,
            activity: self.activity,
            date: self.date,
            minutes: self.minutes,
            result: self.result,
            competency: self.competency,
            time,
            scale,
        };
        Ok(vendor_columns::VendorMapping { columns, cut: self.cut.map(|cut| cut.0) })
    }
}

/// A system of whose tables somebody said what the columns are.
#[derive(Debug, Serialize, ToSchema)]
pub struct Vendor {
    /// Its name.
    pub source: String,
    /// What was said.
    pub columns: VendorColumns,
    /// Who said it last.
    pub by: String,
    /// When.
    pub at: Moment,
}

/// Lists systems of whose tables somebody said what the columns are.
#[utoipa::path(get, path = "/api/v1/vendors", tag = "Resources",
    responses((status = 200, body = Vec<Vendor>)))]
pub(super) async fn list_vendors(
    State(site): State<Site>,
    Caller(actor): Caller,
) -> Result<Json<Vec<Vendor>>, ApiError> {
    let found = vendor_columns::list_vendors(&site.app, &actor).await?;
    let one = |one: vendor_columns::KnownVendor| Vendor {
        source: one.source,
        columns: one.mapping.into(),
        by: one.by,
        at: one.at.into(),
    };
    Ok(Json(found.into_iter().map(one).collect()))
}

/// Says what the columns of a system's tables are, from now on; then `POST /api/v1/imports?kind=minutes` takes them.
#[utoipa::path(put, path = "/api/v1/vendors/{name}/columns", tag = "Resources", request_body = VendorColumns,
    responses((status = 200, body = VendorColumns)))]
pub(super) async fn put_columns(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(name): Named<String>,
    Sent(new): Sent<VendorColumns>,
) -> Result<Json<VendorColumns>, ApiError> {
    let mapping = new.read()?;
    vendor_columns::say_columns(&site.app, &actor, &name, mapping.clone()).await?;
    Ok(Json(mapping.into()))
}
