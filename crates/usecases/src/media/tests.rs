use std::io::{Cursor, Write as _};

use proptest::prelude::*;

use super::*;

/// The smallest picture: one grey point.
const PNG: &[u8] = &[
    0x89, b'P', b'N', b'G', 13, 10, 26, 10, 0, 0, 0, 13, b'I', b'H', b'D', b'R', 0, 0, 0, 1, 0, 0, 0, 1, 8,
    0, 0, 0, 0, 0x3A, 0x7E, 0x9B, 0x55, 0, 0, 0, 10, b'I', b'D', b'A', b'T', 0x78, 0x9C, 0x63, 0x68, 0, 0, 0,
    0x82, 0, 0x81, 0x77, 0xCD, 0x72, 0xB6, 0, 0, 0, 0, b'I', b'E', b'N', b'D', 0xAE, 0x42, 0x60, 0x82,
];

/// Sixteen-bit sound of one channel, eight thousand samples a second: header, then `data`.
fn wav(data: &[u8], said: u32) -> Vec<u8> {
    let mut bytes = b"RIFF".to_vec();
    bytes.extend(36_u32.saturating_add(said).to_le_bytes());
    bytes.extend(b"WAVEfmt \x10\0\0\0\x01\0\x01\0");
    bytes.extend(8_000_u32.to_le_bytes());
    bytes.extend(16_000_u32.to_le_bytes());
    bytes.extend(b"\x02\0\x10\0data");
    bytes.extend(said.to_le_bytes());
    bytes.extend(data);
    bytes
}

fn jpeg() -> Vec<u8> {
    let mut bytes = b"\xFF\xD8\xFF\xE0\0\x04\0\0".to_vec();
    bytes.extend(b"\xFF\xC0\0\x0B\x08\0\x10\0\x10\x01\x01\x11\0");
    bytes.extend(b"\xFF\xDA\0\x08\x01\x01\0\0\x3F\0\x11\x22\xFF\xD9");
    bytes
}

fn zip(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a part");
        archive.write_all(content.as_bytes()).expect("written");
    }
    archive.finish().expect("closed").into_inner()
}

fn mp4(handler: &[u8]) -> Vec<u8> {
    let mut bytes = b"\0\0\0\x10ftypisom\0\0\0\0".to_vec();
    bytes.extend(b"\0\0\0\x20moov\0\0\0\x18hdlr\0\0\0\0\0\0\0\0");
    bytes.extend(handler);
    bytes.extend(b"\0\0\0\0");
    bytes
}

/// Layer III, 128 kilobits, 44,100 samples: 417 bytes a frame.
fn mp3(frames: usize) -> Vec<u8> {
    let mut frame = b"\xFF\xFB\x90\0".to_vec();
    frame.resize(417, 0);
    frame.repeat(frames)
}

#[test]
fn each_kind_is_found_by_its_content() {
    check(PNG, Kind::Png);
    check(&jpeg(), Kind::Jpeg);
    check(b"GIF89a\x01\0\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;", Kind::Gif);
    check(b"RIFF\x1A\0\0\0WEBPVP8L\x0D\0\0\0\x2F\0\0\0\0\0\0\0\0\0\0\0\0\0", Kind::Webp);
    check(b"<svg xmlns=\"http://www.w3.org/2000/svg\"><path d=\"M0 0\"/></svg>", Kind::Svg);
    check(b"\xEF\xBB\xBF<?xml version=\"1.0\"?>\n<!-- drawn -->\n<svg:svg/>\n", Kind::Svg);
    check(&wav(&[0; 8], 8), Kind::Wav);
    check(&mp3(2), Kind::Mp3);
    check(&[b"ID3\x04\0\0\0\0\0\x02xx".to_vec(), mp3(3)].concat(), Kind::Mp3);
    let page = b"OggS\0\x02\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01\x13";
    check(&[&page[..], b"OpusHead"].concat(), Kind::OggAudio);
    check(&[&page[..], b"\x80theora"].concat(), Kind::OggVideo);
    check(b"\x1A\x45\xDF\xA3\x01\x42\x82\x84webm....A_OPUS", Kind::WebmAudio);
    check(b"\x1A\x45\xDF\xA3\x01\x42\x82\x84webm....A_OPUS...V_VP9", Kind::WebmVideo);
    check(&mp4(b"soun"), Kind::Mp4Audio);
    check(&mp4(b"vide"), Kind::Mp4Video);
    check(b"%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n", Kind::Pdf);
    check("Querida lectora: ¿qué tal?\r\n\tBien.".as_bytes(), Kind::Text);
    check(b"1 < 2, and <- is an arrow", Kind::Text);
    check(&zip(&[("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<w/>")]), Kind::Docx);
    let odt = [("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<x/>")];
    check(&zip(&odt), Kind::Odt);
}

#[test]
fn what_only_begins_like_a_kind_is_refused() {
    for (bytes, why) in [
        (PNG[..40].to_vec(), "cut in the middle"),
        ([b"\x89PNG\r\n\x1A\n".to_vec(), b"<script>alert(1)</script>".to_vec()].concat(), "a page"),
        (b"\xFF\xD8\xFF<script>alert(1)</script>".to_vec(), "a page as a photograph"),
        (jpeg()[..20].to_vec(), "a photograph without its scan"),
        (b"GIF89a/*\0\0\0\0*/=1;alert(1)".to_vec(), "a script as a picture"),
        (b"GIF89a\0\0\0\0\0\0\0;;".to_vec(), "no sides"),
        (b"RIFF\xFF\xFF\xFF\xFFWEBPVP8L".to_vec(), "sizes beyond the file"),
        (wav(&[0; 8], 80), "more said than there is"),
        (wav(&[0; 80], 8), "less said than there is"),
        (wav(&[], 0), "silence"),
        (wav(&[0; 8], u32::MAX), "the size of a stream"),
        (b"RIFF\x0C\0\0\0WAVEdata\0\0\0\0".to_vec(), "no format"),
        (b"RIFF\x10\0\0\0AVI LIST\0\0\0\0    ".to_vec(), "another RIFF"),
        (b"OggS".to_vec(), "four letters"),
        (b"\x1A\x45\xDF\xA3\x42\x82\x88matroskaA_OPUS".to_vec(), "another document type"),
        (mp4(b"soun")[..40].to_vec(), "boxes cut off"),
        (mp4(b"hint"), "neither sound nor film"),
        (b"\0\0\0\x10ftypheic\0\0\0\0".to_vec(), "a photograph that browsers do not show"),
        (b"\0\0\0\0ftypisom".to_vec(), "a box without end and no track"),
        (mp3(1)[..400].to_vec(), "half a frame"),
        (b"ID3\x04\0\0\x7F\x7F\x7F\x7F".to_vec(), "a tag longer than the file"),
        (b"%PDF-1.7 broken off".to_vec(), "a PDF without end"),
        (b"PK\x03\x04nonsense".to_vec(), "no archive"),
        (zip(&[("run.exe", "MZ")]), "an archive of something else"),
        (
            zip(&[("[Content_Types].xml", ""), ("word/document.xml", ""), ("word/vbaProject.bin", "")]),
            "macros",
        ),
        (b"<!doctype html><script>alert(1)</script>".to_vec(), "a page"),
        (b"  <html><body></body></html>".to_vec(), "a page after blanks"),
        (b"#!/bin/sh\nrm -rf /".to_vec(), "a program"),
        (b"a\0b".to_vec(), "a NUL"),
        (vec![0xC3, 0x28], "not UTF-8"),
        (b"MZ\x90\0\x03\0".to_vec(), "a program of Windows"),
        (b"\x7FELF\x02\x01".to_vec(), "a program of Linux"),
        (b" \n ".to_vec(), "blanks"),
        (Vec::new(), "nothing"),
    ] {
        assert!(kind_of(&bytes).is_err(), "{why}: {:?}", kind_of(&bytes));
    }
}

#[test]
fn a_drawing_that_could_do_something_is_refused() {
    let long = format!("{}{}", "<g>".repeat(300), "</g>".repeat(300));
    for inner in [
        "<script>alert(1)</script>",
        "<SCRIPT>alert(1)</SCRIPT>",
        "<x:script xmlns:x='http://www.w3.org/2000/svg'>alert(1)</x:script>",
        "<rect onload='alert(1)'/>",
        "<rect ONclick = \"alert(1)\"/>",
        "<foreignObject><p>page</p></foreignObject>",
        "<iframe/>",
        "<image href='https://example.org/a.png'/>",
        "<image href='//example.org/a.png'/>",
        "<image xlink:href=' javascript:alert(1)'/>",
        "<use href='other.svg#a'/>",
        "<image href='data:image/svg+xml;base64,PHN2Zz4='/>",
        "<a href='#x'><text>go</text></a>",
        "<set attributeName='href' to='javascript:alert(1)'/>",
        "<animate attributeName='href' values='javascript:alert(1)'/>",
        "<style>@import 'https://example.org/a.css';</style>",
        "<style>rect { fill: url( https://example.org/a ) }</style>",
        "<style><![CDATA[rect { fill: url(https://example.org/a) }]]></style>",
        "<style>rect { fill: u\\72l(https://example.org/a) }</style>",
        "<rect style='fill: url(&#104;ttps://example.org/a)'/>",
        "<rect fill='url(https://example.org/a)'/>",
        "<rect fill='&mine;'/>",
        "<text>&mine;</text>",
        "<rect width='1' width='2'/>",
        "<rect width=1/>",
        "<rect",
        "<g>",
        "</g>",
        "<?php echo 1 ?>",
        "<!ENTITY mine 'x'>",
        &long,
    ] {
        let drawing = format!("<svg xmlns='http://www.w3.org/2000/svg'>{inner}</svg>");
        assert!(kind_of(drawing.as_bytes()).is_err(), "{inner}");
    }
    for whole in [
        "<!DOCTYPE svg [<!ENTITY mine 'x'>]><svg>&mine;</svg>",
        "<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd'><svg/>",
        "<?xml-stylesheet href='https://example.org/a.css'?><svg/>",
        "<svg/><svg/>",
        "<svg/>trailing",
        "<svg/><script>alert(1)</script>",
    ] {
        assert!(kind_of(whole.as_bytes()).is_err(), "{whole}");
    }
}

#[test]
fn a_drawing_that_only_draws_is_taken() {
    for inner in [
        "<defs><linearGradient id='a'><stop offset='0'/></linearGradient></defs><rect fill='url(#a)'/>",
        "<use xlink:href='#a'/>",
        "<image href='data:image/png;base64,iVBORw0KGgo='/>",
        "<style>.a { fill: red; } rect > g { stroke: #fff }</style><text x='1'>2 &lt; 3 &#8364; &amp; co</text>",
        "<style><![CDATA[ a > b { fill: url(\"#x\") } ]]></style>",
        "<title>Off the coast</title><desc>One</desc>",
    ] {
        let drawing = format!("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'>{inner}</svg>");
        check(drawing.as_bytes(), Kind::Svg);
    }
}

#[test]
fn every_kind_reads_back_from_its_media_type() {
    for (position, (kind, media_type, ..)) in KINDS.into_iter().enumerate() {
        assert_eq!(kind as usize, position);
        assert_eq!(Kind::from_media_type(media_type), Some(kind));
        assert!(EVERYTHING.contains(&kind));
    }
    assert_eq!(names(&[Kind::Png]), "PNG");
    assert_eq!(names(&[Kind::OggAudio, Kind::OggVideo, Kind::Pdf]), "Ogg or PDF");
}

#[track_caller]
fn check(bytes: &[u8], expected: Kind) {
    assert_eq!(kind_of(bytes), Ok(expected));
}

proptest! {
    #[test]
    fn no_bytes_are_too_strange(
        start in 0_usize..14,
        rest in proptest::collection::vec(any::<u8>(), 0..300),
    ) {
        let starts: [&[u8]; 14] = [
            b"", b"\x89PNG\r\n\x1A\n", b"\xFF\xD8\xFF", b"GIF89a", b"RIFF\x20\0\0\0WAVE", b"RIFF\x20\0\0\0WEBP",
            b"OggS", b"\x1A\x45\xDF\xA3", b"\0\0\0\x10ftypisom", b"PK\x03\x04", b"%PDF-", b"ID3", b"\xFF\xFB\x90",
            b"<svg",
        ];
        let _ = kind_of(&[starts[start], &rest].concat());
    }

    #[test]
    fn no_drawing_is_too_strange(inner in "[<>/=\"' a-z:&;#!?\\[\\]-]{0,80}") {
        let _ = kind_of(format!("<svg {inner}</svg>").as_bytes());
    }

    #[test]
    fn a_picture_that_is_cut_anywhere_is_refused(length in 1_usize..60) {
        prop_assert!(kind_of(&PNG[..length.min(PNG.len() - 1)]).is_err());
    }
}
