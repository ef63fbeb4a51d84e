//! JPEG pictures, their brightness only.

use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::{BadPicture, Grey, check_size, exif, luma};

/// Most scans of a progressive picture: encoders write about ten.
const MOST_SCANS: usize = 64;

/// The picture as stored, and its EXIF orientation.
pub(super) fn read(file: &[u8]) -> Result<(Grey, u8), BadPicture> {
    let damaged = |why: &dyn std::fmt::Debug| BadPicture::Damaged { format: "JPEG", why: first_line(why) };
    // Sides are checked below, with a message of our own.
    let options = DecoderOptions::default()
        .set_max_width(usize::from(u16::MAX))
        .set_max_height(usize::from(u16::MAX))
        .jpeg_set_max_scans(MOST_SCANS);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(file), options);
    decoder.decode_headers().map_err(|why| damaged(&why))?;
    let info = decoder.info().ok_or_else(|| damaged(&"no header"))?;
    let (width, height) = (usize::from(info.width), usize::from(info.height));
    check_size(u64::from(info.width), u64::from(info.height))?;
    let orientation = decoder.exif().map_or(1, |found| exif::orientation(found));
    let out = match decoder.input_colorspace() {
        Some(ColorSpace::YCbCr | ColorSpace::Luma) => ColorSpace::Luma,
        _ => ColorSpace::RGB,
    };
    decoder.set_options(options.jpeg_set_out_colorspace(out));
    let shades = decoder.decode().map_err(|why| damaged(&why))?;
    let pixels = if shades.len() == width * height {
        shades
    } else {
        shades.chunks_exact(3).map(|c| luma(c[0], c[1], c[2])).collect()
    };
    let grey = Grey::new(width, height, pixels).ok_or_else(|| damaged(&"it ends too early"))?;
    Ok((grey, orientation))
}

/// What a decoder says, short enough for a message.
fn first_line(why: &dyn std::fmt::Debug) -> String {
    format!("{why:?}").lines().next().unwrap_or_default().chars().take(120).collect()
}
