//! Values as they stand in a row: Discord's ids and times as whole numbers, the rest as text.

use jiff::Timestamp;
use sqlx::Row as _;
use sqlx::any::AnyRow;

use super::error::StoreError;

/// An id as a column holds it. Discord's ids stay below 2^63 until the year 2084; larger numbers come back unchanged.
pub(super) fn id(id: u64) -> i64 {
    id.cast_signed()
}

/// A time as a column holds it, in milliseconds.
pub(super) fn ms(time: Timestamp) -> i64 {
    time.as_millisecond()
}

/// Reads columns of a row by name.
pub(super) trait Columns {
    fn whole(&self, column: &str) -> Result<i64, StoreError>;
    fn whole_or_none(&self, column: &str) -> Result<Option<i64>, StoreError>;
    fn text(&self, column: &str) -> Result<String, StoreError>;
    fn text_or_none(&self, column: &str) -> Result<Option<String>, StoreError>;
    fn bytes(&self, column: &str) -> Result<Vec<u8>, StoreError>;

    fn id(&self, column: &str) -> Result<u64, StoreError> {
        Ok(self.whole(column)?.cast_unsigned())
    }

    fn id_or_none(&self, column: &str) -> Result<Option<u64>, StoreError> {
        Ok(self.whole_or_none(column)?.map(i64::cast_unsigned))
    }

    fn time(&self, column: &str) -> Result<Timestamp, StoreError> {
        moment(self.whole(column)?)
    }

    fn time_or_none(&self, column: &str) -> Result<Option<Timestamp>, StoreError> {
        self.whole_or_none(column)?.map(moment).transpose()
    }

    /// A column whose text has few known values.
    fn known<T>(&self, column: &str, read: impl Fn(&str) -> Option<T>) -> Result<T, StoreError> {
        let text = self.text(column)?;
        read(&text).ok_or_else(|| strange(column))
    }

    /// A column whose text has few known values, or is missing.
    fn known_or_none<T>(&self, column: &str, read: impl Fn(&str) -> Option<T>) -> Result<Option<T>, StoreError> {
        self.text_or_none(column)?.map(|text| read(&text).ok_or_else(|| strange(column))).transpose()
    }
}

fn moment(ms: i64) -> Result<Timestamp, StoreError> {
    Timestamp::from_millisecond(ms).map_err(|_| strange("time"))
}

fn strange(column: &str) -> StoreError {
    StoreError::Damaged(format!("a value in the column {column} was not written by this program"))
}

impl Columns for AnyRow {
    fn whole(&self, column: &str) -> Result<i64, StoreError> {
        Ok(self.try_get(column)?)
    }

    fn whole_or_none(&self, column: &str) -> Result<Option<i64>, StoreError> {
        Ok(self.try_get(column)?)
    }

    fn text(&self, column: &str) -> Result<String, StoreError> {
        Ok(self.try_get(column)?)
    }

    fn text_or_none(&self, column: &str) -> Result<Option<String>, StoreError> {
        Ok(self.try_get(column)?)
    }

    fn bytes(&self, column: &str) -> Result<Vec<u8>, StoreError> {
        Ok(self.try_get(column)?)
    }
}
