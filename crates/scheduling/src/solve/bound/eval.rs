//! The bound at given prices, and its slope.

use super::relaxed::{OwnSet, Possible, Relaxed, Taken};

impl Relaxed {
    /// The bound, and how it changes with each price.
    pub fn eval(&self, prices: &[f64]) -> (f64, Vec<f64>) {
        let mut slope = self.there.clone();
        let mut value =
            self.standing + self.there.iter().zip(prices).map(|(there, price)| there * price).sum::<f64>();
        for sets in &self.own {
            value += self.take_own(sets, prices, &mut slope);
        }
        let mut chosen = Vec::new();
        for group in &self.unled {
            let profit = self.profit(group, prices, &mut chosen);
            if profit > 0.0 {
                value += profit;
                self.pay(group, &chosen, &mut slope);
            }
        }
        value += self.lead(prices, &mut slope);
        (value, slope)
    }

    fn reduced(&self, taken: &Taken, prices: &[f64]) -> f64 {
        taken.worth - self.lists[taken.prices.clone()].iter().map(|at| prices[*at]).sum::<f64>()
    }

    /// The best thing that a party does on its own, if it is worth anything.
    fn take_own(&self, sets: &[OwnSet], prices: &[f64], slope: &mut [f64]) -> f64 {
        let best_of = |list: &[Taken]| {
            list.iter().map(|taken| self.reduced(taken, prices)).enumerate().fold(
                (0, f64::MIN),
                |best, (at, value)| {
                    if value > best.1 { (at, value) } else { best }
                },
            )
        };
        let mut best = (0.0, None);
        for set in sets {
            let value = set.members.iter().map(|list| best_of(list).1).sum::<f64>() - prices[set.seat];
            if value > best.0 {
                best = (value, Some(set));
            }
        }
        let (value, Some(set)) = best else { return 0.0 };
        slope[set.seat] -= 1.0;
        for list in &set.members {
            let (at, _) = best_of(list);
            self.lists[list[at].prices.clone()].iter().for_each(|price| slope[*price] -= 1.0);
        }
        value
    }

    /// What a group gains at most; `chosen` is who comes, and how much of them.
    fn profit(&self, group: &Possible, prices: &[f64], chosen: &mut Vec<(usize, f64)>) -> f64 {
        chosen.clear();
        let mut each: Vec<(f64, usize)> = Vec::with_capacity(group.wanted.len());
        for (at, taken) in group.wanted.iter().enumerate() {
            let value = self.reduced(taken, prices) / taken.size;
            match each.last_mut() {
                Some(last) if group.wanted[last.1].who == taken.who => {
                    if value > last.0 {
                        *last = (value, at);
                    }
                }
                _ => each.push((value, at)),
            }
        }
        let (mut sum, mut size) = (0.0, 0.0);
        for (value, at) in each.iter().filter(|(value, _)| *value > 0.0) {
            sum += value * group.wanted[*at].size;
            size += group.wanted[*at].size;
            chosen.push((*at, 1.0));
        }
        if chosen.is_empty() || (size >= group.least && size <= group.most) {
            return sum;
        }
        let room = if size > group.most { group.most } else { group.least };
        each.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        chosen.clear();
        (sum, size) = (0.0, 0.0);
        for (value, at) in each {
            let part = (room - size).min(group.wanted[at].size);
            if part <= 0.0 {
                break;
            }
            sum += value * part;
            size += part;
            chosen.push((at, part / group.wanted[at].size));
        }
        if size < group.least { f64::MIN } else { sum }
    }

    fn pay(&self, group: &Possible, chosen: &[(usize, f64)], slope: &mut [f64]) {
        for (at, part) in chosen {
            for price in &self.lists[group.wanted[*at].prices.clone()] {
                slope[*price] -= part;
            }
        }
    }

    /// What educators gain: each the best group of the best periods.
    fn lead(&self, prices: &[f64], slope: &mut [f64]) -> f64 {
        let mut chosen = Vec::new();
        let profits: Vec<f64> =
            self.led.iter().map(|group| self.profit(group, prices, &mut chosen)).collect();
        let mut sum = 0.0;
        for leader in &self.leaders {
            let mut best: Vec<(f64, usize)> = leader
                .could
                .iter()
                .filter_map(|could| {
                    could
                        .iter()
                        .map(|at| (profits[*at], *at))
                        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))
                })
                .filter(|(profit, _)| *profit > 0.0)
                .collect();
            best.sort_by(|a, b| b.0.total_cmp(&a.0));
            for (profit, at) in best.into_iter().take(leader.most_groups) {
                sum += profit;
                self.profit(&self.led[at], prices, &mut chosen);
                self.pay(&self.led[at], &chosen, slope);
            }
        }
        sum
    }
}
