//! Errors in a block of a code found and put right: Reed and Solomon's code over 256 symbols, 18 of which are
//! check symbols, so that up to nine wrong ones can be corrected.
//! Source: ISO/IEC 18004:2015, annex B; Berlekamp's and Massey's algorithm and Forney's formula as in
//! Blahut, *Algebraic Codes for Data Transmission* (2003), chapter 7.

/// Check symbols of a block at version 4, level M.
const CHECKS: usize = 18;

/// Corrects a block in place; `None`, with the block as it was, where more is wrong than can be put right.
pub(super) fn correct(block: &mut [u8]) -> Option<()> {
    let syndromes = syndromes(block);
    if syndromes.iter().all(|&s| s == 0) {
        return Some(());
    }
    let locator = locator(&syndromes);
    let wrong = locator.len() - 1;
    if wrong > CHECKS / 2 {
        return None;
    }
    // The evaluator: syndromes times locator, its terms below the number of check symbols.
    let evaluator: Vec<u8> = (0..CHECKS)
        .map(|n| (0..=n.min(wrong)).fold(0, |sum, k| sum ^ times(locator[k], syndromes[n - k])))
        .collect();
    let mut corrected = block.to_vec();
    let mut found = 0;
    for (n, symbol) in corrected.iter_mut().rev().enumerate() {
        let inverse = power(255 - n % 255);
        if value(&locator, inverse) != 0 {
            continue;
        }
        found += 1;
        // The formal derivative keeps the odd terms.
        let slope = locator
            .iter()
            .enumerate()
            .skip(1)
            .step_by(2)
            .fold(0, |sum, (k, &term)| sum ^ times(term, power(log(inverse) * (k - 1) % 255)));
        if slope == 0 {
            return None;
        }
        *symbol ^= times(power(n), divided(value(&evaluator, inverse), slope));
    }
    if found != wrong || self::syndromes(&corrected).iter().any(|&s| s != 0) {
        return None;
    }
    block.copy_from_slice(&corrected);
    Some(())
}

/// The block as a polynomial, the first symbol before the highest power, at the powers 0 to 17 of the generator.
fn syndromes(block: &[u8]) -> [u8; CHECKS] {
    std::array::from_fn(|n| block.iter().fold(0, |sum, &symbol| times(sum, power(n)) ^ symbol))
}

/// The shortest polynomial whose roots tell where errors are, by Berlekamp and Massey; lowest power first.
fn locator(syndromes: &[u8; CHECKS]) -> Vec<u8> {
    let mut current = vec![1_u8];
    let mut before = vec![1_u8];
    let mut length = 0;
    let mut gap = 1;
    let mut last = 1_u8;
    for n in 0..CHECKS {
        let off =
            (0..=length.min(current.len() - 1)).fold(0, |sum, k| sum ^ times(current[k], syndromes[n - k]));
        if off == 0 {
            gap += 1;
            continue;
        }
        let factor = divided(off, last);
        let mut next = current.clone();
        next.resize(next.len().max(before.len() + gap), 0);
        for (k, &term) in before.iter().enumerate() {
            next[k + gap] ^= times(factor, term);
        }
        if 2 * length <= n {
            length = n + 1 - length;
            before = std::mem::replace(&mut current, next);
            last = off;
            gap = 1;
        } else {
            current = next;
            gap += 1;
        }
    }
    while current.len() > 1 && current.last() == Some(&0) {
        current.pop();
    }
    current
}

/// A polynomial, lowest power first, at a point.
fn value(terms: &[u8], at: u8) -> u8 {
    terms.iter().rev().fold(0, |sum, &term| times(sum, at) ^ term)
}

fn times(a: u8, b: u8) -> u8 {
    if a == 0 || b == 0 { 0 } else { power(log(a) + log(b)) }
}

fn divided(a: u8, b: u8) -> u8 {
    if a == 0 { 0 } else { power(log(a) + 255 - log(b)) }
}

fn power(exponent: usize) -> u8 {
    POWERS[exponent % 255]
}

/// Of a symbol that is not 0.
fn log(symbol: u8) -> usize {
    usize::from(LOGS[usize::from(symbol)])
}

/// The powers of 2 modulo x^8 + x^4 + x^3 + x^2 + 1.
const POWERS: [u8; 255] = {
    let mut powers = [0; 255];
    let mut at = 0;
    let mut value = 1_u8;
    while at < 255 {
        powers[at] = value;
        value = if value & 0x80 == 0 { value << 1 } else { value << 1 ^ 0x1d };
        at += 1;
    }
    powers
};

#[expect(clippy::cast_possible_truncation, reason = "an exponent is below 255")]
const LOGS: [u8; 256] = {
    let mut logs = [0; 256];
    let mut at = 0;
    while at < 255 {
        logs[POWERS[at] as usize] = at as u8;
        at += 1;
    }
    logs
};
