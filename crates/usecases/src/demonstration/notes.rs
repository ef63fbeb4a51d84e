//! What the invented educators write beside a rating, by the code of the level given.

/// Remarks for a level of the built-in scale, `1` to `4`; nothing for any other code.
pub const fn for_level(code: u8) -> &'static [&'static str] {
    match code {
        4 => &[
            "Explained it to the neighbouring table, and it stuck.",
            "Found a second way and said which is quicker.",
            "Ready for something harder.",
            "Carried it over to a case we had not practised.",
            "Checked the answer without being asked.",
        ],
        3 => &[
            "Sound work, done alone.",
            "Steady now; the last step is explained in full.",
            "Got there after one question from me.",
            "A slip in copying, the thinking is right.",
            "Could say why, not only how.",
        ],
        2 => &[
            "Starts well and loses the thread halfway.",
            "Right with the drawing, not yet without it.",
            "Mixes up two steps. We went through one example together.",
            "Knows the words; next time the reason as well.",
            "Asked for help at the right moment. Try again on Thursday.",
        ],
        1 => &[
            "Not there yet. We go back one step first.",
            "Was away when we began this; catch-up agreed.",
            "Guessed. We look at the example from last week again.",
            "Sat with it for a long time and did not give up.",
        ],
        _ => &[],
    }
}

/// Remarks for a second or later try that reached mastery.
pub const AFTER_A_RETRY: &[&str] = &[
    "Came back to it and it shows.",
    "The second try counts: much clearer.",
    "Used the feedback line by line.",
];
