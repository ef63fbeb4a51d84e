use super::*;

/// What comes of asking at these milliseconds, with so many a minute.
#[track_caller]
fn check(a_minute: u64, asked: &[(u64, Result<(), i64>)]) {
    let place = AtomicU64::new(0);
    for (at, expected) in asked {
        assert_eq!(spend(&place, at * 1000, a_minute), *expected, "at {at} ms");
    }
}

#[test]
fn a_budget_holds_a_minutes_worth_and_fills_evenly() {
    check(
        2,
        &[
            (0, Ok(())),
            (1, Ok(())),
            (2, Err(30)),
            (15_000, Err(15)),
            (30_000, Ok(())),
            (30_001, Err(30)),
            (200_000, Ok(())),
            (200_000, Ok(())),
            (200_000, Err(30)),
        ],
    );
}

#[test]
fn what_is_refused_costs_nothing() {
    check(1, &[(0, Ok(())), (1, Err(60)), (30_000, Err(30)), (59_999, Err(1)), (60_000, Ok(()))]);
}

#[test]
fn a_school_behind_one_address_signs_in_and_works_at_once() {
    let limits = Limits::default();
    for learner in 0..500 {
        assert_eq!(limits.spend(Who::Address, Kind::Costly, 1), Ok(()), "learner {learner} signs in");
        for answer in 0..20 {
            assert_eq!(limits.spend(Who::Address, Kind::Change, 1), Ok(()), "{learner}, {answer}");
        }
    }
    assert_eq!(limits.refused(), [("person", 0), ("address", 0)]);
}

#[test]
fn one_that_is_too_fast_holds_up_nobody_else() {
    let limits = Limits::new(Allowed { changes: 3, ..Allowed::default() });
    let tried = |person: u8| {
        let spend = |_: &u8| limits.spend(Who::Person, Kind::Change, person).is_ok();
        (0..5).filter(spend).count()
    };
    assert_eq!([1, 2, 3].map(tried), [3, 3, 3]);
    assert_eq!(limits.refused(), [("person", 6), ("address", 0)]);
}

#[test]
fn nothing_is_counted_where_nothing_is_set() {
    let limits = Limits::new(Allowed { changes: 0, costly: 0, people_an_address: 0 });
    for _ in 0..10_000 {
        assert_eq!(limits.spend(Who::Person, Kind::Change, 1), Ok(()));
        assert_eq!(limits.spend(Who::Address, Kind::Costly, 1), Ok(()));
    }
}

#[test]
fn reading_is_free_unless_it_costs_much() {
    for (method, route, expected) in [
        (Method::GET, "/sections/{section}", None),
        (Method::HEAD, "/sections/{section}", None),
        (Method::OPTIONS, "/sections/{section}/drafts", None),
        (Method::POST, "/sections/{section}/drafts", Some(Kind::Change)),
        (Method::DELETE, "/api/v1/tokens/{token}", Some(Kind::Change)),
        (Method::GET, "/admin/people/export", Some(Kind::Costly)),
        (Method::HEAD, "/admin/people/export", Some(Kind::Costly)),
        (Method::POST, "/sign-in", Some(Kind::Costly)),
        (Method::POST, "", Some(Kind::Change)),
        (Method::GET, "", None),
    ] {
        assert_eq!(Kind::of(&method, route), expected, "{method} {route}");
    }
}

#[test]
fn a_household_with_many_addresses_is_one() {
    let of = |peer: &str, forwarded: &str, reach: &Reach| {
        let (mut headers, mut extensions) = (HeaderMap::new(), Extensions::new());
        if !forwarded.is_empty() {
            headers.insert("x-forwarded-for", forwarded.parse().expect("a value"));
        }
        extensions.insert(ConnectInfo(SocketAddr::new(peer.parse().expect("an address"), 80)));
        source(&headers, &extensions, reach).expect("an address")
    };
    let direct = Reach::DIRECT;
    let behind = Reach { trusted_proxy: true, ..direct.clone() };
    let (one, other) = ("2001:db8:1:2::3", "2001:db8:1:2:ffff::9");
    assert_eq!(of(one, "", &direct), of(other, "", &direct));
    assert_ne!(of(one, "", &direct), of("2001:db8:1:3::3", "", &direct));
    assert_eq!(of("192.0.2.1", "", &direct), of("::ffff:192.0.2.1", "", &direct));
    assert_eq!(of("192.0.2.1", "192.0.2.9", &direct), of("192.0.2.1", "", &direct), "not believed");
    assert_eq!(of("127.0.0.1", "192.0.2.8, 192.0.2.1", &behind), of("192.0.2.1", "", &direct));
    assert_eq!(of("127.0.0.1", "nonsense", &behind), of("127.0.0.1", "", &direct));
}
