//! PNG files that no encoder writes.

/// A file of this size whose header ends with `kind` (depth, colour, compression, filter, interlace) and whose
/// pixels unpack to `data`.
pub(super) fn png_by_hand(width: u32, height: u32, kind: [u8; 5], data: &[u8]) -> Vec<u8> {
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    let header = [width.to_be_bytes().as_slice(), &height.to_be_bytes(), &kind].concat();
    for (name, body) in [(b"IHDR", header), (b"IDAT", stored(data)), (b"IEND", Vec::new())] {
        file.extend(u32::try_from(body.len()).expect("short").to_be_bytes());
        let named = [name.as_slice(), &body].concat();
        file.extend(&named);
        file.extend(checksum(&named).to_be_bytes());
    }
    file
}

/// A grey picture in seven passes, as of PNG (third edition), section 8.1.
pub(super) fn interlaced(width: u32, height: u32, shade: u8) -> Vec<u8> {
    let passes =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];
    let mut data = Vec::new();
    for (left, top, across, down) in passes {
        let columns = (width - left).div_ceil(across) as usize;
        for _ in 0..(height - top).div_ceil(down) {
            data.push(0);
            data.resize(data.len() + columns, shade);
        }
    }
    png_by_hand(width, height, [8, 0, 0, 0, 1], &data)
}

/// Zlib without compression: RFC 1950 and 1951.
fn stored(data: &[u8]) -> Vec<u8> {
    let mut out = vec![0x78, 0x01];
    let blocks = data.chunks(65_535).count().max(1);
    for (n, block) in data.chunks(65_535).enumerate() {
        let length = u16::try_from(block.len()).expect("a short block");
        out.push(u8::from(n + 1 == blocks));
        out.extend(length.to_le_bytes());
        out.extend((!length).to_le_bytes());
        out.extend(block);
    }
    let (mut a, mut b) = (1_u32, 0_u32);
    for &byte in data {
        a = (a + u32::from(byte)) % 65_521;
        b = (b + a) % 65_521;
    }
    out.extend((b << 16 | a).to_be_bytes());
    out
}

/// CRC-32 as of PNG, annex D.
fn checksum(data: &[u8]) -> u32 {
    !data.iter().fold(u32::MAX, |sum, &byte| {
        (0..8).fold(
            sum ^ u32::from(byte),
            |sum, _| if sum & 1 == 1 { sum >> 1 ^ 0xedb8_8320 } else { sum >> 1 },
        )
    })
}
