//! The climb to the maximum: L-BFGS, preconditioned by the EM step, never downhill.

use std::{collections::VecDeque, ops::ControlFlow};

use super::{
    Answers, Layout, Settings,
    gradient::{Ascent, ascent},
    solver::Factored,
};
use crate::models::Item;

/// Steps that the quasi-Newton memory holds.
const MEMORY: usize = 12;
/// The most that a natural number moves in one step, in logits.
const LONGEST: f64 = 2.0;
/// What is left of the gap between two graded thresholds after one step, at least.
const GAP_LEFT: f64 = 0.1;
/// Halvings before a direction is given up.
const HALVINGS: usize = 12;

/// Where the climb ended.
pub(crate) struct Summit {
    pub(crate) free: Vec<f64>,
    pub(crate) ascent: Ascent,
    pub(crate) steps: usize,
    pub(crate) converged: bool,
}

/// Where a climb stands: what it needs to go on to the same digits.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Course {
    pub(crate) free: Vec<f64>,
    pub(crate) memory: Memory,
    pub(crate) steps: usize,
}

impl Course {
    pub(crate) fn from(free: Vec<f64>) -> Self {
        Self { free, memory: Memory::default(), steps: 0 }
    }
}

/// What hears of every step, with the log-likelihood there, and may end the climb.
pub(crate) type Listener<'l> = dyn FnMut(&Course, f64) -> ControlFlow<()> + 'l;

/// Gradient and value at the free vector: one E-step.
pub(crate) fn look(answers: &Answers, layout: &Layout, free: &[f64]) -> Ascent {
    let expected = answers.expect(&layout.items(free), &layout.populations(free));
    ascent(layout, free, &answers.packs, &answers.nodes.at, &expected)
}

/// The summit; `None` when the listener ended the climb before.
pub(crate) fn climb(
    answers: &Answers,
    layout: &Layout,
    mut course: Course,
    settings: &Settings,
    listener: &mut Listener,
) -> Option<Summit> {
    let mut here = look(answers, layout, &course.free);
    while course.steps < settings.most_steps {
        let factored = here.solver.clone().factor();
        let mut direction = course.memory.direction(&here.gradient, &factored);
        let mut promise = dot(&direction, &here.gradient);
        if promise.is_nan() || promise <= 0.0 {
            course.memory.0.clear();
            direction = factored.solve(&here.gradient);
            promise = dot(&direction, &here.gradient);
        }
        if promise < settings.tolerance {
            let Course { free, steps, .. } = course;
            return Some(Summit { free, ascent: here, steps, converged: true });
        }
        limit(layout, &course.free, &mut direction);
        let Some((there, next)) = go(answers, layout, &course.free, &here, &direction) else {
            if course.memory.0.is_empty() {
                break;
            }
            course.memory.0.clear();
            continue;
        };
        course.steps += 1;
        let step: Vec<f64> = there.iter().zip(&course.free).map(|(to, from)| to - from).collect();
        let fall: Vec<f64> = here.gradient.iter().zip(&next.gradient).map(|(from, to)| from - to).collect();
        course.memory.keep(step, fall);
        course.free = there;
        here = next;
        if listener(&course, here.log_likelihood).is_break() {
            return None;
        }
    }
    // No direction goes further up: as high as the arithmetic can tell, when little was promised.
    let promise = dot(&here.solver.clone().factor().solve(&here.gradient), &here.gradient);
    let converged = promise < settings.tolerance.max(1e-9 * here.value().abs());
    Some(Summit { free: course.free, ascent: here, steps: course.steps, converged })
}

/// Steps along the direction, shorter and shorter, until the value rises enough.
fn go(
    answers: &Answers,
    layout: &Layout,
    free: &[f64],
    here: &Ascent,
    direction: &[f64],
) -> Option<(Vec<f64>, Ascent)> {
    let promise = dot(direction, &here.gradient);
    let slack = 1e-13 * here.value().abs();
    let mut length = 1.0;
    for _ in 0..HALVINGS {
        let there: Vec<f64> = free.iter().zip(direction).map(|(free, by)| free + length * by).collect();
        let next = look(answers, layout, &there);
        let rise = next.value() - here.value();
        if rise >= 1e-4 * length * promise - slack {
            return Some((there, next));
        }
        // The top of the parabola through the value, the slope and the value there.
        let top = promise * length * length / (2.0 * (promise * length - rise));
        length = if top.is_finite() { top.clamp(0.1 * length, 0.5 * length) } else { 0.2 * length };
    }
    None
}

/// Shortens the step of each item that would move too far or turn graded thresholds round.
fn limit(layout: &Layout, free: &[f64], direction: &mut [f64]) {
    for placed in &layout.items {
        let own = placed.own.clone();
        let longest = direction[own.clone()].iter().fold(0.0_f64, |most, by| most.max(by.abs()));
        let mut share = if longest > LONGEST { LONGEST / longest } else { 1.0 };
        if matches!(placed.item, Item::Graded { .. }) {
            for k in own.start + 1..own.end.saturating_sub(1) {
                let gap = free[k] - free[k + 1];
                let closing = direction[k + 1] - direction[k];
                if closing * share > (1.0 - GAP_LEFT) * gap {
                    share = (1.0 - GAP_LEFT) * gap / closing;
                }
            }
        }
        if share < 1.0 {
            for by in &mut direction[own] {
                *by *= share;
            }
        }
    }
    for by in &mut direction[layout.shared.start..] {
        *by = by.clamp(-LONGEST, LONGEST);
    }
}

/// Past steps, with how much the gradient fell along each.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Memory(pub(crate) VecDeque<(Vec<f64>, Vec<f64>, f64)>);

impl Memory {
    fn keep(&mut self, step: Vec<f64>, fall: Vec<f64>) {
        let bend = dot(&step, &fall);
        if bend > 1e-14 * dot(&fall, &fall).sqrt() * dot(&step, &step).sqrt() {
            if self.0.len() == MEMORY {
                self.0.pop_front();
            }
            self.0.push_back((step, fall, bend));
        }
    }

    /// The two loops of L-BFGS around the preconditioner.
    fn direction(&self, gradient: &[f64], factored: &Factored) -> Vec<f64> {
        let mut rest = gradient.to_vec();
        let mut shares = Vec::with_capacity(self.0.len());
        for (step, fall, bend) in self.0.iter().rev() {
            let share = dot(step, &rest) / bend;
            add(&mut rest, fall, -share);
            shares.push(share);
        }
        let mut out = factored.solve(&rest);
        for ((step, fall, bend), share) in self.0.iter().zip(shares.iter().rev()) {
            let back = dot(fall, &out) / bend;
            add(&mut out, step, share - back);
        }
        out
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn add(to: &mut [f64], by: &[f64], times: f64) {
    for (to, by) in to.iter_mut().zip(by) {
        *to += times * by;
    }
}
