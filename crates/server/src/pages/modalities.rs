//! Ways of learning of the district.

use axum::{
    Router,
    extract::State,
    response::{IntoResponse as _, Redirect},
    routing::get,
};
use domain::modality::Modality;
use usecases::{
    Refusal,
    modalities::{list_modalities, put_modalities},
};

use crate::{
    form::Fields,
    frame,
    page_error::{Page, page},
    session::SignedIn,
    site::Site,
    views::{
        resources::{Modalities, ModalityRow},
        shell::Link,
    },
};

/// Empty rows at the end of the form.
const BLANK: usize = 2;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new().route("/modalities", get(list).post(change))
}

/// `GET /modalities`
async fn list(State(site): State<Site>, signed_in: SignedIn) -> Page {
    shown(&site, &signed_in, None, None).await
}

async fn shown(
    site: &Site,
    signed_in: &SignedIn,
    typed: Option<Vec<ModalityRow>>,
    refusal: Option<String>,
) -> Page {
    let found = list_modalities(&site.app, &signed_in.actor).await?;
    let blank = if found.may_change { BLANK } else { 0 };
    let rows = typed.unwrap_or_else(|| {
        let known = found.modalities.iter().enumerate().map(|(place, one)| row(place + 1, one));
        let first = found.modalities.len() + 1;
        known.chain((first..first + blank).map(blank_row)).collect()
    });
    page(&Modalities {
        shell: frame::shell(site, signed_in, "Ways of learning", "/resources").await?,
        crumbs: vec![Link::new("Lessons", "/resources")],
        usual: found.usual,
        may_change: found.may_change,
        rows,
        refusal,
    })
}

fn holds(all: [bool; 4]) -> [(&'static str, &'static str, bool); 4] {
    let [educator, device, screen, own] = all;
    [
        ("educator", "Needs an educator", educator),
        ("device", "Needs a device each", device),
        ("screen", "Counts as screen time", screen),
        ("own", "Everyone has their own lesson", own),
    ]
}

fn row(number: usize, one: &Modality) -> ModalityRow {
    ModalityRow {
        number,
        key: one.key.clone(),
        name: one.name.clone(),
        least: one.group_least.to_string(),
        most: one.group_most.to_string(),
        holds: holds([one.needs_educator, one.needs_device, one.screen_time, one.own_lesson]),
        rooms: one.room_kinds.join(" "),
    }
}

fn blank_row(number: usize) -> ModalityRow {
    ModalityRow { number, holds: holds([false; 4]), ..ModalityRow::default() }
}

fn typed(form: &Fields) -> Vec<ModalityRow> {
    let one = |number: usize| {
        let field = |name: &str| form.one(&format!("{name}-{number}")).trim().to_owned();
        let ticked = |name: &str| field(name) == "1";
        ModalityRow {
            number,
            key: field("key"),
            name: field("name"),
            least: field("least"),
            most: field("most"),
            holds: holds([ticked("educator"), ticked("device"), ticked("screen"), ticked("own")]),
            rooms: field("rooms"),
        }
    };
    form.all("row").filter_map(|number| number.parse().ok()).map(one).collect()
}

fn read(row: &ModalityRow) -> Result<Modality, Refusal> {
    let number = |text: &str| {
        let shown: String = text.chars().take(20).collect();
        text.parse().map_err(|_| {
            Refusal::invalid("group", format!("of \"{}\" is \"{shown}\": write a number", row.name))
        })
    };
    let [needs_educator, needs_device, screen_time, own_lesson] = row.holds.map(|(_, _, holds)| holds);
    Ok(Modality {
        key: if row.key.is_empty() { key_of(&row.name) } else { row.key.clone() },
        name: row.name.clone(),
        group_least: number(&row.least)?,
        group_most: number(&row.most)?,
        needs_educator,
        needs_device,
        screen_time,
        own_lesson,
        room_kinds: row.rooms.split_whitespace().map(str::to_owned).collect(),
    })
}

/// A key made of a name: `Small group` is `small-group`.
fn key_of(name: &str) -> String {
    let letters = name.to_lowercase();
    let parts = letters.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("-").chars().take(40).collect::<String>().trim_end_matches('-').to_owned()
}

/// `POST /modalities`
async fn change(State(site): State<Site>, signed_in: SignedIn, form: Fields) -> Page {
    let rows = typed(&form);
    let named = rows.iter().filter(|row| !row.name.is_empty());
    let all: Result<Vec<Modality>, Refusal> = named.map(read).collect();
    let done = match all {
        Ok(all) => put_modalities(&site.app, &signed_in.actor, all).await,
        Err(refusal) => Err(refusal),
    };
    match done {
        Ok(()) => Ok(Redirect::to("/modalities").into_response()),
        Err(Refusal::Invalid { field, why }) => {
            shown(&site, &signed_in, Some(rows), Some(format!("The {field} {why}."))).await
        }
        Err(refusal) => Err(refusal.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_made_of_a_name() {
        for (name, key) in [("Small group", "small-group"), (" Lab – 2! ", "lab-2"), ("Ñ", "")] {
            assert_eq!(key_of(name), key);
        }
    }
}
