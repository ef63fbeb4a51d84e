//! Against the field's own programs, on their data, and against known truth.

#![expect(clippy::cast_precision_loss, reason = "counts lie far below 2^52")]

mod adaptive;
mod calibration_anchors;
mod calibration_recovery;
mod equating;
mod fit;
mod fixtures;
mod online;
mod pools;
mod scoring;
mod shadow;
mod structure;
mod tracing;
