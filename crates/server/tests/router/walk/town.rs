//! Two districts in one database, everybody in them who can ask, and every id that they can ask for.

use std::collections::VecDeque;

use domain::{
    DistrictId, PersonId,
    people::{Person, RoleKind, SectionRole},
};
use server::{session, site::Reach};
use usecases::{
    Actor, App, chance,
    change_day::{DayChange, change_day, publish_day},
    demonstration::people::{Roster, roster},
    load_demonstration::load_demonstration,
    search_items::Looked,
    sign_in::{self, Visitor},
    sign_in_links, tokens,
};

use super::chance::Chance;
use crate::hillside::{self, Hillside};

/// How somebody comes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    /// With a browser that is signed in.
    Browser,
    /// The same, with a reason for opening records.
    BrowserWithReason,
    /// With a token that may write.
    Token,
    /// With a token that may read.
    ReadToken,
    /// With nothing, or with something that is no secret.
    Street,
}

/// Somebody who asks.
#[derive(Debug, Clone)]
pub struct Caller {
    /// For the report.
    pub name: String,
    /// Whose district.
    pub district: DistrictId,
    /// Who.
    pub person: PersonId,
    /// How.
    pub door: Door,
    /// What is in the cookie or the token, after the district.
    secret: String,
    cookie: String,
}

impl Caller {
    /// What the form of a page would send back.
    pub fn csrf(&self) -> String {
        session::csrf_token(&self.secret)
    }

    /// Whether they give a reason for what they look at.
    pub fn has_reason(&self) -> bool {
        self.door == Door::BrowserWithReason
    }

    /// What their browser or program sends with every request.
    pub fn headers(&self, chance: &mut Chance) -> Vec<(&'static str, String)> {
        match self.door {
            Door::Browser | Door::BrowserWithReason => vec![("cookie", self.cookie.clone())],
            Door::Token | Door::ReadToken => {
                vec![("authorization", format!("Bearer {}.{}", self.district, self.secret))]
            }
            Door::Street => {
                let nothing = "0".repeat(64);
                let district = self.district;
                match chance.below(5) {
                    0 => vec![("cookie", format!("onramp_session={district}.{nothing}"))],
                    1 => vec![("authorization", format!("Bearer {district}.{nothing}"))],
                    2 => vec![("cookie", format!("onramp_session={}", chance.below(9)))],
                    3 => vec![("onramp-reason", "I want to see it".to_owned())],
                    _ => Vec::new(),
                }
            }
        }
    }
}

/// Where everybody is.
pub struct Town {
    app: App,
    /// The demonstration's people.
    pub roster: Roster,
    /// The demonstration district.
    pub riverbend: DistrictId,
    administrators: Vec<Actor>,
    /// The second district.
    pub hillside: Hillside,
    /// Who asks.
    pub callers: Vec<Caller>,
    ids: Vec<(&'static str, Vec<String>)>,
}

impl Town {
    /// Fills the database, and lets everybody in.
    pub async fn build(app: &App) -> Self {
        let riverbend = load_demonstration(app).await.expect("a demonstration").district.id;
        let roster = roster(riverbend, chance::today(riverbend));
        let hillside = Hillside::beside(app).await;
        let administrator = roster.roles.iter().find(|role| role.kind == RoleKind::Administrator);
        let administrator = Actor::new(riverbend, administrator.expect("an administrator").person);
        let administrators = vec![administrator, hillside.administrator.clone()];
        let mut town = Self {
            app: app.clone(),
            roster,
            riverbend,
            administrators,
            hillside,
            callers: vec![],
            ids: vec![],
        };
        town.ids = town.all_ids().await;
        for (name, actor) in town.who_asks() {
            let doors = [Door::Browser, Door::Token, Door::ReadToken];
            let administers = town.administrators.contains(&actor);
            for door in doors.into_iter().chain(administers.then_some(Door::BrowserWithReason)) {
                let (district, person) = (actor.district, actor.person);
                let (secret, cookie) = (String::new(), String::new());
                let name = format!("{name} ({door:?})");
                town.callers.push(Caller { name, district, person, door, secret, cookie });
            }
        }
        for (at, _) in town.callers.clone().iter().enumerate() {
            town.let_in_again(at).await;
        }
        let (district, person) = (riverbend, PersonId::from_bytes([0; 16]));
        let (name, secret, cookie) = ("nobody".to_owned(), String::new(), String::new());
        town.callers.push(Caller { name, district, person, door: Door::Street, secret, cookie });
        town
    }

    /// One or more of each role and relationship.
    fn who_asks(&self) -> Vec<(String, Actor)> {
        let mut all: Vec<(String, Actor)> = Vec::new();
        let mut add = |what: &str, person: &Person| {
            let actor = Actor::new(self.riverbend, person.id);
            if !all.iter().any(|(_, known)| *known == actor) {
                all.push((format!("{what} {}", person.name()), actor));
            }
        };
        let person =
            |id: PersonId| self.roster.people.iter().find(|person| person.id == id).expect("a person");
        for section in &self.roster.sections {
            let places = self.roster.enrollments.iter().filter(|place| place.section == section.id);
            for place in places.clone().filter(|place| place.role != SectionRole::Learner) {
                add(place.role.word(), person(place.person));
            }
            for place in places.filter(|place| place.role == SectionRole::Learner).take(2) {
                add("learner", person(place.person));
            }
        }
        for role in &self.roster.roles {
            if !matches!(role.kind, RoleKind::Learner | RoleKind::Educator | RoleKind::Guardian) {
                add(role.kind.word(), person(role.person));
            }
        }
        // With one child, with several, and without custody.
        let mut wanted = [2, 2, 1];
        for family in &self.roster.guardianships {
            let children = self.roster.guardianships.iter().filter(|other| other.guardian == family.guardian);
            let kind = if family.may_see { usize::from(children.count() > 1) } else { 2 };
            if wanted[kind] > 0 {
                wanted[kind] -= 1;
                let what = ["guardian", "guardian of several", "guardian without custody"][kind];
                add(what, person(family.guardian));
            }
        }
        for id in ["l1", "l5", "g1", "g3", "e1", "e2", "a1", "p1", "k1"] {
            all.push((format!("hillside {id}"), self.hillside.actor(id)));
        }
        all.push(("hillside administrator".to_owned(), self.hillside.administrator.clone()));
        all
    }

    async fn all_ids(&self) -> Vec<(&'static str, Vec<String>)> {
        let mut people: Vec<String> = self.roster.people.iter().map(|one| one.id.to_string()).collect();
        people.extend(hillside::PEOPLE.iter().map(|one| self.hillside.person(one.0).to_string()));
        let mut sections: Vec<String> = self.roster.sections.iter().map(|one| one.id.to_string()).collect();
        sections.extend(["c1", "c2"].map(|id| self.hillside.section(id).to_string()));
        let organizations = self.roster.organizations.iter().map(|one| one.id.to_string()).collect();
        let listed = usecases::browse_framework::list_frameworks(&self.app, &self.administrators[0]).await;
        let frameworks: Vec<String> =
            listed.expect("frameworks").iter().map(|one| one.framework.id.to_string()).collect();
        let mut competencies = Vec::new();
        for targets in &self.roster.targets {
            let codes = targets.competencies.iter().take(12);
            let id = |code: &String| usecases::demonstration::content::competency_id(self.riverbend, code);
            competencies.extend(codes.map(|code| id(code).to_string()));
        }
        let first = &self.roster.sections[0];
        let teaches = |place: &&domain::people::Enrollment| {
            place.section == first.id && place.role == SectionRole::Educator
        };
        let educator = self.roster.enrollments.iter().find(teaches).expect("an educator").person;
        let educator = Actor::new(self.riverbend, educator);
        let tasks = usecases::give_task::list_tasks(&self.app, &educator, first.id).await.expect("tasks");
        let rubrics =
            usecases::browse_rubrics::list_rubrics(&self.app, &educator, "").await.expect("rubrics");
        let (waiting, done) = usecases::rate_work::list_ratings(&self.app, &educator).await.expect("ratings");
        let ratings = waiting.iter().chain(&done).map(|one| one.rating.id.to_string()).collect();
        let here =
            usecases::list_section_assessments::list_section_assessments(&self.app, &educator, first.id);
        let here = here.await.expect("assessments");
        let mut sittings = Vec::new();
        for given in &here.given {
            let watched =
                usecases::watch_assignment::watch_assignment(&self.app, &educator, given.assignment.id).await;
            let sat = watched.expect("is watched").learners.into_iter().filter_map(|one| one.sitting);
            sittings.extend(sat.map(|one| one.id.to_string()));
        }
        let (programs, day) = published_day(&self.app, &educator).await;
        let items = usecases::search_items::search_items(&self.app, &educator, &Looked::default(), 0).await;
        let shared = usecases::write_stimulus::list_stimuli(&self.app, &educator, "").await.expect("texts");
        let library = usecases::search_resources::Looked::default();
        let library = usecases::search_resources::search_resources(&self.app, &educator, library).await;
        vec![
            ("assignment", here.given.iter().map(|one| one.assignment.id.to_string()).collect()),
            ("assessment", here.plans.iter().map(|one| one.id.to_string()).collect()),
            ("sitting", sittings),
            ("item", items.expect("items").items.iter().map(|one| one.row.id.to_string()).collect()),
            (
                "resource",
                library.expect("the library").found.iter().map(|one| one.resource.id.to_string()).collect(),
            ),
            ("stimulus", shared.iter().map(|one| one.id.to_string()).collect()),
            ("task", tasks.tasks.iter().map(|(task, ..)| task.id.to_string()).collect()),
            ("rubric", rubrics.iter().map(|one| one.kept.id.to_string()).collect()),
            ("rating", ratings),
            ("program", programs),
            ("day", vec![day]),
            ("learner", people),
            ("section", sections),
            ("organization", organizations),
            ("framework", frameworks),
            ("competency", competencies),
        ]
    }

    /// What stands in a place of an address, or in a field: mostly an id of its kind.
    pub fn place(&self, chance: &mut Chance, name: &str, seen: &VecDeque<String>) -> String {
        let kind = match name {
            "person" | "learner" | "learners" => "learner",
            "old" | "framework" | "new" | "older" | "newer" => "framework",
            "prerequisite" | "competency" | "competencies" | "targets" | "pin" => "competency",
            "section" => "section",
            "organization" => "organization",
            "assignment" => "assignment",
            "assessment" => "assessment",
            "sitting" => "sitting",
            "item" => "item",
            "stimulus" => "stimulus",
            "resource" => "resource",
            "task" => "task",
            "rubric" => "rubric",
            "rating" => "rating",
            "program" => "program",
            "day" => "day",
            "period" => return (*chance.pick(&["p1", "p2", "p9"])).to_owned(),
            "part" => {
                return (*chance.pick(&["periods", "rooms", "educators", "numbers", "attic"])).to_owned();
            }
            "sequence" | "entry" => return (chance.below(40)).to_string(),
            "verb" => return (*chance.pick(&["retract", "excuse", "bring-back", "hide"])).to_owned(),
            "district" => return (*chance.pick(&["riverbend", "hillside", "nowhere"])).to_owned(),
            "file" => return (*chance.pick(&["everyone", "family", "learner", "nobody"])).to_owned(),
            "language" => return (*chance.pick(&["en", "es", "tlh"])).to_owned(),
            "name" | "*path" => {
                return (*chance.pick(&["grid", "app.css", "..%2F..%2Fetc", "why"])).to_owned();
            }
            _ => "",
        };
        if chance.one_in(20) {
            let odd = ["nonsense", "%00", "01930000-0000-7000-8000-000000000001", "..", "%2e%2e%2f", "-1"];
            return (*chance.pick(&odd)).to_owned();
        }
        let ids = self.ids.iter().find(|(known, _)| *known == kind).map(|(_, ids)| ids);
        match ids {
            Some(ids) if !chance.one_in(12) => chance.pick(ids).clone(),
            _ if seen.is_empty() => "01930000-0000-7000-8000-000000000001".to_owned(),
            _ => seen[chance.below(seen.len())].clone(),
        }
    }

    /// A new session or token for somebody whose old one has ended.
    pub async fn let_in_again(&mut self, at: usize) {
        let caller = &mut self.callers[at];
        let actor = Actor::new(caller.district, caller.person);
        match caller.door {
            Door::Street => {}
            Door::Token | Door::ReadToken => {
                let last_day = hillside::day(30);
                let scopes: &[&str] = if caller.door == Door::Token { &["read", "write"] } else { &["read"] };
                let scopes = scopes.iter().map(|&scope| scope.to_owned()).collect();
                let token = tokens::make_token(&self.app, &actor, "walk", scopes, last_day).await;
                token.expect("a token").split_once('.').expect("two parts").1.clone_into(&mut caller.secret);
            }
            Door::Browser | Door::BrowserWithReason => {
                let by = self.administrators.iter().find(|one| one.district == caller.district);
                let by = by.expect("an administrator");
                let link = sign_in_links::make_link(&self.app, by, caller.person).await.expect("a link");
                let visitor = Visitor { address: "walk".to_owned(), device: "walk".to_owned() };
                let session = sign_in::with_link(&self.app, caller.district, &link, &visitor).await;
                let session = session.expect("a session");
                let cookie = session::cookie_of(&session, &Reach::DIRECT);
                let mut cookie = cookie.split(';').next().unwrap_or_default().to_owned();
                if caller.door == Door::BrowserWithReason {
                    let mut headers = axum::http::HeaderMap::new();
                    headers.insert("cookie", cookie.parse().expect("a cookie"));
                    let reason = session::reason_cookie(&headers, "A complaint", &Reach::DIRECT);
                    let reason = reason.expect("a reason");
                    cookie = format!("{cookie}; {}", reason.split(';').next().unwrap_or_default());
                }
                (caller.secret, caller.cookie) = (session.token, cookie);
            }
        }
    }
}

/// The demonstration's room program, and a day of it that is published.
async fn published_day(app: &App, educator: &Actor) -> (Vec<String>, String) {
    let all = usecases::room_programs::list_room_programs(app, educator).await.expect("programs").programs;
    let program = all.first().expect("the summer room").program.id;
    let shown = usecases::room_programs::show_room_program(app, educator, program).await.expect("shown");
    let mut setup = shown.setup;
    setup.numbers.seconds = 1;
    usecases::room_programs::write_room_setup(app, educator, program, shown.version, setup)
        .await
        .expect("set up");
    let day = usecases::schedule_day::next_day(app, educator, program).await.expect("a day").expect("a day");
    let mut version = usecases::schedule_day::schedule_day(app, educator, program, day).await.expect("made");
    let draft = usecases::show_day::show_day(app, educator, program, day).await.expect("a day");
    for breach in draft.breaches {
        let change = DayChange::Accept { breach: breach.key, reason: "walked".to_owned() };
        version = change_day(app, educator, program, day, version, change).await.expect("accepted");
    }
    publish_day(app, educator, program, day, version).await.expect("published");
    (vec![program.to_string()], day.to_string())
}
