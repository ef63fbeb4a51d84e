//! Assessments on paper: forms are printed, sheets photographed, read, confirmed and entered; and what goes wrong.

mod classroom;
mod fixtures;
mod questions;

use classroom::{Classroom, classrooms};
use domain::{AssignmentId, LearnerId, Points, SittingId, sitting::SittingState};
use questions::{Class, KEY};
use scanning::{
    layout::Paper,
    simulate::{Conditions, Dice, Hand, Mark, drawn, jpeg, mark, photograph},
};
use usecases::{
    Refusal,
    annul_sitting::annul_sitting,
    enter_answers::{Done, EnteredFrom, Entry, RowSaid, enter_answers},
    paper_form::RowAnswer,
    print_forms::{Printed, PrintedForm, Printing, look_before_printing, print_forms},
    read_sheets::{ReadSheet, SheetsRead, find_sheet, read_sheets},
    show_sheets::{Which, show_sheets},
    show_sitting::show_sitting,
    sitting_result::sitting_result,
    start_sitting::{Starting, start_sitting},
};

async fn given_to_the_class(room: &Classroom, choices: usize, number: bool) -> AssignmentId {
    let class =
        Class { app: room.app(), educator: &room.educator, section: room.section, target: room.targets[0] };
    questions::given(&class, choices, number).await
}

fn printing(learners: &[LearnerId]) -> Printing {
    Printing {
        learners: learners.to_vec(),
        paper: Paper::A4,
        large: false,
        alike: false,
        instruction: "Fill the whole circle.".to_owned(),
    }
}

async fn printed(room: &Classroom, assignment: AssignmentId, learners: &[LearnerId]) -> Printed {
    print_forms(room.app(), &room.educator, assignment, printing(learners)).await.expect("printed")
}

/// The letter that is right in a row, as that form shows the question; `None` for a row written by hand.
fn right(form: &PrintedForm, row: usize) -> Option<usize> {
    let row = &form.form.rows[row];
    let RowAnswer::Marks { letters, .. } = &row.answer else { return None };
    let question = &form.form.questions[usize::try_from(row.place).expect("a place")];
    let found = questions::choices(&question.shown.body);
    assert_eq!(found.len(), letters.len());
    found.iter().position(|text| text == KEY)
}

/// A photograph of the first page, filled in rows as `mark_of` says, bubble by bubble.
fn photo(form: &PrintedForm, mark_of: impl Fn(usize) -> Option<(usize, Mark)>, seed: u64) -> Vec<u8> {
    let mut dice = Dice::new(seed);
    let page = &form.pages[0];
    let marks: Vec<(usize, usize, Mark)> = page
        .rows
        .iter()
        .enumerate()
        .filter_map(|(at, row)| mark_of(row.row).map(|(bubble, how)| (at, bubble, how)))
        .collect();
    let hand = Hand::careful(&mut dice);
    let paper = mark(&drawn(page, &mut dice), page, &marks, &hand, &mut dice);
    let taken = photograph(&paper, &Conditions::scan(), &mut dice);
    jpeg(&[&taken], 90)
}

/// All of it answered right.
fn all_right(form: &PrintedForm, seed: u64) -> Vec<u8> {
    photo(form, |row| right(form, row).map(|bubble| (bubble, Mark::Filled)), seed)
}

async fn read(room: &Classroom, assignment: AssignmentId, files: Vec<(&str, Vec<u8>)>) -> SheetsRead {
    let files = files.into_iter().map(|(name, bytes)| (name.to_owned(), bytes)).collect();
    read_sheets(room.app(), &room.educator, assignment, files).await.expect("read")
}

/// What a person confirms who changes nothing, and leaves to themself what is written by hand.
fn confirmed(sheet: &ReadSheet) -> Entry {
    let said =
        |(row, read): (&usecases::paper_form::SheetRow, &Option<usecases::read_sheets::ReadRow>)| match &row
            .answer
        {
            RowAnswer::Hand { .. } => RowSaid { text: String::new(), from_paper: true },
            RowAnswer::Marks { letters, .. } => {
                let marked = read.iter().flat_map(|read| &read.marked).map(|at| letters[*at].clone());
                RowSaid { text: marked.collect::<Vec<_>>().join(" "), from_paper: false }
            }
        };
    Entry {
        sitting: sheet.form.sitting.id,
        rows: sheet.form.rows.iter().zip(&sheet.rows).map(said).collect(),
        from: EnteredFrom::Scan,
        decided: Vec::new(),
        worked_on: None,
    }
}

/// What a person types: the right letter everywhere, or the next one.
fn typed(form: &PrintedForm, right_ones: usize) -> Entry {
    let said = |at: usize| match &form.form.rows[at].answer {
        RowAnswer::Hand { .. } => RowSaid { text: "12".to_owned(), from_paper: false },
        RowAnswer::Marks { letters, .. } => {
            let right = right(form, at).expect("a key");
            let chosen = if at < right_ones { right } else { (right + 1) % letters.len() };
            RowSaid { text: letters[chosen].to_lowercase(), from_paper: false }
        }
    };
    Entry {
        sitting: form.form.sitting.id,
        rows: (0..form.form.rows.len()).map(said).collect(),
        from: EnteredFrom::Keyboard,
        decided: vec![(0, "faint".to_owned())],
        worked_on: None,
    }
}

async fn enter(room: &Classroom, entry: Entry) -> Result<Done, Refusal> {
    enter_answers(room.app(), &room.educator, entry).await
}

/// How many entries the sitting has in the ledger.
async fn entries(room: &Classroom, learner: LearnerId, sitting: SittingId) -> usize {
    let district = room.educator.district;
    room.app()
        .db
        .read((), move |tx, ()| {
            Box::pin(async move {
                let group = format!("sitting:{sitting}");
                let found = store::evidence::of_group(tx, district, learner, &group).await?;
                Ok::<_, Refusal>(found.len())
            })
        })
        .await
        .expect("read")
}

#[tokio::test]
async fn a_photographed_sheet_becomes_evidence_as_on_a_screen() {
    for room in classrooms().await {
        let assignment = given_to_the_class(&room, 4, false).await;
        let printed = printed(&room, assignment, &room.learners[..2]).await;
        assert_eq!(printed.forms.len(), 2, "{:?}", printed.left_out);
        let [one, other] = &printed.forms[..] else { panic!("two forms") };
        assert_ne!(one.form.code, other.form.code);
        // The third row of the other is faint.
        let faint = photo(
            other,
            |row| {
                let how = if row == 2 { Mark::Faint } else { Mark::Filled };
                right(other, row).map(|bubble| (bubble, how))
            },
            8,
        );
        let read = read(&room, assignment, vec![("one.jpg", all_right(one, 7)), ("other.jpg", faint)]).await;
        assert!(read.failed.is_empty(), "{:?}", read.failed);
        assert_eq!(read.sheets.len(), 2);
        for sheet in &read.sheets {
            assert!(sheet.missing().is_empty());
            let doubts = sheet.rows.iter().flatten().filter(|row| row.doubt.is_some()).count();
            let is_other = sheet.form.code == other.form.code;
            assert_eq!(doubts, usize::from(is_other), "{:?}", sheet.rows);
            for row in sheet.rows.iter().flatten() {
                assert_eq!(row.crop.is_some(), row.doubt.is_some());
            }
        }
        // Nothing is written by reading.
        let shown = show_sheets(room.app(), &room.educator, assignment, Which::Next).await.expect("shown");
        assert!(shown.sheets.iter().all(|one| one.state == SittingState::Open));
        for sheet in &read.sheets {
            let is_other = sheet.form.code == other.form.code;
            let mut entry = confirmed(sheet);
            if is_other {
                // The person sees a mark there.
                let bubble = right(other, 2).expect("a key");
                entry.rows[2].text = ["A", "B", "C", "D"][bubble].to_owned();
                entry.decided = vec![(2, "a faint mark".to_owned())];
            }
            let done = enter(&room, entry).await.expect("entered");
            assert!(!done.waits);
            let (learner, sitting) = (sheet.form.sitting.learner, sheet.form.sitting.id);
            assert_eq!(entries(&room, learner, sitting).await, 4);
            let result = sitting_result(room.app(), &room.educator, sitting).await.expect("a result");
            assert_eq!(result.sitting.points, Some(Points::whole(4)));
            assert_eq!(result.sitting.state, SittingState::Scored);
            assert_eq!(result.sitting.passed, Some(true));
            assert_eq!(result.sitting.rushed, None);
            let noted = result.events.iter().find(|one| one.what == "entered from paper").expect("noted");
            let expected =
                if is_other { "from a scan; decided by hand: 3 (a faint mark)" } else { "from a scan" };
            assert_eq!((&*noted.detail, noted.by), (expected, Some(room.educator.person)));
        }
    }
}

#[tokio::test]
async fn printing_again_gives_the_same_form() {
    for room in classrooms().await {
        let assignment = given_to_the_class(&room, 4, false).await;
        let first = printed(&room, assignment, &room.learners[..3]).await;
        let again = printed(&room, assignment, &[]).await;
        assert_eq!(again.forms.len(), room.learners.len());
        for form in &first.forms {
            let same = again.forms.iter().find(|one| one.form.sitting.id == form.form.sitting.id);
            let same = same.expect("the same sitting");
            assert_eq!(same.form.code, form.form.code);
            assert_eq!(same.form.rows, form.form.rows);
            assert_eq!(same.pages, form.pages);
        }
        let mut codes: Vec<&str> = again.forms.iter().map(|one| &*one.form.code).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), room.learners.len());
    }
}

#[tokio::test]
async fn what_is_typed_counts_and_a_second_time_is_refused_until_it_is_taken_back() {
    for room in classrooms().await {
        let assignment = given_to_the_class(&room, 4, true).await;
        let learner = room.learners[0];
        let printed = printed(&room, assignment, &[learner]).await;
        let form = &printed.forms[0];
        // Four of bubbles, and one in which a number is written.
        assert_eq!(form.form.rows.len(), 5);
        let mut wrong = typed(form, 4);
        wrong.rows[1].text = "ab".to_owned();
        let said = enter(&room, wrong).await.expect_err("two letters").to_string();
        assert_eq!(said, "row 2 takes one letter, not 2: decide which one counts");
        let mut short = typed(form, 4);
        short.rows.pop();
        assert!(matches!(enter(&room, short).await, Err(Refusal::Invalid { field: "rows", .. })));
        let mut early = typed(form, 4);
        early.worked_on = Some(jiff::civil::date(2020, 1, 1));
        assert!(matches!(enter(&room, early).await, Err(Refusal::Invalid { field: "worked_on", .. })));
        assert_eq!(entries(&room, learner, form.form.sitting.id).await, 0);

        enter(&room, typed(form, 2)).await.expect("entered");
        let result =
            sitting_result(room.app(), &room.educator, form.form.sitting.id).await.expect("a result");
        // Two letters and the number.
        assert_eq!(result.sitting.points, Some(Points::whole(3)));
        assert_eq!(result.sitting.points_possible, Some(Points::whole(5)));
        let noted = result.events.iter().find(|one| one.what == "entered from paper").expect("noted");
        assert_eq!(noted.detail, "by keyboard; decided by hand: 1 (faint)");
        let Err(Refusal::Conflict(said)) = enter(&room, typed(form, 4)).await else { panic!("once") };
        assert!(said.contains("was entered already") && said.contains("take that sitting back"), "{said}");
        let read = read(&room, assignment, vec![("late.jpg", all_right(form, 3))]).await;
        assert!(read.sheets.is_empty());
        assert!(read.failed[0].why.contains("was entered already"), "{:?}", read.failed);

        annul_sitting(room.app(), &room.educator, form.form.sitting.id, "Another child's sheet")
            .await
            .expect("taken back");
        let again = self::printed(&room, assignment, &[learner]).await;
        assert_ne!(again.forms[0].form.code, form.form.code);
        enter(&room, typed(&again.forms[0], 5)).await.expect("entered");
    }
}

#[tokio::test]
async fn what_a_person_scores_from_the_paper_waits_for_them() {
    for room in classrooms().await {
        let assignment = given_to_the_class(&room, 2, true).await;
        let printed = printed(&room, assignment, &room.learners[..1]).await;
        let form = &printed.forms[0];
        let mut entry = typed(form, 2);
        entry.rows[2] = RowSaid { text: String::new(), from_paper: true };
        let done = enter(&room, entry).await.expect("entered");
        assert!(done.waits);
        let result =
            sitting_result(room.app(), &room.educator, form.form.sitting.id).await.expect("a result");
        assert_eq!(result.sitting.state, SittingState::Waiting);
    }
}

#[tokio::test]
async fn each_picture_that_is_not_taken_is_named_with_its_reason() {
    for room in classrooms().await {
        let assignment = given_to_the_class(&room, 3, false).await;
        let other = given_to_the_class(&room, 3, false).await;
        let here = printed(&room, assignment, &room.learners[..1]).await;
        let there = printed(&room, other, &room.learners[1..2]).await;
        let right_one = all_right(&here.forms[0], 5);
        let mut unknown = here.forms[0].clone();
        "22222222".clone_into(&mut unknown.form.code);
        for page in &mut unknown.pages {
            "22222222".clone_into(&mut page.code);
        }
        let files = vec![
            ("right.jpg", right_one.clone()),
            ("again.jpg", right_one.clone()),
            ("elsewhere.jpg", all_right(&there.forms[0], 6)),
            ("nobody.jpg", all_right(&unknown, 7)),
            ("text.jpg", b"not a picture".to_vec()),
            ("half.jpg", right_one[..right_one.len() / 8].to_vec()),
            ("empty.pdf", b"%PDF-1.4".to_vec()),
            ("nothing.png", Vec::new()),
        ];
        let read = read(&room, assignment, files).await;
        assert_eq!(read.sheets.len(), 1);
        let said: Vec<(&str, &str)> = read.failed.iter().map(|one| (&*one.file, &*one.why)).collect();
        let expect = [
            ("again.jpg", "was read in right.jpg already"),
            ("elsewhere.jpg", "read it there"),
            ("nobody.jpg", "No sheet here has the code 22222222"),
            ("text.jpg", "neither a JPEG nor a PNG"),
            ("half.jpg", ""),
            ("empty.pdf", "PDF"),
            ("nothing.png", "neither a JPEG nor a PNG"),
        ];
        assert_eq!(said.len(), expect.len(), "{said:?}");
        for ((file, why), (expected, part)) in said.iter().zip(expect) {
            assert_eq!(*file, expected);
            assert!(why.contains(part), "{file}: {why}");
        }
    }
}

#[tokio::test]
async fn who_may_not_judge_the_class_can_neither_print_nor_read_nor_enter() {
    for room in classrooms().await {
        let assignment = given_to_the_class(&room, 2, false).await;
        let printed = printed(&room, assignment, &room.learners[..1]).await;
        let form = &printed.forms[0];
        let picture = all_right(form, 4);
        for (who, hidden) in
            [(&room.stranger, true), (&room.as_actor(0), false), (&room.guardian, true), (&room.aide, false)]
        {
            let got = [
                fixtures::got(print_forms(room.app(), who, assignment, printing(&[])).await),
                fixtures::got(look_before_printing(room.app(), who, assignment).await),
                fixtures::got(show_sheets(room.app(), who, assignment, Which::Next).await),
                fixtures::got(
                    read_sheets(room.app(), who, assignment, vec![("a.jpg".to_owned(), picture.clone())])
                        .await,
                ),
                fixtures::got(find_sheet(room.app(), who, &form.form.code).await),
                fixtures::got(enter_answers(room.app(), who, typed(form, 2)).await),
            ];
            assert!(got.iter().all(|one| *one != fixtures::Got::Done), "{got:?}");
            if hidden {
                assert!(got.iter().all(|one| *one == fixtures::Got::NotFound), "{got:?}");
            }
        }
        let found = find_sheet(room.app(), &room.colleague, &form.form.code.to_lowercase()).await;
        assert_eq!(found.expect("found"), (assignment, form.form.sitting.id));
    }
}

#[tokio::test]
async fn a_sitting_on_paper_is_not_answered_on_a_screen_and_the_other_way_round() {
    for room in classrooms().await {
        let assignment = given_to_the_class(&room, 2, false).await;
        let on_screen = start_sitting(room.app(), &room.as_actor(1), assignment, Starting::default())
            .await
            .expect("begun");
        let printed = printed(&room, assignment, &room.learners[..2]).await;
        assert_eq!(printed.forms.len(), 1);
        assert!(printed.left_out[0].1.contains("on a screen"), "{:?}", printed.left_out);
        show_sitting(room.app(), &room.as_actor(1), on_screen).await.expect("goes on");
        let sitting = printed.forms[0].form.sitting.id;
        let refused = show_sitting(room.app(), &room.as_actor(0), sitting).await;
        assert!(matches!(refused, Err(Refusal::Conflict(_))));
        let entry = Entry { sitting: on_screen, ..typed(&printed.forms[0], 2) };
        assert!(matches!(enter(&room, entry).await, Err(Refusal::NotFound(_))));
    }
}
