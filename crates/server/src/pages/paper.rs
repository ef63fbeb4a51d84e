//! An assessment on paper: for whom it is printed, and what is printed.

use axum::{
    Router,
    extract::{Path, State},
    routing::get,
};
use domain::{AssignmentId, LearnerId, people::Section};
use scanning::{layout::Paper, print};
use usecases::{
    Refusal,
    print_forms::{Printed, PrintedForm, Printing, look_before_printing, print_forms},
    words::words_for,
};
use wording::{Audience, Words};

use crate::{
    form::Fields,
    frame, item_html,
    page_error::{Page, page},
    session::SignedIn,
    site::Site,
    standing::counted,
    views::{
        paper::{PaperChoose, PaperPrint, PrintedForm as Shown},
        shell::Link,
    },
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new().route("/assignments/{assignment}/paper", get(choose).post(printed))
}

/// `GET /assignments/{assignment}/paper`: for whom.
async fn choose(State(site): State<Site>, signed_in: SignedIn, Path(assignment): Path<AssignmentId>) -> Page {
    let found = look_before_printing(&site.app, &signed_in.actor, assignment).await?;
    let action = format!("/assignments/{assignment}/paper");
    page(&PaperChoose {
        shell: frame::shell(&site, &signed_in, "On paper", "/sections").await?,
        crumbs: crumbs(&found.section, assignment, &found.title),
        heading: found.title,
        cannot: found.cannot.unwrap_or_default(),
        read_href: format!("{action}/read"),
        action,
        learners: found
            .learners
            .into_iter()
            .map(|(one, given)| (one.learner.to_string(), one.list_name, given))
            .collect(),
    })
}

/// The way to the pages of an assignment's paper.
pub fn crumbs(section: &Section, assignment: AssignmentId, title: &str) -> Vec<Link> {
    vec![
        Link::new("My classes", "/sections"),
        Link::new(&section.title, &format!("/sections/{}", section.id)),
        Link::new("Assessments", &format!("/sections/{}/assessments", section.id)),
        Link::new(title, &format!("/assignments/{assignment}")),
    ]
}

/// `POST /assignments/{assignment}/paper`: the forms, ready to print.
async fn printed(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(assignment): Path<AssignmentId>,
    form: Fields,
) -> Page {
    let words = words_for(&site.app, &signed_in.actor, Audience::Learner).await?;
    let read = |text: &str| {
        text.parse::<LearnerId>()
            .map_err(|_| Refusal::invalid("person", "cannot be read: load the page again"))
    };
    let paper = match form.one("paper") {
        "letter" => Paper::Letter,
        _ => Paper::A4,
    };
    let printing = Printing {
        learners: form.all("person").map(read).collect::<Result<Vec<_>, _>>()?,
        paper,
        large: !form.one("large").is_empty(),
        alike: !form.one("alike").is_empty(),
        instruction: words.say("paper-instruction"),
    };
    let found = print_forms(&site.app, &signed_in.actor, assignment, printing).await?;
    page(&PaperPrint {
        shell: frame::shell(&site, &signed_in, "On paper", "/sections").await?,
        crumbs: crumbs(&found.section, assignment, &found.title),
        summary: format!(
            "{}.",
            counted(i64::try_from(found.forms.len()).unwrap_or(i64::MAX), "form", "forms")
        ),
        by_a_person: by_a_person(&found),
        left_out: found.left_out,
        read_href: format!("/assignments/{assignment}/paper/read"),
        paper: if paper == Paper::Letter { "letter" } else { "a4" },
        forms: (0..).zip(&found.forms).map(|(at, one)| shown(one, at, &words)).collect(),
        heading: found.title,
    })
}

/// What paper cannot give, by name.
fn by_a_person(found: &Printed) -> Vec<(String, String)> {
    let one = |form: &PrintedForm| {
        let mut needs = form.supports.by_a_person.clone();
        if form.supports.read_aloud {
            needs.push("read aloud".to_owned());
        }
        (!needs.is_empty()).then(|| (form.form.list_name.clone(), needs.join(", ")))
    };
    found.forms.iter().filter_map(one).collect()
}

fn shown(one: &PrintedForm, at: usize, words: &Words) -> Shown {
    let item_words = item_html::words(words);
    let mut questions = Vec::new();
    let mut shared = None;
    for question in &one.form.questions {
        let prefix = format!("p{at}-{}-", question.place);
        if let Some(text) = question.stimulus.as_ref().filter(|text| shared != Some(text.id)) {
            let prefix = format!("{prefix}s-");
            questions
                .push((String::new(), item_html::printed_stimulus(text, &item_words, &prefix, one.large)));
        }
        shared = question.stimulus.as_ref().map(|text| text.id);
        let html = item_html::printed(question, &item_words, &prefix, one.large);
        questions.push(((question.place + 1).to_string(), html));
    }
    let minutes = one.minutes.map(|minutes| {
        words.tell("paper-minutes", &[("minutes", usize::try_from(minutes).unwrap_or(usize::MAX).into())])
    });
    Shown {
        name: one.form.name.clone(),
        code: words.tell("paper-code", &[("code", (&one.form.code).into())]),
        minutes: minutes.unwrap_or_default(),
        instruction: words.say("paper-instruction"),
        sheet_after: words.say("paper-sheet-after"),
        large: one.large,
        questions,
        pages: one.pages.iter().map(print::svg).collect(),
    }
}
