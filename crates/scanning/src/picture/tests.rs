use png::{BitDepth, ColorType};

use super::{BadPicture, Grey, MOST_BYTES, open};
use crate::simulate::jpeg;

mod by_hand;

use by_hand::{interlaced, png_by_hand};

/// A square of 300 by 300 pixels of `pixel` bytes.
fn png_of(colour: ColorType, depth: BitDepth, palette: Option<&[u8]>, pixel: &[u8]) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, 300, 300);
    encoder.set_color(colour);
    encoder.set_depth(depth);
    if let Some(palette) = palette {
        encoder.set_palette(palette.to_vec());
    }
    let mut writer = encoder.write_header().expect("a header");
    writer.write_image_data(&pixel.repeat(90_000)).expect("pixels");
    writer.finish().expect("an end");
    file
}

fn even(shade: u8) -> Grey {
    Grey::new(304, 312, vec![shade; 304 * 312]).expect("as many pixels")
}

#[test]
fn png_of_every_colour_type_is_seen_in_grey() {
    check_shade(&png_of(ColorType::Grayscale, BitDepth::Eight, None, &[77]), 77);
    check_shade(&png_of(ColorType::Grayscale, BitDepth::Sixteen, None, &[77, 200]), 77);
    // 0.299 * 200 + 0.587 * 100 + 0.114 * 50 = 124.2
    check_shade(&png_of(ColorType::Rgb, BitDepth::Eight, None, &[200, 100, 50]), 124);
    check_shade(&png_of(ColorType::Rgb, BitDepth::Sixteen, None, &[200, 0, 100, 0, 50, 0]), 124);
    check_shade(&png_of(ColorType::Indexed, BitDepth::Eight, Some(&[0, 0, 0, 200, 100, 50]), &[1]), 124);
    check_shade(&interlaced(300, 300, 77), 77);
}

#[test]
fn transparent_parts_are_paper() {
    check_shade(&png_of(ColorType::GrayscaleAlpha, BitDepth::Eight, None, &[0, 0]), 255);
    check_shade(&png_of(ColorType::GrayscaleAlpha, BitDepth::Eight, None, &[0, 255]), 0);
    check_shade(&png_of(ColorType::Rgba, BitDepth::Eight, None, &[0, 0, 0, 0]), 255);
    check_shade(&png_of(ColorType::Rgba, BitDepth::Sixteen, None, &[0, 0, 0, 0, 0, 0, 255, 255]), 0);
}

#[test]
fn jpeg_of_one_three_and_four_channels_is_seen_in_grey() {
    let even = even(77);
    check_shade(&jpeg(&[&even], 90), 77);
    // Chroma of 128 is none.
    check_shade(&jpeg(&[&even, &super::tests::even(128), &super::tests::even(128)], 90), 77);
    let (none, white) = (super::tests::even(255), super::tests::even(255));
    // Four channels as Adobe's programs write them: 255 is no ink.
    check_shade(&jpeg(&[&none, &none, &none, &white], 90), 255);
}

#[track_caller]
fn check_shade(file: &[u8], expected: u8) {
    let grey = open(file).expect("a picture");
    let off = grey.pixels().iter().map(|&shade| shade.abs_diff(expected)).max();
    assert!(off <= Some(2), "{:?}, not {expected}", &grey.pixels()[..3]);
}

/// The orientations of EXIF: where the top left pixel as shown is stored in a picture of 2 by 3.
#[test]
fn each_orientation_turns_the_picture_as_exif_says() {
    check_oriented(1, 2, &[1, 2, 3, 4, 5, 6]);
    check_oriented(2, 2, &[2, 1, 4, 3, 6, 5]);
    check_oriented(3, 2, &[6, 5, 4, 3, 2, 1]);
    check_oriented(4, 2, &[5, 6, 3, 4, 1, 2]);
    check_oriented(5, 3, &[1, 3, 5, 2, 4, 6]);
    check_oriented(6, 3, &[5, 3, 1, 6, 4, 2]);
    check_oriented(7, 3, &[6, 4, 2, 5, 3, 1]);
    check_oriented(8, 3, &[2, 4, 6, 1, 3, 5]);
    check_oriented(9, 2, &[1, 2, 3, 4, 5, 6]);
}

#[track_caller]
fn check_oriented(orientation: u8, width: usize, expected: &[u8]) {
    let stored = Grey::new(2, 3, vec![1, 2, 3, 4, 5, 6]).expect("six pixels");
    let shown = stored.oriented(orientation);
    assert_eq!((shown.width(), shown.pixels()), (width, expected));
}

#[test]
fn a_photograph_taken_sideways_is_turned() {
    // Left half dark, right half light, and to be turned by a quarter clockwise: the top is then dark.
    let pixels = (0..304 * 400).map(|at| if at % 400 < 200 { 20 } else { 230 }).collect();
    let mut file = jpeg(&[&Grey::new(400, 304, pixels).expect("pixels")], 90);
    let exif = b"\xff\xe1\0\x22Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
    file.splice(2..2, exif.iter().copied());
    let shown = open(&file).expect("a picture");
    assert_eq!((shown.width(), shown.height()), (304, 400));
    assert!(shown.at(150, 50) < 40 && shown.at(150, 350) > 210);
}

/// A PDF file of these objects, without the table at its end, which is not read.
fn pdf(objects: &[&[u8]]) -> Vec<u8> {
    let mut file = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n".to_vec();
    for (n, object) in objects.iter().enumerate() {
        file.extend([format!("{} 0 obj\n", n + 1).as_bytes(), object, b"\nendobj\n"].concat());
    }
    file
}

fn image(filter: &str, length: &str, data: &[u8]) -> Vec<u8> {
    let said = format!("<< /Type /XObject /Subtype /Image /Filter {filter} /Length {length} >>\nstream\n");
    [said.as_bytes(), data, b"\nendstream"].concat()
}

const PAGE: &[u8] = b"<< /Type /Page /Parent 9 0 R >>";
const PAGES: &[u8] = b"<</Type/Pages/Count 2>>";

#[test]
fn the_pages_of_a_scan_are_taken_out_of_a_pdf() {
    let (one, other) = (jpeg(&[&even(77)], 90), jpeg(&[&even(99)], 90));
    let first = image("/DCTDecode", &one.len().to_string(), &one);
    let second = image("[ /DCTDecode ]", "12 0 R", &other);
    let content = b"<< /Length 4 >>\nstream\nq Q\n\nendstream";
    let file = pdf(&[PAGES, PAGE, &first, content, PAGE, &second]);
    let pictures = super::pictures(&file).expect("a scan");
    assert_eq!(pictures.len(), 2);
    check_shade(pictures[0], 77);
    check_shade(pictures[1], 99);
    assert_eq!(super::pictures(&one), Ok(vec![one.as_slice()]));
}

#[test]
fn a_pdf_that_is_no_scan_of_jpeg_pictures_is_refused() {
    let picture = jpeg(&[&even(77)], 90);
    let length = picture.len().to_string();
    let scanned = image("/DCTDecode", &length, &picture);
    check_no_scan(&[PAGE], "has no scanned JPEG page");
    check_no_scan(
        &[PAGE, &image("/FlateDecode", &length, &picture)],
        "has pictures of another kind than JPEG",
    );
    check_no_scan(
        &[PAGE, &image("[/FlateDecode/DCTDecode]", &length, &picture)],
        "has pictures of another kind than JPEG",
    );
    check_no_scan(&[PAGE, &scanned, &scanned], "has not one picture to each page");
    check_no_scan(&[PAGE, PAGE, &scanned], "has not one picture to each page");
    check_no_scan(&[PAGE, &scanned, b"<< /Encrypt 3 0 R >>"], "is locked by a password");
}

#[track_caller]
fn check_no_scan(objects: &[&[u8]], expected: &'static str) {
    assert_eq!(super::pictures(&pdf(objects)), Err(BadPicture::Pdf(expected)));
}

#[test]
fn a_damaged_pdf_does_no_harm() {
    let picture = jpeg(&[&even(77)], 90);
    let file = pdf(&[PAGE, &image("/DCTDecode", "99999999999999999999", &picture)]);
    assert_eq!(super::pictures(&file).map(|found| found.len()), Ok(1));
    for length in 0..file.len() {
        let _ = super::pictures(&file[..length]);
    }
}

#[test]
fn what_is_no_picture_is_refused() {
    for file in [
        b"".as_slice(),
        b"\x89PN",
        b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>",
        b"#!/bin/sh\nrm -rf /\n",
        b"GIF89a",
        b"%PDF-1.7",
    ] {
        assert_eq!(open(file), Err(BadPicture::NotAPicture));
    }
}

#[test]
fn a_picture_of_too_many_bytes_or_pixels_is_refused_before_it_is_unpacked() {
    assert_eq!(open(&vec![0; MOST_BYTES + 1]), Err(BadPicture::TooManyBytes(MOST_BYTES + 1)));
    let bomb = png_by_hand(100_000, 100_000, [8, 2, 0, 0, 0], &[0; 64]);
    assert_eq!(open(&bomb), Err(BadPicture::TooManyPixels { width: 100_000, height: 100_000 }));
    let most = png_by_hand(u32::MAX >> 1, u32::MAX >> 1, [16, 6, 0, 0, 1], &[0; 64]);
    assert!(matches!(open(&most), Err(BadPicture::TooManyPixels { .. } | BadPicture::Damaged { .. })));
    let mut photograph = jpeg(&[&even(9)], 90);
    let frame = photograph.windows(2).position(|two| two == [0xff, 0xc0]).expect("a frame");
    photograph[frame + 5..frame + 9].fill(0xff);
    assert_eq!(open(&photograph), Err(BadPicture::TooManyPixels { width: 65_535, height: 65_535 }));
}

#[test]
fn a_picture_of_no_size_or_a_very_small_one_is_refused() {
    assert!(open(&png_by_hand(0, 0, [8, 0, 0, 0, 0], &[])).is_err());
    let small = Grey::new(10, 10, vec![0; 100]).expect("pixels");
    assert_eq!(open(&small.to_png()), Err(BadPicture::TooSmall { width: 10, height: 10 }));
    assert_eq!(open(&jpeg(&[&small], 90)), Err(BadPicture::TooSmall { width: 10, height: 10 }));
}

/// Cut off anywhere, a file gives a picture of its full size or is refused.
#[test]
fn a_file_that_ends_early_does_no_harm() {
    for file in [even(77).to_png(), jpeg(&[&even(77)], 90), interlaced(300, 300, 9)] {
        for length in (0..file.len()).step_by(7) {
            if let Ok(grey) = open(&file[..length]) {
                assert_eq!(grey.pixels().len(), grey.width() * grey.height());
            }
        }
    }
}

/// With any byte changed, the same.
#[test]
fn a_damaged_file_does_no_harm() {
    let shades = (0..304 * 312_u32).map(|at| u8::try_from(at.wrapping_mul(2_654_435_761) >> 24).unwrap_or(0));
    let noisy = Grey::new(304, 312, shades.collect()).expect("pixels");
    for mut file in [even(77).to_png(), jpeg(&[&noisy], 30)] {
        for at in 0..file.len().min(900) {
            let kept = file[at];
            for change in [0x00, 0xff, kept ^ 0x10] {
                file[at] = change;
                if let Ok(grey) = open(&file) {
                    assert_eq!(grey.pixels().len(), grey.width() * grey.height());
                }
            }
            file[at] = kept;
        }
    }
}
