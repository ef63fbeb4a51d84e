//! The address of a database: which engine, and how it may be shown.

/// Whether `address` is one of PostgreSQL; everything else is the path of an SQLite file.
pub fn is_postgres(address: &str) -> bool {
    address.starts_with("postgres://") || address.starts_with("postgresql://")
}

/// An address as it may be shown: without the password in it.
pub fn shown(address: &str) -> String {
    let Some((scheme, rest)) = address.split_once("://").filter(|_| is_postgres(address)) else {
        return address.to_owned();
    };
    let (authority, path) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
    let (person, host) = authority.rsplit_once('@').map_or(("", authority), |(user, host)| (user, host));
    let name = person.split_once(':').map_or(person, |(name, _)| name);
    // A query may hold a password too.
    let path = path.split_once('?').map_or(path, |(path, _)| path);
    format!("{scheme}://{name}{}{host}{path}", if name.is_empty() { "" } else { "@" })
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn a_password_is_never_shown() {
        for (address, expected) in [
            ("postgres://onramp:secret@db.example:5432/onramp", "postgres://onramp@db.example:5432/onramp"),
            ("postgres://onramp:a@b:c@db/onramp?password=x", "postgres://onramp@db/onramp"),
            ("postgresql://db", "postgresql://db"),
            ("postgres://onramp@db/onramp", "postgres://onramp@db/onramp"),
            ("data/onramp.sqlite", "data/onramp.sqlite"),
            ("odd:name@place.sqlite", "odd:name@place.sqlite"),
        ] {
            assert_eq!(shown(address), expected);
        }
    }
}
