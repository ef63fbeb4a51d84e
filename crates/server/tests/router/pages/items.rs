//! The item bank on its pages: written without XML, reviewed, tried; files in and out; hidden from learners.

use axum::{
    body::Body,
    http::{Method, Request, header},
};
use domain::people::RoleKind;
use serde_json::json;

use crate::support::{Answer, House, text};

fn encoded(fields: &[(&str, &str)]) -> String {
    let pairs: Vec<String> = fields
        .iter()
        .map(|(name, value)| {
            let value: String = value
                .bytes()
                .map(|byte| {
                    if byte.is_ascii_alphanumeric() {
                        char::from(byte).to_string()
                    } else {
                        format!("%{byte:02X}")
                    }
                })
                .collect();
            format!("{name}={value}")
        })
        .collect();
    pairs.join("&")
}

/// A choice with its right answer, as the form sends it.
fn choice<'f>(csrf: &'f str, act: &'f str, more: &[(&'f str, &'f str)]) -> String {
    let mut fields = vec![
        ("csrf", csrf),
        ("kind", "choose_one"),
        ("act", act),
        ("title", "Half of ten"),
        ("identifier", "T-HALF"),
        ("language", "en"),
        ("points", "1"),
        ("stem", "How much is **half** of 10?"),
        ("choice_rows", "3"),
        ("choice_text_0", "5"),
        ("choice_text_1", "2"),
        ("choice_text_2", ""),
    ];
    fields.extend(more);
    encoded(&fields)
}

async fn upload(house: &House, cookie: &str, csrf: &str, name: &str, bytes: &[u8]) -> Answer {
    let mut body = format!(
        "--X\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{csrf}\r\n--X\r\nContent-Disposition: \
         form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n"
    )
    .into_bytes();
    body.extend(bytes);
    body.extend(b"\r\n--X--\r\n");
    let request = Request::post("/items/import")
        .header(header::COOKIE, cookie)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=X");
    house.send(request.body(Body::from(body)).expect("a request")).await
}

#[tokio::test]
async fn a_teacher_writes_an_item_without_xml_and_somebody_else_puts_it_live() {
    for house in House::on_each_engine().await {
        let (cookie, csrf) = house.cookie(RoleKind::Educator).await;
        let page = house.page("/items/new/choose_one", &cookie).await.expect(200).text();
        assert!(page.contains("name=\"right\"") && page.contains("Save as draft"), "{page}");
        let more = house.form("/items/new/choose_one", &cookie, choice(&csrf, "add:choice", &[])).await;
        let page = more.expect(200).text();
        assert!(
            page.contains("choice_text_3") && page.contains("value=\"5\""),
            "what was typed stays: {page}"
        );
        let piece = house.form("/items/preview", &cookie, choice(&csrf, "", &[])).await.expect(200).text();
        assert!(piece.contains("no right answer is marked") && !piece.contains("<html"), "{piece}");
        let unmarked = house.form("/items/new/choose_one", &cookie, choice(&csrf, "save", &[])).await;
        let page = unmarked.expect(200).text();
        assert!(page.contains("role=\"alert\"") && page.contains("no right answer"), "{page}");
        let right = [("right", "0"), ("competencies", "MA.NUM.1\n"), ("tags", "halves")];
        let piece = house.form("/items/preview", &cookie, choice(&csrf, "", &right)).await.expect(200).text();
        assert!(piece.contains("<strong>half</strong>") && piece.contains("type=\"radio\""), "{piece}");
        let nowhere = [("right", "0"), ("competencies", "NO.SUCH")];
        let page = house.form("/items/new/choose_one", &cookie, choice(&csrf, "save", &nowhere)).await;
        assert!(page.expect(200).text().contains("NO.SUCH"));
        let right = [("right", "0"), ("tags", "halves")];
        let saved =
            house.form("/items/new/choose_one", &cookie, choice(&csrf, "save", &right)).await.expect(303);
        let item = saved.header("location").to_owned();
        let page = house.page(&item, &cookie).await.expect(200).text();
        assert!(page.contains("Version 1 is draft") && page.contains("T-HALF"), "{page}");
        assert!(!page.contains(">Approve<"), "not by who wrote it");
        let tried = encoded(&[("csrf", &csrf), ("seed", "1"), ("r0-RESPONSE", "A")]);
        let page = house.form(&format!("{item}/preview"), &cookie, tried).await.expect(200).text();
        assert!(page.contains("of 1."), "{page}");

        let (other, token) = house.cookie(RoleKind::Principal).await;
        let step = |to: &str| encoded(&[("csrf", &token), ("seen", "1"), ("to", to)]);
        house.form(&format!("{item}/review"), &other, step("live")).await.expect(409);
        house.form(&format!("{item}/review"), &other, step("reviewed")).await.expect(303);
        house.form(&format!("{item}/review"), &other, step("live")).await.expect(303);
        let page = house.page(&format!("{item}/edit"), &cookie).await.expect(200).text();
        assert!(page.contains("How much is **half** of 10?"), "{page}");
        let list = house.page("/items?q=T-HALF&state=live", &cookie).await.expect(200).text();
        assert!(list.contains("1 item.") && list.contains("Half of ten"), "{list}");
    }
}

#[tokio::test]
async fn the_bank_is_searched_exported_and_moved_on_from_its_page() {
    for house in House::on_each_engine().await {
        let (cookie, csrf) = house.cookie(RoleKind::Educator).await;
        let page = house.page("/items", &cookie).await.expect(200).text();
        assert!(page.contains("Page 1 of"), "the demonstration has a bank: {page}");
        let page =
            house.page("/items?about=MA.RAT&kind=choice&from=-1&to=1", &cookie).await.expect(200).text();
        assert!(page.contains("and what lies below it"), "{page}");
        for odd in [
            "/items?about=NOTHING",
            "/items?from=x",
            "/items?page=-4",
            "/items?by=x&state=x",
            "/items?q=%25_'",
        ] {
            house.page(odd, &cookie).await.expect(200);
        }
        let package = house.page("/items/export?about=MA.RAT.1", &cookie).await.expect(200);
        assert_eq!(package.header("content-type"), "application/zip");
        assert!(package.body.starts_with(b"PK"));
        let id = page
            .split("name=\"item\" value=\"")
            .nth(1)
            .and_then(|rest| rest.split('"').next())
            .expect("an item");
        let chosen = |to: &str| encoded(&[("csrf", &csrf), ("item", id), ("to", to)]);
        let look = house.form("/items/many", &cookie, chosen("retired")).await.expect(200).text();
        assert!(look.contains("1 of 1 will move"), "{look}");
        let moved = house.form("/items/many/moves", &cookie, chosen("retired")).await.expect(303);
        let step = moved.header("location").to_owned();
        let page = house.page(&step, &cookie).await.expect(200).text();
        assert!(page.contains("1 of 1 moved") && page.contains("Take it back"), "{page}");
        let list = house.page("/items", &cookie).await.expect(200).text();
        assert!(list.contains("1 item retired") && list.contains(&step), "{list}");
        let (other, token) = house.cookie(RoleKind::Principal).await;
        house.page(&step, &other).await.expect(404);
        let forged = format!("csrf={token}");
        house.form(&format!("{step}/undo"), &other, forged).await.expect(404);
        house.form(&format!("{step}/undo"), &cookie, format!("csrf={csrf}")).await.expect(303);
        let page = house.page(&step, &cookie).await.expect(200).text();
        assert!(page.contains("1 of 1 are back where they were"), "{page}");
        assert!(!page.contains("Take it back"), "once: {page}");
        house.form("/items/many/moves", &cookie, chosen("retired")).await.expect(303);
        let stays = house.form("/items/many", &cookie, chosen("reviewed")).await.expect(200).text();
        assert!(stays.contains("0 of 1 will move"), "{stays}");
        house.form("/items/many", &cookie, encoded(&[("csrf", &csrf), ("to", "live")])).await.expect(422);
    }
}

#[tokio::test]
async fn a_shared_text_is_written_on_its_page_and_changed_for_all_its_items() {
    for house in House::on_each_engine().await {
        let (cookie, csrf) = house.cookie(RoleKind::Educator).await;
        let page = house.page("/items", &cookie).await.expect(200).text();
        assert!(page.contains("href=\"/stimuli\""), "{page}");
        let sent = |act: &str, title: &str, text: &str, seen: &str| {
            encoded(&[
                ("csrf", csrf.as_str()),
                ("act", act),
                ("identifier", "TXT-RIVER"),
                ("title", title),
                ("language", "en"),
                ("text", text),
                ("seen", seen),
            ])
        };
        house.page("/stimuli/new", &cookie).await.expect(200);
        let piece = house.form("/stimuli/preview", &cookie, sent("", "", "The **river**", "")).await;
        let piece = piece.expect(200).text();
        assert!(piece.contains("<strong>river</strong>") && !piece.contains("<html"), "{piece}");
        let piece = house.form("/stimuli/preview", &cookie, sent("", "", "![](a.png)", "")).await;
        assert!(piece.expect(200).text().contains("no alternative text"));
        for (title, text, said) in [
            ("", "The river", "Title: is empty"),
            ("River", " ", "Text: is empty"),
            ("River", "![a map](map.png)", "was not sent"),
        ] {
            let page = house.form("/stimuli/new", &cookie, sent("save", title, text, "")).await;
            let page = page.expect(200).text();
            assert!(page.contains("role=\"alert\"") && page.contains(said), "{said}: {page}");
        }
        let saved = house.form("/stimuli/new", &cookie, sent("save", "River", "It **rises**.", "")).await;
        let here = saved.expect(303).header("location").to_owned();
        let page = house.page(&here, &cookie).await.expect(200).text();
        assert!(page.contains("<strong>rises</strong>") && page.contains("None yet"), "{page}");
        let page = house.page(&format!("{here}/edit"), &cookie).await.expect(200).text();
        assert!(page.contains("It **rises**."), "{page}");
        let seen = page.split("name=\"seen\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        let change = sent("save", "River", "It is dry.", seen.expect("its digest"));
        house.form(&format!("{here}/edit"), &cookie, change.clone()).await.expect(303);
        let again = house.form(&format!("{here}/edit"), &cookie, change).await.expect(200).text();
        assert!(again.contains("Somebody has changed this text"), "{again}");
        let list = house.page("/stimuli?q=dry+river", &cookie).await.expect(200).text();
        assert!(list.contains("1 text.") && list.contains("TXT-RIVER"), "{list}");
        let token = house.token(RoleKind::Educator).await;
        let all = house.get("/api/v1/stimuli?q=dry", &token).await.expect(200).json();
        let path = format!("/api/v1/stimuli/{}", text(&all[0]["id"]));
        let one = house.get(&path, &token).await.expect(200).json();
        assert!(text(&one["qti"]).contains("It is dry.") && one["items"] == json!([]), "{one}");

        let learner = house.cookie(RoleKind::Learner).await;
        for path in ["/stimuli", "/stimuli/new", &here, &format!("{here}/edit")] {
            house.page(path, &learner.0).await.expect(404);
        }
        let looks = encoded(&[("csrf", &learner.1), ("text", "x")]);
        house.form("/stimuli/preview", &learner.0, looks).await.expect(404);
    }
}

#[tokio::test]
async fn files_are_brought_in_by_teachers_and_hostile_ones_write_nothing() {
    for house in House::on_each_engine().await {
        let (cookie, csrf) = house.cookie(RoleKind::Educator).await;
        for (name, bytes) in [
            ("nothing.zip", &b""[..]),
            ("a.zip", &b"PK\x03\x04rubbish"[..]),
            ("a.xml", &b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"[..]),
            ("../../a.xml", &b"<html><script>alert(1)</script></html>"[..]),
        ] {
            let report =
                upload(&house, &cookie, &csrf, name, bytes).await.expect(303).header("location").to_owned();
            let page = house.page(&report, &cookie).await.expect(200).text();
            assert!(page.contains("nothing was written") && !page.contains("root:"), "{page}");
        }
        let package = house.page("/items/export?about=MA.RAT.1", &cookie).await.expect(200).body;
        let report = upload(&house, &cookie, &csrf, "again.zip", &package).await.expect(303);
        let page = house.page(report.header("location"), &cookie).await.expect(200).text();
        assert!(page.contains("Applied. No problems."), "{page}");
        upload(&house, &cookie, "forged", "a.zip", b"PK").await.expect(403);
    }
}

#[tokio::test]
async fn to_learners_and_families_the_bank_is_not_there() {
    for house in House::on_each_engine().await {
        let token = house.token(RoleKind::Educator).await;
        let list = house.get("/api/v1/items", &token).await.expect(200).json();
        let item = text(&list["items"][0]["id"]).to_owned();
        for role in [RoleKind::Learner, RoleKind::Guardian] {
            let (cookie, csrf) = house.cookie(role).await;
            for path in [
                "/items".to_owned(),
                "/items/new".to_owned(),
                "/items/new/number".to_owned(),
                "/items/import".to_owned(),
                "/items/export".to_owned(),
                format!("/items/{item}"),
                format!("/items/{item}/preview"),
                format!("/items/{item}/edit"),
            ] {
                let page = house.page(&path, &cookie).await.expect(404).text();
                assert!(!page.contains("href=\"/items\""), "{path}");
            }
            house.form("/items/preview", &cookie, choice(&csrf, "", &[("right", "0")])).await.expect(404);
            upload(&house, &cookie, &csrf, "a.zip", b"PK").await.expect(404);
            let token = house.token(role).await;
            house.get("/api/v1/items", &token).await.expect(404);
            house.get(&format!("/api/v1/items/{item}"), &token).await.expect(404);
            let trial = json!({ "answers": { "RESPONSE": ["A"] } });
            house.post(&format!("/api/v1/items/{item}/trial"), &token, &trial).await.expect(404);
        }
    }
}

#[tokio::test]
async fn programs_write_review_try_and_take_items_as_pages_do() {
    const QTI: &str = "<qti-assessment-item xmlns=\"http://www.imsglobal.org/xsd/imsqtiasi_v3p0\" identifier=\"API-1\" \
        title=\"By a program\" adaptive=\"false\" time-dependent=\"false\"><qti-response-declaration \
        identifier=\"RESPONSE\" cardinality=\"single\" base-type=\"identifier\"><qti-correct-response>\
        <qti-value>A</qti-value></qti-correct-response></qti-response-declaration><qti-outcome-declaration \
        identifier=\"SCORE\" cardinality=\"single\" base-type=\"float\"/><qti-item-body><p><img src=\"a.png\" \
        alt=\"a point\"/></p><qti-choice-interaction response-identifier=\"RESPONSE\" max-choices=\"1\">\
        <qti-simple-choice identifier=\"A\">One</qti-simple-choice><qti-simple-choice identifier=\"B\">Two\
        </qti-simple-choice></qti-choice-interaction></qti-item-body><qti-response-processing \
        template=\"https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/match_correct.xml\"/></qti-assessment-item>";
    const PNG: &[u8] = &[
        0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, b'I', b'H', b'D', b'R', 0, 0, 0, 1, 0,
        0, 0, 1, 8, 6, 0, 0, 0, 0x1f, 0x15, 0xc4, 0x89, 0, 0, 0, 0x0d, b'I', b'D', b'A', b'T', 0x78, 0xda,
        0x63, 0x64, 0xf8, 0xcf, 0x50, 0x0f, 0, 0x03, 0x86, 0x01, 0x80, 0x5a, 0x34, 0x7d, 0x6b, 0, 0, 0, 0,
        b'I', b'E', b'N', b'D', 0xae, 0x42, 0x60, 0x82,
    ];
    for house in House::on_each_engine().await {
        let (mine, other) = (house.token(RoleKind::Educator).await, house.token(RoleKind::Principal).await);
        let request = Request::post("/api/v1/items/files?file_name=a.png")
            .header(header::AUTHORIZATION, format!("Bearer {mine}"))
            .body(Body::from(PNG))
            .expect("a request");
        let digest = text(&house.send(request).await.expect(201).json()["digest"]).to_owned();
        let new = json!({ "qti": QTI, "competencies": ["MA.RAT.1"], "tags": ["api"], "difficulty": -0.5,
            "files": { "a.png": digest } });
        let id = text(&house.post("/api/v1/items", &mine, &new).await.expect(201).json()["id"]).to_owned();
        let path = format!("/api/v1/items/{id}");
        let one = house.get(&path, &mine).await.expect(200).json();
        assert_eq!(
            (&one["state"], &one["difficulty"], &one["tags"]),
            (&json!("draft"), &json!(-0.5), &json!(["api"]))
        );
        let to = |to: &str| json!({ "to": to, "seen": 1 });
        house.post(&format!("{path}/review"), &mine, &to("reviewed")).await.expect(409);
        house.post(&format!("{path}/review"), &other, &to("reviewed")).await.expect(200);
        let live = house.post(&format!("{path}/review"), &other, &to("live")).await.expect(200).json();
        assert_eq!(live["live_version"], 1);
        for (answer, score) in [("A", 1.0), ("B", 0.0)] {
            let tried = json!({ "seed": 3, "answers": { "RESPONSE": [answer] } });
            let came = house.post(&format!("{path}/trial"), &mine, &tried).await.expect(200).json();
            assert_eq!(came["score"].as_f64(), Some(score), "{came}");
        }
        let learner = house.cookie(RoleKind::Learner).await.0;
        let picture = house.page(&format!("/content/{digest}"), &learner).await.expect(200);
        assert_eq!(picture.header("content-type"), "image/png");
        assert!(picture.header("content-security-policy").contains("sandbox"));
        assert_eq!(picture.header("x-content-type-options"), "nosniff");
        assert_eq!(picture.header("cache-control"), "private, max-age=86400, immutable");
        house.page(&format!("/content/{digest}"), "").await.expect(303);
        house.page(&format!("/content/{}", "0".repeat(64)), &learner).await.expect(404);
        let changed = json!({ "qti": QTI.replace("Two", "2"), "seen": 1, "files": { "a.png": digest } });
        let put = house.call(Method::PUT, &path, &mine, Some(&changed)).await.expect(200).json();
        assert_eq!(put["version"], 2);
        house.get("/api/v1/items/package?text=API-1", &mine).await.expect(200);
        let dry = json!({ "items": [id], "to": "retired", "dry_run": true });
        let would = house.post("/api/v1/items/reviews", &mine, &dry).await.expect(200).json();
        assert!(would["items"][0]["why_not"].is_null(), "{would}");
    }
}
