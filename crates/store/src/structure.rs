//! The tables as the migrations make them, for work that treats all of them alike. Read from an empty
//! database in memory, so that a new migration is known here without being told.

use std::collections::BTreeSet;

use rusqlite::Connection;

use crate::{StoreError, Tx, args, migrations};

/// One table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Table {
    pub(crate) name: String,
    pub(crate) columns: Vec<Column>,
    /// Places of the primary key's columns.
    pub(crate) key: Vec<usize>,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Column {
    pub(crate) name: String,
    pub(crate) kind: Kind,
}

/// What a column holds, null apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Number,
    Text,
    Bytes,
}

/// Every table but the list of migrations; one that refers to another comes after it.
pub(crate) async fn tables() -> Result<Vec<Table>, StoreError> {
    let mut tx = Tx::sqlite(Connection::open_in_memory()?.into());
    migrations::run(&mut tx, None).await?;
    let sql = "select name from sqlite_schema where type = 'table' and name <> 'migration' order by name";
    let mut left = Vec::new();
    for row in tx.rows(sql, &[]).await? {
        let table = table(&mut tx, row.text("name")?).await?;
        let others = parents(&mut tx, &table.name).await?;
        left.push((table, others));
    }
    let mut ordered: Vec<Table> = Vec::with_capacity(left.len());
    while !left.is_empty() {
        let placed: BTreeSet<String> = ordered.iter().map(|table| table.name.clone()).collect();
        let (now, later): (Vec<_>, Vec<_>) =
            left.into_iter().partition(|(_, parents)| parents.is_subset(&placed));
        if now.is_empty() {
            return Err(StoreError::Unusable("its tables refer to each other in a circle".to_owned()));
        }
        ordered.extend(now.into_iter().map(|(table, _)| table));
        left = later;
    }
    Ok(ordered)
}

async fn table(tx: &mut Tx, name: String) -> Result<Table, StoreError> {
    let sql = "select name, type as kind, pk from pragma_table_info($1) order by cid";
    let (mut columns, mut key) = (Vec::new(), Vec::new());
    for row in tx.rows(sql, args![name.as_str()]).await? {
        let place = row.number("pk")?;
        if place > 0 {
            key.push((place, columns.len()));
        }
        let kind = match row.text("kind")?.to_ascii_lowercase().as_str() {
            "bigint" => Kind::Number,
            "text" => Kind::Text,
            "bytea" => Kind::Bytes,
            other => return Err(StoreError::Unusable(format!("{name} has a column of the type {other}"))),
        };
        columns.push(Column { name: row.text("name")?, kind });
    }
    key.sort_unstable();
    Ok(Table { name, columns, key: key.into_iter().map(|(_, at)| at).collect() })
}

/// The other tables to which this one refers.
async fn parents(tx: &mut Tx, name: &str) -> Result<BTreeSet<String>, StoreError> {
    let sql = "select [table] as parent from pragma_foreign_key_list($1)";
    let rows = tx.rows(sql, args![name]).await?;
    let parents = rows.iter().map(|row| row.text("parent")).collect::<Result<BTreeSet<_>, _>>()?;
    Ok(parents.into_iter().filter(|parent| parent != name).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_table_comes_after_those_that_it_refers_to() {
        let tables = tables().await.expect("the tables are read");
        let place = |name: &str| tables.iter().position(|table| table.name == name).expect("there is one");
        for (first, then) in
            [("district", "person"), ("person", "learner"), ("learner", "evidence"), ("section", "target")]
        {
            assert!(place(first) < place(then), "{first}, then {then}");
        }
        assert!(tables.iter().all(|table| table.name != "migration" && !table.key.is_empty()));
        let evidence = &tables[place("evidence")];
        let key: Vec<&str> = evidence.key.iter().map(|at| evidence.columns[*at].name.as_str()).collect();
        assert_eq!(key, ["district_id", "learner_id", "sequence"]);
    }
}
