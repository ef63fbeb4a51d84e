//! The objects of a CASE 1.1 package: their fields, and what each may hold.

/// What a field may hold.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Kind {
    Text,
    Uuid,
    DateTime,
    Date,
    Whole,
    Number,
    Texts,
    /// `LinkURI`.
    Link,
    /// A list of `LinkURI`.
    Links,
    /// `LinkGenURI`: an end of an association.
    End,
    /// `caseVersion`.
    CaseVersion,
    /// `associationType`.
    Relation,
    /// A list of objects.
    List(&'static Shape),
}

/// One field.
#[derive(Debug)]
pub(crate) struct Field {
    pub name: &'static str,
    pub kind: Kind,
    /// Must be there. In the order in which they are filled: a later one may be made from an earlier.
    pub required: bool,
}

/// One type of object. Every type has `extensions`, which are not among its fields.
#[derive(Debug)]
pub(crate) struct Shape {
    /// The word in its address.
    pub word: &'static str,
    pub fields: &'static [Field],
    /// `extensions` is a list of objects: so the schema has it for levels of a criterion.
    pub extensions_in_list: bool,
    /// The whole object is kept as text, so the order of its fields is kept too.
    pub ordered: bool,
}

impl Shape {
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    pub fn required(&self) -> impl Iterator<Item = &'static Field> {
        self.fields.iter().filter(|field| field.required)
    }
}

const fn must(name: &'static str, kind: Kind) -> Field {
    Field { name, kind, required: true }
}

const fn may(name: &'static str, kind: Kind) -> Field {
    Field { name, kind, required: false }
}

const IDENTIFIER: Field = must("identifier", Kind::Uuid);
const URI: Field = must("uri", Kind::Text);
const CHANGED: Field = must("lastChangeDateTime", Kind::DateTime);

/// The package without its document, items and associations, which are written one by one.
pub(crate) const PACKAGE: Shape = Shape {
    word: "CFPackages",
    fields: &[may("CFRubrics", Kind::List(&RUBRIC))],
    extensions_in_list: false,
    ordered: false,
};

pub(crate) const DOCUMENT: Shape = Shape {
    word: "CFDocuments",
    fields: &[
        IDENTIFIER,
        URI,
        must("caseVersion", Kind::CaseVersion),
        may("frameworkType", Kind::Text),
        may("publisher", Kind::Text),
        must("creator", Kind::Text),
        must("title", Kind::Text),
        CHANGED,
        may("officialSourceURL", Kind::Text),
        may("description", Kind::Text),
        may("subject", Kind::Texts),
        may("subjectURI", Kind::Links),
        may("language", Kind::Text),
        may("version", Kind::Text),
        may("adoptionStatus", Kind::Text),
        may("statusStartDate", Kind::Date),
        may("statusEndDate", Kind::Date),
        may("licenseURI", Kind::Link),
        may("notes", Kind::Text),
    ],
    extensions_in_list: false,
    ordered: false,
};

pub(crate) const ITEM: Shape = Shape {
    word: "CFItems",
    fields: &[
        IDENTIFIER,
        must("fullStatement", Kind::Text),
        may("alternativeLabel", Kind::Text),
        may("CFItemType", Kind::Text),
        URI,
        may("humanCodingScheme", Kind::Text),
        may("listEnumeration", Kind::Text),
        may("abbreviatedStatement", Kind::Text),
        may("conceptKeywords", Kind::Texts),
        may("conceptKeywordsURI", Kind::Link),
        may("notes", Kind::Text),
        may("subject", Kind::Texts),
        may("subjectURI", Kind::Links),
        may("language", Kind::Text),
        may("educationLevel", Kind::Texts),
        may("CFItemTypeURI", Kind::Link),
        may("licenseURI", Kind::Link),
        may("statusStartDate", Kind::Date),
        may("statusEndDate", Kind::Date),
        CHANGED,
    ],
    extensions_in_list: false,
    ordered: false,
};

pub(crate) const ASSOCIATION: Shape = Shape {
    word: "CFAssociations",
    fields: &[
        IDENTIFIER,
        must("associationType", Kind::Relation),
        may("sequenceNumber", Kind::Whole),
        URI,
        must("originNodeURI", Kind::End),
        must("destinationNodeURI", Kind::End),
        may("CFAssociationGroupingURI", Kind::Link),
        CHANGED,
        may("notes", Kind::Text),
    ],
    extensions_in_list: false,
    ordered: false,
};

pub(crate) const DEFINITIONS: Shape = Shape {
    word: "CFDefinitions",
    fields: &[
        may("CFConcepts", Kind::List(&CONCEPT)),
        may("CFSubjects", Kind::List(&SUBJECT)),
        may("CFLicenses", Kind::List(&LICENCE)),
        may("CFItemTypes", Kind::List(&ITEM_TYPE)),
        may("CFAssociationGroupings", Kind::List(&GROUPING)),
    ],
    extensions_in_list: false,
    ordered: true,
};

const TITLE: Field = must("title", Kind::Text);
const HIERARCHY: Field = must("hierarchyCode", Kind::Text);

const CONCEPT: Shape = Shape {
    word: "CFConcepts",
    fields: &[
        IDENTIFIER,
        URI,
        TITLE,
        may("keywords", Kind::Text),
        HIERARCHY,
        may("description", Kind::Text),
        CHANGED,
    ],
    extensions_in_list: false,
    ordered: true,
};

const SUBJECT: Shape = Shape {
    word: "CFSubjects",
    fields: &[IDENTIFIER, URI, TITLE, HIERARCHY, may("description", Kind::Text), CHANGED],
    extensions_in_list: false,
    ordered: true,
};

const LICENCE: Shape = Shape {
    word: "CFLicenses",
    fields: &[
        IDENTIFIER,
        URI,
        TITLE,
        may("description", Kind::Text),
        must("licenseText", Kind::Text),
        CHANGED,
    ],
    extensions_in_list: false,
    ordered: true,
};

const ITEM_TYPE: Shape = Shape {
    word: "CFItemTypes",
    fields: &[
        IDENTIFIER,
        URI,
        TITLE,
        must("description", Kind::Text),
        may("typeCode", Kind::Text),
        HIERARCHY,
        CHANGED,
    ],
    extensions_in_list: false,
    ordered: true,
};

const GROUPING: Shape = Shape {
    word: "CFAssociationGroupings",
    fields: &[IDENTIFIER, URI, TITLE, may("description", Kind::Text), CHANGED],
    extensions_in_list: false,
    ordered: true,
};

pub(crate) const RUBRIC: Shape = Shape {
    word: "CFRubrics",
    fields: &[
        IDENTIFIER,
        URI,
        may("title", Kind::Text),
        may("description", Kind::Text),
        CHANGED,
        may("CFRubricCriteria", Kind::List(&CRITERION)),
    ],
    extensions_in_list: false,
    ordered: true,
};

const CRITERION: Shape = Shape {
    word: "CFRubricCriteria",
    fields: &[
        IDENTIFIER,
        URI,
        may("category", Kind::Text),
        may("description", Kind::Text),
        may("CFItemURI", Kind::Link),
        may("weight", Kind::Number),
        may("position", Kind::Whole),
        may("rubricId", Kind::Uuid),
        CHANGED,
        may("CFRubricCriterionLevels", Kind::List(&LEVEL)),
    ],
    extensions_in_list: false,
    ordered: true,
};

const LEVEL: Shape = Shape {
    word: "CFRubricCriterionLevels",
    fields: &[
        IDENTIFIER,
        URI,
        may("description", Kind::Text),
        may("quality", Kind::Text),
        may("score", Kind::Number),
        may("feedback", Kind::Text),
        may("position", Kind::Whole),
        may("rubricCriterionId", Kind::Uuid),
        CHANGED,
    ],
    extensions_in_list: true,
    ordered: true,
};
