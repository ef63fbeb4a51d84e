//! One page of an assessment that is being taken.

use askama::Template;
use wording::Language;

use super::shell::Shell;

/// What is asked now.
#[derive(Debug, Clone, Template)]
#[template(path = "sitting.html")]
#[expect(clippy::struct_excessive_bools, reason = "which buttons there are")]
pub struct Sitting {
    /// The frame.
    pub shell: Shell,
    /// What it is called.
    pub heading: String,
    /// Where the learner is: "Question 3 of 10".
    pub position: String,
    /// Place and HTML of each item that is shown.
    pub items: Vec<(i64, String)>,
    /// Whether everything is on one page.
    pub one_page: bool,
    /// Whether everything is looked over before it is handed in.
    pub looks_over: bool,
    /// Whether it was interrupted.
    pub paused: bool,
    /// Whether files can be given, so that the form is sent in parts.
    pub has_files: bool,
    /// Every place.
    pub places: Vec<Place>,
    /// Whether places are shown, to go to.
    pub shows_places: bool,
    /// Whether there is a way back.
    pub may_go_back: bool,
    /// Whether a question can be passed over.
    pub may_skip: bool,
    /// Whether "not taught yet" is an answer.
    pub not_taught: bool,
    /// Whether the answer is checked before it goes on.
    pub asks_attempt: bool,
    /// Whether it can be interrupted.
    pub may_pause: bool,
    /// Whether the question is marked to come back to.
    pub flagged: bool,
    /// The names of the tools that there are.
    pub tools: String,
    /// How many seconds are left; empty for without limit.
    pub seconds_left: String,
    /// The class of large print; empty for the usual size.
    pub large: String,
    /// Where the form posts to.
    pub action: String,
    /// The sitting's id.
    pub sitting: String,
    /// The turn that comes back.
    pub turn: i64,
    /// The place that is shown.
    pub place: i64,
    /// The page's own name, which comes back.
    pub page: String,
    /// The element with the words of the scripts.
    pub script_words: String,
}

/// One place.
#[derive(Debug, Clone)]
pub struct Place {
    /// From 1.
    pub number: i64,
    /// Whether it is shown.
    pub current: bool,
    /// How far it is, in words.
    pub state: String,
    /// Whether it is answered.
    pub done: bool,
    /// Whether it is marked to come back to.
    pub flagged: bool,
}

impl Sitting {
    /// The third question of ten.
    pub fn sample() -> Self {
        let place = |number: i64| Place {
            number,
            current: number == 3,
            state: if number < 3 { "answered" } else { "open" }.to_owned(),
            done: number < 3,
            flagged: number == 2,
        };
        Self {
            shell: Shell::sample_in(Language::English, "learner"),
            heading: "Check: Equal fractions".to_owned(),
            position: "Question 3 of 10".to_owned(),
            items: vec![(
                2,
                "<div class=\"item\"><p>Which fraction is equal to one half?</p><fieldset class=\"ask\">\
                 <legend class=\"prompt\">Choose one</legend><div class=\"options\"><label class=\"option\">\
                 <input type=\"radio\" name=\"r2-RESPONSE\" value=\"A\"><span class=\"option-body\">3/6</span>\
                 </label><label class=\"option\"><input type=\"radio\" name=\"r2-RESPONSE\" value=\"B\">\
                 <span class=\"option-body\">3/5</span></label></div></fieldset></div>"
                    .to_owned(),
            )],
            one_page: false,
            looks_over: false,
            paused: false,
            has_files: false,
            places: (1..=10).map(place).collect(),
            shows_places: true,
            may_go_back: true,
            may_skip: true,
            not_taught: true,
            asks_attempt: false,
            may_pause: true,
            flagged: false,
            tools: "font-size contrast line-reader timer".to_owned(),
            seconds_left: "1790".to_owned(),
            large: String::new(),
            action: "/sittings/1".to_owned(),
            sitting: "1".to_owned(),
            turn: 4,
            place: 2,
            page: "1-a".to_owned(),
            script_words: String::new(),
        }
    }

    /// Everything answered, to be looked over.
    pub fn sample_over() -> Self {
        Self {
            position: "Look over".to_owned(),
            items: Vec::new(),
            looks_over: true,
            place: 10,
            ..Self::sample()
        }
    }
}
