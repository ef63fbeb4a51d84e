use super::Invention;
use crate::random::Random;
use crate::{Period, Room};

const FIRST_BELL: u32 = 9 * 60;
const MINUTES: u32 = 35;
const BREAK: u32 = 5;

pub fn periods(count: usize) -> Vec<Period> {
    let mut starts = FIRST_BELL;
    let one = |at: usize| {
        let period = Period {
            id: format!("p{}", at + 1),
            name: format!("Period {}", at + 1),
            starts,
            ends: starts + MINUTES,
            minutes: MINUTES,
        };
        starts += MINUTES + BREAK;
        period
    };
    (0..count).map(one).collect()
}

/// Rooms that share the seats: the first is the largest, the last holds most devices.
pub fn rooms(wanted: &Invention, chance: &mut Random) -> Vec<Room> {
    let seats = seats(wanted);
    let devices = wanted.learners * 2 / 5;
    let mut left = seats;
    let mut rooms = Vec::new();
    for at in 0..wanted.rooms {
        let others = wanted.rooms - at;
        let own = if others == 1 { left } else { (left / others).max(1).min(left) };
        left -= own;
        let lab = at + 1 == wanted.rooms;
        let own_devices = match (wanted.rooms, lab) {
            (1, _) => devices,
            (_, true) => (devices / 2).min(own),
            _ => (devices / 2 / (wanted.rooms - 1)).min(own),
        };
        rooms.push(Room {
            id: format!("r{}", at + 1),
            name: if wanted.rooms == 1 { "Open space".to_owned() } else { format!("Room {}", at + 1) },
            kind: if lab { "lab".to_owned() } else { String::new() },
            seats: number(own),
            devices: number(own_devices),
            groups: number((own / 4).max(3)),
            features: if at == 0 || chance.happens(0.5) { vec!["step-free".to_owned()] } else { Vec::new() },
            watched: wanted.rooms <= wanted.educators,
            periods: (0..wanted.periods).collect(),
        });
    }
    rooms
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "numbers of learners are small"
)]
fn seats(wanted: &Invention) -> usize {
    (wanted.learners as f64 * wanted.seats).ceil() as usize
}

fn number(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}
