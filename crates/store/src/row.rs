//! One row of either engine, read by column name into the domain's types.

use domain::{Date, Points, Timestamp};
use sqlx::{Row as _, postgres::PgRow};

use crate::{StoreError, sqlite};

/// One row.
pub enum Row {
    /// From SQLite.
    Sqlite(sqlite::Row),
    /// From PostgreSQL.
    Postgres(PgRow),
}

impl Row {
    /// A number.
    pub fn number(&self, column: &'static str) -> Result<i64, StoreError> {
        present(column, self.number_or_null(column)?)
    }

    /// A number or null.
    pub fn number_or_null(&self, column: &'static str) -> Result<Option<i64>, StoreError> {
        match self {
            Self::Sqlite(row) => row.number(column),
            Self::Postgres(row) => Ok(row.try_get(column)?),
        }
    }

    /// A text.
    pub fn text(&self, column: &'static str) -> Result<String, StoreError> {
        present(column, self.text_or_null(column)?)
    }

    /// A text or null.
    pub fn text_or_null(&self, column: &'static str) -> Result<Option<String>, StoreError> {
        Ok(self.shown(column)?.map(str::to_owned))
    }

    /// Bytes.
    pub fn bytes(&self, column: &'static str) -> Result<Vec<u8>, StoreError> {
        present(column, self.bytes_or_null(column)?)
    }

    /// Bytes or null.
    pub fn bytes_or_null(&self, column: &'static str) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.raw(column)?.map(<[u8]>::to_vec))
    }

    /// Exactly `N` bytes: an id or a digest.
    pub fn array<const N: usize>(&self, column: &'static str) -> Result<[u8; N], StoreError> {
        present(column, self.array_or_null(column)?)
    }

    /// Exactly `N` bytes, or null.
    pub fn array_or_null<const N: usize>(&self, column: &'static str) -> Result<Option<[u8; N]>, StoreError> {
        self.raw(column)?
            .map(|bytes| {
                let value = || format!("{} bytes", bytes.len());
                bytes.try_into().map_err(|_| StoreError::Corrupt { column, value: value() })
            })
            .transpose()
    }

    /// The number at a place of the query, or null.
    pub(crate) fn number_at(&self, place: usize) -> Result<Option<i64>, StoreError> {
        match self {
            Self::Sqlite(row) => row.number_at(place),
            Self::Postgres(row) => Ok(row.try_get(place)?),
        }
    }

    /// The text at a place of the query, or null.
    pub(crate) fn text_at(&self, place: usize) -> Result<Option<&str>, StoreError> {
        match self {
            Self::Sqlite(row) => row.text_at(place),
            Self::Postgres(row) => Ok(row.try_get(place)?),
        }
    }

    /// The bytes at a place of the query, or null.
    pub(crate) fn bytes_at(&self, place: usize) -> Result<Option<&[u8]>, StoreError> {
        match self {
            Self::Sqlite(row) => row.bytes_at(place),
            Self::Postgres(row) => Ok(row.try_get(place)?),
        }
    }

    fn shown(&self, column: &'static str) -> Result<Option<&str>, StoreError> {
        match self {
            Self::Sqlite(row) => row.text(column),
            Self::Postgres(row) => Ok(row.try_get(column)?),
        }
    }

    fn raw(&self, column: &'static str) -> Result<Option<&[u8]>, StoreError> {
        match self {
            Self::Sqlite(row) => row.bytes(column),
            Self::Postgres(row) => Ok(row.try_get(column)?),
        }
    }

    /// A count or a 0/1.
    pub fn flag(&self, column: &'static str) -> Result<bool, StoreError> {
        Ok(self.number(column)? != 0)
    }

    /// Points.
    pub fn points(&self, column: &'static str) -> Result<Points, StoreError> {
        self.number(column).map(Points::from_millionths)
    }

    /// Points or null.
    pub fn points_or_null(&self, column: &'static str) -> Result<Option<Points>, StoreError> {
        Ok(self.number_or_null(column)?.map(Points::from_millionths))
    }

    /// A moment.
    pub fn time(&self, column: &'static str) -> Result<Timestamp, StoreError> {
        let micros = self.number(column)?;
        Timestamp::from_microsecond(micros)
            .map_err(|_| StoreError::Corrupt { column, value: micros.to_string() })
    }

    /// A moment or null.
    pub fn time_or_null(&self, column: &'static str) -> Result<Option<Timestamp>, StoreError> {
        self.number_or_null(column)?
            .map(|micros| {
                Timestamp::from_microsecond(micros)
                    .map_err(|_| StoreError::Corrupt { column, value: micros.to_string() })
            })
            .transpose()
    }

    /// A date.
    pub fn date(&self, column: &'static str) -> Result<Date, StoreError> {
        present(column, self.date_or_null(column)?)
    }

    /// A date or null.
    pub fn date_or_null(&self, column: &'static str) -> Result<Option<Date>, StoreError> {
        self.shown(column)?
            .map(|text| text.parse().map_err(|_| StoreError::Corrupt { column, value: text.to_owned() }))
            .transpose()
    }
}

fn present<T>(column: &'static str, value: Option<T>) -> Result<T, StoreError> {
    value.ok_or_else(|| StoreError::Corrupt { column, value: "null".to_owned() })
}
