//! The words that an item's page needs beside its own text.

use crate::markup::Markup;

macro_rules! words {
    ($($field:ident, $key:literal, $english:literal;)+) => {
        /// The words that an item's page needs beside its own text, in one language. `{n}`, `{min}`, `{max}`
        /// and the like stand for what is filled in.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct Words {
            $(#[doc = concat!("In English: ", $english)] pub $field: String,)+
        }

        impl Words {
            /// Every word's key, such as `item-choose-one`, with its English.
            pub const KEYS: &'static [(&'static str, &'static str)] = &[$(($key, $english)),+];

            /// The names of what is filled in. Fluent is given each as itself in braces, `("max", "{max}")`, so
            /// that it leaves the place in the text.
            pub const PLACES: &'static [&'static str] = &[
                "n", "min", "max", "step", "what", "name", "types", "example", "one", "other", "state", "x", "y", "time",
            ];

            /// The words as `look_up` gives them, by key and English.
            pub fn filled(look_up: &dyn Fn(&'static str, &'static str) -> String) -> Self {
                Self { $($field: look_up($key, $english)),+ }
            }

            /// Field, key and word of each.
            fn each(&self) -> Vec<(&'static str, &'static str, &str)> {
                vec![$((stringify!($field), $key, self.$field.as_str())),+]
            }
        }
    };
}

words! {
    answer, "item-answer", "Answer";
    answer_number, "item-answer-number", "Answer {n}";
    choose_one, "item-choose-one", "Choose one";
    choose_any, "item-choose-any", "Choose all that fit";
    choose_up_to, "item-choose-up-to", "Choose up to {max}";
    choose_at_least, "item-choose-at-least", "Choose at least {min}";
    choose_exactly, "item-choose-exactly", "Choose {min}";
    choose_between, "item-choose-between", "Choose {min} to {max}";
    put_in_order, "item-put-in-order", "Give each one its place";
    first_of_pair, "item-first-of-pair", "Pair {n}, first";
    second_of_pair, "item-second-of-pair", "Pair {n}, second";
    goes_with, "item-goes-with", "goes with";
    gap_number, "item-gap-number", "Gap {n}";
    word_bank, "item-word-bank", "To put in";
    uses, "item-uses", "up to {max} times";
    point_across, "item-point-across", "Point {n}: pixels from the left, 0 to {max}";
    point_down, "item-point-down", "Point {n}: pixels from the top, 0 to {max}";
    point_hint, "item-point-hint", "Click in the picture, or move a point with the arrow keys, or write where it is";
    point_here, "item-point-here", "Click here to put a point and save";
    slider_hint, "item-slider-hint", "A number from {min} to {max}";
    slider_step_hint, "item-slider-step-hint", "A number from {min} to {max} in steps of {step}";
    number_hint, "item-number-hint", "A number";
    whole_number_hint, "item-whole-number-hint", "A whole number";
    upload, "item-upload", "Upload a file";
    upload_another, "item-upload-another", "Upload another file in its place";
    keep_file, "item-keep-file", "Keep {name}";
    drawing, "item-drawing", "Draw on the picture, or upload one";
    plays, "item-plays", "Can be played {max} times";
    plays_once, "item-plays-once", "Can be played once";
    no_media, "item-no-media", "This cannot be played here";
    table, "item-table", "Table";
    right, "item-right", "Right";
    partly, "item-partly", "Partly right";
    wrong, "item-wrong", "Not right";
    unscored, "item-unscored", "Not yet marked";
    solution, "item-solution", "Solution";
    glossary, "item-glossary", "Meaning";
    translation, "item-translation", "Translation";
    more_help, "item-more-help", "Help";
    close, "item-close", "Close";
    order_on_paper, "item-order-on-paper", "Write the letters in their order.";
    mark_cross, "item-mark-cross", "Mark the place in the picture with a cross.";
    attach_here, "item-attach-here", "Hand in with this sheet: {what}";
    wrong_unknown, "item-wrong-unknown", "This field is not part of the question.";
    wrong_too_many_fields, "item-wrong-too-many-fields", "More was sent than the question has fields.";
    wrong_impossible, "item-wrong-impossible", "“{what}” cannot be an answer here.";
    wrong_too_many, "item-wrong-too-many", "Choose at most {max}.";
    wrong_used_up, "item-wrong-used-up", "“{what}” is used too often: at most {max}.";
    wrong_twice, "item-wrong-twice", "“{what}” is there twice.";
    wrong_half, "item-wrong-half", "Only one half is filled: fill the other, or empty both.";
    wrong_same_place, "item-wrong-same-place", "Two have place {what}: give each its own.";
    wrong_number, "item-wrong-number", "“{what}” is not a number. Write digits, such as 12 or {example}.";
    wrong_whole_number, "item-wrong-whole-number", "“{what}” is not a whole number. Write digits, such as 12.";
    wrong_ambiguous, "item-wrong-ambiguous", "“{what}” can be read as two numbers. Write {one} or {other}.";
    wrong_range, "item-wrong-range", "Write a number from {min} to {max}.";
    wrong_step, "item-wrong-step", "Write a number in steps of {step} from {min}.";
    wrong_long, "item-wrong-long", "This is longer than {max} characters.";
    wrong_file, "item-wrong-file", "This kind of file ({what}) is not taken here. Taken are: {types}.";
    wrong_gone, "item-wrong-gone", "The file did not arrive. Choose it again.";
    js_saved, "item-saved", "Saved";
    js_saving, "item-saving", "Saving…";
    js_offline, "item-offline", "Not connected: kept on this device";
    js_not_saved, "item-not-saved", "Not saved";
    js_restored, "item-restored", "What you wrote before is back. It is being saved.";
    js_refused, "item-refused", "This page is no longer the newest. Load it again to go on.";
    js_up, "item-up", "Move up";
    js_down, "item-down", "Move down";
    js_keep_order, "item-keep-order", "Keep this order";
    js_moved, "item-moved", "{what}: place {n}";
    js_clear, "item-clear", "Clear my choice";
    js_most_chosen, "item-most-chosen", "You have chosen {max}. Take one away to choose another.";
    js_words, "item-words", "Words: {n}";
    js_words_of, "item-words-of", "Words: {n} of about {max}";
    js_words_left, "item-words-left", "Words left: {n} of about {max}";
    js_symbols, "item-symbols", "Symbols";
    js_undo, "item-undo", "Undo";
    js_clear_drawing, "item-clear-drawing", "Start again";
    js_canvas, "item-canvas", "Drawing. Arrow keys move the pen, space puts it down or lifts it, Ctrl+Z takes back.";
    js_canvas_told, "item-canvas-told", "Pen {state}, {x} from the left, {y} from the top";
    js_pen_up, "item-pen-up", "up";
    js_pen_down, "item-pen-down", "down";
    js_plays_left, "item-plays-left", "Plays left: {n}";
    js_no_plays_left, "item-no-plays-left", "No plays left";
    js_play, "item-play", "Play";
    js_pause, "item-pause", "Pause";
    js_record, "item-record", "Record";
    js_stop, "item-stop", "Stop recording";
    js_recording, "item-recording", "Recording: {time}";
    js_recorded, "item-recorded", "Recorded: {time}";
    js_no_microphone, "item-no-microphone", "No microphone can be used here. Choose a file instead.";
    js_listen, "item-listen", "Listen";
    js_again, "item-record-again", "Record again";
    js_tools, "item-tools", "Tools";
    js_calculator, "item-calculator", "Calculator";
    js_scientific_calculator, "item-scientific-calculator", "Scientific calculator";
    js_result, "item-result", "Result";
    js_calculation, "item-calculation", "Calculation";
    js_calculation_wrong, "item-calculation-wrong", "This cannot be calculated";
    js_line_reader, "item-line-reader", "Line reader";
    js_line_reader_told, "item-line-reader-told", "Line reader: arrow keys move it, Escape puts it away";
    js_contrast, "item-contrast", "Colours";
    js_contrast_none, "item-contrast-none", "As usual";
    js_contrast_dark, "item-contrast-dark", "White on black";
    js_contrast_light, "item-contrast-light", "Black on white";
    js_contrast_yellow, "item-contrast-yellow", "Yellow on black";
    js_contrast_cream, "item-contrast-cream", "Black on cream";
    js_contrast_blue, "item-contrast-blue", "Black on light blue";
    js_font_size, "item-font-size", "Text size";
    js_larger, "item-larger", "Larger text";
    js_smaller, "item-smaller", "Smaller text";
    js_read_aloud, "item-read-aloud", "Read aloud";
    js_stop_reading, "item-stop-reading", "Stop reading";
    js_slower, "item-slower", "Slower";
    js_faster, "item-faster", "Faster";
    js_timer, "item-timer", "Time left";
    js_hide_timer, "item-hide-timer", "Hide time";
    js_show_timer, "item-show-timer", "Show time";
    js_time_up, "item-time-up", "Time is up";
    js_minutes_left, "item-minutes-left", "Minutes left: {n}";
}

impl Words {
    /// The element, once in a page, from which the scripts in `static/js/item` take their words.
    pub fn for_scripts(&self) -> String {
        let mut html = Markup::default();
        let mut tag = html.tag("div").attr("id", "item-words").flag("hidden", true);
        for (field, key, word) in self.each() {
            if field.starts_with("js_") {
                tag = tag.attr(&key.replacen("item-", "data-", 1), word);
            }
        }
        tag.done();
        html.close("div");
        html.finish()
    }
}

impl Default for Words {
    /// English.
    fn default() -> Self {
        Self::filled(&|_, english| english.to_owned())
    }
}

/// Puts values into a sentence: `fill("Choose {min}", &[("min", "2")])`.
pub(crate) fn fill(sentence: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(sentence.len() + 16);
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let value = after
            .split_once('}')
            .and_then(|(name, tail)| Some((values.iter().find(|(known, _)| *known == name)?.1, tail)));
        if let Some((value, tail)) = value {
            filled.push_str(value);
            rest = tail;
        } else {
            filled.push('{');
            rest = after;
        }
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_filled_in_is_not_filled_again() {
        assert_eq!(fill("{a} and {b}", &[("a", "{b}"), ("b", "2")]), "{b} and 2");
        assert_eq!(fill("{a", &[("a", "1")]), "{a");
        assert_eq!(fill("{unknown}", &[]), "{unknown}");
    }

    #[test]
    fn scripts_are_given_the_words_that_they_ask_for() {
        let scripts = include_str!("../../server/static/js/item/words.js");
        let (_, english) = scripts.split_once("const ENGLISH = {").expect("the list");
        let (english, _) = english.split_once("};").expect("its end");
        let html = Words::default().for_scripts();
        for (field, key, word) in Words::default().each() {
            if field.starts_with("js_") {
                let name = key.replacen("item-", "", 1);
                let [bare, quoted] = [format!("{name}: \"{word}\""), format!("\"{name}\": \"{word}\"")];
                assert!(english.contains(&bare) || english.contains(&quoted), "{name} in words.js");
                assert!(html.contains(&format!(" data-{name}=\"")), "{name} in {html}");
            }
        }
    }

    /// The texts of an FTL file, with places as they stand in [`Words`].
    fn texts(file: &str) -> Vec<(String, String)> {
        let lines = file.lines().filter(|line| !line.starts_with('#'));
        let pairs = lines.filter_map(|line| line.split_once(" = "));
        pairs.map(|(key, text)| (key.to_owned(), text.replace("{ $", "{").replace(" }", "}"))).collect()
    }

    #[test]
    fn the_english_file_is_what_stands_here() {
        let file = texts(include_str!("../words/en.ftl"));
        let here: Vec<_> =
            Words::KEYS.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect();
        assert_eq!(file, here);
    }

    #[test]
    fn the_spanish_file_has_the_same_keys_and_places() {
        let places = |text: &str| {
            let mut places: Vec<_> = text
                .split('{')
                .skip(1)
                .filter_map(|piece| Some(piece.split_once('}')?.0.to_owned()))
                .collect();
            places.sort();
            places.dedup();
            places
        };
        let of = |file: &str| -> Vec<_> {
            texts(file).into_iter().map(|(key, text)| (key, places(&text))).collect()
        };
        let english = of(include_str!("../words/en.ftl"));
        assert_eq!(of(include_str!("../words/es.ftl")), english);
        for place in english.iter().flat_map(|(_, places)| places) {
            assert!(Words::PLACES.contains(&place.as_str()), "{place}");
        }
    }

    #[test]
    fn every_key_is_there_once() {
        let mut keys: Vec<_> = Words::KEYS.iter().map(|(key, _)| *key).collect();
        keys.sort_unstable();
        let all = keys.len();
        keys.dedup();
        assert_eq!(keys.len(), all);
    }
}
