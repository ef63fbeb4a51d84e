//! One competency in one class.

use axum::{
    Router,
    extract::{Path, State},
    routing::get,
};
use domain::{CompetencyId, SectionId, framework::Competency, judgement::Finding};
use usecases::{
    class_list::Listed,
    distribution::{Distribution as Counted, SMALLEST_GROUP},
    show_competency::{self, show_competency},
};

use crate::{
    figures::grouped,
    frame,
    page_error::{Page, page},
    pages::rate::label,
    session::SignedIn,
    site::Site,
    standing, statement,
    views::{
        chart::{Bar, Distribution},
        section_competency::{SectionCompetency, Standing},
        shell::Link,
    },
    when,
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new().route("/sections/{section}/competencies/{competency}", get(show))
}

/// `GET /sections/{section}/competencies/{competency}`
async fn show(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path((section, competency)): Path<(SectionId, CompetencyId)>,
) -> Page {
    let found = show_competency(&site.app, &signed_in.actor, section, competency).await?;
    let href = format!("/sections/{section}");
    let title = label(&found.competency);
    let path = format!("{href}/competencies/{competency}");
    let shell = frame::shell(&site, &signed_in, &title, &path).await?;
    let links = |all: &[Competency]| {
        let link = |one: &Competency| Link::new(&label(one), &format!("{href}/competencies/{}", one.id));
        all.iter().map(link).collect()
    };
    page(&SectionCompetency {
        shell,
        crumbs: vec![Link::new("My classes", "/sections"), Link::new(&found.section.title, &href)],
        label: title,
        statement_html: statement::html(&found.competency.statement),
        distribution: distribution(&found),
        builds_on: links(&found.before),
        leads_to: links(&found.after),
        learners: found
            .learners
            .iter()
            .map(|(one, finding)| learner(&found, one, finding.as_ref()))
            .collect(),
        rate_href: usecases::access::drafts(found.relationship)
            .then(|| format!("{href}/rate?competency={competency}")),
        detail_href: format!("/competencies/{competency}"),
    })
}

fn learner(
    found: &show_competency::SectionCompetency,
    listed: &Listed,
    finding: Option<&Finding>,
) -> Standing {
    let newest = finding.and_then(|finding| finding.last_worked_at);
    Standing {
        name: listed.list_name.clone(),
        href: format!("/learners/{}/competencies/{}", listed.learner, found.competency.id),
        mark: standing::mark(finding, &found.scale, wording::english()),
        count: finding.map_or(0, |finding| finding.evidence_count).to_string(),
        newest: newest.map_or_else(|| "never".to_owned(), when::day_of),
    }
}

fn distribution(found: &show_competency::SectionCompetency) -> Distribution {
    let Counted { learners, levels, unknown } = &found.distribution;
    let counts = levels.iter().chain([unknown]);
    let bars = standing::legend(&found.scale).into_iter().zip(counts).map(|(mark, count)| Bar {
        mark,
        count: count.map_or_else(|| "not shown".to_owned(), grouped),
        percent: percent(*count, *learners),
        detail: String::new(),
    });
    let caption = match learners {
        Some(learners) if levels.iter().chain([unknown]).any(Option::is_none) => {
            format!("{} students; numbers below {SMALLEST_GROUP} are not shown", grouped(*learners))
        }
        Some(1) => "1 student".to_owned(),
        Some(learners) => format!("{} students", grouped(*learners)),
        None => format!("Fewer than {SMALLEST_GROUP} students: numbers are not shown"),
    };
    Distribution { caption, bars: bars.collect() }
}

fn percent(count: Option<usize>, learners: Option<usize>) -> u32 {
    let share = count.unwrap_or(0) * 100 / learners.unwrap_or(0).max(1);
    u32::try_from(share).unwrap_or(100)
}
