//! Evidence in bulk: a receipt per row, whatever the other rows are.

use axum::{
    body::Body,
    http::{Request, header},
};
use domain::people::RoleKind;
use serde_json::{Value, json};

use crate::support::{Answer, House, text};

const PATH: &str = "/api/v1/evidence";

struct Desk {
    house: House,
    token: String,
    learner: String,
    /// Another learner of the same class.
    neighbour: String,
    competency: String,
}

impl Desk {
    async fn on_each_engine() -> Vec<Self> {
        let mut all = Vec::new();
        for house in House::on_each_engine().await {
            all.push(Self::open(house).await);
        }
        all
    }

    async fn open(house: House) -> Self {
        let token = house.token(RoleKind::Educator).await;
        let sections = house.get("/api/v1/sections", &token).await.expect(200).json();
        let path = format!("/api/v1/sections/{}/mastery", text(&sections["items"][0]["id"]));
        let grid = house.get(&path, &token).await.expect(200).json();
        let learner = text(&grid["rows"][0]["learner"]["id"]).to_owned();
        let neighbour = text(&grid["rows"][1]["learner"]["id"]).to_owned();
        let competency = text(&grid["targets"]["competencies"][0]["id"]).to_owned();
        Self { house, token, learner, neighbour, competency }
    }

    /// A row that is accepted.
    fn row(&self, key: &str) -> Value {
        json!({
            "key": key, "learner": self.learner, "competency": self.competency,
            "points": 3, "points_possible": 4, "worked_at": "2026-09-14T09:30:00+02:00",
        })
    }

    async fn send(&self, rows: Value) -> Answer {
        self.house.post(PATH, &self.token, &rows).await
    }

    async fn raw(&self, body: impl Into<Body>) -> Answer {
        let request = Request::post(PATH)
            .header(header::AUTHORIZATION, format!("Bearer {}", self.token))
            .header(header::CONTENT_TYPE, "application/json")
            .body(body.into())
            .expect("a request");
        self.house.send(request).await
    }
}

#[tokio::test]
async fn rows_are_recorded_once_however_often_they_are_sent() {
    for desk in Desk::on_each_engine().await {
        let rows = json!([desk.row("a"), desk.row("b")]);
        let first = desk.send(rows.clone()).await.expect(200).json();
        assert_eq!(
            (&first["accepted"], &first["repeated"], &first["refused"]),
            (&json!(2), &json!(0), &json!(0))
        );
        assert_eq!(first["receipts"][0]["status"], "accepted");
        let again = desk.send(rows).await.expect(200).json();
        assert_eq!((&again["accepted"], &again["repeated"]), (&json!(0), &json!(2)));
        assert_eq!(again["receipts"][1]["sequence"], first["receipts"][1]["sequence"]);
    }
}

#[tokio::test]
async fn receipts_keep_the_order_of_the_rows() {
    for desk in Desk::on_each_engine().await {
        let mut rows: Vec<Value> = (0..6).map(|n| desk.row(&format!("k{n}"))).collect();
        for row in rows.iter_mut().step_by(2) {
            row["learner"] = json!(desk.neighbour);
        }
        let answer = desk.send(Value::Array(rows)).await.expect(200).json();
        let at = |row: usize| answer["receipts"][row]["sequence"].as_i64().expect("a place");
        for row in 0..4 {
            assert_eq!(at(row + 2), at(row) + 1, "{answer}");
        }
    }
}

#[tokio::test]
async fn a_row_that_cannot_be_used_takes_no_other_with_it() {
    for desk in Desk::on_each_engine().await {
        let with = |key: &str, name: &str, value: Value| {
            let mut row = desk.row(key);
            row[name] = value;
            row
        };
        let cases = [
            ("learner", json!("01930000-0000-7000-8000-000000000001"), "not known here"),
            ("learner", json!("somebody"), "learner"),
            ("learner_sourced_id", json!("S1"), "named twice"),
            ("competency", json!("01930000-0000-7000-8000-000000000001"), "not known here"),
            ("competency", Value::Null, "competency is missing"),
            ("points", json!(-1), "cannot be"),
            ("points", json!("three"), "points"),
            ("points_possible", json!(0), "above 0"),
            ("points_possible", Value::Null, "the result is unclear"),
            ("level", json!("3"), "the result is unclear"),
            ("mastery_cut", json!(1.5), "from 0 to 1"),
            ("source", json!("rumour"), "source is not known"),
            ("attempt", json!(0), "from 1"),
            ("worked_at", json!("2999-01-01T00:00:00Z"), "future"),
            ("worked_at", json!("yesterday"), "worked_at"),
            ("note", json!("a\u{0}b"), "NUL"),
            ("key", json!(""), "key"),
            ("colour", json!("red"), "colour"),
        ];
        let mut rows: Vec<Value> = Vec::new();
        for (place, (name, value, _)) in cases.iter().enumerate() {
            rows.push(with(&format!("bad {place}"), name, value.clone()));
            rows.push(desk.row(&format!("good {place}")));
        }
        let answer = desk.send(Value::Array(rows)).await.expect(200).json();
        assert_eq!((&answer["accepted"], &answer["refused"]), (&json!(cases.len()), &json!(cases.len())));
        for (place, (name, value, reason)) in cases.iter().enumerate() {
            let receipt = &answer["receipts"][2 * place];
            assert_eq!(receipt["status"], "refused", "{name} {value}");
            assert!(text(&receipt["reason"]).contains(reason), "{name} {value}: {receipt}");
            assert_eq!(answer["receipts"][2 * place + 1]["status"], "accepted");
        }
    }
}

#[tokio::test]
async fn what_is_not_json_is_refused_with_its_place() {
    for desk in Desk::on_each_engine().await {
        let nan = desk.row("a").to_string().replace("\"points\":3", "\"points\":NaN");
        for body in ["", "[", "[{\"key\":\"a\"},\n{\"key\":", &format!("[{nan}]"), "[] []"] {
            let problem = desk.raw(body.to_owned()).await.expect_problem(400, "malformed");
            assert!(problem["line"].is_u64() && problem["column"].is_u64(), "{body}: {problem}");
        }
        desk.raw("{}").await.expect_problem(422, "invalid");
        desk.raw(" ".repeat((8 << 20) + 1)).await.expect_problem(413, "too-large");
        let plain = Request::post(PATH)
            .header(header::AUTHORIZATION, format!("Bearer {}", desk.token))
            .body(Body::from("[]"))
            .expect("a request");
        desk.house.send(plain).await.expect_problem(415, "media-type");
        assert_eq!(desk.raw("[]").await.expect(200).json()["receipts"], json!([]));
    }
}

#[tokio::test]
async fn a_number_that_no_computer_holds_costs_only_its_row() {
    for desk in Desk::on_each_engine().await {
        let infinite = desk.row("a").to_string().replace("\"points\":3", "\"points\":1e400");
        let answer = desk.raw(format!("[{infinite},{}]", desk.row("b"))).await.expect(200).json();
        assert_eq!((&answer["accepted"], &answer["refused"]), (&json!(1), &json!(1)), "{answer}");
        assert!(text(&answer["receipts"][0]["reason"]).contains("out of range"), "{answer}");
    }
}

#[tokio::test]
async fn thousands_of_rows_are_taken_and_too_many_are_not() {
    for desk in Desk::on_each_engine().await {
        let rows = |count: usize| Value::Array((0..count).map(|n| desk.row(&format!("k{n}"))).collect());
        let answer = desk.send(rows(2_000)).await.expect(200).json();
        assert_eq!(answer["accepted"], 2_000);
        assert_eq!(desk.send(rows(5_001)).await.expect_problem(422, "invalid")["field"], "rows");
    }
}

#[tokio::test]
async fn a_learner_records_nothing() {
    for desk in Desk::on_each_engine().await {
        let learner = desk.house.token(RoleKind::Learner).await;
        desk.house.post(PATH, &learner, &json!([desk.row("a")])).await.expect_problem(403, "denied");
    }
}
