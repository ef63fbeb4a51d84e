//! Every item of the bank written as QTI and read again, as the platform keeps items.

use assessment::authoring::from_item;
use exchange::qti::{read_item, read_stimulus, write_item, write_stimulus};

#[test]
fn every_item_is_the_same_after_a_way_through_qti_and_can_still_be_edited() {
    for one in item_bank::items() {
        let name = &one.item.identifier;
        let written = write_item(&one.item);
        let read = read_item(written.as_bytes()).unwrap_or_else(|problems| panic!("{name}: {problems:?}"));
        assert_eq!(read.item, one.item, "{name}");
        assert!(from_item(&read.item).is_some(), "{name} cannot be edited any more");
    }
}

#[test]
fn every_stimulus_is_the_same_after_a_way_through_qti() {
    for one in item_bank::stimuli() {
        let read = read_stimulus(write_stimulus(&one).as_bytes());
        let read = read.unwrap_or_else(|problems| panic!("{}: {problems:?}", one.identifier));
        assert_eq!(read.content, one, "{}", one.identifier);
    }
}
