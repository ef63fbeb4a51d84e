//! Arbitrary frameworks: as they are kept here, and as a careless tool may write them.

use domain::{
    AssociationId, CompetencyId, DistrictId, FrameworkId,
    framework::{Association, AssociationKind, Competency, End, Extra, Framework},
    scale::Scale,
};
use exchange::imports::case::{FrameworkPackage, cycles};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// Whose frameworks these are.
pub const DISTRICT: DistrictId = DistrictId::from_bytes([7; 16]);

const IDS: [&str; 6] = ["a", "b", "c", "d", "00000000-0000-0000-0000-000000000001", "x y"];

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("unknown".to_owned()),
        "[a-zA-Z0-9.]{1,8}",
        "[^\\p{Cc}\\s]([^\\p{Cc}]{0,12}[^\\p{Cc}\\s])?"
    ]
}

fn maybe() -> impl Strategy<Value = Option<String>> {
    prop::option::of(text())
}

/// Kept fields under names that mean something and names that do not.
fn extra(names: &'static [&'static str]) -> impl Strategy<Value = Extra> {
    let pair = (prop::sample::select(names), value());
    prop::collection::vec(pair, 0..5).prop_map(|pairs| {
        pairs.into_iter().map(|(name, value)| (name.to_owned(), value.to_string())).collect()
    })
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<i16>().prop_map(Value::from),
        text().prop_map(Value::from),
        Just(json!("2020-01-01")),
        Just(json!({"onramp": {"kept": {"uri": 1}, "filled": ["title"]}})),
        Just(json!([{"onramp": {"made": ["uri"]}}])),
        prop::collection::vec(text(), 0..3).prop_map(Value::from),
        text().prop_map(|text| json!({"title": text, "identifier": "a", "uri": "u"})),
        prop::collection::vec(text(), 0..3)
            .prop_map(|list| list.into_iter().map(|text| json!({"title": text})).collect()),
    ]
}

fn framework() -> impl Strategy<Value = Framework> {
    const NAMES: &[&str] = &[
        "uri",
        "publisher",
        "subjectURI",
        "licenseURI",
        "extensions",
        "title",
        "shelf",
        "lastChangeDateTime",
        "CFPackage.shelf",
        "CFPackage.extensions",
        "CFDocument.CFRubrics",
        "caseVersion",
        "onramp:scale",
    ];
    let texts =
        (text(), text(), prop_oneof![Just(String::new()), text()], maybe(), maybe(), maybe(), maybe());
    let subjects = prop::collection::vec(text(), 0..3);
    (texts, subjects, extra(NAMES)).prop_map(|(texts, subjects, extra)| {
        let (guid, title, creator, version, adoption_status, language, licence) = texts;
        let version_text = version.clone().unwrap_or_default();
        Framework {
            id: FrameworkId::derived(DISTRICT, &["case", &guid, &version_text]),
            scale: Scale::four_levels(),
            guid,
            title,
            creator,
            version,
            adoption_status,
            language,
            subjects,
            licence,
            extra,
        }
    })
}

type CompetencyParts =
    (Option<String>, String, Option<String>, Option<String>, Vec<String>, i64, bool, Extra);

fn competency() -> impl Strategy<Value = CompetencyParts> {
    const NAMES: &[&str] = &[
        "uri",
        "notes",
        "shoeSize",
        "extensions",
        "statusEndDate",
        "lastChangeDateTime",
        "fullStatement",
        "educationLevel",
        "CFItemType",
        "onramp:retired",
    ];
    let grades = prop::collection::vec(text(), 0..3);
    (maybe(), text(), maybe(), maybe(), grades, 0..9_i64, any::<bool>(), extra(NAMES))
}

type LinkParts = (usize, usize, String, String, Option<i64>, Option<String>, Extra);

fn link() -> impl Strategy<Value = LinkParts> {
    const NAMES: &[&str] = &[
        "uri",
        "sequenceNumber",
        "originNodeURI",
        "destinationNodeURI",
        "shade",
        "extensions",
        "onramp:position",
    ];
    let words =
        ["isChildOf", "isChildOf", "precedes", "exactMatchOf", "somethingNew", "ext:mine", "really odd"];
    let word = prop::sample::select(words.to_vec()).prop_map(str::to_owned);
    (0..8_usize, 0..8_usize, text(), word, prop::option::of(0..9_i64), maybe(), extra(NAMES))
}

/// A whole framework such as the store may hold: edited, reordered, with ends that lead nowhere.
pub fn arbitrary() -> impl Strategy<Value = FrameworkPackage> {
    let parts = prop::collection::vec(competency(), 0..IDS.len());
    (framework(), parts, prop::collection::vec(link(), 0..6)).prop_map(|(framework, parts, links)| {
        let version = framework.version.clone().unwrap_or_default();
        let begins = ["case", &framework.guid, &version];
        let competencies: Vec<_> = parts
            .into_iter()
            .zip(IDS)
            .map(|((code, statement, short, kind, grades, position, retired, extra), guid)| Competency {
                id: CompetencyId::derived(DISTRICT, &[&begins[..], &[guid]].concat()),
                framework: framework.id,
                guid: guid.to_owned(),
                code,
                statement,
                short,
                kind,
                grades,
                position,
                retired,
                extra,
            })
            .collect();
        let end = |which: usize, title: &Option<String>| {
            let guid = IDS.get(which).map_or_else(|| format!("else{which}"), |guid| (*guid).to_owned());
            let guid = if which == IDS.len() { framework.guid.clone() } else { guid };
            let competency = competencies.iter().find(|one| one.guid == guid).map(|one| one.id);
            let outside = competency.is_none() && guid != framework.guid;
            End { guid, competency, title: title.clone().filter(|_| outside) }
        };
        let mut associations: Vec<Association> = Vec::new();
        for (from, to, guid, word, position, title, extra) in links {
            if associations.iter().any(|one| one.guid == guid) {
                continue;
            }
            associations.push(Association {
                id: AssociationId::derived(DISTRICT, &[&begins[..], &[&guid]].concat()),
                framework: framework.id,
                kind: AssociationKind::from_word(&word),
                origin: end(from, &title),
                destination: end(to, &title),
                guid,
                position,
                extra,
            });
        }
        let cycles = cycles(&associations);
        FrameworkPackage { framework, competencies, associations, rubrics: Vec::new(), cycles }
    })
}

/// A package with fields in any state, right names and wrong ones.
pub fn lenient_package() -> impl Strategy<Value = Value> {
    const NAMES: &[&str] = &[
        "identifier",
        "identifier",
        "fullStatement",
        "humanCodingScheme",
        "title",
        "creator",
        "associationType",
        "originNodeURI",
        "destinationNodeURI",
        "sequenceNumber",
        "uri",
        "extensions",
        "licenseURI",
        "educationLevel",
        "hue",
        "CFRubricCriteria",
        "subjectURI",
    ];
    let object = || {
        let pair = (prop::sample::select(NAMES), value());
        prop::collection::vec(pair, 0..9).prop_map(|pairs| {
            let pairs = pairs.into_iter().map(|(name, value)| (name.to_owned(), value));
            Value::Object(pairs.collect::<Map<_, _>>())
        })
    };
    let named = || {
        (prop::sample::select(IDS.to_vec()), object()).prop_map(|(id, mut object)| {
            object["identifier"] = id.into();
            object
        })
    };
    let items = prop::collection::vec(named(), 0..5);
    let links = prop::collection::vec(
        (named(), prop::sample::select(IDS.to_vec()), prop::sample::select(IDS.to_vec())),
        0..5,
    );
    (named(), items, links, prop::collection::vec(object(), 0..3), object(), value()).prop_map(
        |(document, items, links, rubrics, definitions, extensions)| {
            let links: Vec<_> = links
                .into_iter()
                .map(|(mut link, from, to)| {
                    for (field, guid) in [("originNodeURI", from), ("destinationNodeURI", to)] {
                        if link.get(field).is_none() {
                            link[field] = json!({"identifier": guid, "title": guid, "uri": "u"});
                        }
                    }
                    link
                })
                .collect();
            json!({
                "CFDocument": document, "CFItems": items, "CFAssociations": links, "CFRubrics": rubrics,
                "CFDefinitions": {"CFItemTypes": [definitions]}, "extensions": extensions, "odd": extensions
            })
        },
    )
}
