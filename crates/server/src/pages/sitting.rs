//! A learner answers: one page that shows what is asked now, and one address that takes what it sends.

use axum::{
    Json, Router,
    extract::{DefaultBodyLimit, Path, State},
    response::{IntoResponse as _, Redirect, Response},
    routing::{get, post},
};
use domain::{SittingId, sitting::SittingState};
use usecases::{
    Refusal,
    keep_answer_file::keep_answer_file,
    record_response::{Act, Given, Sent, Taken, record_response},
    show_sitting::{ShownSitting, show_sitting},
    sitting_item::prefix,
    words::words_for,
};
use wording::{Audience, Words};

use crate::{
    answer_form::{AnswerForm, MOST_BYTES},
    frame, item_html,
    page_error::{Page, PageError, page, status},
    session::SignedIn,
    site::Site,
    support_words,
    views::{
        shell::{Notice, Shell, Tone},
        sitting::{Place, Sitting},
    },
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/sittings/{sitting}", get(show).post(answer))
        .route("/sittings/{sitting}/saved", post(save))
        .layer(DefaultBodyLimit::max(MOST_BYTES))
}

/// `GET /sittings/{sitting}`
async fn show(State(site): State<Site>, signed_in: SignedIn, Path(sitting): Path<SittingId>) -> Page {
    shown(&site, &signed_in, sitting, None).await
}

/// Why what was sent is not taken, and what it was where it can be put right.
struct Refused {
    why: Refusal,
    sent: Vec<(String, String)>,
}

async fn shown(site: &Site, signed_in: &SignedIn, sitting: SittingId, refused: Option<&Refused>) -> Page {
    let found = show_sitting(&site.app, &signed_in.actor, sitting).await?;
    if found.sitting.state.has_ended() {
        return Ok(Redirect::to(&format!("/sittings/{sitting}/result")).into_response());
    }
    let words = words_for(&site.app, &signed_in.actor, Audience::Learner).await?;
    let mut shell = frame::worded(site, signed_in, words.clone(), &found.title, "/assessments").await?;
    let typed = refused.filter(|one| matches!(one.why, Refusal::Invalid { field: "answer", .. }));
    shell.notice = refused.map(|one| {
        // What is wrong with an answer is said at its field, in the learner's words.
        let text = if typed.is_some() { words.say("answer-to-put-right") } else { told(&one.why) };
        Notice { tone: Tone::Bad, text, undo: None }
    });
    // Another language is chosen before: a form half filled would be lost.
    shell.here = String::new();
    page(&view(&found, &words, shell, typed.map(|one| one.sent.as_slice())))
}

fn view(found: &ShownSitting, words: &Words, shell: Shell, sent: Option<&[(String, String)]>) -> Sitting {
    let (sitting, plan) = (&found.sitting, &found.plan);
    let item_words = item_html::words(words);
    let supports: Vec<String> = glossaries(found);
    let items: Vec<(i64, String)> = found
        .items
        .iter()
        .map(|one| (one.place, item_html::answering(one, &item_words, &supports, sent)))
        .collect();
    let here = found.items.first();
    let answered = here.is_some_and(|one| one.told.is_some());
    let in_steps = here.is_some_and(|one| one.in_steps);
    let at_once = plan.feedback == assessment::plan::Feedback::AfterEachAnswer;
    let places = (0_i64..).zip(&found.places).map(|(place, mark)| Place {
        number: place + 1,
        current: place == sitting.place,
        state: words.say(place_key(mark.state)),
        done: is_done(mark.state),
        flagged: mark.flagged,
    });
    let number = usize::try_from(sitting.place + 1).unwrap_or(1);
    let total = usize::try_from(sitting.items).unwrap_or(0);
    let adaptive = plan.select_by == assessment::plan::SelectBy::Adaptive;
    let seconds_left = sitting.deadline.map(|at| at.duration_since(found.now).as_secs().max(0));
    let position = match (items.is_empty(), adaptive) {
        (true, _) => words.say("check-look-over"),
        _ if plan.layout == assessment::plan::Layout::AllOnAPage => {
            words.tell("check-questions", &[("total", total.into())])
        }
        (false, true) => words.tell("check-question", &[("number", number.into())]),
        (false, false) => {
            words.tell("check-question-of", &[("number", number.into()), ("total", total.into())])
        }
    };
    Sitting {
        heading: found.title.clone(),
        one_page: plan.layout == assessment::plan::Layout::AllOnAPage,
        looks_over: items.is_empty(),
        paused: sitting.state == SittingState::Paused,
        has_files: items.iter().any(|(_, html)| html.contains("type=\"file\"")),
        items,
        position,
        places: places.collect(),
        shows_places: plan.may_go_back && plan.layout == assessment::plan::Layout::OneAtATime,
        may_go_back: plan.may_go_back && sitting.place > 0,
        may_skip: plan.may_skip,
        not_taught: plan.not_taught && !answered,
        asks_attempt: (at_once && !answered) || in_steps,
        may_pause: plan.pauses == assessment::plan::Pauses::ClockStops || sitting.deadline.is_none(),
        flagged: usize::try_from(sitting.place)
            .ok()
            .and_then(|at| found.places.get(at))
            .is_some_and(|mark| mark.flagged),
        tools: support_words::tools(plan, &found.supports, seconds_left.is_some()),
        seconds_left: seconds_left.map(|seconds| seconds.to_string()).unwrap_or_default(),
        large: print_class(found),
        action: format!("/sittings/{}", sitting.id),
        sitting: sitting.id.to_string(),
        turn: sitting.turn,
        place: sitting.place,
        page: found.page.clone(),
        script_words: item_words.for_scripts(),
        shell,
    }
}

/// Which supports of items' glossaries this learner has.
fn glossaries(found: &ShownSitting) -> Vec<String> {
    let mut supports = Vec::new();
    if found.plan.tools.contains(&assessment::plan::Tool::Glossary) {
        supports.push("glossary-on-screen".to_owned());
    }
    if found.supports.language.is_some() {
        supports.extend(["glossary-on-screen", "keyword-translation"].map(str::to_owned));
    }
    if found.supports.read_aloud {
        supports.push("spoken".to_owned());
    }
    supports.dedup();
    supports
}

/// The class of a page in large print.
fn print_class(found: &ShownSitting) -> String {
    use domain::accommodation::PrintSize;
    match found.supports.print {
        PrintSize::Standard => "",
        PrintSize::Large => "item-large",
        PrintSize::VeryLarge => "item-very-large",
    }
    .to_owned()
}

fn is_done(state: domain::sitting::ResponseState) -> bool {
    use domain::sitting::ResponseState as State;
    matches!(state, State::Saved | State::Answered | State::NotTaught | State::Unscorable)
}

fn place_key(state: domain::sitting::ResponseState) -> &'static str {
    use domain::sitting::ResponseState as State;
    match state {
        State::Planned => "place-planned",
        State::Shown | State::Skipped => "place-open",
        State::Saved | State::Answered | State::Unscorable => "place-answered",
        State::NotTaught => "place-not-taught",
    }
}

/// `POST /sittings/{sitting}`: what was answered, and where to go on.
async fn answer(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(sitting): Path<SittingId>,
    form: AnswerForm,
) -> Page {
    let act = act(form.one("act"))?;
    let fields = form.fields.clone();
    let sent = read(&site, &signed_in, sitting, form, act).await?;
    match record_response(&site.app, &signed_in.actor, sitting, sent).await {
        Ok(Taken::Ended) => Ok(Redirect::to(&format!("/sittings/{sitting}/result")).into_response()),
        Ok(Taken::Paused) => Ok(Redirect::to("/assessments").into_response()),
        Ok(Taken::At { .. } | Taken::Before) => {
            Ok(Redirect::to(&format!("/sittings/{sitting}")).into_response())
        }
        // What is wrong is said above the question, which still holds what was saved; of an answer at its field,
        // which holds what was typed.
        Err(why @ (Refusal::Invalid { .. } | Refusal::Conflict(_))) => {
            let status = status(&why);
            let page = shown(&site, &signed_in, sitting, Some(&Refused { why, sent: fields })).await?;
            Ok((status, page).into_response())
        }
        Err(refusal) => Err(refusal.into()),
    }
}

fn told(refusal: &Refusal) -> String {
    let text = refusal.to_string();
    let mut letters = text.chars();
    let first: String = letters.next().map(|one| one.to_uppercase().collect()).unwrap_or_default();
    format!("{first}{}", letters.as_str())
}

/// `POST /sittings/{sitting}/saved`: what is answered while it is answered.
async fn save(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(sitting): Path<SittingId>,
    form: AnswerForm,
) -> Result<Response, PageError> {
    let sent = read(&site, &signed_in, sitting, form, Act::Save).await?;
    Ok(match record_response(&site.app, &signed_in.actor, sitting, sent).await {
        Ok(Taken::At { turn, .. }) => Json(serde_json::json!({ "sequence": turn })).into_response(),
        Ok(_) => Json(serde_json::json!({})).into_response(),
        Err(refusal @ (Refusal::Invalid { .. } | Refusal::Conflict(_))) => {
            let body = serde_json::json!({ "message": told(&refusal) });
            (status(&refusal), Json(body)).into_response()
        }
        Err(refusal) => return Err(refusal.into()),
    })
}

async fn read(
    site: &Site,
    signed_in: &SignedIn,
    sitting: SittingId,
    mut form: AnswerForm,
    act: Act,
) -> Result<Sent, PageError> {
    let number = |name: &'static str| -> Result<i64, Refusal> {
        form.one(name).parse().map_err(|_| Refusal::invalid(name, "is missing: load the page again"))
    };
    let turn = number("sequence")?;
    let mut answers = Vec::new();
    let places: Vec<String> =
        form.fields.iter().filter(|(name, _)| name == "place").map(|(_, place)| place.clone()).collect();
    for place in places {
        let place: i64 =
            place.parse().map_err(|_| Refusal::invalid("place", "is not a number: load the page again"))?;
        let prefix = prefix(place);
        let fields = form.fields.iter().filter(|(name, _)| name.starts_with(&prefix)).cloned().collect();
        let (mine, others) = form.files.into_iter().partition(|(name, ..)| name.starts_with(&prefix));
        form.files = others;
        let mut files = Vec::new();
        for (field, name, bytes) in mine {
            let kept = keep_answer_file(&site.app, &signed_in.actor, sitting, &name, bytes).await?;
            files.push((field, kept));
        }
        answers.push((place, Given::Fields(fields, files)));
    }
    Ok(Sent { turn, page: form.one("page").to_owned(), answers, act, device_at: None })
}

/// What a button says: `next`, `previous`, `go:3`, `flag:3`, `attempt`, `not_taught`, `pause`, `submit`.
fn act(word: &str) -> Result<Act, Refusal> {
    let place = |text: &str| text.parse::<i64>().ok();
    Ok(match word.split_once(':') {
        Some(("go", at)) => Act::Go(place(at).ok_or_else(unknown)?),
        Some(("flag", at)) => Act::Flag(place(at).ok_or_else(unknown)?),
        _ => match word {
            "" | "next" => Act::Next,
            "previous" => Act::Previous,
            "attempt" => Act::Attempt,
            "not_taught" => Act::NotTaught,
            "pause" => Act::Pause,
            "submit" => Act::Submit,
            "take_over" => Act::TakeOver,
            "save" => Act::Save,
            _ => return Err(unknown()),
        },
    })
}

fn unknown() -> Refusal {
    Refusal::invalid("act", "is none that there is: load the page again")
}
