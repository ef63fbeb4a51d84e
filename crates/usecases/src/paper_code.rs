//! The code of a sheet of paper: eight characters that are not taken for each other, the last of which tells most
//! slips of whoever types it.

use domain::DistrictId;
use store::Tx;

use crate::{Refusal, chance};

/// 31, a prime: without `I`, `O`, `U`, `0` and `1`.
const CHARACTERS: &[u8; 31] = b"23456789ABCDEFGHJKLMNPQRSTVWXYZ";
/// How many characters a code has.
const LENGTH: usize = 8;
/// Codes that are tried before giving up: one in 27 thousand million is taken by each sheet that there is.
const TRIES: usize = 5;

/// A code that no sheet of the district has.
pub(crate) async fn free(tx: &mut Tx, district: DistrictId) -> Result<String, Refusal> {
    for _ in 0..TRIES {
        let code = of(chance::random());
        if store::sitting::by_code(tx, district, &code).await?.is_none() {
            return Ok(code);
        }
    }
    Err(Refusal::Conflict("No code was free for this sheet: print it again.".to_owned()))
}

/// The code of seven random bytes.
fn of(random: [u8; LENGTH - 1]) -> String {
    let digits = random.map(|byte| u32::from(byte) % 31);
    // 8 times the last must bring the sum to a multiple of 31, and 4 times 8 is 1 more than one.
    let last = (31 - weighed(&digits) % 31) * 4 % 31;
    digits.iter().chain([&last]).map(|digit| char::from(CHARACTERS[*digit as usize])).collect()
}

/// Each digit by its place, from 1. In places of a prime number's arithmetic, one wrong digit or two exchanged ones
/// always change the sum (as in ISBN-10).
fn weighed(digits: &[u32]) -> u32 {
    (1..).zip(digits).map(|(place, digit)| place * digit).sum()
}

/// The code that was typed, whatever its case, spaces and hyphens; `None` where it is none: a slip of the fingers.
pub(crate) fn read(typed: &str) -> Option<String> {
    let said = typed.chars().filter(|one| !one.is_whitespace() && *one != '-').take(LENGTH + 1);
    let code: String = said.map(|one| one.to_ascii_uppercase()).collect();
    let digit = |one: u8| CHARACTERS.iter().position(|known| *known == one);
    let digits: Vec<u32> =
        code.bytes().map(|one| u32::try_from(digit(one)?).ok()).collect::<Option<Vec<_>>>()?;
    (digits.len() == LENGTH && weighed(&digits).is_multiple_of(31)).then_some(code)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_code_reads_back_however_it_is_typed() {
        // All zeros weigh nothing.
        assert_eq!(of([0; 7]), "22222222");
        // 1 in the first place: 8 times 27 is 216, and 217 is 7 times 31; the 28th character is W.
        assert_eq!(of([1, 0, 0, 0, 0, 0, 0]), "3222222W");
        for typed in ["3222222W", "3222 222w", " 3222-222W "] {
            assert_eq!(read(typed).as_deref(), Some("3222222W"), "{typed}");
        }
        for typed in ["", "3222222", "3222222WX", "3222222Y", "I2222222", "32 22222é"] {
            assert_eq!(read(typed), None, "{typed}");
        }
    }

    proptest! {
        #[test]
        fn one_wrong_character_is_seen(random: [u8; 7], place in 0..8_usize, other in 0..31_usize) {
            let code = of(random);
            let mut wrong = code.clone().into_bytes();
            wrong[place] = CHARACTERS[other];
            let wrong = String::from_utf8(wrong).expect("ASCII");
            prop_assert_eq!(read(&wrong).is_some(), wrong == code);
        }

        #[test]
        fn two_exchanged_characters_are_seen(random: [u8; 7], one in 0..8_usize, other in 0..8_usize) {
            let code = of(random);
            let mut wrong = code.clone().into_bytes();
            wrong.swap(one, other);
            let wrong = String::from_utf8(wrong).expect("ASCII");
            prop_assert_eq!(read(&wrong).is_some(), wrong == code);
        }
    }
}
