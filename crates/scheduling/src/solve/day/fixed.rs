//! Groups that stand already, and whether they can.

use crate::admission::offers;
use crate::solve::day::Day;
use crate::solve::outcome::Broken;
use crate::{ApartIn, FixedGroup, Lock};

impl Day<'_> {
    /// Finds the groups that can stand, each beside those before it.
    pub fn stand_fixed(&mut self) {
        let fixed = &self.instance.fixed;
        for (at, group) in fixed.iter().enumerate() {
            let beside: Vec<&FixedGroup> = fixed[..at]
                .iter()
                .zip(&self.stands)
                .filter(|(other, stands)| **stands && other.period == group.period)
                .map(|(other, _)| other)
                .collect();
            let stands = self.can_stand(group, &beside);
            if !stands {
                self.broken.push(Broken::Fixed(at));
            }
            self.stands.push(stands);
        }
        for (at, lock) in self.instance.locks.iter().enumerate() {
            if self.contradicts_fixed(lock) {
                self.broken.push(Broken::Lock(at));
            }
        }
    }

    /// Who sits in a group that stands already: those of it who are there.
    pub fn sits_fixed(&self, group: &FixedGroup) -> Vec<usize> {
        let there = |learner: &usize| self.instance.learners[*learner].periods.contains(&group.period);
        group.learners.iter().copied().filter(there).collect()
    }

    fn can_stand(&self, group: &FixedGroup, beside: &[&FixedGroup]) -> bool {
        let instance = self.instance;
        let (period, room) = (group.period, &instance.rooms[group.room]);
        let sitting = self.sits_fixed(group);
        let in_room: Vec<&&FixedGroup> = beside.iter().filter(|other| other.room == group.room).collect();
        let seats: usize = in_room.iter().map(|other| self.sits_fixed(other).len()).sum();
        let devices: usize = in_room.iter().map(|other| self.devices(other)).sum();
        let led = group.educator.is_none_or(|educator| {
            let today = instance
                .fixed
                .iter()
                .zip(&self.stands)
                .filter(|(other, stands)| **stands && other.educator == Some(educator));
            self.educator_open(period, educator)
                && beside.iter().all(|other| other.educator != Some(educator))
                && today.count() < instance.educators[educator].most_groups as usize
        });
        let twice = |learner: &usize| beside.iter().any(|other| other.learners.contains(learner));
        let needs = |learner: &usize| {
            let needs = &instance.learners[*learner].needs;
            offers(&room.features, &needs.room_features)
                && group.educator.is_none_or(|educator| {
                    offers(&instance.educators[educator].features, &needs.educator_features)
                })
                && needs.group_most.is_none_or(|most| sitting.len() <= most as usize)
                && !needs.not_modalities.contains(&group.modality)
        };
        let apart = |learner: &usize| {
            self.apart[*learner].iter().all(|(other, within)| {
                !sitting.contains(other)
                    && (*within == ApartIn::Group
                        || in_room.iter().all(|group| !group.learners.contains(other)))
            })
        };
        self.room_open(period, group.room)
            && led
            && seats + sitting.len() <= room.seats as usize
            && devices + self.devices(group) <= room.devices as usize
            && in_room.len() < room.groups as usize
            && sitting.iter().all(|learner| !twice(learner) && needs(learner) && apart(learner))
    }

    /// How many devices of its room a group that stands already takes.
    pub fn devices(&self, group: &FixedGroup) -> usize {
        if !self.instance.modalities[group.modality].device {
            return 0;
        }
        let without = |learner: &&usize| !self.instance.learners[**learner].own_device;
        self.sits_fixed(group).iter().filter(without).count()
    }

    fn contradicts_fixed(&self, lock: &Lock) -> bool {
        let differs = |wanted: Option<usize>, is: Option<usize>| wanted.is_some() && wanted != is;
        let standing = || self.instance.fixed.iter().zip(&self.stands).filter(|(_, stands)| **stands);
        match lock {
            Lock::Seat { learner, period, modality, lesson, educator, room, .. } => {
                standing().any(|(group, _)| {
                    group.period == *period
                        && group.learners.contains(learner)
                        && (differs(*modality, Some(group.modality))
                            || differs(*lesson, group.lesson)
                            || differs(*educator, group.educator)
                            || differs(*room, Some(group.room)))
                })
            }
            Lock::Leads { educator, period, modality, lesson, room, .. } => standing().any(|(group, _)| {
                group.period == *period
                    && group.educator == Some(*educator)
                    && (differs(*modality, Some(group.modality))
                        || differs(*lesson, group.lesson)
                        || differs(*room, Some(group.room)))
            }),
            Lock::Free { .. } | Lock::Closed { .. } => false,
        }
    }
}
