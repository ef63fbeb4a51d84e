//! Signing in with a password: whom failed tries keep waiting, and in which district.

use axum::{
    body::Body,
    http::{Method, Request, header},
};
use domain::people::RoleKind;
use usecases::install::{Wish, install};

use crate::support::{Answer, House};

const PASSWORD: &str = "seven+brown+bears";

async fn try_password(house: &House, cookie: &str, name: &str, password: &str, more: &str) -> Answer {
    house.form("/sign-in", cookie, format!("name={name}&password={password}{more}")).await
}

/// What a browser keeps of the cookies of an answer.
fn kept(answer: &Answer) -> Vec<String> {
    let all = answer.headers.get_all(header::SET_COOKIE).iter();
    all.filter_map(|cookie| Some(cookie.to_str().ok()?.split(';').next()?.to_owned())).collect()
}

#[tokio::test]
async fn wrong_tries_of_a_pupil_keep_nobody_waiting_who_has_signed_in_there_before() {
    for house in House::on_each_engine().await {
        let (cookie, csrf) = house.cookie(RoleKind::Educator).await;
        let form = format!("csrf={csrf}&password={PASSWORD}&again={PASSWORD}");
        house.form("/password", &cookie, form).await.expect(303);
        let signed_in = try_password(&house, "", "educator", PASSWORD, "").await.expect(303);
        let known = kept(&signed_in).into_iter().find(|cookie| cookie.starts_with("onramp_known="));
        let known = known.expect("the browser is known from now on");
        for _ in 0..5 {
            try_password(&house, "", "educator", "a+guess", "").await.expect(422);
        }
        try_password(&house, "", "educator", PASSWORD, "").await.expect(429);
        try_password(&house, &known, "educator", PASSWORD, "").await.expect(303);
        // What is kept is worth nothing without the password, or with another name.
        for _ in 0..5 {
            try_password(&house, &known, "educator", "a+guess", "").await.expect(422);
        }
        try_password(&house, &known, "educator", PASSWORD, "").await.expect(429);
        try_password(&house, &known, "nobody", "a+guess", "").await.expect(422);
    }
}

#[tokio::test]
async fn wrong_tries_with_many_names_keep_an_address_waiting_for_a_minute_at_most() {
    let house = House::on_each_engine().await.remove(0);
    for n in 0..100 {
        try_password(&house, "", &format!("guess{n}"), "a+guess", "").await.expect(422);
    }
    let refused = try_password(&house, "", "guess", "a+guess", "").await.expect(429);
    let seconds: u64 = refused.header("retry-after").parse().expect("seconds");
    assert!((20..=60).contains(&seconds), "{seconds}");
}

fn lakeside() -> Wish {
    Wish {
        name: "Lakeside Schools".to_owned(),
        code: "lakeside".to_owned(),
        administrator: ["Lena".to_owned(), "Lake".to_owned()],
        email: Some("lena@lakeside.example".to_owned()),
    }
}

#[tokio::test]
async fn each_of_two_districts_is_signed_in_to_on_its_own_page() {
    for house in House::on_each_engine().await {
        let first = house.page("/sign-in", "").await.expect(200).text();
        assert!(first.contains(r#"name="password""#), "one district needs no choice");
        let second = install(&house.app, lakeside()).await.expect("a second district");
        let choice = house.page("/sign-in?next=/sessions", "").await.expect(200).text();
        assert!(choice.contains("/sign-in?district=lakeside&#38;next=/sessions"), "{choice}");
        let form = house.page("/sign-in?district=lakeside", "").await.expect(200).text();
        assert_eq!(form.matches(r#"name="district" value="lakeside""#).count(), 2, "{form}");
        let answer = house.page("/link?district=lakeside&code=7QK4-M2XD-0111-zz09", "").await.expect(303);
        assert_eq!(answer.header("location"), "/link/lakeside/7qk4m2xd0111zz09");

        let request = Request::builder().method(Method::POST).uri(format!("/link/lakeside/{}", second.token));
        let opened = house.send(request.body(Body::empty()).expect("a request")).await.expect(303);
        let cookie = kept(&opened).remove(0);
        let csrf = server::session::csrf_token(cookie.rsplit('.').next().expect("a secret"));
        let choose = format!("csrf={csrf}&password={PASSWORD}&again={PASSWORD}");
        house.form("/password", &cookie, choose).await.expect(303);
        let name = second.sign_in_name.as_str();
        try_password(&house, "", name, PASSWORD, "&district=lakeside").await.expect(303);
        try_password(&house, "", name, PASSWORD, "").await.expect(422);
        let signed_in = try_password(&house, "", name, PASSWORD, "&district=lakeside").await;
        let known = kept(&signed_in).join("; ");
        house.page("/sign-in", &known).await.expect(303);
        let known = kept(&signed_in).remove(1);
        let again = house.page("/sign-in", &known).await.expect(200).text();
        assert!(again.contains(r#"name="district" value="lakeside""#), "the browser knows its district");
    }
}
