//! Files to be kept: tables with a name, in the shape that was asked for.

use axum::{
    http::{HeaderName, header},
    response::{IntoResponse as _, Response},
};
use exchange::exports::Shape;
use usecases::Refusal;

/// The shape with this word; CSV where none is named.
pub fn shape(word: Option<&str>) -> Result<Shape, Refusal> {
    match word {
        None | Some("" | "csv") => Ok(Shape::Csv),
        Some("json") => Ok(Shape::Json),
        Some(_) => Err(Refusal::invalid("format", "must be csv or json")),
    }
}

/// A JSON package with this file name.
pub fn package(file_name: &str, bytes: Vec<u8>) -> Response {
    let disposition = format!("attachment; filename=\"{file_name}\"");
    let headers: [(HeaderName, String); 2] =
        [(header::CONTENT_TYPE, "application/json".to_owned()), (header::CONTENT_DISPOSITION, disposition)];
    (headers, bytes).into_response()
}

/// A zip with this file name.
pub fn zip(file_name: &str, bytes: Vec<u8>) -> Response {
    let disposition = format!("attachment; filename=\"{file_name}\"");
    let headers: [(HeaderName, String); 2] =
        [(header::CONTENT_TYPE, "application/zip".to_owned()), (header::CONTENT_DISPOSITION, disposition)];
    (headers, bytes).into_response()
}

/// A table called `name`, without its ending.
pub fn table(name: &str, shape: Shape, bytes: Vec<u8>) -> Response {
    let (ending, kind) = match shape {
        Shape::Csv => ("csv", "text/csv; charset=utf-8"),
        Shape::Json => ("json", "application/json"),
    };
    let kept = |c: char| if c.is_ascii_alphanumeric() || "-_. ".contains(c) { c } else { '-' };
    let plain: String = name.chars().map(kept).take(100).collect();
    let disposition = format!("attachment; filename=\"{plain}.{ending}\"");
    let headers: [(HeaderName, String); 2] =
        [(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, disposition)];
    (headers, bytes).into_response()
}
