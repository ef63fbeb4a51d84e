//! QTI in and out: the given data, generated items, hostile files, packages.

#[path = "../given/mod.rs"]
mod given;

mod content;
mod data;
mod generated;
mod hostile;
mod packages;
mod results;
mod round_trip;
mod versions;

/// An item of QTI 3.0 around a body and processing.
fn item_with(declarations: &str, body: &str, processing: &str) -> String {
    format!(
        r#"<qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" identifier="i1" title="An item"
            adaptive="false" time-dependent="false">{declarations}<qti-item-body>{body}</qti-item-body>{processing}</qti-assessment-item>"#
    )
}

/// An item with a body and nothing to answer.
fn body(body: &str) -> String {
    item_with("", body, "")
}

/// What an item says of itself when it is refused.
#[track_caller]
fn refused(xml: &str) -> Vec<exchange::Problem> {
    exchange::qti::read_item(xml.as_bytes()).expect_err("the item is refused")
}

/// The item that is read.
#[track_caller]
fn read(xml: &str) -> exchange::qti::ReadItem {
    exchange::qti::read_item(xml.as_bytes()).unwrap_or_else(|problems| panic!("{problems:#?}"))
}
