//! Performance tasks: what a class is asked to make, how it is handed in, and who judges it.

use crate::{
    LearnerId, PersonId, RatingId, RubricId, SectionId, TaskId, Timestamp, chain::Digest, rubric::Mark,
};

/// A task that was given to a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// Its id.
    pub id: TaskId,
    /// Which class.
    pub section: SectionId,
    /// What people read.
    pub title: String,
    /// What is to be done, in light Markdown; may be empty.
    pub prompt: String,
    /// By which rubric, and which version of it.
    pub rubric: RubricId,
    /// The version, from 1.
    pub rubric_version: i64,
    /// What is handed in.
    pub takes: Takes,
    /// From when; `None` for from the beginning.
    pub opens_at: Option<Timestamp>,
    /// When it is due; later work is taken and shown as late.
    pub due_at: Option<Timestamp>,
    /// When nothing is taken any more.
    pub closes_at: Option<Timestamp>,
    /// Handing in again.
    pub again: Again,
    /// Who rates, and how.
    pub judging: Judging,
    /// Who gave it.
    pub made_by: PersonId,
    /// When.
    pub made_at: Timestamp,
    /// When it was put away; what was handed in stays.
    pub archived_at: Option<Timestamp>,
}

/// What is handed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is asked and answered by itself")]
pub struct Takes {
    /// Written words.
    pub words: bool,
    /// Files.
    pub files: bool,
    /// A recording of the voice, made in the browser.
    pub audio: bool,
    /// An address of work that lies elsewhere.
    pub link: bool,
}

impl Takes {
    const WORDS: [&str; 4] = ["words", "files", "audio", "link"];

    /// The words in storage, files and the API.
    pub fn as_words(self) -> Vec<&'static str> {
        let all = [self.words, self.files, self.audio, self.link];
        Self::WORDS.into_iter().zip(all).filter(|(_, taken)| *taken).map(|(word, _)| word).collect()
    }

    /// Reads the words back; `None` where one is not known.
    pub fn from_words<'w>(words: impl IntoIterator<Item = &'w str>) -> Option<Self> {
        let mut all = [false; 4];
        for word in words {
            *all.get_mut(Self::WORDS.iter().position(|known| *known == word)?)? = true;
        }
        let [words, files, audio, link] = all;
        Some(Self { words, files, audio, link })
    }
}

/// How often work is handed in, and what comes between.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Again {
    /// How often in all; `None` for as often as it takes.
    pub most: Option<i64>,
    /// After how many times a meeting is noted before the next; `None` for never.
    pub meeting_after: Option<i64>,
}

/// Who rates, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judging {
    /// How many rate each piece of work without seeing the other: 1 or 2.
    pub raters: i64,
    /// How many levels two may lie apart before a third decides.
    pub tolerance: i64,
    /// Until when work is to be rated, in business days after it was handed in.
    pub business_days: i64,
}

/// How far a piece of work is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum WorkState {
    /// The learner is at it.
    Draft,
    /// It is being rated.
    HandedIn,
    /// Its feedback can be read.
    Released,
}

impl WorkState {
    const ALL: [(Self, &'static str); 3] =
        [(Self::Draft, "draft"), (Self::HandedIn, "handed_in"), (Self::Released, "released")];

    /// The word in storage, files and the API.
    pub fn word(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// Reads the word back.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == word).map(|(state, _)| *state)
    }
}

/// What a learner makes of a task, once: a later one never takes its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Work {
    /// Whose.
    pub learner: LearnerId,
    /// Of which task.
    pub task: TaskId,
    /// From 1.
    pub attempt: i64,
    /// How far it is.
    pub state: WorkState,
    /// What was written; may be empty.
    pub words: String,
    /// Where it lies, if elsewhere; may be empty.
    pub link: String,
    /// Files, in the order in which they came.
    pub files: Vec<Digest>,
    /// The places of the criteria that are judged: all at first, later what was not yet met.
    pub asked: Vec<usize>,
    /// When the learner began.
    pub begun_at: Timestamp,
    /// When it was changed last.
    pub touched_at: Timestamp,
    /// When it was handed in.
    pub handed_in_at: Option<Timestamp>,
    /// Until when it is to be rated.
    pub rate_by: Option<Timestamp>,
    /// When its feedback was released.
    pub released_at: Option<Timestamp>,
}

/// Which seat of a piece of work a rater has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Seat {
    /// The only one, or the first of two who do not see each other.
    First,
    /// The second of two.
    Second,
    /// Who decides where the two are too far apart.
    Third,
}

impl Seat {
    /// Every seat with its number.
    pub const ALL: [(Self, i64); 3] = [(Self::First, 1), (Self::Second, 2), (Self::Third, 3)];

    /// The number in storage.
    pub fn number(self) -> i64 {
        Self::ALL[self as usize].1
    }

    /// Reads the number back.
    pub fn from_number(number: i64) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == number).map(|(seat, _)| *seat)
    }
}

/// What one rater says of one piece of work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkRating {
    /// Its id: the only thing in an address that a blind rater sees.
    pub id: RatingId,
    /// Whose work.
    pub learner: LearnerId,
    /// Of which task.
    pub task: TaskId,
    /// Which attempt.
    pub attempt: i64,
    /// Which seat.
    pub seat: Seat,
    /// Who rates.
    pub rater: PersonId,
    /// What is said of the whole; may be empty.
    pub comment: String,
    /// By criterion, as far as it is said.
    pub marks: Vec<CriterionMark>,
    /// When the seat was given.
    pub given_at: Timestamp,
    /// When it was done; `None` while it is a draft.
    pub done_at: Option<Timestamp>,
}

/// What is said of one criterion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CriterionMark {
    /// The place of the criterion, from 0.
    pub criterion: usize,
    /// The level, or that it does not apply; `None` while only words are there.
    pub mark: Option<Mark>,
    /// What is said; may be empty.
    pub comment: String,
}

/// Why a learner cannot begin again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotAgain {
    /// The last one is not handed in, or not rated yet.
    NotYet,
    /// Everything is met.
    AllMet,
    /// As often as the task allows.
    Most(i64),
    /// A meeting comes first.
    Meeting,
    /// The task takes nothing more.
    Closed,
}

/// Which criteria a learner may hand in again, given the last piece of work, whether each of its criteria is met
/// by now, and after which attempts a meeting was noted.
pub fn again(
    task: &Task,
    last: &Work,
    met: &[bool],
    meetings: &[i64],
    now: Timestamp,
) -> Result<Vec<usize>, NotAgain> {
    if last.state != WorkState::Released {
        return Err(NotAgain::NotYet);
    }
    let open: Vec<usize> = (0..met.len()).filter(|place| !met[*place]).collect();
    if open.is_empty() {
        return Err(NotAgain::AllMet);
    }
    if let Some(most) = task.again.most.filter(|most| last.attempt >= *most) {
        return Err(NotAgain::Most(most));
    }
    if task.closes_at.is_some_and(|closes| closes <= now) || task.archived_at.is_some() {
        return Err(NotAgain::Closed);
    }
    let due = task.again.meeting_after.is_some_and(|after| last.attempt >= after);
    if due && !meetings.contains(&last.attempt) {
        return Err(NotAgain::Meeting);
    }
    Ok(open)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn task(most: Option<i64>, meeting_after: Option<i64>) -> Task {
        Task {
            id: TaskId::from_bytes([1; 16]),
            section: SectionId::from_bytes([2; 16]),
            title: "Essay".to_owned(),
            prompt: String::new(),
            rubric: RubricId::from_bytes([3; 16]),
            rubric_version: 1,
            takes: Takes::default(),
            opens_at: None,
            due_at: None,
            closes_at: Some(Timestamp::UNIX_EPOCH + jiff::SignedDuration::from_secs(100)),
            again: Again { most, meeting_after },
            judging: Judging { raters: 1, tolerance: 0, business_days: 5 },
            made_by: PersonId::from_bytes([4; 16]),
            made_at: Timestamp::UNIX_EPOCH,
            archived_at: None,
        }
    }

    fn work(attempt: i64, state: WorkState) -> Work {
        Work {
            learner: LearnerId::from_bytes([5; 16]),
            task: TaskId::from_bytes([1; 16]),
            attempt,
            state,
            words: String::new(),
            link: String::new(),
            files: Vec::new(),
            asked: Vec::new(),
            begun_at: Timestamp::UNIX_EPOCH,
            touched_at: Timestamp::UNIX_EPOCH,
            handed_in_at: None,
            rate_by: None,
            released_at: None,
        }
    }

    #[track_caller]
    fn check(
        limits: (Option<i64>, Option<i64>),
        attempt: i64,
        meetings: &[i64],
        expected: &Result<Vec<usize>, NotAgain>,
    ) {
        let (task, last) = (task(limits.0, limits.1), work(attempt, WorkState::Released));
        assert_eq!(again(&task, &last, &[true, false, false], meetings, Timestamp::UNIX_EPOCH), *expected);
    }

    #[test]
    fn only_what_is_not_yet_met_is_handed_in_again() {
        check((None, None), 1, &[], &Ok(vec![1, 2]));
        check((Some(2), None), 1, &[], &Ok(vec![1, 2]));
        check((Some(2), None), 2, &[], &Err(NotAgain::Most(2)));
        check((None, None), 99, &[], &Ok(vec![1, 2]));
    }

    #[test]
    fn a_meeting_after_the_third_comes_before_the_fourth_and_each_after_it() {
        check((None, Some(3)), 2, &[], &Ok(vec![1, 2]));
        check((None, Some(3)), 3, &[], &Err(NotAgain::Meeting));
        check((None, Some(3)), 3, &[3], &Ok(vec![1, 2]));
        check((None, Some(3)), 4, &[3], &Err(NotAgain::Meeting));
    }

    #[test]
    fn nothing_comes_again_before_its_feedback_after_the_end_or_when_all_is_met() {
        let task = task(None, None);
        let late = Timestamp::UNIX_EPOCH + jiff::SignedDuration::from_secs(100);
        for state in [WorkState::Draft, WorkState::HandedIn] {
            assert_eq!(again(&task, &work(1, state), &[false], &[], late), Err(NotAgain::NotYet));
        }
        let last = work(1, WorkState::Released);
        assert_eq!(again(&task, &last, &[false], &[], late), Err(NotAgain::Closed));
        assert_eq!(again(&task, &last, &[true], &[], late), Err(NotAgain::AllMet));
    }

    #[test]
    fn words_read_back() {
        let takes = Takes { words: true, audio: true, ..Takes::default() };
        assert_eq!(takes.as_words(), ["words", "audio"]);
        assert_eq!(Takes::from_words(takes.as_words()), Some(takes));
        assert_eq!(Takes::from_words(["songs"]), None);
        for (state, word) in WorkState::ALL {
            assert_eq!((WorkState::from_word(word), state.word()), (Some(state), word));
        }
        for (seat, number) in Seat::ALL {
            assert_eq!((Seat::from_number(number), seat.number()), (Some(seat), number));
        }
    }
}
