//! A framework that is put together while a file of another format is read: competencies by the
//! publisher's identifier, and what they are to one another.

use std::collections::{HashMap, HashSet};

use domain::framework::{Association, AssociationKind, Competency, End, Extra, Framework};

use crate::{
    Problem, Problems,
    imports::{
        case::{FrameworkPackage, cycles, naming::Naming},
        framework_csv::About,
    },
};

/// What a file says about one competency.
#[derive(Debug, Clone, Default)]
pub(crate) struct Entry {
    pub guid: String,
    pub code: Option<String>,
    pub statement: String,
    pub short: Option<String>,
    pub kind: Option<String>,
    pub grades: Vec<String>,
    pub retired: bool,
    pub extra: Extra,
}

/// The framework so far.
pub(crate) struct Outline<'a> {
    naming: Naming<'a>,
    competencies: Vec<Competency>,
    associations: Vec<Association>,
    places: HashMap<String, usize>,
    stated: HashSet<String>,
    children: HashMap<String, i64>,
}

/// A framework from what the file itself does not say.
pub(crate) fn framework(naming: Naming<'_>, about: &About) -> Framework {
    Framework {
        id: naming.framework_id(),
        guid: naming.document.to_owned(),
        title: about.title.clone(),
        creator: about.creator.clone(),
        version: about.version.clone(),
        adoption_status: None,
        language: about.language.clone(),
        subjects: about.subjects.clone(),
        licence: about.licence.clone(),
        scale: about.scale.clone(),
        extra: Extra::new(),
    }
}

impl<'a> Outline<'a> {
    /// Nothing yet.
    pub fn new(naming: Naming<'a>) -> Self {
        Self {
            naming,
            competencies: Vec::new(),
            associations: Vec::new(),
            places: HashMap::new(),
            stated: HashSet::new(),
            children: HashMap::new(),
        }
    }

    /// Adds a competency; `false` when its identifier is already taken.
    pub fn add(&mut self, entry: Entry) -> bool {
        if self.places.contains_key(&entry.guid) {
            return false;
        }
        let position = self.competencies.len();
        self.places.insert(entry.guid.clone(), position);
        self.competencies.push(Competency {
            id: self.naming.competency_id(&entry.guid, entry.code.as_deref()),
            framework: self.naming.framework_id(),
            guid: entry.guid,
            code: entry.code,
            statement: entry.statement,
            short: entry.short,
            kind: entry.kind,
            grades: entry.grades,
            position: i64::try_from(position).unwrap_or(i64::MAX),
            retired: entry.retired,
            extra: entry.extra,
        });
        true
    }

    /// The competency with this identifier.
    pub fn find(&self, guid: &str) -> Option<&Competency> {
        self.places.get(guid).map(|place| &self.competencies[*place])
    }

    /// States that `origin` is `kind` of `destination`, once; children are numbered in the order stated.
    /// An end that is not among the competencies dangles.
    pub fn state(&mut self, kind: AssociationKind, origin: &str, destination: &str, extra: Extra) {
        let guid = format!("{origin}-{}-{destination}", kind.word());
        if !self.stated.insert(guid.clone()) {
            return;
        }
        let position = (kind == AssociationKind::IsChildOf).then(|| {
            let next = self.children.entry(destination.to_owned()).or_default();
            *next += 1;
            *next - 1
        });
        let end = |guid: &str| End {
            guid: guid.to_owned(),
            competency: self.find(guid).map(|one| one.id),
            title: None,
        };
        let framework = self.naming.framework_id();
        self.associations.push(Association {
            id: self.naming.association_id(framework, &guid),
            framework,
            origin: end(origin),
            destination: end(destination),
            guid,
            kind,
            position,
            extra,
        });
    }

    /// Whether the two are already stated to be `kind`, whichever comes first.
    pub fn has_stated(&self, kind: &AssociationKind, one: &str, other: &str) -> bool {
        let word = kind.word();
        self.stated.contains(&format!("{one}-{word}-{other}"))
            || self.stated.contains(&format!("{other}-{word}-{one}"))
    }

    /// The whole, without the links that close a circle, which are reported in `field`.
    pub fn finish(
        mut self,
        framework: Framework,
        (file, field): (&str, &str),
        problems: &mut Problems,
    ) -> FrameworkPackage {
        let circles = cycles(&self.associations);
        for circle in &circles {
            let path = circle.path.join(" > ");
            let what = format!("the parents run in a circle: {path}; the link that closes it is left out");
            let problem = Problem::error(file, what, "Remove one of the links.");
            problems.add(problem.in_field(field));
        }
        let broken: HashSet<_> = circles.into_iter().map(|circle| circle.broken).collect();
        self.associations.retain(|link| !broken.contains(&link.id));
        FrameworkPackage {
            framework,
            competencies: self.competencies,
            associations: self.associations,
            rubrics: Vec::new(),
            cycles: Vec::new(),
        }
    }
}

/// A field to keep, as JSON text.
pub(crate) fn keep(extra: &mut Extra, name: &str, value: impl Into<serde_json::Value>) {
    extra.insert(name.to_owned(), value.into().to_string());
}
