//! What families are shown: in their language, printed, and how they are written to.

use axum::{
    body::Body,
    http::{Request, header},
};
use domain::people::RoleKind;
use serde_json::json;

use crate::support::{Answer, House, text};

async fn asked(house: &House, path: &str, cookie: &str, languages: &str) -> Answer {
    let request = Request::get(path)
        .header(header::COOKIE, cookie)
        .header(header::ACCEPT_LANGUAGE, languages)
        .body(Body::empty())
        .expect("a request");
    house.send(request).await
}

#[tokio::test]
async fn a_family_page_is_in_the_language_that_was_chosen_else_the_browsers() {
    for house in House::on_each_engine().await {
        let (cookie, csrf) = house.cookie(RoleKind::Guardian).await;
        let english = asked(&house, "/children", &cookie, "ar").await.expect(200).text();
        assert!(english.contains("<html lang=\"en\">") && english.contains("One thing that helps"));
        let spanish = asked(&house, "/children", &cookie, "es-MX,en;q=0.5").await.expect(200).text();
        for part in
            ["<html lang=\"es\">", "Sus hijos", "Una cosa que ayuda", "Ir al contenido", ">English</button>"]
        {
            assert!(spanish.contains(part), "{part}: {spanish}");
        }
        let body = format!("csrf={csrf}&language=es&next=/children");
        let answer = house.form("/language", &cookie, body).await.expect(303);
        assert_eq!(answer.header("location"), "/children");
        let chosen = asked(&house, "/children", &cookie, "en").await.expect(200).text();
        assert!(chosen.contains("<html lang=\"es\">"), "{chosen}");
        let elsewhere = format!("csrf={csrf}&language=en&next=//elsewhere.example/");
        let answer = house.form("/language", &cookie, elsewhere).await.expect(303);
        assert_eq!(answer.header("location"), "/");
        house.form("/language", &cookie, format!("csrf={csrf}&language=xx&next=/")).await.expect(422);
    }
}

#[tokio::test]
async fn signing_in_is_in_spanish_too() {
    for house in House::on_each_engine().await {
        let page = asked(&house, "/sign-in", "", "es").await.expect(200).text();
        assert!(page.contains("<html lang=\"es\">") && page.contains("Contraseña"), "{page}");
        let page = asked(&house, "/sign-in?language=en", "", "es").await.expect(200).text();
        assert!(page.contains("<html lang=\"en\">") && page.contains("language=es\" lang=\"es\""), "{page}");
        let body = "name=nobody&password=wrong&language=es".to_owned();
        let refused = house.form("/sign-in", "", body).await.expect(422).text();
        assert!(refused.contains("Ese nombre y esa contraseña no coinciden"), "{refused}");
        let answer = house.page("/link?code=7QK4-M2XD-OI1L-zz09", "").await.expect(303);
        assert!(answer.header("location").ends_with("/7qk4m2xd0111zz09"), "{answer:?}");
        house.page(answer.header("location"), "").await.expect(404);
    }
}

#[tokio::test]
async fn what_cannot_be_shown_is_said_in_the_readers_language() {
    for house in House::on_each_engine().await {
        let typed = house.page("/link?code=0000-0000-0000-0000", "").await.expect(303);
        let page = asked(&house, typed.header("location"), "", "es-MX").await.expect(404).text();
        for part in ["<html lang=\"es\">", "Este enlace o código no funciona", "Página de inicio"] {
            assert!(page.contains(part), "{part}: {page}");
        }
        assert!(!page.contains("There is no such page"), "{page}");
        let page = asked(&house, "/no-such-page", "", "en").await.expect(404).text();
        assert!(page.contains("There is no such page."), "{page}");
        let (cookie, csrf) = house.cookie(RoleKind::Guardian).await;
        let page = asked(&house, "/admin", &cookie, "es").await.expect(403).text();
        assert!(page.contains("Esta página no está abierta"), "{page}");
        house.form("/language", &cookie, format!("csrf={csrf}&language=es&next=/")).await.expect(303);
        let page = asked(&house, "/learners/nobody", &cookie, "en").await.expect(404).text();
        assert!(page.contains("Esta página no existe."), "what was chosen comes first: {page}");
        let page = house.form("/language", &cookie, "csrf=old&language=es&next=/".to_owned()).await;
        assert!(page.expect(403).text().contains("Este formulario es demasiado viejo"));
    }
}

#[tokio::test]
async fn ones_own_account_is_in_ones_language_and_offers_the_other() {
    for house in House::on_each_engine().await {
        for role in [RoleKind::Guardian, RoleKind::Learner] {
            let (cookie, csrf) = house.cookie(role).await;
            house.form("/language", &cookie, format!("csrf={csrf}&language=es&next=/")).await.expect(303);
            let page = asked(&house, "/sessions", &cookie, "es").await.expect(200).text();
            for part in
                ["<html lang=\"es\">", "Dónde tiene abierta su cuenta", "Desde: hoy", ">English</button>"]
            {
                assert!(page.contains(part), "{part}: {page}");
            }
            assert!(!page.contains("Signed in") && !page.contains("another system"), "{page}");
            let page = asked(&house, "/password", &cookie, "es").await.expect(200).text();
            assert!(page.contains("Elija una contraseña") && page.contains("10 letras"), "{page}");
            let body = format!("csrf={csrf}&password=short&again=short");
            let page = house.form("/password", &cookie, body).await.expect(200).text();
            assert!(page.contains("Debe tener entre 10 y 200"), "{page}");
        }
        let (cookie, _) = house.cookie(RoleKind::Educator).await;
        let page = asked(&house, "/sessions", &cookie, "es").await.expect(200).text();
        assert!(page.contains("Where you are signed in") && page.contains("<html lang=\"en\">"), "{page}");
    }
}

#[tokio::test]
async fn a_request_to_amend_names_work_so_that_a_family_knows_it() {
    for house in House::on_each_engine().await {
        let (cookie, _) = house.cookie(RoleKind::Guardian).await;
        let children = asked(&house, "/children", &cookie, "es").await.expect(200).text();
        let learner = children.split("/learners/").nth(1).expect("a child").split(['/', '"']).next();
        let path = format!("/learners/{}/amendments/new", learner.expect("an id"));
        let page = asked(&house, &path, &cookie, "es").await.expect(200).text();
        let select = page.split("name=\"entry\"").nth(1).expect("a list").split("</select>").next();
        let options: Vec<&str> = select.expect("its end").split("<option").skip(2).collect();
        assert!(options.len() > 3, "{page}");
        for option in options {
            let words = option.split('>').nth(1).unwrap_or_default();
            assert!(words.contains(" · ") && words.split_whitespace().count() >= 7, "{words}");
        }
    }
}

#[tokio::test]
async fn a_class_is_printed_in_one_job_with_codes_for_families() {
    for house in House::on_each_engine().await {
        let token = house.token(RoleKind::Educator).await;
        let sections = house.get("/api/v1/sections", &token).await.expect(200).json();
        let path = format!("/sections/{}/reports", text(&sections["items"][0]["id"]));
        let (cookie, csrf) = house.cookie(RoleKind::Educator).await;
        let form = house.page(&path, &cookie).await.expect(200).text();
        assert!(form.contains("name=\"codes\"") && form.contains("Español"), "{form}");
        let learners = form.matches("name=\"person\"").count();
        let body = format!("csrf={csrf}&language=es");
        let printed = house.form(&path, &cookie, body).await.expect(200).text();
        assert_eq!(printed.matches("<article class=\"card report\" lang=\"es\">").count(), learners);
        assert!(learners >= 25, "{learners}");
        assert!(!printed.contains("/link/"), "no code was asked for");
        let body = format!("csrf={csrf}&language=&codes=yes");
        let printed = house.form(&path, &cookie, body).await.expect(200).text();
        assert!(printed.contains("/link/") && printed.contains("lang=\"es\""), "each family's own language");
        house.form(&path, &cookie, format!("csrf={csrf}&language=xx")).await.expect(422);
        let (guardian, guardians) = house.cookie(RoleKind::Guardian).await;
        house.form(&path, &guardian, format!("csrf={guardians}&language=es")).await.expect(404);
    }
}

#[tokio::test]
async fn an_administrator_changes_words_line_by_line() {
    for house in House::on_each_engine().await {
        let (cookie, csrf) = house.cookie(RoleKind::Administrator).await;
        let path = "/admin/wording/family/en";
        let body = format!("csrf={csrf}&text=one-thing-helps+%3D+Try+this%0D%0Anope+%3D+x");
        let refused = house.form(path, &cookie, body).await.expect(422).text();
        assert!(refused.contains("Line 2, nope") && refused.contains("Try this"), "{refused}");
        let body = format!("csrf={csrf}&text=one-thing-helps+%3D+Try+%3Cb%3Ethis");
        house.form(path, &cookie, body).await.expect(303);
        assert!(house.page("/admin/wording", &cookie).await.expect(200).text().contains("changed by"));
        let (guardian, _) = house.cookie(RoleKind::Guardian).await;
        let page = house.page("/children", &guardian).await.expect(200).text();
        assert!(page.contains("Try &#60;b&#62;this") || page.contains("Try &lt;b&gt;this"), "{page}");
    }
}

#[tokio::test]
async fn mail_settings_show_everything_but_the_password() {
    for house in House::on_each_engine().await {
        let (cookie, csrf) = house.cookie(RoleKind::Administrator).await;
        let page = house.page("/admin/mail", &cookie).await.expect(200).text();
        assert!(!page.contains("Send a test"), "nothing is set");
        let settings = format!(
            "csrf={csrf}&host=mail.district.example&port=587&secrecy=starttls&sign_in_name=onramp\
             &password=hunter2&from_address=a%40b.example&site_address=https%3A%2F%2Fb.example&time_zone=UTC\
             &digest_minute=16%3A00&digest_weekday=5&quiet_from_minute=20%3A00&quiet_until_minute=07%3A00"
        );
        let refused = house.form("/admin/mail", &cookie, settings.replace("port=587", "port=0")).await;
        assert!(refused.expect(422).text().contains("The port is a number"));
        house.form("/admin/mail", &cookie, settings).await.expect(303);
        let page = house.page("/admin/mail", &cookie).await.expect(200).text();
        assert!(page.contains("mail.district.example") && page.contains("Send a test"), "{page}");
        assert!(!page.contains("hunter2"), "{page}");
        let test = format!("csrf={csrf}&to=nobody");
        house.form("/admin/mail/test", &cookie, test).await.expect(422);
        let page = house.page("/admin/outbox?state=sent", &cookie).await.expect(200).text();
        assert!(page.contains("Nothing was ever sent."), "{page}");
    }
}

#[tokio::test]
async fn a_family_reads_what_is_given_in_its_words_and_not_who_wrote_it_or_why() {
    for house in House::on_each_engine().await {
        let guardian = house.token(RoleKind::Guardian).await;
        let children = house.get("/api/v1/me/children", &guardian).await.expect(200).json();
        let first = if children.is_array() { &children[0] } else { &children["items"][0] };
        let child = text(&first["id"]).to_owned();
        let administrator = house.token(RoleKind::Administrator).await;
        let manager = house.actor(RoleKind::CaseManager).person.to_string();
        let charge = json!({ "person": manager, "kind": "case_manager", "learners": [child] });
        house.post("/api/v1/caseloads", &administrator, &charge).await.expect(201);
        let writer = house.token(RoleKind::CaseManager).await;
        let api = format!("/api/v1/learners/{child}/accommodations");
        let given = json!({ "time_factor": "1.5", "seat": "front", "reason": "Nobody else's business" });
        house.post(&api, &writer, &given).await.expect(201);
        let name = text(&house.get("/api/v1/me", &writer).await.expect(200).json()["name"]).to_owned();

        let (cookie, _) = house.cookie(RoleKind::Guardian).await;
        let path = format!("/learners/{child}/accommodations");
        let english = asked(&house, &path, &cookie, "en").await.expect(200).text();
        let spanish = asked(&house, &path, &cookie, "es").await.expect(200).text();
        for (page, words) in [
            (&english, ["Extra time (×1.5)", "Seat: front"]),
            (&spanish, ["Más tiempo (×1.5)", "Asiento: front"]),
        ] {
            assert!(words.iter().all(|word| page.contains(word)), "{page}");
            for staff in ["Give it unasked", "business", "<form class=\"card", name.as_str()] {
                assert!(!page.contains(staff), "{staff}: {page}");
            }
        }
        let rights = house.page(&format!("/learners/{child}/privacy"), &cookie).await.expect(200).text();
        assert!(rights.contains(&format!("href=\"{path}\"")), "{rights}");
        let versions = house.get(&format!("{api}/versions"), &guardian).await.expect(200).json();
        assert_eq!(
            (&versions[0]["written_by"], &versions[0]["reason"]),
            (&json!(""), &serde_json::Value::Null)
        );
    }
}
