//! What an erasure takes away, in words, for the page and the command.

/// A table in words.
pub fn in_words(table: &str) -> &str {
    match table {
        "mastery" => "Judgements",
        "adopted_cell" => "Judgements that a change of rules replaced",
        "draft" => "Ratings that were not released",
        "told" => "How far families were told of news",
        "consent" => "Consents",
        "amendment" => "Requests to amend, with answers and statements",
        "accommodation" => "What the learner is given",
        "accommodation_reason" => "Why it is given",
        "caseload" => "Who answers for the learner",
        "batch_row" => "What was done to the learner among many",
        "carried_entry" => "Which entries repeated those of another record",
        "substitution" => "Days as a substitute",
        "custody_decision" => "What was decided about custody",
        "role_change" => "Roles that were given or ended by hand",
        "guardianship" => "Who speaks for the learner",
        "enrollment" => "Places in classes",
        "role" => "Places in schools",
        "preference" => "Choices of language and letters",
        "notice" => "Letters",
        "session" => "Sessions",
        "sign_in_link" => "Links, cards and codes to sign in",
        "api_token" => "Tokens of programs",
        "account" => "Names and passwords to sign in",
        "answered_request" => "Requests that programs sent",
        "policy" => "Rules set for this learner alone",
        other => other,
    }
}
