//! Small frameworks in two versions.

use std::collections::BTreeSet;

use domain::{
    AssociationId, CompetencyId, DistrictId, FrameworkId,
    framework::{Association, AssociationKind, Competency, End, Extra, Framework},
    scale::Scale,
};
use exchange::versions::Version;
use proptest::prelude::*;

/// Whose frameworks these are.
pub const DISTRICT: DistrictId = DistrictId::from_bytes([7; 16]);

/// A framework with what belongs to it.
#[derive(Debug)]
pub struct Whole {
    pub framework: Framework,
    pub competencies: Vec<Competency>,
    pub associations: Vec<Association>,
}

impl Whole {
    pub fn version(&self) -> Version<'_> {
        Version {
            framework: &self.framework,
            competencies: &self.competencies,
            associations: &self.associations,
        }
    }
}

/// A version of the framework `doc<version>`: items as `guid|code|statement`, links as `guid kind guid`.
pub fn whole(version: &str, items: &[&str], links: &[&str]) -> Whole {
    let guid = format!("doc{version}");
    let framework = FrameworkId::derived(DISTRICT, &["case", &guid, version]);
    let id = |guid: &str| CompetencyId::derived(DISTRICT, &["case", version, guid]);
    let competency = |(item, position): (&&str, i64)| {
        let parts: Vec<_> = item.split('|').collect();
        Competency {
            id: id(parts[0]),
            framework,
            guid: parts[0].to_owned(),
            code: Some(parts[1].to_owned()),
            statement: parts[2].to_owned(),
            short: None,
            kind: None,
            grades: Vec::new(),
            position,
            retired: false,
            extra: Extra::new(),
        }
    };
    let end = |guid: &str| End { guid: guid.to_owned(), competency: Some(id(guid)), title: None };
    let association = |text: &&str| {
        let parts: Vec<_> = text.split(' ').collect();
        Association {
            id: AssociationId::derived(DISTRICT, &["case", version, text]),
            framework,
            guid: (*text).to_owned(),
            kind: AssociationKind::from_word(parts[1]),
            origin: end(parts[0]),
            destination: end(parts[2]),
            position: None,
            extra: Extra::new(),
        }
    };
    Whole {
        competencies: items.iter().zip(0..).map(competency).collect(),
        associations: links.iter().map(association).collect(),
        framework: Framework {
            id: framework,
            title: "T".to_owned(),
            creator: "C".to_owned(),
            version: Some(version.to_owned()),
            adoption_status: None,
            language: None,
            subjects: Vec::new(),
            licence: None,
            scale: Scale::four_levels(),
            extra: Extra::new(),
            guid,
        },
    }
}

/// Few GUIDs, codes and words, so that versions meet often.
pub fn arbitrary(version: &'static str) -> impl Strategy<Value = Whole> {
    let statement = prop::collection::vec(
        prop::sample::select(vec!["add", "draw", "fractions", "lines", "tens", "by"]),
        1..6,
    );
    let item = (0..9_u8, 0..5_u8, statement, any::<bool>());
    let kinds = vec!["isChildOf", "replacedBy", "exactMatchOf", "isPeerOf", "isRelatedTo"];
    let link = (0..10_u8, prop::sample::select(kinds), 0..10_u8);
    (prop::collection::vec(item, 0..9), prop::collection::vec(link, 0..6)).prop_map(move |(items, links)| {
        let mut seen = BTreeSet::new();
        let mut texts = Vec::new();
        let mut retired = Vec::new();
        for (guid, code, words, ended) in items {
            if seen.insert(guid) {
                texts.push(format!("g{guid}|C.{code}|{}", words.join(" ")));
                retired.push(ended && code == 0);
            }
        }
        let links: Vec<_> = links.into_iter().map(|(a, kind, b)| format!("g{a} {kind} g{b}")).collect();
        let texts: Vec<_> = texts.iter().map(String::as_str).collect();
        let mut whole = whole(version, &texts, &links.iter().map(String::as_str).collect::<Vec<_>>());
        for (competency, retired) in whole.competencies.iter_mut().zip(retired) {
            competency.retired = retired;
        }
        whole
    })
}
