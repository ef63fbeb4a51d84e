//! Laws: what is written is read again the same, and the same is written the same.

use domain::{
    item::{Expression, ItemCount, ItemSubset, Node, Stimulus, View},
    test_plan::{
        Branch, ItemRef, Part, Selection, SessionControl, TestChild, TestPlan, TestSection, TimeLimits,
    },
};
use exchange::qti::{read_item, read_stimulus, read_test, write_item, write_stimulus, write_test};
use proptest::{collection::vec, option, prelude::*};

use crate::generated;

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..ProptestConfig::default() })]

    #[test]
    fn an_item_is_read_again_as_it_was_written(item in generated::item()) {
        let written = write_item(&item);
        let again = read_item(written.as_bytes());
        let again = again.map_err(|problems| TestCaseError::fail(format!("{problems:?}\n{written}")))?;
        prop_assert_eq!(&again.item, &item, "{}", written);
        prop_assert_eq!(write_item(&again.item), written);
    }

    #[test]
    fn a_stimulus_is_read_again_as_it_was_written(
        identifier in generated::name(), title in generated::text(),
        language in option::of(generated::name()), body in generated::blocks(),
    ) {
        let stimulus = Stimulus { identifier, title, language, body };
        let again = read_stimulus(write_stimulus(&stimulus).as_bytes()).expect("the stimulus is read");
        prop_assert_eq!(again.content, stimulus);
    }

    #[test]
    fn a_test_is_read_again_as_it_was_written(plan in plan()) {
        let written = write_test(&plan);
        let again = read_test(written.as_bytes());
        let again = again.map_err(|problems| TestCaseError::fail(format!("{problems:?}\n{written}")))?;
        prop_assert_eq!(again.content, plan, "{}", written);
    }

    #[test]
    fn no_bytes_make_the_reader_panic(bytes in vec(any::<u8>(), 0..200)) {
        drop(read_item(&bytes));
    }

    #[test]
    fn no_change_of_a_written_item_makes_the_reader_panic(
        item in generated::item(), place in any::<prop::sample::Index>(), length in 0..30_usize, put in "[<>/\"&a=]{0,4}",
    ) {
        let written = write_item(&item);
        let from = (0..=place.index(written.len())).rev().find(|at| written.is_char_boundary(*at)).unwrap_or(0);
        let to = (from..=written.len().min(from + length)).rev().find(|at| written.is_char_boundary(*at)).unwrap_or(from);
        let changed = format!("{}{put}{}", &written[..from], &written[to..]);
        if let Ok(read) = read_item(changed.as_bytes()) {
            // Whatever is read is read again the same.
            let again = read_item(write_item(&read.item).as_bytes()).expect("what was read is read again");
            prop_assert_eq!(again.item, read.item);
        }
    }
}

fn time() -> impl Strategy<Value = TimeLimits> {
    let seconds = || option::of((0..9000_u32).prop_map(f64::from));
    (seconds(), seconds(), any::<bool>()).prop_map(|(least, most, allow_late)| TimeLimits {
        least,
        most,
        allow_late,
    })
}

fn control() -> impl Strategy<Value = SessionControl> {
    let flag = || option::of(any::<bool>());
    (option::of(0..5_u32), flag(), flag(), flag(), flag(), flag(), flag()).prop_map(
        |(
            max_attempts,
            show_feedback,
            allow_review,
            show_solution,
            allow_comment,
            allow_skipping,
            validate_responses,
        )| {
            SessionControl {
                max_attempts,
                show_feedback,
                allow_review,
                show_solution,
                allow_comment,
                allow_skipping,
                validate_responses,
            }
        },
    )
}

fn condition() -> impl Strategy<Value = Expression> {
    let subset = (any::<bool>(), vec(generated::name(), 0..2), vec(generated::name(), 0..2))
        .prop_map(|(section, include, exclude)| ItemSubset {
            section: section.then(|| "S".to_owned()),
            include,
            exclude,
        })
        .boxed();
    prop_oneof![
        Just(Expression::Null),
        subset.clone().prop_map(|items| Expression::Count(ItemCount::Correct, items)),
        subset.clone().prop_map(|items| Expression::OutcomeBound {
            maximum: items.section.is_some(),
            variable: "SCORE".to_owned(),
            weight: None,
            items
        }),
        subset.prop_map(|items| Expression::TestVariables {
            variable: "SCORE".to_owned(),
            base_type: None,
            weight: Some("W".to_owned()),
            items
        }),
        Just(Expression::Variable { identifier: "I0.SCORE".to_owned(), weight: None }),
    ]
}

fn item_ref() -> impl Strategy<Value = ItemRef> {
    let weights = vec((generated::name(), (0..9_u32).prop_map(f64::from)), 0..2);
    let exits = vec(condition(), 0..2).prop_map(|all| {
        let exit = |when| Branch { target: "EXIT_TEST".to_owned(), when };
        all.into_iter().map(exit).collect::<Vec<_>>()
    });
    (
        vec(generated::name(), 0..3),
        weights,
        any::<bool>(),
        any::<bool>(),
        time(),
        exits,
        control(),
        vec(condition(), 0..2),
    )
        .prop_map(|(categories, weights, required, fixed, time, branches, control, preconditions)| {
            ItemRef {
                identifier: String::new(),
                href: String::new(),
                categories,
                weights,
                required,
                fixed,
                time,
                preconditions,
                branches,
                control,
                template_defaults: vec![("T".to_owned(), Expression::Null)],
            }
        })
}

/// A test of one part, a section, and a section in it.
fn plan() -> impl Strategy<Value = TestPlan> {
    let select = option::of(
        (0..5_u32, any::<bool>()).prop_map(|(count, with_replacement)| Selection { count, with_replacement }),
    );
    let parts = (vec(item_ref(), 1..4), time(), control(), select, any::<[bool; 8]>(), generated::line());
    (parts, generated::text(), vec(condition(), 0..2)).prop_map(
        |((items, time, control, select, flags, line), title, preconditions)| {
            let items = items.into_iter().enumerate().map(|(place, item)| {
                TestChild::Item(ItemRef {
                    identifier: format!("I{place}"),
                    href: format!("items/{place}.xml"),
                    ..item
                })
            });
            let inner = TestSection {
                identifier: "S".to_owned(),
                title: title.clone(),
                visible: flags[0],
                keep_together: flags[1],
                required: flags[2],
                fixed: flags[3],
                time: time.clone(),
                preconditions: preconditions.clone(),
                branches: Vec::new(),
                control: control.clone(),
                select,
                shuffle: flags[4],
                stimuli: Vec::new(),
                rubrics: vec![Node::Rubric { views: vec![View::Candidate], purpose: None, content: line }],
                children: items.collect(),
            };
            let outer = TestSection {
                identifier: "OUTER".to_owned(),
                children: vec![TestChild::Section(inner.clone())],
                select: None,
                branches: vec![Branch { target: "S".to_owned(), when: Expression::Null }],
                ..inner
            };
            TestPlan {
                identifier: "T".to_owned(),
                title,
                time: time.clone(),
                outcomes: Vec::new(),
                parts: vec![Part {
                    identifier: "P".to_owned(),
                    free_navigation: flags[5],
                    submit_together: flags[6],
                    time,
                    preconditions,
                    branches: Vec::new(),
                    control,
                    sections: vec![outer],
                }],
                outcome_processing: Vec::new(),
                feedback: Vec::new(),
            }
        },
    )
}
