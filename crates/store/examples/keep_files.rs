//! How long files take to be kept and read again: so many of a megabyte each, one durable transaction a file.
//!
//! Usage: `keep_files ADDRESS FILES`, an empty database: a new SQLite file or a `postgres://` address.

use std::time::Instant;

use domain::{DistrictId, Timestamp};
use store::{
    Db, StoreError,
    content::{self, Content},
    district::District,
};

const DISTRICT: DistrictId = DistrictId::from_bytes([1; 16]);
const MEGABYTE: usize = 1 << 20;

#[tokio::main]
#[expect(clippy::disallowed_methods, reason = "an example that measures reads the clock")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(address), Some(files)) = (arguments.next(), arguments.next()) else {
        return Err("usage: keep_files ADDRESS FILES".into());
    };
    let files: u32 = files.parse()?;
    let db = Db::open(&address).await?;
    let district = District { id: DISTRICT, name: "D".to_owned(), code: "d".to_owned(), demonstration: true };
    db.write(district, |tx, district| Box::pin(store::district::add(tx, district, Timestamp::UNIX_EPOCH)))
        .await?;
    let begun = Instant::now();
    for number in 0..files {
        // Bytes that do not compress away, and differ from file to file.
        let mut state = u64::from(number) + 1;
        let bytes: Vec<u8> = (0..MEGABYTE).map(|_| next(&mut state)).collect();
        db.write((number, bytes), |tx, (number, bytes)| {
            Box::pin(async move {
                content::keep(tx, DISTRICT, &file(*number), bytes, Timestamp::UNIX_EPOCH).await
            })
        })
        .await?;
    }
    let written = begun.elapsed();
    let begun = Instant::now();
    let mut read = 0;
    for number in 0..files {
        let found = db.read(number, |tx, number| {
            Box::pin(async move {
                Ok::<_, StoreError>(content::bytes(tx, DISTRICT, &file(*number).digest).await?.len())
            })
        });
        read += found.await?;
    }
    let seen = begun.elapsed();
    println!("{files} files kept in {written:.1?}, {read} bytes read in {seen:.1?}");
    Ok(())
}

fn file(number: u32) -> Content {
    let mut digest = [0; 32];
    digest[..4].copy_from_slice(&number.to_be_bytes());
    Content { digest, media_type: "image/png".to_owned(), size: i64::try_from(MEGABYTE).unwrap_or(0) }
}

fn next(state: &mut u64) -> u8 {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    state.to_le_bytes()[0]
}
