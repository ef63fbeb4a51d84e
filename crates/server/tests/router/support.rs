//! The real router over a real database with the demonstration district, without a network: on SQLite, and
//! on PostgreSQL too where `ONRAMP_TEST_POSTGRES` gives an address; tokens and sessions of each role, and
//! requests with their answers.

use std::process::Command;

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use domain::{DistrictId, people::RoleKind};
use serde_json::Value;
use server::{
    limits::Allowed,
    routes, session,
    site::{Reach, Site},
};
use tower::ServiceExt as _;
use usecases::{
    Actor, App, chance,
    load_demonstration::{self, RoleLink},
    sign_in::{self, Visitor},
    tokens,
};

use crate::kept_demonstration;

/// Today in a district that has no clock of its own, as the demonstration.
pub fn today() -> domain::Date {
    chance::today(DistrictId::from_bytes([0; 16]))
}

/// The demonstration district, served.
pub struct House {
    /// Every address.
    pub router: Router,
    /// The platform.
    pub app: App,
    district: DistrictId,
    roles: Vec<RoleLink>,
    _place: Option<Place>,
}

/// A platform with nothing in it.
pub struct Empty {
    /// The platform.
    pub app: App,
    _place: Place,
}

/// A database of its own, which goes away with it.
pub enum Place {
    /// A file in a folder.
    Sqlite(tempfile::TempDir),
    /// A database of a server.
    Postgres {
        /// The server's address, with any database of it.
        server: String,
        /// The database.
        name: String,
    },
}

impl Place {
    fn sqlite() -> Self {
        Self::Sqlite(tempfile::tempdir().expect("a folder"))
    }

    /// A new database on the server that is named, if one is.
    fn postgres() -> Option<Self> {
        let Ok(server) = std::env::var("ONRAMP_TEST_POSTGRES") else {
            eprintln!("skipped on PostgreSQL: ONRAMP_TEST_POSTGRES names no server");
            return None;
        };
        let name = format!("onramp_{}", chance::district_id(chance::now())).replace('-', "_");
        Some(Self::Postgres { server, name })
    }

    fn address(&self) -> String {
        match self {
            Self::Sqlite(folder) => folder.path().join("onramp.sqlite").display().to_string(),
            Self::Postgres { server, name } => address(server, name),
        }
    }

    /// The same with nothing in it.
    fn emptied(self) -> Self {
        if let Self::Postgres { server, name } = &self {
            create(server, name);
        }
        self
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Self::Postgres { server, name } = self {
            psql(server, &format!("drop database if exists {name} with (force)"));
        }
    }
}

/// The address of a database of a server.
pub fn address(server: &str, name: &str) -> String {
    let (base, _) = server.rsplit_once('/').expect("an address that ends in a database");
    format!("{base}/{name}")
}

/// Makes an empty database.
pub fn create(server: &str, name: &str) {
    psql(server, &format!("create database {name} template template0 encoding 'UTF8' locale 'C.UTF-8'"));
}

/// What a server answers to a statement: its rows, without a heading.
pub fn psql(server: &str, sql: &str) -> String {
    let plain = ["--quiet", "--no-psqlrc", "--tuples-only", "--no-align", "--command", sql, server];
    let done = Command::new("psql").args(plain).output().expect("psql, which comes with PostgreSQL");
    assert!(done.status.success(), "{sql}: {}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8_lossy(&done.stdout).into_owned()
}

impl House {
    /// The demonstration on every engine that is there.
    pub async fn on_each_engine() -> Vec<Self> {
        let mut houses = vec![Self::in_place(Place::sqlite()).await];
        if let Some(place) = Place::postgres() {
            houses.push(Self::in_place(place).await);
        }
        houses
    }

    /// A platform with nothing in it, on every engine that is there.
    pub async fn empty_on_each_engine() -> Vec<Empty> {
        let mut all = Vec::new();
        for place in std::iter::once(Place::sqlite()).chain(Place::postgres()) {
            let place = place.emptied();
            all.push(Empty {
                app: usecases::open(&place.address()).await.expect("a database"),
                _place: place,
            });
        }
        all
    }

    /// The demonstration in a database of its own.
    async fn in_place(place: Place) -> Self {
        let district = kept_demonstration::fill(&place).await;
        let app = usecases::open(&place.address()).await.expect("a database");
        let roles = load_demonstration::link_each_role(&app).await.expect("links");
        let site = Site::new(app.clone(), Reach::DIRECT);
        Self { router: routes::all(site), app, district, roles, _place: Some(place) }
    }

    /// The same house, reached in another way.
    pub fn reached(&self, reach: Reach) -> Self {
        let (app, roles) = (self.app.clone(), self.roles.clone());
        let router = routes::all(Site::new(app.clone(), reach));
        Self { router, app, district: self.district, roles, _place: None }
    }

    /// The same house behind a proxy that says where visitors come from.
    pub fn behind_a_proxy(self) -> Self {
        let reach = Reach { trusted_proxy: true, ..Reach::DIRECT };
        Self { router: routes::all(Site::new(self.app.clone(), reach)), ..self }
    }

    /// The same house with other limits.
    pub fn limited(self, allowed: Allowed) -> Self {
        let site = Site::new(self.app.clone(), Reach::DIRECT).limited(allowed);
        Self { router: routes::all(site), ..self }
    }

    /// The demonstration's person of a role.
    pub fn actor(&self, role: RoleKind) -> Actor {
        Actor::new(self.district, self.link(role).person.id)
    }

    fn link(&self, role: RoleKind) -> &RoleLink {
        self.roles.iter().find(|link| link.role == role).expect("a person of this role")
    }

    /// A token of a role that may read and write.
    pub async fn token(&self, role: RoleKind) -> String {
        self.token_with(role, &["read", "write"]).await
    }

    /// A token of a role with these scopes.
    pub async fn token_with(&self, role: RoleKind, scopes: &[&str]) -> String {
        let scopes = scopes.iter().map(|&scope| scope.to_owned()).collect();
        let last_day = today().checked_add(jiff::Span::new().days(30)).expect("a day");
        tokens::make_token(&self.app, &self.actor(role), "test", scopes, last_day).await.expect("a token")
    }

    /// The cookie of a session of a role, and what its forms send as `csrf`. Once per role: the link
    /// that signs in works once.
    pub async fn cookie(&self, role: RoleKind) -> (String, String) {
        let visitor = Visitor { address: "test".to_owned(), device: "test".to_owned() };
        let link = self.link(role).token.clone();
        let session = sign_in::with_link(&self.app, self.district, &link, &visitor).await.expect("a session");
        let cookie = session::cookie_of(&session, &Reach::DIRECT);
        let cookie = cookie.split(';').next().unwrap_or_default().to_owned();
        (cookie, session::csrf_token(&session.token))
    }

    /// Sends a request as it is.
    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.expect("an answer");
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.expect("a body");
        Answer { status: parts.status, headers: parts.headers, body: body.to_vec() }
    }

    /// A page, as the browser with this cookie gets it.
    pub async fn page(&self, path: &str, cookie: &str) -> Answer {
        let request = Request::builder().uri(path).header(header::COOKIE, cookie);
        self.send(request.body(Body::empty()).expect("a request")).await
    }

    /// A form, as the browser with this cookie sends it.
    pub async fn form(&self, path: &str, cookie: &str, body: String) -> Answer {
        let request = Request::builder()
            .method(Method::POST)
            .uri(path)
            .header(header::COOKIE, cookie)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(body)).expect("a request")).await
    }

    /// `GET` with a token.
    pub async fn get(&self, path: &str, token: &str) -> Answer {
        self.call(Method::GET, path, token, None).await
    }

    /// Another method with a token and a JSON body.
    pub async fn call(&self, method: Method, path: &str, token: &str, body: Option<&Value>) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        if !token.is_empty() {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        let body = match body {
            None => Body::empty(),
            Some(json) => {
                request = request.header(header::CONTENT_TYPE, "application/json");
                Body::from(json.to_string())
            }
        };
        self.send(request.body(body).expect("a request")).await
    }

    /// `POST` with a token and a JSON body.
    pub async fn post(&self, path: &str, token: &str, body: &Value) -> Answer {
        self.call(Method::POST, path, token, Some(body)).await
    }
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Vec<u8>,
}

impl Answer {
    /// Checks the status; the body is in the message.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "{}", self.text());
        self
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    /// A header as text; empty when it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// Checks that this is a problem with this status, of this kind.
    #[track_caller]
    pub fn expect_problem(self, status: u16, kind: &str) -> Value {
        let answer = self.expect(status);
        assert_eq!(answer.header("content-type"), "application/problem+json", "{}", answer.text());
        let problem = answer.json();
        assert_eq!(problem["status"], status);
        assert_eq!(problem["type"], format!("/api/v1#{kind}"), "{problem}");
        assert!(problem["detail"].as_str().is_some_and(|detail| !detail.is_empty()), "{problem}");
        problem
    }
}

/// The text of a JSON value, for paths.
#[track_caller]
pub fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("a text, not {value}"))
}
