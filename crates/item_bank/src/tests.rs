use std::collections::{BTreeMap, BTreeSet};

use assessment::authoring::{Authored, AuthoredKind, from_item, to_item};
use domain::item::{InteractionKind, Node};

use super::*;

const FRAMEWORKS: [&str; 3] = [
    include_str!("../../usecases/demonstration/framework_mathematics.csv"),
    include_str!("../../usecases/demonstration/framework_science.csv"),
    include_str!("../../usecases/demonstration/framework_languages.csv"),
];

/// How many draws of each generator are tried.
const DRAWS: u64 = 200;

#[test]
fn every_file_is_read_without_a_problem() {
    let problems = read().problems;
    assert!(problems.is_empty(), "{problems:#?}");
}

#[test]
fn identifiers_are_there_once() {
    let mut known = BTreeSet::new();
    for item in items() {
        assert!(known.insert(item.item.identifier.clone()), "{} twice", item.item.identifier);
    }
}

#[test]
fn every_competency_exists_and_every_one_has_eight_items() {
    let mut counts: BTreeMap<String, usize> = competencies().into_iter().map(|code| (code, 0)).collect();
    for item in items() {
        for code in &item.competencies {
            let count = counts.get_mut(code).unwrap_or_else(|| panic!("{}: {code}", item.item.identifier));
            *count += 1;
        }
    }
    let few: Vec<_> = counts.iter().filter(|(_, count)| **count < 8).collect();
    assert!(few.is_empty(), "{few:?}");
}

#[test]
fn the_bank_is_large_and_mostly_not_clones() {
    let all = items();
    let clones =
        all.iter().filter(|one| one.item.identifier.ends_with(|c: char| c.is_ascii_lowercase())).count();
    let generators = all.iter().filter(|one| one.tags.iter().any(|tag| tag == "generator")).count();
    println!("{} items, {generators} generators, {clones} fixed items of generators", all.len());
    assert!(all.len() - clones >= 420, "{} without clones", all.len() - clones);
    assert!(clones * 3 <= all.len(), "{clones} of {}", all.len());
    assert!(generators >= 60, "{generators}");
}

#[test]
fn no_two_stems_are_equal_and_none_is_too_short_or_too_long() {
    let mut known: BTreeMap<String, String> = BTreeMap::new();
    for (authored, _) in read().written {
        let length = authored.stem.chars().count();
        assert!((10..=600).contains(&length), "{}: {length} characters", authored.identifier);
        // The same words may stand over another text or list: what is asked is both.
        let asked = format!("{} {:?}", authored.stem, authored.kind);
        if let Some(other) = known.insert(authored.stem.clone(), authored.identifier.clone()) {
            panic!("{} and {other}: {asked}", authored.identifier);
        }
    }
}

#[test]
fn figures_are_within_what_the_bank_promises() {
    for item in items() {
        let name = &item.item.identifier;
        assert!((-2.0..=2.0).contains(&item.difficulty), "{name}: {}", item.difficulty);
        assert!((item.discrimination - 1.0).abs() < f64::EPSILON, "{name}");
        assert!(name.starts_with(&item.competencies[0]), "{name}");
        assert!(!item.item.title.is_empty() && !item.grade_band.is_empty(), "{name}");
    }
}

#[test]
fn every_stimulus_is_there_and_has_its_items() {
    let mut used: BTreeMap<String, usize> =
        stimuli().into_iter().map(|stimulus| (stimulus.identifier, 0)).collect();
    for item in items() {
        if let Some(stimulus) = &item.stimulus {
            *used.get_mut(stimulus).unwrap_or_else(|| panic!("{}: {stimulus}", item.item.identifier)) += 1;
        }
    }
    for (stimulus, count) in used {
        assert!((3..=5).contains(&count), "{stimulus} has {count} items");
    }
}

#[test]
fn every_fixed_key_is_one_of_its_choices() {
    for one in items() {
        for interaction in one.item.interactions() {
            let names: Vec<&str> = match &interaction.kind {
                InteractionKind::Choice { choices, .. } | InteractionKind::InlineChoice { choices, .. } => {
                    choices.iter().map(|choice| choice.identifier.as_str()).collect()
                }
                _ => continue,
            };
            let key = one.item.response(&interaction.response).and_then(|declared| declared.correct.clone());
            let key = key.unwrap_or_else(|| panic!("{} has no key", one.item.identifier));
            for scalar in key.scalars() {
                assert!(names.contains(&scalar.text().as_str()), "{}: {scalar:?}", one.item.identifier);
            }
        }
    }
}

#[test]
fn every_generator_is_right_for_two_hundred_draws() {
    for (authored, proof) in read().written.iter().filter(|(authored, _)| !authored.variables.is_empty()) {
        for seed in 0..DRAWS {
            let drawn = authored
                .drawn(seed)
                .unwrap_or_else(|| panic!("{} has no draw for {seed}", authored.identifier));
            let texts = shown_beside_each_other(&drawn);
            let different: BTreeSet<_> = texts.iter().collect();
            assert_eq!(different.len(), texts.len(), "{} for {seed}: {texts:?}", authored.identifier);
            // Making the whole item takes its time, so that every tenth has to do.
            if seed % 10 == 0
                && let Err(problems) = to_item(&drawn)
            {
                panic!("{} for {seed}: {problems:#?}", authored.identifier);
            }
            if let Some(proof) = proof {
                let holds = authored.proves(proof, seed);
                assert_eq!(holds, Some(true), "{} for {seed}: {proof}", authored.identifier);
            }
            looks_well(&drawn);
        }
    }
}

/// Texts of choices, none of which may be another.
fn shown_beside_each_other(drawn: &Authored) -> Vec<String> {
    match &drawn.kind {
        AuthoredKind::ChooseOne { choices, .. } | AuthoredKind::ChooseSeveral { choices, .. } => {
            choices.iter().map(|choice| choice.text.clone()).collect()
        }
        AuthoredKind::Order { entries, .. } => entries.clone(),
        _ => Vec::new(),
    }
}

/// Numbers that nobody would write into a question.
fn looks_well(drawn: &Authored) {
    let texts = format!("{} {:?}", drawn.stem, drawn.kind);
    for piece in texts.split(|c: char| !c.is_ascii_digit() && c != '.') {
        let places = piece.trim_end_matches('.').split_once('.').map_or(0, |(_, places)| places.len());
        assert!(places <= 4, "{}: {piece} in {texts}", drawn.identifier);
    }
}

#[test]
fn the_right_choice_stands_at_every_place_about_as_often() {
    let mut places = [0_usize; 4];
    for (authored, _) in read().written {
        if let AuthoredKind::ChooseOne { choices, .. } = &authored.kind
            && choices.len() == 4
        {
            places[choices.iter().position(|one| one.right).unwrap_or(0)] += 1;
        }
    }
    let all: usize = places.iter().sum();
    for count in places {
        assert!(count * 5 >= all && count * 10 <= all * 3, "{places:?}");
    }
}

#[test]
fn every_wrong_choice_of_one_says_why_in_mathematics_and_science() {
    let mut silent = Vec::new();
    for (authored, _) in read().written {
        if let AuthoredKind::ChooseOne { choices, .. } = &authored.kind
            && !authored.identifier.starts_with("WL.")
        {
            let without = choices.iter().filter(|one| !one.right && one.feedback.is_none());
            silent.extend(without.map(|one| format!("{}: {}", authored.identifier, one.text)));
        }
    }
    assert!(silent.is_empty(), "{silent:#?}");
}

#[test]
fn every_item_can_be_opened_again_by_its_author() {
    for one in items() {
        let read = from_item(&one.item);
        assert!(read.is_some(), "{} does not read back", one.item.identifier);
    }
}

#[test]
fn no_name_of_a_choice_shows_more_than_its_place() {
    for one in items() {
        for interaction in one.item.interactions() {
            if let InteractionKind::Order { choices, .. } = &interaction.kind {
                let texts: Vec<_> = choices.iter().map(|choice| words(&choice.content)).collect();
                assert!(!texts.is_empty(), "{}", one.item.identifier);
                let names: Vec<_> = choices.iter().map(|choice| choice.identifier.as_str()).collect();
                let mut sorted = names.clone();
                sorted.sort_unstable();
                assert_eq!(names, sorted, "{}", one.item.identifier);
            }
        }
    }
}

fn words(nodes: &[Node]) -> String {
    nodes
        .iter()
        .map(|node| match node {
            Node::Text(text) => text.clone(),
            other => words(other.children()),
        })
        .collect()
}

/// Codes of the competencies of the three frameworks.
fn competencies() -> Vec<String> {
    let lines = FRAMEWORKS.iter().flat_map(|file| file.lines());
    let rows = lines.filter(|line| line.contains(",Competency,"));
    rows.filter_map(|line| line.split(',').next().map(str::to_owned)).collect()
}
