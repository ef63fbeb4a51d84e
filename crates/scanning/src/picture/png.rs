//! PNG pictures of every colour type and depth, a row at a time; and the crops that people look at.

use std::io::Cursor;

use png::{BitDepth, ColorType, Decoder, Encoder, Limits, Transformations};

use super::{BadPicture, Grey, check_size, luma};

/// Most memory that an interlaced picture may take, which cannot be unpacked row by row.
const MOST_INTERLACED: usize = 120_000_000;

pub(super) fn read(file: &[u8]) -> Result<Grey, BadPicture> {
    let mut decoder = Decoder::new_with_limits(Cursor::new(file), Limits { bytes: 64_000_000 });
    decoder.set_transformations(Transformations::EXPAND | Transformations::STRIP_16);
    decoder.set_ignore_text_chunk(true);
    decoder.set_ignore_iccp_chunk(true);
    let header = decoder.read_header_info().map_err(|why| damaged(&why))?;
    let (width, height, interlaced) = (header.width, header.height, header.interlaced);
    check_size(u64::from(width), u64::from(height))?;
    let mut reader = decoder.read_info().map_err(|why| damaged(&why))?;
    let (colour, depth) = reader.output_color_type();
    if depth != BitDepth::Eight {
        return Err(damaged(&"an unknown depth of colour"));
    }
    let (width, height) = (width as usize, height as usize);
    let mut pixels = Vec::with_capacity(width * height);
    if interlaced {
        let size = reader.output_buffer_size().filter(|&size| size <= MOST_INTERLACED);
        let mut unpacked = vec![0; size.ok_or_else(|| damaged(&"it is interlaced and large"))?];
        reader.next_frame(&mut unpacked).map_err(|why| damaged(&why))?;
        shades(colour, &unpacked, &mut pixels);
    } else {
        while pixels.len() < width * height {
            let row = reader.next_row().map_err(|why| damaged(&why))?;
            shades(colour, row.ok_or_else(|| damaged(&"it ends too early"))?.data(), &mut pixels);
        }
    }
    Grey::new(width, height, pixels).ok_or_else(|| damaged(&"it ends too early"))
}

fn shades(colour: ColorType, from: &[u8], into: &mut Vec<u8>) {
    match colour {
        ColorType::Grayscale | ColorType::Indexed => into.extend_from_slice(from),
        ColorType::GrayscaleAlpha => into.extend(from.chunks_exact(2).map(|p| on_white(p[0], p[1]))),
        ColorType::Rgb => into.extend(from.chunks_exact(3).map(|p| luma(p[0], p[1], p[2]))),
        ColorType::Rgba => {
            into.extend(from.chunks_exact(4).map(|p| on_white(luma(p[0], p[1], p[2]), p[3])));
        }
    }
}

fn on_white(shade: u8, alpha: u8) -> u8 {
    let (shade, alpha) = (u16::from(shade), u16::from(alpha));
    u8::try_from((shade * alpha + 255 * (255 - alpha) + 127) / 255).unwrap_or(u8::MAX)
}

fn damaged(why: &dyn std::fmt::Display) -> BadPicture {
    BadPicture::Damaged { format: "PNG", why: why.to_string() }
}

pub(super) fn write(grey: &Grey) -> Vec<u8> {
    let mut file = Vec::new();
    let side = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let mut encoder = Encoder::new(&mut file, side(grey.width()), side(grey.height()));
    encoder.set_color(ColorType::Grayscale);
    encoder.set_depth(BitDepth::Eight);
    // Writing to memory fails for an empty picture only, and then no bytes are what there is to show.
    let written = encoder.write_header().and_then(|mut writer| writer.write_image_data(grey.pixels()));
    if written.is_err() {
        file.clear();
    }
    file
}
