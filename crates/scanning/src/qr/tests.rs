use proptest::prelude::*;

use super::{SIDE, draw, read};

#[test]
fn a_payload_of_62_bytes_fits_and_one_more_does_not() {
    assert!(draw(&"x".repeat(62)).is_some());
    assert!(draw(&"x".repeat(63)).is_none());
}

#[test]
fn noise_is_no_code() {
    let mut modules = [[false; SIDE]; SIDE];
    let mut state = 1_u32;
    for module in modules.iter_mut().flatten() {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        *module = state >> 31 == 1;
    }
    assert_eq!(read(&modules), None);
    assert_eq!(read(&[[false; SIDE]; SIDE]), None);
    assert_eq!(read(&[[true; SIDE]; SIDE]), None);
}

proptest! {
    #[test]
    fn what_is_drawn_is_read(payload in "[!-~]{1,60}") {
        prop_assert_eq!(read(&draw(&payload).expect("it fits")), Some(payload));
    }

    /// Nine wrong modules are at most nine wrong symbols in one block.
    #[test]
    fn nine_wrong_modules_are_put_right(payload in "[!-~]{1,60}", wrong in prop::collection::vec((0..SIDE, 0..SIDE), 9)) {
        let mut modules = draw(&payload).expect("it fits");
        for (x, y) in wrong {
            modules[y][x] = !modules[y][x];
        }
        prop_assert_eq!(read(&modules), Some(payload));
    }

    #[test]
    fn a_code_with_a_torn_half_is_not_read_as_another(payload in "[!-~]{1,60}") {
        let mut modules = draw(&payload).expect("it fits");
        for row in &mut modules[17..] {
            row.fill(false);
        }
        prop_assert_eq!(read(&modules), None);
    }
}
