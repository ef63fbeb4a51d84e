//! What is refused in a district's own file, and where.

use super::*;
use proptest::prelude::*;

#[track_caller]
fn refused(text: &str, expected: &[(usize, &str, &str)]) {
    let found = check(File::Family, Language::English, text);
    let found: Vec<_> = found.iter().map(|one| (one.line, one.key.as_str(), one.what.as_str())).collect();
    assert_eq!(found, expected);
}

#[test]
fn what_ships_can_be_used_as_ones_own() {
    for file in File::ALL {
        for language in Language::ALL {
            assert_eq!(check(*file, *language, file.text(*language)), [], "{file:?} {language:?}");
        }
    }
}

#[test]
fn every_text_is_in_every_language_with_the_same_variables() {
    for file in File::ALL {
        let english = variables_by_key(file.text(Language::English));
        assert!(english.len() > 20, "{file:?}");
        for language in Language::ALL {
            assert_eq!(variables_by_key(file.text(*language)), english, "{file:?} {language:?}");
        }
    }
}

#[test]
fn one_may_change_the_words_and_the_order_of_variables() {
    refused("told-newest = « { $title } » is the newest.\r\n# A remark\r\nyour-child = Letters", &[]);
    refused("\u{feff}your-child = Letters", &[]);
    refused("", &[]);
}

#[test]
fn each_problem_is_named_with_its_line() {
    refused(
        "your-child = Letters\n\nyour-childs = Letter\ntold-newest = The newest one.\nyour-children = { $name }\n",
        &[
            (3, "your-childs", "There is no text named your-childs in this file."),
            (4, "told-newest", "The variable $title is missing: what it stands for would not be said."),
            (5, "your-children", "It has no variable $name: it has none."),
        ],
    );
    refused("your-child = A\nyour-child = B", &[(2, "your-child", "It is here twice: keep one.")]);
    refused(
        "told-newest = { $titel }",
        &[
            (1, "told-newest", "It has no variable $titel: it has $title."),
            (1, "told-newest", "The variable $title is missing: what it stands for would not be said."),
        ],
    );
}

#[test]
fn what_could_run_or_refer_is_refused() {
    let only = "Only variables and choices may stand in braces, no functions and no other texts.";
    refused("your-child = { NUMBER(1) }", &[(1, "your-child", only)]);
    refused("your-child = { print }", &[(1, "your-child", only)]);
    refused("your-child = { your-child }", &[(1, "your-child", only)]);
    refused(
        "-brand = X\nyour-child = { -brand }",
        &[(1, "brand", "Terms are not used here: write the words out."), (2, "your-child", only)],
    );
    refused(
        "your-child = A\n    .title = B",
        &[(1, "your-child", "Attributes are not used here: take the line that begins with a dot away.")],
    );
}

#[test]
fn hostile_files_are_refused_before_they_are_parsed() {
    let deep = format!("your-child = {}", "{".repeat(50_000));
    refused(&deep, &[(1, "", "Too many braces within each other: write one choice at a time.")]);
    refused("your-child = a\0b", &[(1, "", "There is a control character: type the line again.")]);
    let large = "#".repeat(MOST_BYTES + 1);
    refused(&large, &[(1, "", "The file is larger than 100000 bytes: keep only the texts that you change.")]);
}

#[test]
fn what_cannot_be_read_is_named_with_its_line() {
    let found = check(File::Family, Language::English, "your-child = Letters\nnot a line of this format\n");
    assert_eq!((found.len(), found[0].line), (1, 2), "{found:?}");
    assert!(found[0].what.starts_with("This cannot be read"), "{found:?}");
    assert_eq!(check(File::Family, Language::English, "your-child = { $").len(), 1);
}

proptest! {
    #[test]
    fn nothing_that_is_sent_can_break_the_check(text in "[ -~\n{}$=\\-\"*\\[\\]àñ😀]{0,300}") {
        check(File::Family, Language::Spanish, &text);
    }

    #[test]
    fn pieces_of_the_format_in_any_order_cannot_break_the_check(
        pieces in proptest::collection::vec(
            prop::sample::select(vec![
                "your-child", " = ", "{ ", " }", "$title", "->", "\n", "[one]", "*[other]", "\"", ".", "-", "    ",
                "told-newest", "#", "NUMBER(", ")",
            ]),
            0..60,
        ),
    ) {
        check(File::Family, Language::English, &pieces.concat());
    }
}
