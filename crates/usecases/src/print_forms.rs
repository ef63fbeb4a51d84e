//! An assessment on paper: for each learner a sitting with a form of their own and a code; printed again, the same.

use assessment::plan::{Plan, SelectBy};
use domain::{
    AssignmentId, LearnerId, SittingId, Timestamp,
    access::Relationship,
    accommodation::{Accommodations, PrintSize as Given},
    people::Section,
    sitting::Medium,
};
use scanning::layout::{Paper, PrintSize, SheetPage};
use store::{Tx, assignment::Assignment};

use crate::{
    Actor, App, Change, Refusal, access, chance,
    class_list::{self, Listed},
    paper_form::{self, LoadedForm, PaperForm},
    plans_kept,
    show_sitting::given,
    start_sitting::{Before, Begun, Starting, begin, capitalized},
    supports::{self, Supports},
};

/// The most learners who are printed for at once.
const MOST_LEARNERS: usize = 300;

/// What is to be printed.
#[derive(Debug, Clone)]
pub struct Printing {
    /// For whom; empty for everybody to whom it is given.
    pub learners: Vec<LearnerId>,
    /// On which paper.
    pub paper: Paper,
    /// In large print for all of them; otherwise for those whose accommodations say so.
    pub large: bool,
    /// Whether new forms are drawn and shuffled alike: the same for all who have seen none of the questions.
    pub alike: bool,
    /// What stands above the rows of the answer sheets; at most 120 characters.
    pub instruction: String,
}

/// Who can be printed for.
#[derive(Debug, Clone)]
pub struct Printable {
    /// What was given.
    pub assignment: Assignment,
    /// What it is called.
    pub title: String,
    /// Where.
    pub section: Section,
    /// To whom it is given, by name, and what they are given, in a line.
    pub learners: Vec<(Listed, String)>,
    /// Why none can be printed; `None` where they can.
    pub cannot: Option<String>,
}

/// What was printed.
#[derive(Debug, Clone)]
pub struct Printed {
    /// What was given.
    pub assignment: AssignmentId,
    /// What it is called.
    pub title: String,
    /// Where.
    pub section: Section,
    /// Each learner's, by name.
    pub forms: Vec<PrintedForm>,
    /// Who has none now, and why.
    pub left_out: Vec<(String, String)>,
}

/// One learner's.
#[derive(Debug, Clone)]
pub struct PrintedForm {
    /// Questions and rows.
    pub form: PaperForm,
    /// The pages of the answer sheet.
    pub pages: Vec<SheetPage>,
    /// Whether it is in large print.
    pub large: bool,
    /// What is given to the learner; what a person has to give, paper cannot.
    pub supports: Supports,
    /// How many minutes they have; `None` for without limit.
    pub minutes: Option<u32>,
}

/// Shows for whom an assignment can be printed.
pub async fn look_before_printing(
    app: &App,
    actor: &Actor,
    assignment: AssignmentId,
) -> Result<Printable, Refusal> {
    let now = chance::now();
    let (found, relationship) = app
        .db
        .read(actor.clone(), |tx, actor| {
            Box::pin(async move {
                let (assignment, section, relationship) =
                    paper_form::judged(tx, actor, assignment, now).await?;
                let (title, plan) = planned(tx, actor, &assignment).await?;
                let today = chance::date_of(actor.district, now);
                let listed = whom(tx, actor, &assignment, &section, now).await?;
                let given = class_list::accommodations(tx, actor.district, &listed, today).await?;
                let line = |one: &Listed| given.iter().find(|(who, _)| who.learner == one.learner);
                let learners = listed.iter().map(|one| {
                    let given = line(one).map(|(_, line)| line.clone()).unwrap_or_default();
                    (one.clone(), given)
                });
                let cannot = printable(&plan).err().map(|why| why.to_string());
                let learners = learners.collect();
                Ok::<_, Refusal>((Printable { assignment, title, section, learners, cannot }, relationship))
            })
        })
        .await?;
    let learners = found.learners.iter().map(|(one, _)| one.learner).collect();
    access::log(app, actor, "an assessment of a class", relationship, learners, now).await?;
    Ok(found)
}

/// Prints: begins a sitting on paper for each learner who has none, and gives all that is to be printed.
pub async fn print_forms(
    app: &App,
    actor: &Actor,
    assignment: AssignmentId,
    printing: Printing,
) -> Result<Printed, Refusal> {
    access::may_write(actor)?;
    let now = chance::now();
    let (class, learners) = app
        .db
        .read((actor.clone(), printing.learners.clone()), |tx, (actor, wanted)| {
            Box::pin(async move { class(tx, actor, assignment, wanted, now).await })
        })
        .await?;
    let seed = i64::from_le_bytes(chance::random());
    let (mut sittings, mut left_out) = (Vec::new(), Vec::new());
    for one in &learners {
        let seed = if printing.alike { seed } else { i64::from_le_bytes(chance::random()) };
        match for_learner(app, actor, assignment, one.learner, seed, now).await? {
            Ok(sitting) => sittings.push(sitting),
            Err(why) => left_out.push((one.list_name.clone(), why)),
        }
    }
    let mut forms = Vec::with_capacity(sittings.len());
    for sitting in sittings {
        match form_of(app, actor, sitting, &printing, &class.plan).await? {
            Ok(form) => forms.push(form),
            Err(left) => left_out.push(left),
        }
    }
    app.tell(Change::of_assignment(actor.district, assignment));
    let shown = learners.iter().map(|one| one.learner).collect();
    access::log(app, actor, "an assessment of a class", class.relationship, shown, now).await?;
    Ok(Printed { assignment, title: class.title, section: class.section, forms, left_out })
}

struct Class {
    title: String,
    plan: std::sync::Arc<Plan>,
    section: Section,
    relationship: Relationship,
}

async fn class(
    tx: &mut Tx,
    actor: &Actor,
    assignment: AssignmentId,
    wanted: &[LearnerId],
    now: Timestamp,
) -> Result<(Class, Vec<Listed>), Refusal> {
    let (assignment, section, relationship) = paper_form::judged(tx, actor, assignment, now).await?;
    let (title, plan) = planned(tx, actor, &assignment).await?;
    printable(&plan)?;
    if assignment.withdrawn_at.is_some() {
        return Err(Refusal::Conflict("This was taken back: give it again before it is printed.".to_owned()));
    }
    let mut listed = whom(tx, actor, &assignment, &section, now).await?;
    if wanted.iter().any(|one| !listed.iter().any(|listed| listed.learner == *one)) {
        return Err(Refusal::NotFound("this learner"));
    }
    listed.retain(|one| wanted.is_empty() || wanted.contains(&one.learner));
    if listed.len() > MOST_LEARNERS {
        let why = format!("are {}, and {MOST_LEARNERS} are the most at once: choose some", listed.len());
        return Err(Refusal::invalid("learners", why));
    }
    Ok((Class { title, plan, section, relationship }, listed))
}

async fn planned(
    tx: &mut Tx,
    actor: &Actor,
    assignment: &Assignment,
) -> Result<(String, std::sync::Arc<Plan>), Refusal> {
    let row = store::assessment::find(tx, actor.district, assignment.assessment).await?;
    let row = row.ok_or(Refusal::NotFound("this assessment"))?;
    let plan = plans_kept::load(tx, actor.district, row.id, row.version).await?;
    Ok((row.title, plan))
}

/// To whom it is given.
async fn whom(
    tx: &mut Tx,
    actor: &Actor,
    assignment: &Assignment,
    section: &Section,
    now: Timestamp,
) -> Result<Vec<Listed>, Refusal> {
    let today = chance::date_of(actor.district, now);
    let mut listed = class_list::learners(tx, actor.district, section, today).await?;
    if !assignment.everybody {
        let named = store::assignment::learners_of(tx, actor.district, assignment.id).await?;
        listed.retain(|one| named.contains(&one.learner));
    }
    Ok(listed)
}

/// Whether a plan can be followed on paper.
fn printable(plan: &Plan) -> Result<(), Refusal> {
    match plan.select_by {
        SelectBy::Fixed | SelectBy::Blueprint => Ok(()),
        SelectBy::Adaptive => Err(Refusal::Conflict(
            "An adaptive test chooses each question by the answers before it, which paper cannot: give a check or \
             a final with the same targets, and print that."
                .to_owned(),
        )),
        SelectBy::Test => Err(Refusal::Conflict(
            "A test that came in a package leads from part to part, which paper cannot: give its questions as a \
             check, and print that."
                .to_owned(),
        )),
    }
}

/// The sitting that is printed for one learner; why there is none, in a sentence.
async fn for_learner(
    app: &App,
    actor: &Actor,
    assignment: AssignmentId,
    learner: LearnerId,
    seed: i64,
    now: Timestamp,
) -> Result<Result<SittingId, String>, Refusal> {
    let id = chance::sitting_id(now);
    let prepared = app
        .db
        .read(actor.clone(), |tx, actor| {
            Box::pin(async move {
                let before = Before::of_learner(tx, actor, learner, assignment, now).await?;
                if let Some(running) = before.running() {
                    return Ok(Ok(Err(running)));
                }
                if let Err(why) = before.may_print(now) {
                    return Ok(Err(capitalized(&why.to_string())));
                }
                let drawn = match before.draw(tx, actor, seed, now).await {
                    Ok(Ok(drawn)) => drawn,
                    Ok(Err(why)) => return Ok(Err(capitalized(&why.to_string()))),
                    Err(Refusal::Conflict(why)) => return Ok(Err(why)),
                    Err(other) => return Err(other),
                };
                let starting = Starting::default();
                let (sitting, responses) = before.sitting(id, seed, &drawn, &starting, Medium::Paper, now);
                let given = before.given();
                Ok::<_, Refusal>(Ok(Ok(Begun { sitting, responses, unlocking: None, given, drawn, now })))
            })
        })
        .await;
    match prepared {
        Ok(Ok(Ok(begun))) => match begin(app, actor, begun).await {
            Err(Refusal::Conflict(why)) => Ok(Err(why)),
            other => other.map(Ok),
        },
        Ok(Ok(Err(running))) => Ok(Ok(running)),
        Ok(Err(why)) => Ok(Err(why)),
        // Left the class since it was listed.
        Err(Refusal::NotFound(_)) => Ok(Err("Is not in this class today.".to_owned())),
        Err(refusal) => Err(refusal),
    }
}

/// What is printed of one sitting; name and reason where nothing is.
async fn form_of(
    app: &App,
    actor: &Actor,
    sitting: SittingId,
    printing: &Printing,
    plan: &Plan,
) -> Result<Result<PrintedForm, (String, String)>, Refusal> {
    let found = app
        .db
        .read(actor.clone(), |tx, actor| {
            Box::pin(async move {
                let row = store::sitting::find(tx, actor.district, sitting).await?;
                let row = row.ok_or(Refusal::NotFound("this sheet"))?;
                if row.medium != Medium::Paper {
                    let who = store::person::find(tx, actor.district, row.learner.as_person()).await?;
                    return Ok(Err(who.map(|who| who.list_name()).unwrap_or_default()));
                }
                let given = given(tx, actor.district, &row).await?;
                let form = LoadedForm::load(tx, actor.district, row).await?.form;
                Ok::<_, Refusal>(Ok((form, given)))
            })
        })
        .await?;
    let (form, given) = match found {
        Ok(found) => found,
        Err(name) => {
            let why = "Has begun on a screen: let them end it there, or take it back with a reason.";
            return Ok(Err((name, why.to_owned())));
        }
    };
    let large = printing.large || given.print != Given::Standard;
    let size = if large { PrintSize::Large } else { PrintSize::Normal };
    match form.pages(printing.paper, size, &printing.instruction) {
        Ok(pages) => {
            let minutes = minutes(plan, &given);
            Ok(Ok(PrintedForm { form, pages, large, supports: supports::of(&given), minutes }))
        }
        Err(Refusal::Conflict(why)) => Ok(Err((form.list_name, why))),
        Err(refusal) => Err(refusal),
    }
}

fn minutes(plan: &Plan, given: &Accommodations) -> Option<u32> {
    plan.time_limit_minutes.and_then(|minutes| given.time.of_minutes(minutes))
}
