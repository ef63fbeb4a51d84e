//! Which way up a photograph is, from its EXIF data. Source: EXIF 2.32, tag 0x0112, in the layout of TIFF 6.0.

/// 1 to 8; 1, as it stands, where it is not said or not readable.
pub(super) fn orientation(exif: &[u8]) -> u8 {
    find(exif).filter(|found| (1..=8).contains(found)).unwrap_or(1)
}

fn find(exif: &[u8]) -> Option<u8> {
    let tiff = exif.strip_prefix(b"Exif\0\0").unwrap_or(exif);
    let little = match tiff.get(..2)? {
        b"II" => true,
        b"MM" => false,
        _ => return None,
    };
    let short = |at: usize| {
        let bytes = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) })
    };
    let long = |at: usize| {
        let bytes = tiff.get(at..at.checked_add(4)?)?.try_into().ok()?;
        Some(if little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) })
    };
    let directory = usize::try_from(long(4)?).ok()?;
    let entries = usize::from(short(directory)?);
    (0..entries)
        .map_while(|n| directory.checked_add(2 + 12 * n))
        .find(|&entry| short(entry) == Some(0x0112))
        .and_then(|entry| u8::try_from(short(entry.checked_add(8)?)?).ok())
}

#[cfg(test)]
mod tests {
    use super::orientation;

    #[test]
    fn either_byte_order_is_read() {
        let little = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
        let big = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x08\0\0\0\0\0\0";
        check(little, 6);
        check(big, 8);
        check(&[b"Exif\0\0".as_slice(), little].concat(), 6);
    }

    #[test]
    fn what_is_not_exif_leaves_the_picture_as_it_stands() {
        check(b"", 1);
        check(b"II*\0", 1);
        check(b"II*\0\xff\xff\xff\xff", 1);
        check(b"II*\0\x08\0\0\0\xff\xff", 1);
        check(b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x63\0\0\0\0\0\0\0", 1);
    }

    #[track_caller]
    fn check(exif: &[u8], expected: u8) {
        assert_eq!(orientation(exif), expected);
    }
}
