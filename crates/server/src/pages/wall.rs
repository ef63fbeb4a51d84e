//! The screen on the wall: no account, no script; it asks again by itself and turns its pages.

use axum::{
    Router,
    extract::{Path, Query, State},
    routing::get,
};
use usecases::{Refusal, show_person, walls::show_wall};

use crate::{
    address,
    page_error::{Page, page},
    site::Site,
    views::wall::{Wall, WallRow},
    when,
};

/// How long one screen of a cycle stands. Unit: seconds.
const SECONDS: u32 = 12;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new().route("/wall/{district}/{token}", get(show))
}

#[derive(Default, serde::Deserialize)]
struct Asked {
    #[serde(default)]
    page: Option<usize>,
}

/// `GET /wall/{district}/{token}?page=`
async fn show(
    State(site): State<Site>,
    Path((code, token)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Page {
    let districts = show_person::list_districts(&site.app).await?;
    let district = districts.into_iter().find(|one| one.code == code);
    let district = district.ok_or(Refusal::NotFound("this screen"))?;
    let screen = show_wall(&site.app, district.id, &token, asked.page.unwrap_or(0)).await?;
    let next = (screen.page + 1) % screen.pages;
    let rows = screen.lines.iter().map(|one| WallRow {
        name: one.name.clone(),
        room: one.room.clone(),
        group: one.group.clone(),
        educator: one.educator.clone(),
    });
    page(&Wall {
        program: screen.name,
        day: when::day(screen.day),
        period: screen.period.as_ref().map(|one| one.name.clone()).unwrap_or_default(),
        time: screen.period.map(|one| format!("{}–{}", one.starts, one.ends)).unwrap_or_default(),
        rows: rows.collect(),
        page: screen.page + 1,
        pages: screen.pages,
        refresh: format!(
            "{SECONDS};url=/wall/{}/{}?page={next}",
            address::encode(&code),
            address::encode(&token)
        ),
    })
}
