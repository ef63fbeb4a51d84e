//! Whose turn it is among the domains.

use super::run::Run;
use crate::plan::DomainOrder;

impl Run<'_> {
    /// Whether every domain has its fewest items, or is left.
    pub(super) fn met(&self) -> bool {
        let domains = self.diagnostic.domains.iter().zip(&self.courses);
        domains.into_iter().all(|(domain, course)| course.left.is_some() || course.answered >= domain.least)
    }

    /// The domain whose turn it is.
    pub(super) fn domain(&self, used_up: &[bool]) -> Option<usize> {
        let domains = &self.diagnostic.domains;
        let open = |number: &usize| {
            let course = &self.courses[*number];
            !used_up[*number] && course.left.is_none() && course.answered < domains[*number].most
        };
        let short = |number: usize| self.courses[number].answered < domains[number].least;
        match self.diagnostic.order {
            DomainOrder::InTurn => {
                let sure = |number: usize| !short(number) && self.error_of(number) <= self.sure_enough();
                let unsure = (0..domains.len()).filter(open).find(|number| !sure(*number));
                unsure.or_else(|| (0..domains.len()).find(open))
            }
            DomainOrder::Interleaved => {
                let share = |number: usize| {
                    #[expect(clippy::cast_precision_loss, reason = "numbers of items")]
                    let share = self.courses[number].answered as f64 / domains[number].least.max(1) as f64;
                    share
                };
                let behind = (0..domains.len()).filter(open).filter(|number| short(*number));
                let behind = behind.min_by(|a, b| share(*a).total_cmp(&share(*b)));
                let unsure = || {
                    let open = (0..domains.len()).filter(open);
                    open.reduce(|a, b| if self.error_of(b) > self.error_of(a) { b } else { a })
                };
                behind.or_else(unsure)
            }
        }
    }

    /// The standard error at which a domain in turn is done: when all reach it, the whole reaches its own.
    fn sure_enough(&self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "a number of domains")]
        let domains = self.courses.len() as f64;
        self.diagnostic.error * domains.sqrt()
    }

    fn error_of(&self, domain: usize) -> f64 {
        self.courses[domain].sitting.as_ref().map_or(f64::INFINITY, |sitting| sitting.estimate().error)
    }
}
