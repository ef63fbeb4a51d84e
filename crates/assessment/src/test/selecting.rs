//! Which children of a section are taken, and in which order.

use domain::test_plan::{ItemRef, Selection, TestChild, TestSection};
use measurement::random::Generator;

use super::sequence::Around;
use crate::processing::below;
use crate::session::shuffled;

/// An item with the sections around it, outermost first.
pub(super) type Taken<'a> = (&'a ItemRef, Vec<Around<'a>>);

/// Items that stay together when what is around them is shuffled.
struct Block<'a> {
    fixed: bool,
    items: Vec<Taken<'a>>,
}

/// Draws sections; every time that one is taken it has another number.
pub(super) struct Drawing {
    pub(super) generator: Generator,
    pub(super) sections: usize,
    /// How many items may still be taken.
    pub(super) room: usize,
}

impl Drawing {
    /// The items of a section in their order; `None` where there are too many, or sections too deep.
    pub(super) fn section<'a>(
        &mut self,
        section: &'a TestSection,
        around: &[Around<'a>],
    ) -> Option<Vec<Taken<'a>>> {
        Some(self.blocks(section, around)?.into_iter().flat_map(|block| block.items).collect())
    }

    fn blocks<'a>(&mut self, section: &'a TestSection, around: &[Around<'a>]) -> Option<Vec<Block<'a>>> {
        if around.len() >= super::MAX_SECTIONS_DEEP {
            return None;
        }
        self.sections += 1;
        let mut path = around.to_vec();
        path.push(Around { section, number: self.sections });
        let mut blocks = Vec::new();
        for child in self.selected(section)? {
            match child {
                TestChild::Item(item) => {
                    self.room = self.room.checked_sub(1)?;
                    blocks.push(Block { fixed: item.fixed, items: vec![(item, path.clone())] });
                }
                // What is in a section that nobody sees is mixed with what is around it.
                TestChild::Section(inner) if section.shuffle && !inner.visible && !inner.keep_together => {
                    blocks.append(&mut self.blocks(inner, &path)?);
                }
                TestChild::Section(inner) => {
                    let items = self.section(inner, &path)?;
                    blocks.push(Block { fixed: inner.fixed, items });
                }
            }
        }
        if !section.shuffle {
            return Some(blocks);
        }
        let fixed: Vec<bool> = blocks.iter().map(|block| block.fixed).collect();
        let mut open: Vec<Option<Block<'a>>> = blocks.into_iter().map(Some).collect();
        let order = shuffled(&mut self.generator, &fixed);
        Some(order.into_iter().filter_map(|place| open[place].take()).collect())
    }

    /// The children that are taken, as the plan orders them; with replacement, one may be there several times.
    fn selected<'a>(&mut self, section: &'a TestSection) -> Option<Vec<&'a TestChild>> {
        let Some(Selection { count, with_replacement }) = section.select else {
            return Some(section.children.iter().collect());
        };
        let count = count as usize;
        if count > self.room.max(section.children.len()) {
            return None;
        }
        let mut times: Vec<usize> =
            section.children.iter().map(|child| usize::from(is_required(child))).collect();
        let mut left = count.saturating_sub(times.iter().sum());
        let mut open: Vec<usize> =
            (0..times.len()).filter(|place| with_replacement || times[*place] == 0).collect();
        while left > 0 && !open.is_empty() {
            let drawn = usize::try_from(below(&mut self.generator, open.len() as u64)).unwrap_or(0);
            times[open[drawn]] += 1;
            if !with_replacement {
                open.swap_remove(drawn);
            }
            left -= 1;
        }
        let taken = section.children.iter().zip(times);
        Some(taken.flat_map(|(child, times)| std::iter::repeat_n(child, times)).collect())
    }
}

pub(super) fn is_required(child: &TestChild) -> bool {
    match child {
        TestChild::Section(section) => section.required,
        TestChild::Item(item) => item.required,
    }
}
