//! Hostile hands: stolen tokens and cookies, replayed links, people whom the roster took out, ids of other
//! districts, forged forms, and whoever asks too fast.

mod corpora;
mod forged;
mod removed;
mod stolen;
mod too_fast;
mod walking;
mod walls;

use domain::{DistrictId, PersonId};
use server::{session, site::Reach};
use usecases::{
    Actor,
    sign_in::{self, Visitor},
    sign_in_links, tokens,
};

use crate::support::House;

/// A session of anybody: the cookie, and what their forms send as `csrf`.
pub async fn cookie_of(house: &House, administrator: &Actor, person: PersonId) -> (String, String) {
    let link = sign_in_links::make_link(&house.app, administrator, person).await.expect("a link");
    let visitor = Visitor { address: "test".to_owned(), device: "test".to_owned() };
    let session = sign_in::with_link(&house.app, administrator.district, &link, &visitor).await;
    let session = session.expect("a session");
    let cookie = session::cookie_of(&session, &Reach::DIRECT);
    (cookie.split(';').next().unwrap_or_default().to_owned(), session::csrf_token(&session.token))
}

/// A token of anybody that may read and write.
pub async fn token_of(house: &House, district: DistrictId, person: PersonId) -> String {
    let last_day = crate::support::today().checked_add(jiff::Span::new().days(30)).expect("a day");
    let scopes = vec!["read".to_owned(), "write".to_owned()];
    tokens::make_token(&house.app, &Actor::new(district, person), "test", scopes, last_day)
        .await
        .expect("a token")
}
