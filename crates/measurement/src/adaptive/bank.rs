//! The items that an adaptive test draws from.

use crate::models::{BadItem, Item};

/// One item of a bank.
#[derive(Debug, Clone, PartialEq)]
pub struct BankItem {
    /// Its curve.
    pub item: Item,
    /// Its content area, numbered from 0.
    pub content: usize,
    /// The stimulus that the item shares with others, numbered from 0; `None` for an item that stands alone. It
    /// counts when [`Rules::per_set`](super::Rules::per_set) says so.
    pub set: Option<usize>,
    /// Items that must not come in the same test, by place in the bank; it is enough that one of two names
    /// the other.
    pub enemies: Vec<usize>,
    /// Chance that the item is given when it is selected (Sympson-Hetter), from above 0 to 1.
    pub exposure: f64,
    /// Information that the item must give beyond that of others to be selected, 0 or more; see
    /// [`price_exposure`](super::price_exposure).
    pub price: f64,
}

impl BankItem {
    /// An item of content area 0 that stands alone, without enemies and price, always given when selected.
    pub fn new(item: Item) -> Self {
        Self { item, content: 0, set: None, enemies: Vec::new(), exposure: 1.0, price: 0.0 }
    }
}

/// Items, checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Bank {
    items: Vec<BankItem>,
    /// Enemies both ways.
    enemies: Vec<Vec<usize>>,
}

/// What cannot be a bank.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum BadBank {
    /// No item.
    #[error("the bank is empty")]
    Empty,
    /// An item without usable parameters.
    #[error("item {item} (from 0) of the bank: {why}")]
    Item {
        /// Its place.
        item: usize,
        /// What is wrong.
        why: BadItem,
    },
    /// An enemy that is not there, or the item itself.
    #[error("item {item} (from 0) of the bank names {enemy} as its enemy")]
    Enemy {
        /// Its place.
        item: usize,
        /// The enemy named.
        enemy: usize,
    },
    /// A chance outside 0 to 1.
    #[error("item {item} (from 0) of the bank has an exposure of {exposure}; it is above 0 and at most 1")]
    Exposure {
        /// Its place.
        item: usize,
        /// The chance given.
        exposure: f64,
    },
    /// A price below 0 or not finite.
    #[error("item {item} (from 0) of the bank has a price of {price}; it is 0 or more")]
    Price {
        /// Its place.
        item: usize,
        /// The price given.
        price: f64,
    },
}

impl Bank {
    /// Checks the items.
    pub fn new(items: Vec<BankItem>) -> Result<Self, BadBank> {
        if items.is_empty() {
            return Err(BadBank::Empty);
        }
        let mut enemies = vec![Vec::new(); items.len()];
        for (place, entry) in items.iter().enumerate() {
            entry.item.clone().checked().map_err(|why| BadBank::Item { item: place, why })?;
            if !(entry.exposure > 0.0 && entry.exposure <= 1.0) {
                return Err(BadBank::Exposure { item: place, exposure: entry.exposure });
            }
            if !(entry.price.is_finite() && entry.price >= 0.0) {
                return Err(BadBank::Price { item: place, price: entry.price });
            }
            for enemy in &entry.enemies {
                if *enemy >= items.len() || *enemy == place {
                    return Err(BadBank::Enemy { item: place, enemy: *enemy });
                }
                enemies[place].push(*enemy);
                enemies[*enemy].push(place);
            }
        }
        Ok(Self { items, enemies })
    }

    /// The items.
    pub fn items(&self) -> &[BankItem] {
        &self.items
    }

    /// How many items there are.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Never: a bank holds at least one item.
    pub fn is_empty(&self) -> bool {
        false
    }

    /// Every enemy of an item.
    pub(crate) fn enemies(&self, item: usize) -> &[usize] {
        &self.enemies[item]
    }

    /// One past the highest content area.
    pub fn areas(&self) -> usize {
        self.items.iter().map(|entry| entry.content + 1).max().unwrap_or(0)
    }

    /// The same bank with other exposure rates, one per item.
    pub fn with_exposure(&self, exposure: &[f64]) -> Result<Self, BadBank> {
        let with = |(entry, exposure): (&BankItem, &f64)| BankItem { exposure: *exposure, ..entry.clone() };
        Self::new(self.items.iter().zip(exposure).map(with).collect())
    }

    /// The same bank with other prices, one per item.
    pub fn with_prices(&self, prices: &[f64]) -> Result<Self, BadBank> {
        let with = |(entry, price): (&BankItem, &f64)| BankItem { price: *price, ..entry.clone() };
        Self::new(self.items.iter().zip(prices).map(with).collect())
    }
}
