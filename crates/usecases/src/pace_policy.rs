//! What of pace an organization sets: the kind, how wide on pace is, from when days count, which absences do not
//! count, who is told after how long. Resolved field by field from the nearest scope, as every policy.

use domain::{
    Date, DistrictId, LearnerId, OrganizationId, Points, SectionId, Timestamp,
    attendance::Presence,
    pace::ToldOfPace,
    people::Organization,
    policy::{Effect, Scope, ScopeKind, Setting, Value, resolve},
};
use mastery::policy::{BUILT_IN, Field, Kind};
use planning::{
    alerts::Telling,
    pace::{Rule, buffer, progress},
};
use store::Tx;

use crate::{
    Refusal,
    judging::{enrollment_scope, school_scopes},
};

const KIND: &str = "pace.kind";
const BAND: &str = "pace.band_points";
const BUFFER: &str = "pace.buffer_points";
const BEGIN: &str = "pace.begin";
const ABSENCES: &str = "pace.absences";
const ACTUAL: &str = "pace.actual_grade";

/// This many school days after which somebody is told is never.
const NEVER_DAYS: i32 = 400;

/// From when a learner's days count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Begin {
    /// From the learner's own first day in the class.
    Own,
    /// From the first day of the class, whenever the learner came.
    Class,
}

/// Which absences take no day away from anybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Absences {
    /// Those that are excused.
    Excused,
    /// All.
    All,
    /// None: every school day counts.
    None,
}

impl Absences {
    /// Whether a day with this presence does not count.
    pub fn spare(self, presence: Presence) -> bool {
        match self {
            Self::Excused => presence == Presence::Excused,
            Self::All => !presence.was_there(),
            Self::None => false,
        }
    }
}

/// The pace policy of one learner in one class.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PacePolicy {
    /// By which kind pace is told.
    pub rule: Rule,
    /// From when days count.
    pub begin: Begin,
    /// Which absences do not count.
    pub absences: Absences,
    /// Who is told after how long.
    pub telling: Telling,
    /// Whether the grade that pace lowers is shown to educators.
    pub actual_grade: bool,
}

/// The fields, in the order that people set them.
pub fn fields() -> Vec<Field> {
    let mut all = vec![
        choice(KIND, "How pace is told", &["line", "progress", "buffer"]),
        points(BAND, "For progress: within so many points of 100 of the target is on pace", progress::BAND),
        points(
            BUFFER,
            "For the buffer: within so many points of 100 of elapsed time is on pace",
            buffer::BUFFER,
        ),
        choice(BEGIN, "Whose first day is the first of the line", &["own", "class"]),
        choice(ABSENCES, "Which absences do not count as school days", &["excused", "all", "none"]),
        choice(ACTUAL, "Show the grade that pace lowers (labelled as pace)", &["off", "on"]),
    ];
    all.extend(ToldOfPace::ALL.map(|(who, _)| Field {
        name: tell(who),
        label: tell_label(who),
        unit: "school days (400: never)",
        kind: Kind::Number { least: Points::ZERO, most: Points::whole(NEVER_DAYS), whole: true },
        default: Value::Number(Points::whole(match who {
            ToldOfPace::Learner | ToldOfPace::Educator => 0,
            ToldOfPace::Family => 5,
            ToldOfPace::Counselor => 10,
        })),
    }));
    all
}

fn tell(who: ToldOfPace) -> String {
    format!("pace.tell_{}_after", who.word())
}

fn tell_label(who: ToldOfPace) -> &'static str {
    match who {
        ToldOfPace::Learner => "The learner is told of being behind after",
        ToldOfPace::Family => "The family is told of being behind after",
        ToldOfPace::Educator => "Who teaches the class is told of somebody behind after",
        ToldOfPace::Counselor => "Whose caseload the learner is on is told after",
    }
}

fn choice(name: &str, label: &'static str, choices: &[&'static str]) -> Field {
    let default = Value::Choice(choices.first().copied().unwrap_or_default().to_owned());
    Field { name: name.to_owned(), label, unit: "", kind: Kind::Choice(choices.to_vec()), default }
}

fn points(name: &str, label: &'static str, default: f64) -> Field {
    let default = Points::from_f64(default).unwrap_or(Points::ZERO);
    Field {
        name: name.to_owned(),
        label,
        unit: "points of 100",
        kind: Kind::Number { least: Points::ZERO, most: Points::whole(50), whole: false },
        default: Value::Number(default),
    }
}

/// What ships, as settings of the built-in scope.
pub fn built_in() -> Vec<Setting> {
    let setting = |field: Field| Setting {
        scope: BUILT_IN,
        field: field.name,
        effect: Effect::Set,
        value: Some(field.default),
        effective_from: Date::MIN,
        version: 1,
        recorded_at: Timestamp::UNIX_EPOCH,
    };
    fields().into_iter().map(setting).collect()
}

/// The settings of pace that a district has, from which the policy of each learner follows.
pub(crate) struct PacePolicies {
    settings: Vec<Setting>,
    organizations: Vec<Organization>,
    day: Date,
}

impl PacePolicies {
    /// Loads them for a day.
    pub async fn load(tx: &mut Tx, district: DistrictId, day: Date) -> Result<Self, Refusal> {
        let stored = store::policy::list(tx, district).await?;
        let mut settings: Vec<Setting> =
            stored.into_iter().map(|one| one.setting).filter(|one| one.field.starts_with("pace.")).collect();
        settings.extend(built_in());
        let organizations = store::organization::list(tx, district).await?;
        Ok(Self { settings, organizations, day })
    }

    /// The organizations of the district.
    pub fn organizations(&self) -> &[Organization] {
        &self.organizations
    }

    /// The policy of one learner in a class; of the class itself without one.
    pub fn of(&self, section: SectionId, school: OrganizationId, learner: Option<LearnerId>) -> PacePolicy {
        let mut chain: Vec<Scope> = Vec::new();
        if let Some(learner) = learner {
            chain.push(Scope { kind: ScopeKind::Learner, id: *learner.as_bytes() });
            chain.push(enrollment_scope(section, learner));
        }
        chain.push(Scope { kind: ScopeKind::Section, id: *section.as_bytes() });
        chain.extend(school_scopes(&self.organizations, std::iter::once(school)));
        chain.extend([Scope::DISTRICT, BUILT_IN]);
        self.resolved(&chain)
    }

    fn resolved(&self, chain: &[Scope]) -> PacePolicy {
        let value = |name: &str| {
            let of_field: Vec<Setting> =
                self.settings.iter().filter(|one| one.field == name).cloned().collect();
            resolve(&of_field, chain, self.day).map(|found| found.value)
        };
        let word = |name: &str| match value(name) {
            Some(Value::Choice(word)) => word,
            _ => String::new(),
        };
        let number = |name: &str| match value(name) {
            Some(Value::Number(number)) => number.to_f64(),
            _ => 0.0,
        };
        let days = |who| {
            let whole = Points::ONE.millionths();
            let days = match value(&tell(who)) {
                Some(Value::Number(days)) => days.millionths() / whole,
                _ => i64::from(NEVER_DAYS),
            };
            u32::try_from(days).ok().filter(|_| days < i64::from(NEVER_DAYS))
        };
        PacePolicy {
            rule: match word(KIND).as_str() {
                "progress" => Rule::Progress { band: number(BAND) },
                "buffer" => Rule::Buffer { buffer: number(BUFFER) },
                _ => Rule::Line,
            },
            begin: if word(BEGIN) == "class" { Begin::Class } else { Begin::Own },
            absences: match word(ABSENCES).as_str() {
                "all" => Absences::All,
                "none" => Absences::None,
                _ => Absences::Excused,
            },
            telling: Telling {
                learner: days(ToldOfPace::Learner),
                educator: days(ToldOfPace::Educator),
                counselor: days(ToldOfPace::Counselor),
                family: days(ToldOfPace::Family),
            },
            actual_grade: word(ACTUAL) == "on",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECTION: SectionId = SectionId::from_bytes([1; 16]);
    const SCHOOL: OrganizationId = OrganizationId::from_bytes([2; 16]);

    fn policies(extra: &[(Scope, &str, Value)]) -> PacePolicies {
        let mut settings = built_in();
        settings.extend(extra.iter().map(|(scope, field, value)| Setting {
            scope: *scope,
            field: (*field).to_owned(),
            effect: Effect::Set,
            value: Some(value.clone()),
            effective_from: Date::MIN,
            version: 1,
            recorded_at: Timestamp::UNIX_EPOCH,
        }));
        PacePolicies { settings, organizations: Vec::new(), day: Date::constant(2026, 11, 24) }
    }

    #[test]
    fn what_ships_is_the_line_with_the_actual_grade_off_and_nobody_told_at_once_but_who_is_near() {
        let shipped = policies(&[]).of(SECTION, SCHOOL, None);
        assert_eq!(shipped.rule, Rule::Line);
        assert!(!shipped.actual_grade);
        let telling = Telling { learner: Some(0), educator: Some(0), family: Some(5), counselor: Some(10) };
        assert_eq!(
            (shipped.telling, shipped.begin, shipped.absences),
            (telling, Begin::Own, Absences::Excused)
        );
    }

    #[test]
    fn the_nearest_scope_says_how_pace_is_told_and_400_days_are_never() {
        let section = Scope { kind: ScopeKind::Section, id: *SECTION.as_bytes() };
        let learner = LearnerId::from_bytes([9; 16]);
        let own = Scope { kind: ScopeKind::Learner, id: *learner.as_bytes() };
        let all = policies(&[
            (Scope::DISTRICT, KIND, Value::Choice("buffer".to_owned())),
            (section, KIND, Value::Choice("progress".to_owned())),
            (section, "pace.tell_family_after", Value::Number(Points::whole(400))),
            (own, BAND, Value::Number(Points::whole(9))),
        ]);
        let class = all.of(SECTION, SCHOOL, None);
        assert_eq!((class.rule, class.telling.family), (Rule::Progress { band: 3.0 }, None));
        assert_eq!(all.of(SECTION, SCHOOL, Some(learner)).rule, Rule::Progress { band: 9.0 });
        let elsewhere = all.of(SectionId::from_bytes([7; 16]), SCHOOL, None);
        assert_eq!(elsewhere.rule, Rule::Buffer { buffer: 10.0 });
    }

    #[test]
    fn every_default_can_be_set() {
        for field in fields() {
            assert!(field.check(&field.default).is_ok(), "{}", field.name);
        }
    }

    #[test]
    fn absences_are_spared_as_the_policy_says() {
        for (policy, spared) in [
            (Absences::Excused, [false, false, true, false]),
            (Absences::All, [false, true, true, false]),
            (Absences::None, [false; 4]),
        ] {
            let all = [Presence::Present, Presence::Absent, Presence::Excused, Presence::Late(5)];
            assert_eq!(all.map(|one| policy.spare(one)), spared, "{policy:?}");
        }
    }
}
