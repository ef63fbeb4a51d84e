//! Letters over a real connection.

mod smtp;

use mail::{Failure, Letter, Mailer, Secrecy, Server};
use smtp::Smtp;

fn server(smtp: &Smtp) -> Server {
    Server { host: "127.0.0.1".to_owned(), port: smtp.port, secrecy: Secrecy::Plain, sign_in: None }
}

fn letter(to: &str) -> Letter {
    Letter {
        from_name: "Riverbend".to_owned(),
        from: "onramp@riverbend.example".to_owned(),
        to_name: String::new(),
        to: to.to_owned(),
        subject: "News".to_owned(),
        body: "Hello.\n.\nA line with a dot alone stands above.".to_owned(),
        language: "en".to_owned(),
        id: "1@riverbend.example".to_owned(),
    }
}

#[tokio::test]
async fn letters_arrive_whole() {
    let smtp = Smtp::start().await;
    let mailer = Mailer::new(&server(&smtp)).expect("usable");
    for to in ["a@home.example", "b@home.example"] {
        mailer.send(&letter(to)).await.expect("taken");
    }
    let taken = smtp.taken();
    assert_eq!(taken.len(), 2);
    assert_eq!(
        (taken[0].from.as_str(), taken[0].to.as_slice()),
        ("onramp@riverbend.example", &["a@home.example".to_owned()][..])
    );
    assert!(
        taken[1].text.contains("Hello.\r\n.\r\nA line with a dot alone stands above."),
        "{}",
        taken[1].text
    );
}

#[tokio::test]
async fn failures_are_told_apart() {
    let smtp = Smtp::start().await;
    let mailer = Mailer::new(&server(&smtp)).expect("usable");
    smtp.answer("550 5.1.1 no such person");
    smtp.answer("451 4.3.0 later");
    let refused = mailer.send(&letter("a@home.example")).await;
    assert!(
        matches!(&refused, Err(Failure::ForGood(text)) if text.contains("no such person")),
        "{refused:?}"
    );
    let refused = mailer.send(&letter("a@home.example")).await;
    assert!(matches!(&refused, Err(Failure::ForNow(text)) if text.contains("later")), "{refused:?}");
    mailer.send(&letter("a@home.example")).await.expect("taken");
    let refused = mailer.send(&letter("nonsense")).await;
    assert!(matches!(refused, Err(Failure::ForGood(_))));
    smtp.close(true);
    let closed = Mailer::new(&server(&smtp)).expect("usable");
    assert!(matches!(closed.send(&letter("a@home.example")).await, Err(Failure::NoServer(_))));
    let nobody = Server { port: 1, ..server(&smtp) };
    let nobody = Mailer::new(&nobody).expect("usable");
    assert!(matches!(nobody.send(&letter("a@home.example")).await, Err(Failure::NoServer(_))));
}

#[tokio::test]
async fn a_server_that_hangs_up_without_a_word_is_no_server() {
    let smtp = Smtp::start().await;
    smtp.be_silent(true);
    let mailer = Mailer::new(&server(&smtp)).expect("usable");
    assert!(matches!(mailer.send(&letter("a@home.example")).await, Err(Failure::NoServer(_))));
    assert_eq!(smtp.taken().len(), 1, "it took the letter, and nobody knows");
}

#[tokio::test]
async fn a_wrong_password_is_no_fault_of_the_letter() {
    let smtp = Smtp::start().await;
    // "\0onramp\0right" in base 64.
    smtp.ask_for("AG9ucmFtcAByaWdodA==");
    for (password, works) in [("wrong", false), ("right", true)] {
        let sign_in = Some(("onramp".to_owned(), password.to_owned()));
        let mailer = Mailer::new(&Server { sign_in, ..server(&smtp) }).expect("usable");
        let sent = mailer.send(&letter("a@home.example")).await;
        if works {
            assert_eq!(sent, Ok(()));
        } else {
            assert!(matches!(&sent, Err(Failure::NoServer(_))), "{sent:?}");
        }
    }
}

#[tokio::test]
async fn tls_is_asked_for_where_it_was_promised() {
    let smtp = Smtp::start().await;
    for secrecy in [Secrecy::Tls, Secrecy::StartTls] {
        let mailer =
            Mailer::new(&Server { secrecy, host: "localhost".to_owned(), ..server(&smtp) }).expect("usable");
        assert!(mailer.send(&letter("a@home.example")).await.is_err(), "{secrecy:?}");
    }
    assert!(smtp.taken().is_empty(), "nothing went in the clear");
}
