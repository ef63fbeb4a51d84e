//! A group gathered around a lesson: those who gain most leave their seats for it.

use crate::random::Random;
use crate::solve::draft::Draft;

/// What a learner counts less whose old group falls too small without them.
const BREAKS_UP: f64 = 0.1;

/// A group that could be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offer {
    pub period: usize,
    pub modality: usize,
    pub lesson: Option<usize>,
    pub educator: Option<usize>,
}

impl Draft<'_, '_> {
    /// Who would gain what by an offer, most first; less than nothing included.
    fn gains(&self, offer: Offer) -> Vec<(usize, f64)> {
        let day = self.day;
        let gain = |party: usize, worth: f64| {
            let who = &day.parties[party];
            let kind = &day.kinds[who.kind];
            let led = offer.educator.is_none_or(|educator| kind.educators[educator])
                && kind.led_by.is_none_or(|wanted| offer.educator == Some(wanted));
            if !led {
                return None;
            }
            let breaks = self.seat[party].is_some_and(|group| {
                let forming = &self.groups[group];
                let least = day.instance.modalities[forming.modality].group.least as usize;
                least > 1 && forming.size < least + who.members.len()
            });
            Some((party, worth - self.worth_now(party) - if breaks { BREAKS_UP } else { 0.0 }))
        };
        let mut gains: Vec<(usize, f64)> = match offer.lesson {
            Some(lesson) => day
                .interest(offer.period, lesson)
                .iter()
                .filter(|(party, _)| {
                    day.parties[*party].members.iter().all(|one| self.fits_today(*one, offer.period, lesson))
                })
                .filter_map(|(party, worth)| gain(*party, *worth))
                .collect(),
            None => day.by_period[offer.period]
                .iter()
                .filter_map(|party| {
                    let worth = day.parties[*party].members.iter().try_fold(0.0, |sum, one| {
                        let own = self.own_lesson(
                            *one,
                            offer.period,
                            offer.modality,
                            offer.educator,
                            usize::MAX,
                            1,
                        );
                        Some(sum + own?.1)
                    })?;
                    gain(*party, worth)
                })
                .collect(),
        };
        gains.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        gains
    }

    /// What an offer would gain, at a glance; `None` where too few could come.
    pub fn promise(&self, offer: Offer) -> Option<f64> {
        let size = self.day.instance.modalities[offer.modality].group;
        let (mut seats, mut sum) = (0, 0.0);
        for (party, gain) in self.gains(offer) {
            let many = self.day.parties[party].members.len();
            if seats + many > size.most as usize {
                continue;
            }
            if seats >= size.least as usize && gain <= 0.0 {
                break;
            }
            seats += many;
            sum += gain;
        }
        (seats >= size.least as usize).then_some(sum)
    }

    /// Opens the offer in `room` and fills it; false where too few can come.
    pub fn gather(&mut self, offer: Offer, room: usize, waiting: &mut Vec<usize>) -> bool {
        let size = self.day.instance.modalities[offer.modality].group;
        let gains = self.gains(offer);
        let group = self.open(offer.period, room, offer.modality, offer.lesson, offer.educator);
        for (party, gain) in gains {
            let now = self.groups[group].size;
            if now >= size.most as usize || (now >= size.least as usize && gain <= 0.0) {
                break;
            }
            let had = self.seat[party].is_some();
            self.leave_seat(party);
            if self.joined(party, group).is_some() {
                self.take_seat(party, group);
            } else if had {
                waiting.push(party);
            }
        }
        self.groups[group].size >= size.least as usize
    }

    /// A room for an offer, drawn among those that have place; rooms with more seats left come up more often.
    pub fn room_for(&self, offer: Offer, random: &mut Random) -> Option<usize> {
        let day = self.day;
        let period = offer.period;
        let wanted =
            offer.educator.and_then(|educator| day.lead(period, educator)).and_then(|lead| lead.room);
        let device = day.instance.modalities[offer.modality].device;
        let mut best = None;
        for room in 0..day.instance.rooms.len() {
            let fits = day.room_open(period, room)
                && day.hosts(offer.modality, room)
                && self.groups_left(period, room) > 0
                && wanted.is_none_or(|wanted| wanted == room)
                && (!device || self.devices_left(period, room) > 0)
                && (offer.educator.is_some() || self.attended(period, room) || self.idle(period).is_some());
            if !fits {
                continue;
            }
            let drawn = random.unit() * crate::solve::score::count(1 + self.seats_left(period, room).min(20));
            if best.is_none_or(|(_, other)| drawn > other) {
                best = Some((room, drawn));
            }
        }
        best.map(|(room, _)| room)
    }
}
