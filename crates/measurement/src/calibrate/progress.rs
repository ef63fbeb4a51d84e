//! A calibration on its way, kept so that it can be taken up again.

use super::{
    ItemPlan, Reason, SetAside, Settings,
    climb::{Course, Memory},
};
use crate::responses::Responses;

/// The first bytes: what they are, and their version.
const MARK: &[u8; 8] = b"onrcal\0\x01";

/// Where a calibration stands after a step, whole enough to go on from to the same digits.
///
/// Memory: 8 bytes per free number, and 16 more for each of up to 12 past steps.
#[derive(Debug, Clone, PartialEq)]
pub struct Progress {
    pub(super) fingerprint: u64,
    pub(super) inverted: Vec<SetAside>,
    pub(super) course: Course,
    pub(super) log_likelihood: f64,
}

/// Bytes that are no progress.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("these bytes are no progress of a calibration that this program can go on from")]
pub struct BadProgress;

impl Progress {
    /// Steps so far, since items were last set aside.
    pub fn steps(&self) -> usize {
        self.course.steps
    }

    /// Marginal log-likelihood so far.
    pub fn log_likelihood(&self) -> f64 {
        self.log_likelihood
    }

    /// As bytes: a mark, then every number in 8 bytes, little-endian.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = MARK.to_vec();
        let count = |count: usize| count as u64;
        let mut put = |number: u64| out.extend_from_slice(&number.to_le_bytes());
        put(self.fingerprint);
        put(self.log_likelihood.to_bits());
        put(count(self.course.steps));
        put(count(self.inverted.len()));
        for SetAside { item, reason } in &self.inverted {
            put(count(*item));
            let Reason::NegativeSlope { slope } = reason else { continue };
            put(slope.to_bits());
        }
        put(count(self.course.free.len()));
        put(count(self.course.memory.0.len()));
        self.course.free.iter().for_each(|number| put(number.to_bits()));
        for (step, fall, bend) in &self.course.memory.0 {
            step.iter().chain(fall).for_each(|number| put(number.to_bits()));
            put(bend.to_bits());
        }
        out
    }

    /// The progress that [`Progress::to_bytes`] wrote.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BadProgress> {
        let mut numbers = Numbers::of(bytes)?;
        let fingerprint = numbers.next()?;
        let log_likelihood = f64::from_bits(numbers.next()?);
        let steps = numbers.count()?;
        let mut inverted = Vec::new();
        for _ in 0..numbers.next()? {
            let item = numbers.count()?;
            let slope = f64::from_bits(numbers.next()?);
            inverted.push(SetAside { item, reason: Reason::NegativeSlope { slope } });
        }
        let (len, remembered) = (numbers.count()?, numbers.next()?);
        let free = numbers.list(len)?;
        let mut memory = Memory::default();
        for _ in 0..remembered {
            let (step, fall) = (numbers.list(len)?, numbers.list(len)?);
            memory.0.push_back((step, fall, f64::from_bits(numbers.next()?)));
        }
        let whole = numbers.left.is_empty();
        let course = Course { free, memory, steps };
        whole.then_some(Self { fingerprint, inverted, course, log_likelihood }).ok_or(BadProgress)
    }
}

/// What is left of the bytes, number by number.
struct Numbers<'b> {
    left: &'b [u8],
}

impl<'b> Numbers<'b> {
    fn of(bytes: &'b [u8]) -> Result<Self, BadProgress> {
        bytes.strip_prefix(MARK).map(|left| Self { left }).ok_or(BadProgress)
    }

    fn next(&mut self) -> Result<u64, BadProgress> {
        let (number, left) = self.left.split_first_chunk().ok_or(BadProgress)?;
        self.left = left;
        Ok(u64::from_le_bytes(*number))
    }

    fn count(&mut self) -> Result<usize, BadProgress> {
        usize::try_from(self.next()?).map_err(|_| BadProgress)
    }

    fn list(&mut self, len: usize) -> Result<Vec<f64>, BadProgress> {
        if len > self.left.len() / 8 {
            return Err(BadProgress);
        }
        (0..len).map(|_| self.next().map(f64::from_bits)).collect()
    }
}

/// A number that other answers, another plan or other settings do not share, but by an accident of one in
/// 10^19 (FNV-1a over everything that the fit depends on).
pub(super) fn fingerprint(responses: &Responses, plan: &[ItemPlan], settings: &Settings) -> u64 {
    let mut sum = 0xCBF2_9CE4_8422_2325_u64;
    let mut take = |number: u64| sum = (sum ^ number).wrapping_mul(0x0000_0100_0000_01B3).rotate_left(23);
    take(responses.items() as u64);
    for row in 0..responses.rows() {
        take(responses.weight(row).to_bits());
        take(responses.group(row) as u64);
        for eight in responses.row(row).chunks(8) {
            take(eight.iter().fold(0, |word, code| word << 8 | u64::from(*code)));
        }
    }
    format!("{plan:?} {settings:?}").bytes().for_each(|byte| take(u64::from(byte)));
    sum
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use super::Progress;
    use crate::{
        calibrate::{CannotCalibrate, ItemPlan, Settings, calibrate, calibrate_watched},
        models::{Item, Model},
        random::Generator,
        responses::Responses,
        simulate,
    };

    /// Answers to twelve items, the first keyed wrongly.
    fn answers() -> Responses {
        let mut generator = Generator::new(11);
        let items: Vec<Item> =
            (0..12).map(|k| Item::two_parameter(1.0, f64::from(k) / 4.0 - 1.5).unwrap()).collect();
        let abilities: Vec<f64> = (0..800).map(|_| generator.normal()).collect();
        let right = simulate::answers(&items, &abilities, &mut generator).unwrap();
        let codes = (0..right.rows()).flat_map(|row| {
            let codes = right.row(row);
            [1 - codes[0]].into_iter().chain(codes[1..].iter().copied()).collect::<Vec<u8>>()
        });
        Responses::from_codes(12, codes.collect()).unwrap()
    }

    #[test]
    fn a_calibration_taken_up_again_ends_with_the_same_digits() {
        let (responses, settings) = (answers(), Settings::default());
        let plan = vec![ItemPlan::Estimate(Model::TwoParameter); 12];
        let whole = calibrate(&responses, &plan, &settings).unwrap();
        assert_eq!(whole.set_aside.len(), 1);
        let mut kept = Vec::new();
        let watched = calibrate_watched(&responses, &plan, &settings, None, &mut |progress| {
            kept.push(progress.to_bytes());
            ControlFlow::Continue(())
        });
        assert_eq!(watched.unwrap(), whole);
        assert!(kept.len() > whole.steps, "the first climb ends before the key is doubted");
        for bytes in kept {
            let progress = Progress::from_bytes(&bytes).unwrap();
            assert_eq!(progress.to_bytes(), bytes);
            let mut go_on = |_: &Progress| ControlFlow::Continue(());
            let again = calibrate_watched(&responses, &plan, &settings, Some(&progress), &mut go_on);
            assert_eq!(again.unwrap(), whole);
        }
    }

    #[test]
    fn a_progress_of_other_answers_is_refused_and_a_stop_says_after_how_many_steps() {
        let responses = answers();
        let plan = vec![ItemPlan::Estimate(Model::TwoParameter); 12];
        let mut kept = None;
        let stopped = calibrate_watched(&responses, &plan, &Settings::default(), None, &mut |progress| {
            kept = Some(progress.clone());
            if progress.steps() == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        assert_eq!(stopped, Err(CannotCalibrate::Stopped(3)));
        let other = Settings { tolerance: 1e-3, ..Settings::default() };
        let mut go_on = |_: &Progress| ControlFlow::Continue(());
        let refused = calibrate_watched(&responses, &plan, &other, kept.as_ref(), &mut go_on);
        assert_eq!(refused, Err(CannotCalibrate::OtherProgress));
    }

    #[test]
    fn bytes_that_are_cut_short_or_too_long_are_no_progress() {
        let plan = vec![ItemPlan::Estimate(Model::TwoParameter); 12];
        let mut bytes = Vec::new();
        let _ = calibrate_watched(&answers(), &plan, &Settings::default(), None, &mut |progress| {
            bytes = progress.to_bytes();
            ControlFlow::Break(())
        });
        assert!(Progress::from_bytes(&bytes).is_ok());
        for cut in 0..bytes.len() {
            assert!(Progress::from_bytes(&bytes[..cut]).is_err(), "{cut}");
        }
        bytes.push(0);
        assert!(Progress::from_bytes(&bytes).is_err());
    }
}
