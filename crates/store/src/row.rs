//! One row of either engine, read by column name into the domain's types.

use domain::{Date, Points, Timestamp};
use sqlx::{Row as _, postgres::PgRow, sqlite::SqliteRow};

use crate::StoreError;

/// One row.
pub enum Row {
    /// From SQLite.
    Sqlite(SqliteRow),
    /// From PostgreSQL.
    Postgres(PgRow),
}

macro_rules! get {
    ($row:expr, $column:expr, $type:ty) => {
        match $row {
            Row::Sqlite(row) => row.try_get::<$type, _>($column),
            Row::Postgres(row) => row.try_get::<$type, _>($column),
        }
        .map_err(StoreError::from)
    };
}

impl Row {
    /// A number.
    pub fn number(&self, column: &'static str) -> Result<i64, StoreError> {
        get!(self, column, i64)
    }

    /// A number or null.
    pub fn number_or_null(&self, column: &'static str) -> Result<Option<i64>, StoreError> {
        get!(self, column, Option<i64>)
    }

    /// A text.
    pub fn text(&self, column: &'static str) -> Result<String, StoreError> {
        get!(self, column, String)
    }

    /// A text or null.
    pub fn text_or_null(&self, column: &'static str) -> Result<Option<String>, StoreError> {
        get!(self, column, Option<String>)
    }

    /// Bytes.
    pub fn bytes(&self, column: &'static str) -> Result<Vec<u8>, StoreError> {
        get!(self, column, Vec<u8>)
    }

    /// Bytes or null.
    pub fn bytes_or_null(&self, column: &'static str) -> Result<Option<Vec<u8>>, StoreError> {
        get!(self, column, Option<Vec<u8>>)
    }

    /// Exactly `N` bytes: an id or a digest.
    pub fn array<const N: usize>(&self, column: &'static str) -> Result<[u8; N], StoreError> {
        let bytes = match self {
            Self::Sqlite(row) => row.try_get::<&[u8], _>(column),
            Self::Postgres(row) => row.try_get::<&[u8], _>(column),
        }?;
        bytes.try_into().map_err(|_| StoreError::Corrupt { column, value: format!("{} bytes", bytes.len()) })
    }

    /// Exactly `N` bytes, or null.
    pub fn array_or_null<const N: usize>(&self, column: &'static str) -> Result<Option<[u8; N]>, StoreError> {
        self.bytes_or_null(column)?
            .map(|bytes| {
                let length = bytes.len();
                bytes.try_into().map_err(|_| StoreError::Corrupt { column, value: format!("{length} bytes") })
            })
            .transpose()
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
        self.date_or_null(column)?.ok_or_else(|| StoreError::Corrupt { column, value: "null".to_owned() })
    }

    /// A date or null.
    pub fn date_or_null(&self, column: &'static str) -> Result<Option<Date>, StoreError> {
        self.text_or_null(column)?
            .map(|text| text.parse().map_err(|_| StoreError::Corrupt { column, value: text.clone() }))
            .transpose()
    }
}
