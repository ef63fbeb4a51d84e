//! `CFAssociations`: every relation, dangling ones included.

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::{
    AssociationId, CompetencyId, FrameworkId,
    framework::{Association, AssociationKind, End},
};
use serde_json::Value;

use super::{
    Naming,
    fields::{Source, link_text},
};
use crate::{Problem, Problems};

/// An association with the sequence number the file gives it.
pub(super) struct Link {
    pub association: Association,
    pub sequence: Option<i64>,
}

/// What is counted over all associations and reported once.
#[derive(Default)]
struct Tally {
    dangling: BTreeMap<AssociationKind, u64>,
    all: BTreeMap<AssociationKind, u64>,
    unknown_words: BTreeMap<String, u64>,
}

/// The associations in file order, with positions among siblings.
pub(super) fn associations(
    naming: Naming<'_>,
    framework: FrameworkId,
    file: &str,
    sources: Vec<Source<'_>>,
    known: &HashMap<String, CompetencyId>,
    problems: &mut Problems,
) -> Vec<Link> {
    let mut links = Vec::with_capacity(sources.len());
    let mut seen: HashSet<AssociationId> = HashSet::with_capacity(sources.len());
    let mut tally = Tally::default();
    for source in sources {
        let path = source.path.clone();
        let Some(link) = link(naming, framework, source, known, problems) else { continue };
        if !seen.insert(link.association.id) {
            let what = "this identifier was already given to another association; the first one stands";
            let problem = Problem::warning(file, what, "Give each association its own GUID.");
            problems.add(problem.in_field(&path).with_value(&link.association.guid));
            continue;
        }
        tally.count(&link.association, naming.document);
        links.push(link);
    }
    tally.report(file, problems);
    set_positions(file, &mut links, problems);
    links
}

fn link(
    naming: Naming<'_>,
    framework: FrameworkId,
    mut source: Source<'_>,
    known: &HashMap<String, CompetencyId>,
    problems: &mut Problems,
) -> Option<Link> {
    let origin = end(&mut source, "originNodeURI", naming, known, problems)?;
    let destination = end(&mut source, "destinationNodeURI", naming, known, problems)?;
    let Some(word) = source.text("associationType", problems) else {
        let what = "the association has no type; left out";
        problems.add(source.error("associationType", what, "Give it a type such as isChildOf."));
        return None;
    };
    let kind = kind_of(&word);
    if kind.word() != word && !matches!(kind, AssociationKind::Other(_)) {
        let what = format!("the type is spelled otherwise in the standard; read as {}", kind.word());
        problems
            .add(source.warning("associationType", what, "Spell it as in the standard.").with_value(&word));
    }
    let guid = source
        .text("identifier", problems)
        .unwrap_or_else(|| format!("{}-{}-{}", origin.guid, kind.word(), destination.guid));
    let sequence = source.whole_number("sequenceNumber", problems);
    let id = AssociationId::derived(naming.district, &["case", naming.document, naming.version, &guid]);
    let extra = source.rest();
    let association = Association { id, framework, guid, kind, origin, destination, position: None, extra };
    Some(Link { association, sequence })
}

/// The standard's word, whatever its capitals.
fn kind_of(word: &str) -> AssociationKind {
    match AssociationKind::from_word(word) {
        AssociationKind::Other(_) => {
            let folded = word.to_lowercase();
            KINDS
                .into_iter()
                .find(|known| known.to_lowercase() == folded)
                .map_or_else(|| AssociationKind::Other(word.to_owned()), AssociationKind::from_word)
        }
        kind => kind,
    }
}

const KINDS: [&str; 10] = [
    "isChildOf",
    "precedes",
    "isPartOf",
    "exactMatchOf",
    "isRelatedTo",
    "replacedBy",
    "exemplar",
    "hasSkillLevel",
    "isPeerOf",
    "isTranslationOf",
];

/// One end. The link as written stays in the source's rest unless it can be made again from the
/// competency it points to.
fn end(
    source: &mut Source<'_>,
    field: &str,
    naming: Naming<'_>,
    known: &HashMap<String, CompetencyId>,
    problems: &mut Problems,
) -> Option<End> {
    let node = source.object.get(field);
    let address = node.and_then(|node| node.as_str().or_else(|| link_text(node, "uri")));
    let named = node.and_then(|node| link_text(node, "identifier"));
    let last_part = address.and_then(|address| address.trim_end_matches('/').rsplit('/').next());
    let Some(guid) = named.or(last_part).filter(|guid| !guid.is_empty() && !guid.contains('\0')) else {
        let what = "this end of the association names nothing; the association is left out";
        problems.add(source.error(field, what, "Give it an identifier."));
        return None;
    };
    let guid = guid.to_owned();
    let competency = known.get(&guid).copied();
    let inside = competency.is_some() || guid == naming.document;
    let title = node.and_then(|node| link_text(node, "title")).map(|title| title.replace('\0', ""));
    if inside && node.is_some_and(is_plain_link) {
        source.object.shift_remove(field);
    }
    Some(End { guid, competency, title: title.filter(|_| !inside) })
}

fn is_plain_link(node: &Value) -> bool {
    node.as_object()
        .is_some_and(|link| link.keys().all(|key| matches!(key.as_str(), "title" | "identifier" | "uri")))
}

impl Tally {
    fn count(&mut self, association: &Association, document: &str) {
        *self.all.entry(association.kind.clone()).or_default() += 1;
        if let AssociationKind::Other(word) = &association.kind {
            *self.unknown_words.entry(word.clone()).or_default() += 1;
        }
        if dangles(&association.origin, document) || dangles(&association.destination, document) {
            *self.dangling.entry(association.kind.clone()).or_default() += 1;
        }
    }

    fn report(self, file: &str, problems: &mut Problems) {
        for (kind, count) in self.dangling {
            let all = self.all.get(&kind).copied().unwrap_or_default();
            let what =
                format!("{count} of {all} {} links lead out of this package; they are kept", kind.word());
            let advice = "Import the package they lead to, if you have it.";
            problems.add(Problem::warning(file, what, advice).in_field("CFAssociations"));
        }
        for (word, count) in self.unknown_words {
            let what =
                format!("{count} associations have a type that the standard does not know; they are kept");
            let warning = Problem::warning(file, what, "Nothing to do, unless the word is misspelled.");
            problems.add(warning.in_field("CFAssociations.associationType").with_value(&word));
        }
    }
}

/// Whether an end is neither a competency of the package nor the document itself.
pub(super) fn dangles(end: &End, document: &str) -> bool {
    end.competency.is_none() && end.guid != document
}

/// Numbers the children of each parent by (sequence number, file order); a missing number comes last.
fn set_positions(file: &str, links: &mut [Link], problems: &mut Problems) {
    let mut children: HashMap<&str, Vec<(i64, usize)>> = HashMap::new();
    let mut missing = 0_u64;
    for (place, link) in links.iter().enumerate() {
        if link.association.kind == AssociationKind::IsChildOf {
            missing += u64::from(link.sequence.is_none());
            let parent = link.association.destination.guid.as_str();
            children.entry(parent).or_default().push((link.sequence.unwrap_or(i64::MAX), place));
        }
    }
    let mut repeated = 0_u64;
    let mut positions = Vec::new();
    for siblings in children.values_mut() {
        siblings.sort_unstable();
        repeated += siblings
            .windows(2)
            .map(|pair| u64::from(pair[0].0 == pair[1].0 && pair[0].0 != i64::MAX))
            .sum::<u64>();
        positions.extend((0..).zip(siblings.iter()).map(|(position, (_, place))| (*place, position)));
    }
    for (place, position) in positions {
        links[place].association.position = Some(position);
    }
    for (count, what) in [
        (missing, "isChildOf links have no sequence number"),
        (repeated, "isChildOf links repeat a sequence number"),
    ] {
        if count > 0 {
            let problem = Problem::warning(file, format!("{count} {what}"), "The order in the file decides.");
            problems.add(problem.in_field("CFAssociations.sequenceNumber"));
        }
    }
}
