//! What is typed into the form of a resource.

use domain::{chain::Digest, resource::ResourceKind};
use usecases::{
    Actor, App, Refusal,
    browse_rubrics::find_codes,
    item_kept_text::bare_name,
    show_resource::WholeResource,
    write_resource::{NewContent, NewResource},
};

use crate::{
    answer_form::AnswerForm, item_form::FormProblem, pages::item_write::file_pairs, views::item_form::Field,
};

/// What can be chosen from: value and name of each.
pub struct Offered {
    pub modalities: Vec<(String, String)>,
    pub plans: Vec<(String, String)>,
}

/// What is typed.
pub struct Typed {
    pub kind: ResourceKind,
    pub title: String,
    pub about: String,
    pub modality: String,
    pub minutes: String,
    pub language: String,
    pub grades: String,
    pub codes: String,
    pub check: String,
    pub address: String,
    pub text: String,
    /// Whether it is a page whose shape the form does not know, which stays as it is.
    pub keeps_text: bool,
    pub files: Vec<(String, Digest)>,
    /// The version that is changed; nothing for a new one.
    pub seen: String,
}

impl Typed {
    pub fn blank(kind: ResourceKind, codes: &str) -> Self {
        let modality = if kind == ResourceKind::Lesson {
            domain::modality::INDEPENDENT
        } else {
            domain::modality::VIRTUAL
        };
        Self {
            kind,
            title: String::new(),
            about: String::new(),
            modality: modality.to_owned(),
            minutes: "20".to_owned(),
            language: "en".to_owned(),
            grades: String::new(),
            codes: codes.chars().take(200).collect(),
            check: String::new(),
            address: String::new(),
            text: String::new(),
            keeps_text: false,
            files: Vec::new(),
            seen: String::new(),
        }
    }

    pub fn of(found: &WholeResource) -> Self {
        let one = &found.resource;
        let code = |competency: &domain::framework::Competency| {
            competency.code.clone().unwrap_or_else(|| competency.guid.clone())
        };
        Self {
            kind: one.kind,
            title: one.title.clone(),
            about: one.about.clone(),
            modality: one.modality.clone(),
            minutes: one.minutes.to_string(),
            language: one.language.clone(),
            grades: one.grades.join(", "),
            codes: found.competencies.iter().map(code).collect::<Vec<_>>().join(", "),
            check: one.check.map(|check| check.to_string()).unwrap_or_default(),
            address: one.address.clone(),
            text: found.text.clone().unwrap_or_default(),
            keeps_text: one.kind.has_text() && found.text.is_none(),
            files: match &one.file {
                Some((digest, name)) => vec![(name.clone(), *digest)],
                None => found.files.clone(),
            },
            seen: one.version.to_string(),
        }
    }

    pub fn sent(sent: &AnswerForm) -> Result<Self, Refusal> {
        let one = |name: &str| sent.one(name).trim().to_owned();
        let kind = ResourceKind::from_word(&one("kind"));
        let files = sent.fields.iter().filter(|(name, _)| name == "file").map(|(_, pair)| pair.as_str());
        Ok(Self {
            kind: kind
                .ok_or_else(|| Refusal::invalid("kind", "is none that there is: load the page again"))?,
            title: one("title"),
            about: one("about"),
            modality: one("modality"),
            minutes: one("minutes"),
            language: one("language"),
            grades: one("grades"),
            codes: one("codes"),
            check: one("check"),
            address: one("address"),
            text: sent.one("text").replace("\r\n", "\n"),
            keeps_text: one("keeps_text") == "1",
            files: file_pairs(files),
            seen: one("seen"),
        })
    }

    /// Whether it is a page that the form can change.
    pub fn is_page(&self) -> bool {
        self.kind.has_text() && !self.keeps_text
    }

    /// Takes a file that was sent: a page shows several, a resource that is a file is the last one.
    pub fn take(&mut self, name: &str, digest: Digest) {
        if !self.is_page() {
            self.files.clear();
        }
        self.files.push((bare_name(name), digest));
    }

    /// What is typed as a resource.
    pub async fn read(&self, app: &App, actor: &Actor) -> Result<NewResource, Refusal> {
        let parts = |text: &str| {
            let parts = text.split([',', ';', '\n']).map(str::trim).filter(|part| !part.is_empty());
            parts.map(str::to_owned).collect::<Vec<_>>()
        };
        let mut codes = find_codes(app, actor, vec![parts(&self.codes)]).await?;
        let check = match self.check.as_str() {
            "" => None,
            id => Some(
                id.parse()
                    .map_err(|_| Refusal::invalid("check", "cannot be read: choose one of the list"))?,
            ),
        };
        let shown: String = self.minutes.chars().take(20).collect();
        let minutes = self.minutes.parse();
        let content = match self.kind {
            _ if self.keeps_text => NewContent::Kept,
            ResourceKind::Lesson | ResourceKind::CartridgePage => {
                NewContent::Lesson { text: self.text.clone(), files: self.files.clone() }
            }
            ResourceKind::Link => NewContent::Link(self.address.clone()),
            ResourceKind::Activity => NewContent::Activity(self.address.clone()),
            ResourceKind::File => match self.files.last() {
                Some((name, digest)) => NewContent::File(*digest, name.clone()),
                None => return Err(Refusal::invalid("picture", "is missing: choose a file")),
            },
        };
        Ok(NewResource {
            title: self.title.clone(),
            about: self.about.clone(),
            modality: self.modality.clone(),
            minutes: minutes
                .map_err(|_| Refusal::invalid("minutes", format!("are \"{shown}\": write a number")))?,
            language: self.language.clone(),
            grades: parts(&self.grades),
            competencies: codes.pop().unwrap_or_default(),
            check,
            content,
        })
    }

    /// The fields of the form, with what is wrong beside each.
    pub fn fields(&self, offered: &Offered, problems: &[FormProblem]) -> Vec<Field> {
        let options = |all: &[(String, String)]| -> Vec<(String, String)> { all.to_vec() };
        let select = |name: &str, label: &str, hint: &str, chosen: &str, all: Vec<(String, String)>| {
            let all: Vec<(&str, &str)> =
                all.iter().map(|(value, label)| (value.as_str(), label.as_str())).collect();
            Field::select(name, label, hint, chosen, &all)
        };
        let mut plans = options(&offered.plans);
        plans.insert(0, (String::new(), "None of its own".to_owned()));
        let mut all = vec![
            Field::text("title", "Title", "Learners read it.", &self.title),
            Field::text("about", "What it is about", "In a sentence; may be empty.", &self.about),
        ];
        match self.kind {
            ResourceKind::Link => all.push(Field::text(
                "address",
                "Address",
                "As it stands in the browser’s address line, without a name or password in it.",
                &self.address,
            )),
            ResourceKind::Activity => {
                all.push(Field::text("address", "Address", "Where it is found; may be empty.", &self.address));
            }
            kind if kind.has_text() && self.keeps_text => {
                all.push(Field::tick("keeps_text", "The text stays as it is: the form does not know its shape", true));
            }
            kind if kind.has_text() => all.push(Field::area(
                "text",
                "Text",
                "Light markup: **bold**, *italic*, an empty line for a new paragraph, - for a list, | a | b | for a \
                 table, > for a quote, $x^2$ for mathematics, ![what it shows](file) for a picture, sound or film.",
                &self.text,
                18,
            )),
            _ => {}
        }
        all.extend([
            Field::text(
                "codes",
                "Standards",
                "Codes, the main one first, with commas between them.",
                &self.codes,
            ),
            select("modality", "Way of learning", "", &self.modality, options(&offered.modalities)),
            Field::text("minutes", "Minutes", "About how long it takes.", &self.minutes),
            Field::text("language", "Language", "Such as en or es.", &self.language),
            Field::text("grades", "Grades", "Such as 06, 07; empty for any.", &self.grades),
            select(
                "check",
                "Its check",
                "An assessment that shows what was learned; an exit slip can be given along without one.",
                &self.check,
                plans,
            ),
        ]);
        for field in &mut all {
            let wrong = problems.iter().find(|one| {
                one.field == field.name || (one.field == "competencies" && field.name == "codes")
            });
            if let Some(found) = wrong {
                field.wrong.clone_from(&found.why);
            }
        }
        all
    }
}
