//! The sheets of an assignment: which are out, which are entered, and one of them to be entered by keyboard.

use domain::{
    AssignmentId, SittingId, Timestamp,
    access::Relationship,
    people::{Person, Section},
    sitting::{Medium, SittingState},
};
use store::Tx;

use crate::{
    Actor, App, Refusal, access, chance, paper_code,
    paper_form::{self, LoadedForm, PaperForm},
};

/// The sheets of an assignment.
#[derive(Debug, Clone)]
pub struct Sheets {
    /// Which.
    pub assignment: AssignmentId,
    /// What it is called.
    pub title: String,
    /// Where.
    pub section: Section,
    /// Each sheet, by name; those that were taken back are left out.
    pub sheets: Vec<SheetLine>,
    /// The one that is asked for, or the first that is not entered.
    pub open: Option<PaperForm>,
}

/// One sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetLine {
    /// Its sitting.
    pub sitting: SittingId,
    /// Family name first.
    pub list_name: String,
    /// Its code.
    pub code: String,
    /// How far it is.
    pub state: SittingState,
    /// When it was printed.
    pub printed_at: Timestamp,
}

/// Which sheet is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Which {
    /// The first that is not entered.
    #[default]
    Next,
    /// By its sitting.
    Sitting(SittingId),
    /// By the code on it, as typed.
    Code(String),
}

/// Shows the sheets of an assignment to whoever may enter them.
pub async fn show_sheets(
    app: &App,
    actor: &Actor,
    assignment: AssignmentId,
    which: Which,
) -> Result<Sheets, Refusal> {
    let now = chance::now();
    let (found, relationship, seen) = app
        .db
        .read((actor.clone(), which), |tx, (actor, which)| {
            Box::pin(async move { load(tx, actor, assignment, which, now).await })
        })
        .await?;
    access::log(app, actor, "an assessment of a class", relationship, seen, now).await?;
    Ok(found)
}

/// One sheet of an assignment, for whoever may enter it.
pub async fn open_sheet(
    app: &App,
    actor: &Actor,
    assignment: AssignmentId,
    sitting: SittingId,
) -> Result<PaperForm, Refusal> {
    let now = chance::now();
    let (form, relationship) = app
        .db
        .read(actor.clone(), |tx, actor| {
            Box::pin(async move {
                const NONE: Refusal = Refusal::NotFound("this sheet");
                let (_, _, relationship) = paper_form::judged(tx, actor, assignment, now).await?;
                let found = store::sitting::find(tx, actor.district, sitting).await?;
                let found = found.filter(|one| one.assignment == assignment).ok_or(NONE)?;
                let form = LoadedForm::load(tx, actor.district, found).await?.form;
                Ok::<_, Refusal>((form, relationship))
            })
        })
        .await?;
    access::log(app, actor, "an assessment", relationship, vec![form.sitting.learner], now).await?;
    Ok(form)
}

type Found = (Sheets, Relationship, Vec<domain::LearnerId>);

async fn load(
    tx: &mut Tx,
    actor: &Actor,
    assignment: AssignmentId,
    which: &Which,
    now: Timestamp,
) -> Result<Found, Refusal> {
    let (given, section, relationship) = paper_form::judged(tx, actor, assignment, now).await?;
    let row = store::assessment::find(tx, actor.district, given.assessment).await?;
    let title = row.ok_or(Refusal::NotFound("this assessment"))?.title;
    let mut sittings = store::sitting::of_assignment(tx, actor.district, assignment).await?;
    sittings.retain(|one| one.medium == Medium::Paper && one.state != SittingState::Annulled);
    let ids: Vec<_> = sittings.iter().map(|one| one.learner.as_person()).collect();
    let people = store::person::find_all(tx, actor.district, &ids).await?;
    let name = |one: &store::sitting::Sitting| {
        let person = people.iter().find(|person| person.id == one.learner.as_person());
        person.map(Person::list_name).unwrap_or_default()
    };
    sittings.sort_by_key(|one| (domain::text::search_key(&name(one)), one.learner, one.started_at));
    let at = match which {
        Which::Next => sittings.iter().position(|one| !one.state.has_ended()),
        Which::Sitting(id) => {
            Some(sittings.iter().position(|one| one.id == *id).ok_or(Refusal::NotFound("this sheet"))?)
        }
        Which::Code(typed) => {
            let code = paper_code::read(typed).ok_or_else(|| {
                let why = "is none that a sheet has: type the eight characters under its square again";
                Refusal::invalid("code", why)
            })?;
            let at = sittings.iter().position(|one| one.code.as_ref() == Some(&code));
            Some(at.ok_or_else(|| {
                Refusal::invalid("code", "is of no sheet of this assessment: look at the title on the sheet")
            })?)
        }
    };
    let open = match at {
        Some(at) => Some(LoadedForm::load(tx, actor.district, sittings[at].clone()).await?.form),
        None => None,
    };
    let seen = sittings.iter().map(|one| one.learner).collect();
    let sheets = sittings.iter().map(|one| SheetLine {
        sitting: one.id,
        list_name: name(one),
        code: one.code.clone().unwrap_or_default(),
        state: one.state,
        printed_at: one.started_at,
    });
    let sheets = sheets.collect();
    Ok((Sheets { assignment, title, section, sheets, open }, relationship, seen))
}
