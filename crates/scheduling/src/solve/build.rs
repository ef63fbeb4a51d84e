//! The first schedule: what people decided, then each educator where most is gained, then a seat for everybody.

use crate::random::Random;
use crate::solve::draft::{Doing, Draft};
use crate::solve::gather::Offer;

impl Draft<'_, '_> {
    /// Fills an empty draft.
    pub fn build(&mut self, random: &mut Random) {
        let day = self.day;
        let mut waiting = Vec::new();
        self.settle(&mut waiting);
        let places = (0..day.periods)
            .flat_map(|period| (0..day.instance.educators.len()).map(move |educator| (period, educator)));
        let (decided, open): (Vec<_>, Vec<_>) =
            places.partition(|(period, educator)| day.lead(*period, *educator).is_some());
        for (period, educator) in decided {
            self.open_best(period, educator, random);
        }
        self.seat_everybody();
        for (period, educator) in open {
            self.open_best(period, educator, random);
        }
        self.seat_everybody();
        self.keep();
    }

    /// Seats whoever has no seat and finds one, those with the fewest lessons first.
    pub fn seat_everybody(&mut self) {
        let day = self.day;
        let mut waiting: Vec<usize> =
            (0..day.parties.len()).filter(|party| self.seat[*party].is_none()).collect();
        waiting.sort_by_key(|party| {
            let who = &day.parties[*party];
            let plain = who.modality.is_none() && day.apart[who.members[0]].is_empty();
            (plain, day.choices(*party))
        });
        for party in waiting {
            let mark = self.mark();
            if !self.settle(&mut vec![party]) {
                self.back_to(mark);
            }
        }
    }

    /// Gives an idle educator the group that gains most, if any does.
    fn open_best(&mut self, period: usize, educator: usize, random: &mut Random) {
        let must = self.day.lead(period, educator).is_some();
        if self.doing(period, educator) != Doing::Nothing
            || !self.day.educator_open(period, educator)
            || self.led_today[educator] >= self.day.instance.educators[educator].most_groups as usize
        {
            return;
        }
        let mut best: Vec<(Offer, f64)> = self
            .day
            .offers(period, educator)
            .filter_map(|offer| self.promise(offer).map(|gain| (offer, gain)))
            .filter(|(_, gain)| must || *gain > 0.0)
            .collect();
        best.sort_by(|a, b| b.1.total_cmp(&a.1));
        for (offer, _) in best.into_iter().take(12) {
            let Some(room) = self.room_for(offer, random) else { continue };
            let mark = self.mark();
            let mut waiting = Vec::new();
            if self.gather(offer, room, &mut waiting) && self.settle(&mut waiting) {
                return;
            }
            self.back_to(mark);
        }
    }
}
