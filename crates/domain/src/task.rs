//! Performance tasks: what a class is asked to make, how it is handed in, and who judges it.

mod rating;
mod round;
mod work;

use crate::{LearnerId, PersonId, RubricId, SectionId, TaskId, Timestamp};

pub use rating::{CriterionMark, RaterKind, Seat, WorkRating};
pub use round::{CalibrationBar, CalibrationPiece, CalibrationRound, CalibrationTrial};
pub use work::{Work, WorkState};

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
    /// Whether only raters who have passed a calibration round of the rubric may finish a rating.
    pub calibrated: bool,
    /// Whether learners may rate their own work: a source of its own.
    pub own: bool,
    /// How many classmates rate each piece of work without knowing whose it is, 0 to 3: a source of its own.
    pub peers: i64,
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
            judging: Judging {
                raters: 1,
                tolerance: 0,
                business_days: 5,
                calibrated: false,
                own: false,
                peers: 0,
            },
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
    }
}
