//! Squares that a phone's camera reads.

use qrcode::{EcLevel, QrCode, render::svg};

/// A QR code as an SVG element; empty when the address is too long for one.
pub fn svg(address: &str) -> String {
    QrCode::with_error_correction_level(address, EcLevel::M).map_or_else(
        |_| String::new(),
        |code| {
            let drawn = code.render::<svg::Color<'_>>().min_dimensions(160, 160).quiet_zone(true).build();
            // Only the element itself: the page already has its own XML.
            drawn.find("<svg").map_or(String::new(), |at| drawn[at..].to_owned())
        },
    )
}
