//! Items as people see them: HTML for a screen and for paper, and what a form sends read back to a response.
//! Nothing here knows a key: what it is given has none.

mod address;
mod allowed;
mod describe;
mod fields;
mod label;
mod markup;
mod names;
mod options;
mod paper;
mod response_shape;
mod screen;
mod words;

pub use fields::{FieldProblem, Form, Why, read_fields, read_what_can_be};
pub use options::{Mark, Medium, Options};
pub use paper::{HandRow, MarkProblem, MarkRow, PaperItem, paper_rows, read_marks, render_paper};
pub use response_shape::ResponseShape;
pub use screen::render;
pub use words::Words;

#[cfg(test)]
mod testing;
