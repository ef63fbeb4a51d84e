//! The program itself, as people call it.

mod served;

use std::{os::unix::fs::PermissionsExt as _, path::Path, process::Stdio};

use served::{done, onramp};

#[test]
fn a_reader_who_has_had_enough_ends_the_program_quietly() {
    let folder = tempfile::tempdir().expect("a folder");
    done(folder.path(), &["demonstration", "start"]);
    for arguments in [
        &["mastery", "rules"][..],
        &["--json", "mastery", "rules"],
        &["export", "evidence"],
        &["export", "people"],
        &["ledger", "verify"],
    ] {
        let mut program = onramp(folder.path())
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        drop(program.stdout.take());
        let ended = program.wait_with_output().expect("it ends");
        let said = String::from_utf8_lossy(&ended.stderr);
        assert!(!said.contains("panicked") && !said.contains("Broken pipe"), "{arguments:?}: {said}");
        assert_eq!(ended.status.code(), Some(141), "{arguments:?}: {said}");
    }
}

#[test]
fn a_framework_that_was_exported_comes_in_again_as_the_same() {
    let folder = tempfile::tempdir().expect("a folder");
    let table = "code,title,statement,parent,kind,grades,requires,note\r\n\
                 K,Kitchen,Cooks a meal,,Strand,6;7,,\r\nK.1,Measure,\"Measures, to the mark\",K,,6,,-by eye\r\n\
                 K.2,Scale,=1+1 is two,K,,6,K.1,\r\n";
    let file = folder.path().join("kitchen.csv");
    std::fs::write(&file, table).expect("written");
    let (first, second) = (folder.path().join("first"), folder.path().join("second"));
    let name = ["demonstration", "start", "--empty"];
    let path = file.to_str().expect("a readable path");
    done(&first, &name);
    done(&first, &["import", "framework", path]);
    let exported = done(&first, &["export", "framework", "kitchen"]);
    std::fs::write(&file, &exported).expect("written");
    // In the same district it changes nothing, in another one it makes the same.
    let report = done(&first, &["--json", "import", "framework", path]);
    let report: serde_json::Value = serde_json::from_str(&report).expect("JSON");
    let changed = report.to_string();
    assert!(changed.contains("\"unchanged\":3") && !changed.contains("\"changed\":1"), "{changed}");
    done(&second, &name);
    done(&second, &["import", "framework", path]);
    assert_eq!(done(&second, &["export", "framework", "KITCHEN"]), exported);
    let json = done(&second, &["--json", "export", "framework", "kitchen"]);
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!((&json[2]["requires"], &json[1]["note"]), (&"K.1".into(), &"-by eye".into()));
    let unknown = onramp(&first).args(["export", "framework", "garden"]).output().expect("it runs");
    assert!(!unknown.status.success());
}

#[test]
fn a_given_package_goes_out_as_case_and_is_the_same_in_another_district() {
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data");
    let data = std::env::var_os("ONRAMP_DATA").map_or_else(|| Path::new(beside).to_owned(), Into::into);
    let Ok(entries) = std::fs::read_dir(data.join("case")) else {
        println!("skipped: {} is not here", data.display());
        return;
    };
    let mut packages: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    packages.retain(|path| path.extension().is_some_and(|ending| ending == "json"));
    packages.sort_by_key(|path| std::fs::metadata(path).map_or(0, |found| found.len()));
    let package = packages.get(packages.len() / 2).expect("a package").to_str().expect("a readable path");
    let folder = tempfile::tempdir().expect("a folder");
    let (first, second) = (folder.path().join("first"), folder.path().join("second"));
    let out = folder.path().join("out.json");
    let out = out.to_str().expect("a readable path");
    let framework = |data: &Path| {
        let report = done(data, &["--json", "framework", "list"]);
        let report: serde_json::Value = serde_json::from_str(&report).expect("JSON");
        report[0]["id"].as_str().expect("an id").to_owned()
    };
    for (data, file) in [(&first, package), (&second, out)] {
        done(data, &["demonstration", "start", "--empty"]);
        done(data, &["import", "framework", file]);
        let id = framework(data);
        done(data, &["export", "framework", &id, "--format", "case", "--out", out]);
        let table = done(data, &["export", "framework", &id]);
        let kept = folder.path().join("table.csv");
        if data == &first {
            std::fs::write(kept, table).expect("written");
        } else {
            assert_eq!(std::fs::read_to_string(kept).expect("written"), table);
        }
    }
}

#[test]
fn a_change_of_policy_is_looked_at_adopted_listed_and_undone() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path();
    done(data, &["demonstration", "start"]);
    let json = |arguments: &[&str]| -> serde_json::Value {
        serde_json::from_str(&done(data, &[&["--json"], arguments].concat())).expect("JSON")
    };
    let change = ["mastery.cut_percent", "100", "--scope", "school:Lantern Hill School"];
    let looked = json(&[&["mastery", "what-if"][..], &change].concat());
    assert_eq!((&looked["awards"], &looked["turns"]["up"]), (&"none recorded yet".into(), &0.into()));
    assert!(looked["turns"]["down"].as_u64().is_some_and(|down| down > 0), "{looked}");
    assert_eq!(json(&["mastery", "adoptions"]), serde_json::json!([]), "a look writes nothing");
    let said = done(data, &[&["mastery", "what-if"][..], &change].concat());
    assert!(said.contains("in Lantern Hill School.") && said.contains("Nothing was written."), "{said}");
    let adopt = [&["mastery", "adopt"][..], &change, &["--for-past", "--why", "Agreed"]].concat();
    let adopted = json(&adopt);
    assert_eq!(
        (&adopted["state"], &adopted["turns"], &adopted["learners_changed"]),
        (&"adopted".into(), &looked["turns"], &looked["learners_changed"])
    );
    let rebuilt = json(&["mastery", "rebuild"]);
    assert_eq!((&rebuilt["different"], &rebuilt["missing"]), (&0.into(), &0.into()));
    let id = adopted["id"].as_str().expect("an id");
    let undone = json(&["mastery", "undo", id, "--why", "Too soon"]);
    assert_eq!((&undone["state"], &undone["made_since"]), (&"undone".into(), &0.into()));
    let rebuilt = json(&["mastery", "rebuild"]);
    assert_eq!((&rebuilt["different"], &rebuilt["missing"]), (&0.into(), &0.into()));
    let listed = done(data, &["mastery", "adoptions"]);
    assert!(listed.contains(id) && listed.contains("undone"), "{listed}");
    for refused in [
        &["mastery", "what-if", "mastery.mood", "1"][..],
        &["mastery", "what-if", "mastery.rule", "highest", "--effect", "wish"],
        &["mastery", "what-if", "mastery.rule", "highest", "--scope", "school:Nowhere"],
        &["mastery", "undo", id, "--why", "Twice"],
        &["mastery", "adopt", "mastery.rule", "highest", "--why", ""],
    ] {
        let ended = onramp(data).args(refused).output().expect("it runs");
        let said = String::from_utf8_lossy(&ended.stderr).into_owned();
        assert_eq!((ended.status.code(), said.lines().count()), (Some(1), 1), "{refused:?}: {said}");
    }
}

#[test]
fn a_newer_version_is_compared_and_adopted() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("kitchen.csv");
    let path = file.to_str().expect("a readable path");
    done(folder.path(), &["demonstration", "start", "--empty"]);
    for (version, table) in
        [("1", "code,statement\nK.1,Measure flour\n"), ("2", "code,statement\nK.9,Measure flour\n")]
    {
        std::fs::write(&file, table).expect("written");
        let looked =
            done(folder.path(), &["import", "framework", path, "--version-text", version, "--dry-run"]);
        assert_eq!(looked.contains("Against kitchen (1):"), version == "2", "{looked}");
        done(folder.path(), &["import", "framework", path, "--version-text", version]);
    }
    let compared = done(folder.path(), &["framework", "compare", "kitchen"]);
    assert!(compared.contains("K.1 -> K.9: same; the statement is the same (likely)"), "{compared}");
    let adopted =
        done(folder.path(), &["--json", "framework", "adopt", "kitchen (2)", "--from", "kitchen (1)"]);
    assert!(adopted.contains("\"links\": 1"), "{adopted}");
}

#[test]
fn people_go_out_by_name() {
    let folder = tempfile::tempdir().expect("a folder");
    done(folder.path(), &["demonstration", "start"]);
    let table = done(folder.path(), &["export", "people"]);
    let rows: Vec<&str> = table.lines().collect();
    assert_eq!(rows[0], "id,sourced_id,family_name,given_name,email,grade,active");
    let json: serde_json::Value =
        serde_json::from_str(&done(folder.path(), &["--json", "export", "people"])).expect("JSON");
    assert_eq!(json.as_array().map(Vec::len), Some(rows.len() - 1));
    assert!(rows.len() > 150, "{}", rows.len());
    let file = folder.path().join("people.csv");
    done(folder.path(), &["export", "people", "--out", file.to_str().expect("a readable path")]);
    assert_eq!(std::fs::read_to_string(file).expect("written"), table);
}

#[test]
fn what_holds_names_is_its_owners_alone_and_nothing_is_replaced() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data");
    done(&data, &["demonstration", "start"]);
    let [backup, record, people] =
        ["backup.sqlite", "record.zip", "people.csv"].map(|name| folder.path().join(name));
    let shown = |path: &Path| path.to_str().expect("a readable path").to_owned();
    let take = ["export", "learner", "Amina Haddad", "--reason", "Asked", "--out", &shown(&record)];
    done(&data, &["backup", &shown(&backup)]);
    done(&data, &take);
    done(&data, &["export", "people", "--out", &shown(&people)]);
    let restored = folder.path().join("restored");
    done(&restored, &["restore", &shown(&backup)]);
    let files = [data.join("onramp.sqlite"), restored.join("onramp.sqlite"), backup, record, people];
    for file in files {
        let mode = std::fs::metadata(&file).expect("it is there").permissions().mode() & 0o777;
        assert_eq!(format!("{mode:o}"), "600", "{}", file.display());
    }
    let again = onramp(&data).args(take).output().expect("it runs");
    let said = String::from_utf8_lossy(&again.stderr).into_owned();
    assert!(
        again.status.code() == Some(1) && said.contains("there is a file of this name already"),
        "{said}"
    );
}

#[test]
fn a_refusal_says_what_to_do() {
    let folder = tempfile::tempdir().expect("a folder");
    done(folder.path(), &["demonstration", "start"]);
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("an address").to_string();
    for (arguments, part) in [
        (&["admin", "retention", "--apply", "records"][..], "years_kept.records"),
        (&["--database-url", "postgres://a@127.0.0.1:1/a", "ledger", "verify"], "127.0.0.1 port 1"),
        (&["serve", "--listen", &address], "cannot listen on"),
    ] {
        let refused = onramp(folder.path()).args(arguments).output().expect("it runs");
        let said = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert!(refused.status.code() == Some(1) && said.contains(part), "{arguments:?}: {said}");
        assert!(!said.contains("pool timed out") && !said.contains("listening on"), "{said}");
    }
    let plan = done(folder.path(), &["admin", "erase", "Amina Haddad", "--dry-run"]);
    assert!(plan.contains("Places in classes: ") && !plan.contains("enrollment"), "{plan}");
}
