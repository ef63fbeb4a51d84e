//! Every address of the pages, read from the files that answer them, so that a new one is tested too.

use std::{fs, path::Path};

use domain::people::RoleKind;

use crate::support::{Answer, House, text};

const NOBODY: &str = "01930000-0000-7000-8000-000000000001";

/// Addresses that nobody has to be signed in for.
const OPEN: [&str; 8] = [
    "/",
    "/sign-in",
    "/link",
    "/link/{district}/{token}",
    "/static/{*path}",
    "/style",
    "/style/pages/{name}",
    "/wall/{district}/{token}",
];

/// Addresses without a place in them that everybody signed in may open.
const EVERYBODYS: [&str; 14] = [
    "/room-programs",
    "/today",
    "/pace",
    "/path",
    "/paper/read",
    "/me",
    "/children",
    "/notices",
    "/sections",
    "/sections/new",
    "/frameworks",
    "/sessions",
    "/tokens",
    "/password",
];

/// Every address of a method, as the router knows it.
pub fn addresses(method: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/pages");
    let mut found: Vec<String> = Vec::new();
    for file in files(&folder) {
        let source = fs::read_to_string(file).expect("readable");
        for route in source.split(".route(\"").skip(1) {
            let (address, rest) = route.split_once('"').expect("an address");
            // Up to the next route or the end of the list.
            let answers = rest.split(['\n', ';']).next().unwrap_or_default();
            if answers.contains(&format!("{method}(")) {
                found.push(address.to_owned());
            }
        }
    }
    found.sort();
    assert!(found.len() > 20, "{found:?}");
    found
}

fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries =
        fs::read_dir(folder).expect("the folder is there").map(|entry| entry.expect("an entry").path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

fn closed(method: &str) -> impl Iterator<Item = String> {
    addresses(method).into_iter().filter(|address| !OPEN.contains(&address.as_str()))
}

/// What stands in the places of an address.
struct Places {
    section: String,
    learner: String,
    competency: String,
    other: String,
}

impl Places {
    fn all(id: &str) -> Self {
        let id = id.to_owned();
        Self { section: id.clone(), learner: id.clone(), competency: id.clone(), other: id }
    }

    /// Of a class that the demonstration's educator teaches, with a learner who is not its demonstration
    /// learner.
    async fn real(house: &House) -> Self {
        let token = house.token(RoleKind::Educator).await;
        let sections = house.get("/api/v1/sections", &token).await.expect(200).json();
        let section = text(&sections["items"][0]["id"]).to_owned();
        let grid = house.get(&format!("/api/v1/sections/{section}/mastery"), &token).await.expect(200).json();
        let own = house.actor(RoleKind::Learner).person.to_string();
        let rows = grid["rows"].as_array().expect("rows");
        let learner = rows.iter().map(|row| text(&row["learner"]["id"])).find(|id| *id != own);
        Self {
            learner: learner.expect("another learner").to_owned(),
            competency: text(&grid["targets"]["competencies"][0]["id"]).to_owned(),
            section,
            other: NOBODY.to_owned(),
        }
    }

    fn fill(&self, address: &str) -> String {
        let part = |part: &str| match part {
            "{section}" => self.section.clone(),
            "{learner}" | "{person}" => self.learner.clone(),
            "{competency}" => self.competency.clone(),
            "{entry}" | "{place}" => "1".to_owned(),
            "{verb}" => "retract".to_owned(),
            part if part.starts_with('{') => self.other.clone(),
            part => part.to_owned(),
        };
        address.split('/').map(part).collect::<Vec<_>>().join("/")
    }
}

/// A refusal is a page with a heading and a sentence, not a bare status.
#[track_caller]
fn assert_page(answer: &Answer, address: &str) {
    let page = answer.text();
    assert!(page.contains("<h1>") && page.contains("</html>"), "{address}: {page}");
    assert!(!page.contains("panicked") && !page.contains("Failed to deserialize"), "{address}: {page}");
}

#[tokio::test]
async fn who_is_not_signed_in_is_led_to_the_sign_in_page_and_back() {
    for house in House::on_each_engine().await {
        for address in closed("get") {
            let address = Places::all(NOBODY).fill(&address);
            let answer = house.page(&address, "").await.expect(303);
            let next = server::address::encode(&address);
            assert_eq!(answer.header("location"), format!("/sign-in?next={next}"), "{address}");
        }
        for address in closed("post") {
            let address = Places::all(NOBODY).fill(&address);
            let answer = house.form(&address, "", "a=b".to_owned()).await;
            assert!(matches!(answer.status.as_u16(), 303 | 403), "{address}: {}", answer.status);
            if answer.status.as_u16() == 303 {
                assert!(answer.header("location").starts_with("/sign-in"), "{address}");
            }
        }
    }
}

#[tokio::test]
async fn a_stranger_is_refused_and_does_not_learn_what_is_there() {
    for house in House::on_each_engine().await {
        let places = Places::real(&house).await;
        let (cookie, csrf) = house.cookie(RoleKind::Learner).await;
        let theirs = |address: &str| {
            address.contains("{section}") || address.contains("{learner}") || address.starts_with("/admin")
        };
        for address in closed("get").filter(|address| theirs(address)) {
            let expected = if address.starts_with("/admin") { 403 } else { 404 };
            let address = places.fill(&address);
            let answer = house.page(&address, &cookie).await;
            assert_eq!(answer.status.as_u16(), expected, "{address}");
            assert_page(&answer, &address);
        }
        for address in closed("post").filter(|address| theirs(address)) {
            let address = places.fill(&address);
            let answer = house.form(&address, &cookie, form(&csrf, &places)).await;
            assert!(matches!(answer.status.as_u16(), 403 | 404 | 422), "{address}: {}", answer.status);
            assert_page(&answer, &address);
        }
    }
}

/// A form with something in every field that a form of ours has.
fn form(csrf: &str, places: &Places) -> String {
    let Places { learner, competency, .. } = places;
    format!(
        "csrf={csrf}&learner={learner}&competency={competency}&level=3&shown=&reason=Seen&names=Ada+Example\
         &person={learner}&level.{learner}.{competency}=3&worked_on=2026-01-05&key=0123456789abcdef&source=rating\
         &note=&points=3&points_possible=4&at=&title=Club&before={competency}&after={competency}"
    )
}

#[tokio::test]
async fn an_id_that_names_nothing_is_a_page_that_says_so() {
    for house in House::on_each_engine().await {
        let (educator, _) = house.cookie(RoleKind::Educator).await;
        let (administrator, _) = house.cookie(RoleKind::Administrator).await;
        for address in closed("get").filter(|address| address.contains('{')) {
            let cookie = if address.starts_with("/admin") { &administrator } else { &educator };
            for id in [NOBODY, "nonsense", "%00"] {
                let address = Places::all(id).fill(&address);
                let answer = house.page(&address, cookie).await;
                // Opening a record asks for the reason before it looks whether there is one.
                let asks = address == format!("/admin/people/{NOBODY}/open");
                assert_eq!(answer.status.as_u16(), if asks { 200 } else { 404 }, "{address}");
                assert_page(&answer, &address);
            }
        }
    }
}

#[tokio::test]
async fn a_form_that_cannot_be_read_is_answered_by_a_sentence() {
    for house in House::on_each_engine().await {
        let places = Places::real(&house).await;
        let (educator, educators) = house.cookie(RoleKind::Educator).await;
        let (administrator, administrators) = house.cookie(RoleKind::Administrator).await;
        for address in closed("post").filter(|address| !EVERYBODYS.contains(&address.as_str())) {
            let administers = address.starts_with("/admin")
                || address.starts_with("/frameworks")
                || address.ends_with("/edit");
            let (cookie, csrf) =
                if administers { (&administrator, &administrators) } else { (&educator, &educators) };
            if address == "/sign-out" || address == "/sessions/end-others" {
                continue;
            }
            let address = places.fill(&address);
            for (body, expected) in [
                ("csrf=forged&level=3".to_owned(), &[403, 422][..]),
                ("a=%ff%fe".to_owned(), &[403, 422]),
                // Nothing but the token: what needs more says so, what needs nothing is done.
                (format!("csrf={csrf}"), &[200, 303, 404, 409, 422]),
                (
                    format!("csrf={csrf}&learner=nonsense&competency=nonsense&person=nonsense&at=nonsense"),
                    &[200, 303, 404, 409, 422],
                ),
            ] {
                let answer = house.form(&address, cookie, body.clone()).await;
                let status = answer.status.as_u16();
                let multipart = status == 400 || status == 415;
                assert!(
                    expected.contains(&status) || multipart,
                    "{address} {body}: {status} {}",
                    answer.text()
                );
                if status != 303 && answer.header("content-type").starts_with("text/html") {
                    assert_page(&answer, &address);
                }
            }
        }
    }
}
