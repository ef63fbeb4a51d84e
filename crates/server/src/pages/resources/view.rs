//! Resources as their pages show them.

use domain::{
    SectionId,
    chain::hex,
    modality::Modality,
    resource::{GivenResource, ResourceKind},
};
use usecases::{
    search_resources::FoundResource,
    show_resource::WholeResource,
    worked_for_whom::{Comparison, WorkedFor},
};

use crate::{
    figures::grouped,
    resource_words::{kind_name, minutes, modality_name},
    views::{
        resources::{GivenLine, LibraryLine, ResourcePage, Worked},
        shell::{Choice, Link, Shell},
    },
    when,
};

/// A line of the library.
pub fn line(one: &FoundResource, modalities: &[Modality]) -> LibraryLine {
    let resource = &one.resource;
    LibraryLine {
        title: Link::new(&resource.title, &format!("/resources/{}", resource.id)),
        about: resource.about.clone(),
        kind: kind_name(resource.kind).to_owned(),
        modality: modality_name(modalities, &resource.modality),
        minutes: minutes(resource.minutes),
        language: resource.language.clone(),
        competencies: one.competencies.iter().map(domain::framework::Competency::code_and_title).collect(),
        uses: one.uses.map(|uses| format!("{} times", grouped(uses))).unwrap_or_default(),
    }
}

/// To whom something was given and when.
pub fn given_said(given: &GivenResource) -> String {
    let whom = match &given.learners {
        None => "to everybody".to_owned(),
        Some(some) if some.len() == 1 => "to 1 student".to_owned(),
        Some(some) => format!("to {} students", some.len()),
    };
    let check = if given.check.is_some() { ", with a check" } else { "" };
    format!("{whom}{check}, {}", when::day_of(given.at))
}

/// One resource for staff.
pub fn whole(
    found: &WholeResource,
    sections: &[(SectionId, String)],
    worked: &[WorkedFor],
    html: String,
    refusal: Option<String>,
    shell: Shell,
) -> ResourcePage {
    let resource = &found.resource;
    let here = format!("/resources/{}", resource.id);
    let opens = match &resource.file {
        Some((digest, name)) => Some(Link::new(name, &format!("/content/{}", hex(digest)))),
        None if resource.address.is_empty() => None,
        None => Some(Link::new(&resource.address, &resource.address)),
    };
    let may = |action: String| if found.may_write { action } else { String::new() };
    let mut checks = vec![Choice::new("none", "No check")];
    if found.check.is_some() {
        checks.push(Choice { selected: true, ..Choice::new("own", "Its own check") });
    }
    if !found.competencies.is_empty() {
        checks.push(Choice::new("exit_slip", "Exit slip: 5 questions about what it is about"));
        checks.push(Choice::new("check", "Check when ready: 10 questions"));
    }
    ResourcePage {
        crumbs: vec![Link::new("Lessons", "/resources")],
        title: resource.title.clone(),
        about: resource.about.clone(),
        facts: facts(found),
        retired: resource.retired_at.is_some(),
        edit: may(format!("{here}/edit")),
        retire_action: may(format!("{here}/retire")),
        learner_href: format!("/lessons/{}", resource.id),
        html,
        opens,
        competencies: found
            .competencies
            .iter()
            .map(|one| Link::new(&one.code_and_title(), &format!("/competencies/{}", one.id)))
            .collect(),
        check: found.check.as_ref().map(|(_, title)| title.clone()),
        versions: found
            .versions
            .iter()
            .map(|one| format!("Version {}, {}", one.version, when::moment(one.written_at)))
            .collect(),
        given: found
            .given
            .iter()
            .map(|(given, title)| GivenLine {
                section: Link::new(title, &format!("/sections/{}", given.section)),
                id: given.section.to_string(),
                said: given_said(given),
            })
            .collect(),
        sections: sections.iter().map(|(id, title)| Choice::new(&id.to_string(), title)).collect(),
        checks,
        give_action: format!("{here}/give"),
        uses: match found.uses {
            None => "Used by nobody yet, or by too few students to say more.".to_owned(),
            Some((uses, learners)) => {
                format!("Used {} times by {} students.", grouped(uses), grouped(learners))
            }
        },
        worked: worked.iter().map(self::worked).collect(),
        refusal,
        shell,
    }
}

fn facts(found: &WholeResource) -> Vec<(String, String)> {
    let resource = &found.resource;
    let mut kind = kind_name(resource.kind).to_owned();
    if resource.version > 0 {
        kind = format!("{kind}, version {}", resource.version);
    }
    let mut facts = vec![
        ("What it is".to_owned(), kind),
        ("Way of learning".to_owned(), modality_name(&found.modalities, &resource.modality)),
        ("Takes".to_owned(), minutes(resource.minutes)),
        ("Language".to_owned(), resource.language.clone()),
    ];
    if !resource.grades.is_empty() {
        facts.push(("Grades".to_owned(), resource.grades.join(", ")));
    }
    if !resource.from_source.is_empty() {
        let came = if resource.kind == ResourceKind::Activity { "Reported by" } else { "Came with" };
        facts.push((came.to_owned(), resource.from_source.clone()));
    }
    let by = if found.by.is_empty() { "Onramp" } else { &found.by };
    facts.push(("Made".to_owned(), format!("by {by}, {}", when::day_of(resource.made_at))));
    facts
}

fn worked(one: &WorkedFor) -> Worked {
    let percent = |(reached, of): (u32, u32)| {
        format!("{:.0} % of {of}", f64::from(reached) / f64::from(of.max(1)) * 100.0)
    };
    let row = |(level, found): &(Option<String>, Option<Comparison>)| {
        let began = level.clone().unwrap_or_else(|| "Nothing judged yet".to_owned());
        let Some(found) = found else {
            return [began, String::new(), String::new(), "Too few to say".to_owned()];
        };
        let points = |share: f64| format!("{:.0}", share * 100.0).replace('-', "−");
        let word = if found.difference < 0.0 { "fewer" } else { "more" };
        let said = format!(
            "{} points {word} ({} to {})",
            points(found.difference.abs()),
            points(found.low),
            points(found.high)
        );
        [began, percent(found.with), percent(found.without), said]
    };
    let said = if one.groups.is_empty() {
        format!("Nobody who was not there yet used it {} days ago or earlier: too few to say.", one.days)
    } else {
        format!(
            "Who reached mastery within {} days, beside students who began at the same level and did not use it; \
             fewer than {} on a side are too few to say. In brackets: where the difference lies in 95 of 100 cases.",
            one.days, one.fewest
        )
    };
    Worked { competency: one.competency.code_and_title(), said, rows: one.groups.iter().map(row).collect() }
}
