//! Pictures as they arrive, and as they are looked at: in grey.

mod exif;
mod jpeg;
mod pdf;
mod png;

/// Largest picture that is opened, in pixels: a photograph of today's phones at their usual setting has 12
/// million, a page scanned at 600 dots per inch 35 million.
pub const MOST_PIXELS: u64 = 40_000_000;
/// Largest file that is opened, in bytes.
pub const MOST_BYTES: usize = 25 * 1024 * 1024;
/// Smallest side of a picture in which a sheet can be read, in pixels.
pub const LEAST_SIDE: usize = 300;

/// A picture in shades of grey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grey {
    width: usize,
    height: usize,
    pixels: Vec<u8>,
}

impl Grey {
    /// A picture of `pixels`, row by row, 0 black and 255 white; `None` where their number is not
    /// `width * height`.
    pub fn new(width: usize, height: usize, pixels: Vec<u8>) -> Option<Self> {
        (width.checked_mul(height) == Some(pixels.len())).then_some(Self { width, height, pixels })
    }

    /// Its width in pixels.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Its height in pixels.
    pub fn height(&self) -> usize {
        self.height
    }

    /// Its shades, row by row.
    pub fn pixels(&self) -> &[u8] {
        &self.pixels
    }

    /// The shade at a pixel; white beyond the edges.
    pub fn at(&self, x: usize, y: usize) -> u8 {
        if x < self.width { self.pixels.get(y * self.width + x).copied().unwrap_or(255) } else { 255 }
    }

    /// As a PNG file in shades of grey.
    pub fn to_png(&self) -> Vec<u8> {
        png::write(self)
    }

    /// Half as wide and high, each pixel the mean of four.
    pub(crate) fn halved(&self) -> Self {
        let (width, height) = (self.width / 2, self.height / 2);
        let mut pixels = Vec::with_capacity(width * height);
        for rows in self.pixels.chunks_exact(2 * self.width.max(1)).take(height) {
            let (upper, lower) = rows.split_at(self.width);
            for (a, b) in upper.chunks_exact(2).zip(lower.chunks_exact(2)) {
                let sum = u16::from(a[0]) + u16::from(a[1]) + u16::from(b[0]) + u16::from(b[1]);
                pixels.push(u8::try_from((sum + 2) / 4).unwrap_or(u8::MAX));
            }
        }
        Self { width, height, pixels }
    }

    /// Turned or mirrored as the EXIF orientation (1 to 8) says that it is to be shown.
    fn oriented(self, orientation: u8) -> Self {
        let (w, h) = (self.width, self.height);
        if !(2..=8).contains(&orientation) {
            return self;
        }
        let (width, height) = if orientation >= 5 { (h, w) } else { (w, h) };
        let mut pixels = Vec::with_capacity(w * h);
        for y in 0..height {
            for x in 0..width {
                let (from_x, from_y) = match orientation {
                    2 => (w - 1 - x, y),
                    3 => (w - 1 - x, h - 1 - y),
                    4 => (x, h - 1 - y),
                    5 => (y, x),
                    6 => (y, h - 1 - x),
                    7 => (w - 1 - y, h - 1 - x),
                    _ => (w - 1 - y, x),
                };
                pixels.push(self.pixels[from_y * w + from_x]);
            }
        }
        Self { width, height, pixels }
    }
}

/// Why a file is not looked at.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadPicture {
    /// More bytes than [`MOST_BYTES`].
    #[error("the picture has {0} bytes, more than {MOST_BYTES}: save it smaller or as JPEG")]
    TooManyBytes(usize),
    /// More pixels than [`MOST_PIXELS`].
    #[error(
        "the picture has {width} by {height} pixels, more than {MOST_PIXELS} in all: scan at 300 dpi or save it smaller"
    )]
    TooManyPixels {
        /// Its width.
        width: u64,
        /// Its height.
        height: u64,
    },
    /// A side shorter than [`LEAST_SIDE`].
    #[error(
        "the picture has {width} by {height} pixels, too few to read a page: at least {LEAST_SIDE} each way"
    )]
    TooSmall {
        /// Its width.
        width: u64,
        /// Its height.
        height: u64,
    },
    /// A PDF file that is not a scan of JPEG pictures.
    #[error("the PDF file {0}: scan as JPEG or PNG")]
    Pdf(&'static str),
    /// Neither PNG nor JPEG by its first bytes.
    #[error("the file is neither a JPEG nor a PNG picture: take a photograph, or scan as JPEG or PNG")]
    NotAPicture,
    /// PNG or JPEG, and damaged or of a kind that nobody uses.
    #[error(
        "the {format} picture cannot be opened ({why}): take it again, or save it as an ordinary JPEG or PNG"
    )]
    Damaged {
        /// Of which format.
        format: &'static str,
        /// What the decoder says.
        why: String,
    },
}

/// The pictures in a file, each to be opened for itself: a JPEG or PNG file is one; a PDF as scanners make it,
/// with one JPEG picture to each page, is as many as it has pages, in the order in which they stand in it.
pub fn pictures(file: &[u8]) -> Result<Vec<&[u8]>, BadPicture> {
    if file.starts_with(b"%PDF-") { pdf::pictures(file) } else { Ok(vec![file]) }
}

/// Opens a JPEG or PNG picture, by its first bytes whatever its name, and turns it as its EXIF data says. Size
/// is checked before any pixel is unpacked. Transparent parts are shown on white.
pub fn open(file: &[u8]) -> Result<Grey, BadPicture> {
    if file.len() > MOST_BYTES {
        return Err(BadPicture::TooManyBytes(file.len()));
    }
    if file.starts_with(b"\x89PNG\r\n\x1a\n") {
        png::read(file)
    } else if file.starts_with(b"\xff\xd8\xff") {
        let (grey, orientation) = jpeg::read(file)?;
        Ok(grey.oriented(orientation))
    } else {
        Err(BadPicture::NotAPicture)
    }
}

fn check_size(width: u64, height: u64) -> Result<(), BadPicture> {
    let least = LEAST_SIDE as u64;
    if width.saturating_mul(height) > MOST_PIXELS {
        Err(BadPicture::TooManyPixels { width, height })
    } else if width < least || height < least {
        Err(BadPicture::TooSmall { width, height })
    } else {
        Ok(())
    }
}

/// Luma of a colour, by the weights of ITU-R BT.601.
fn luma(red: u8, green: u8, blue: u8) -> u8 {
    let sum = 299 * u32::from(red) + 587 * u32::from(green) + 114 * u32::from(blue);
    u8::try_from((sum + 500) / 1000).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests;
