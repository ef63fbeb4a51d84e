//! A second district in the same database, from a roster of its own: what it says can be changed from one
//! day to the next.

use std::fmt::Write as _;

use domain::{Date, DistrictId, LearnerId, PersonId, SectionId};
use usecases::{
    Actor, App, chance,
    import_files::import_files,
    import_request::{ImportKind, ImportOptions, ImportRequest},
    install::{self, Wish},
};

/// Who stands in the roster: identifier, role, school, given and family name.
pub const PEOPLE: [(&str, &str, &str, &str, &str); 14] = [
    ("l1", "student", "s1", "Quillon", "Abernathy"),
    ("l2", "student", "s1", "Zephyrine", "Abernathy"),
    ("l3", "student", "s1", "Torvald", "Brightwater"),
    ("l4", "student", "s1", "Oriane", "Castellan"),
    ("l5", "student", "s2", "Ignatius", "Dunmore"),
    ("l6", "student", "s2", "Rosamund", "Everleigh"),
    ("g1", "parent", "s1", "Perpetua", "Abernathy"),
    ("g2", "parent", "s1", "Leopold", "Abernathy"),
    ("g3", "parent", "s2", "Clementine", "Dunmore"),
    ("e1", "teacher", "s1", "Cosima", "Vandermeer"),
    ("e2", "teacher", "s2", "Barnaby", "Hollingsworth"),
    ("a1", "aide", "s1", "Lysander", "Pemberton"),
    ("p1", "principal", "s1", "Araminta", "Whitlock"),
    ("k1", "counselor", "s2", "Thaddeus", "Norwood"),
];

/// Whose child is whose.
pub const FAMILIES: [(&str, &str); 4] = [("l1", "g1"), ("l2", "g1"), ("l1", "g2"), ("l5", "g3")];

/// Who is in which class.
pub const PLACES: [(&str, &str, &str); 9] = [
    ("c1", "l1", "student"),
    ("c1", "l2", "student"),
    ("c1", "l3", "student"),
    ("c1", "l4", "student"),
    ("c1", "e1", "teacher"),
    ("c1", "a1", "aide"),
    ("c2", "l5", "student"),
    ("c2", "l6", "student"),
    ("c2", "e2", "teacher"),
];

/// What the roster says today.
pub struct Roster {
    /// Who speaks for whom.
    pub families: Vec<(&'static str, &'static str)>,
    /// The last day of both classes.
    pub last_day: Date,
    /// Who is in it no more.
    pub without: Vec<&'static str>,
}

impl Roster {
    /// As the year began.
    pub fn usual() -> Self {
        Self { families: FAMILIES.to_vec(), last_day: day(100), without: Vec::new() }
    }

    fn files(&self) -> Vec<(String, Vec<u8>)> {
        let manifest = "propertyName,value\nmanifest.version,1.0\noneroster.version,1.1\nfile.orgs,bulk\n\
            file.academicSessions,bulk\nfile.classes,bulk\nfile.users,bulk\nfile.enrollments,bulk\n\
            file.courses,absent\n";
        let orgs = "sourcedId,name,type,parentSourcedId\nd1,Hillside,district,\ns1,North School,school,d1\n\
            s2,South School,school,d1\n";
        let terms = format!(
            "sourcedId,title,type,startDate,endDate,parentSourcedId\nt1,The term,term,{},{},\n",
            day(-200),
            self.last_day
        );
        let mut users =
            "sourcedId,enabledUser,orgSourcedIds,role,givenName,familyName,agentSourcedIds\n".to_owned();
        for (id, role, school, given, family) in PEOPLE.iter().filter(|one| !self.without.contains(&one.0)) {
            let agents: Vec<&str> =
                self.families.iter().filter(|(child, _)| child == id).map(|(_, adult)| *adult).collect();
            let agents = agents.join(",");
            let _ = writeln!(users, "{id},true,{school},{role},{given},{family},\"{agents}\"");
        }
        let classes = "sourcedId,title,schoolSourcedId,termSourcedIds\nc1,Pottery,s1,t1\nc2,Fencing,s2,t1\n";
        let mut enrollments = "sourcedId,classSourcedId,userSourcedId,role\n".to_owned();
        let places = PLACES.iter().enumerate().filter(|(_, place)| !self.without.contains(&place.1));
        for (number, (class, person, role)) in places {
            let _ = writeln!(enrollments, "n{number},{class},{person},{role}");
        }
        [
            ("manifest.csv", manifest.to_owned()),
            ("orgs.csv", orgs.to_owned()),
            ("academicSessions.csv", terms),
            ("users.csv", users),
            ("classes.csv", classes.to_owned()),
            ("enrollments.csv", enrollments),
        ]
        .map(|(name, text)| (name.to_owned(), text.into_bytes()))
        .to_vec()
    }
}

/// The day so many days from today.
pub fn day(from_today: i32) -> Date {
    // Hillside has no clock of its own.
    chance::today(domain::DistrictId::from_bytes([0; 16]))
        .checked_add(jiff::Span::new().days(from_today))
        .expect("a day")
}

/// The second district.
pub struct Hillside {
    app: App,
    /// Its id.
    pub district: DistrictId,
    /// Its administrator.
    pub administrator: Actor,
}

impl Hillside {
    /// Installs it, and brings its roster in.
    pub async fn beside(app: &App) -> Self {
        let wish = Wish {
            name: "Hillside (invented)".to_owned(),
            code: "hillside".to_owned(),
            administrator: ["Octavia".to_owned(), "Ravenscroft".to_owned()],
            email: None,
        };
        let made = install::install(app, wish).await.expect("a second district");
        let district = made.district.id;
        let administrator = Actor::new(district, made.administrator.id);
        let hillside = Self { app: app.clone(), district, administrator };
        hillside.import(&Roster::usual()).await;
        hillside
    }

    /// Brings in what the roster says now.
    pub async fn import(&self, roster: &Roster) {
        let request = ImportRequest {
            kind: ImportKind::Roster,
            source: "sis".to_owned(),
            files: roster.files(),
            options: ImportOptions::default(),
        };
        let done = import_files(&self.app, &self.administrator, request, &|_, _| {}).await.expect("comes in");
        assert_eq!(done.report.errors, 0, "{:?}", done.report.problems);
    }

    /// A person of the roster.
    pub fn person(&self, sourced_id: &str) -> PersonId {
        PersonId::derived(self.district, &["sis", "user", sourced_id])
    }

    /// A learner of the roster.
    pub fn learner(&self, sourced_id: &str) -> LearnerId {
        self.person(sourced_id).as_learner()
    }

    /// A person of the roster as who asks.
    pub fn actor(&self, sourced_id: &str) -> Actor {
        Actor::new(self.district, self.person(sourced_id))
    }

    /// A class of the roster.
    pub fn section(&self, sourced_id: &str) -> SectionId {
        SectionId::derived(self.district, &["sis", "class", sourced_id])
    }
}
