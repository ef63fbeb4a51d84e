//! A course of ten lessons in our own words, as another system exports it.

use std::{
    fmt::Write as _,
    io::{Cursor, Write as _},
};

/// Ten pages in two folders, a link, a quiz of four questions, a tool of somebody else. The tenth page says `verb`.
pub fn ten_lessons(verb: &str) -> Vec<u8> {
    let (mut tree, mut resources) = (String::new(), String::new());
    let mut files: Vec<(String, String)> = Vec::new();
    let mut add = |named: &str, title: &str, kind: &str, path: &str, content: String| {
        let item = write!(
            tree,
            "<item identifier=\"I-{named}\" identifierref=\"{named}\"><title>{title}</title></item>"
        );
        let resource = write!(
            resources,
            "<resource identifier=\"{named}\" type=\"{kind}\" href=\"{path}\"><file href=\"{path}\"/></resource>"
        );
        item.and(resource).expect("a string takes everything");
        files.push((path.to_owned(), content));
    };
    for number in 1..=10 {
        let verb = if number == 10 { verb } else { "Fold" };
        let html = format!(
            "<html><body><h2>Step {number}</h2><p>{verb} a strip of paper.<ul><li>Look.<li>Say it.</ul></body></html>"
        );
        add(
            &format!("L{number}"),
            &format!("Lesson {number}"),
            "webcontent",
            &format!("pages/{number}.html"),
            html,
        );
    }
    let link = "<webLink xmlns=\"http://x/imswl_v1p1\"><title>More</title><url href=\"https://example.org/halves\"/></webLink>";
    add("W", "More about halves", "imswl_xmlv1p1", "w.xml", link.to_owned());
    add("Q", "What do you know?", "imsqti_xmlv1p2/imscc_xmlv1p1/assessment", "q.xml", quiz());
    add("T", "A game", "imsbasiclti_xmlv1p0", "t.xml", "<cartridge_basiclti_link/>".to_owned());
    let manifest = format!(
        "<manifest identifier=\"HALVES\" xmlns=\"http://www.imsglobal.org/xsd/imsccv1p2/imscp_v1p1\">\
         <metadata><schema>IMS Common Cartridge</schema><schemaversion>1.2.0</schemaversion><lom><general><title>\
         <string>Halves by hand</string></title></general></lom></metadata><organizations><organization>\
         <item identifier=\"root\"><item identifier=\"F\"><title>Halves</title>{tree}</item></item></organization>\
         </organizations><resources>{resources}</resources></manifest>"
    );
    files.push(("imsmanifest.xml".to_owned(), manifest));
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (path, content) in files {
        zip.start_file(path, zip::write::SimpleFileOptions::default()).expect("begins");
        zip.write_all(content.as_bytes()).expect("is written");
    }
    zip.finish().expect("ends").into_inner()
}

/// One of a list, true or false, several of a list, a word; the first choice is right each time.
fn quiz() -> String {
    let labels = |texts: &[&str]| {
        let one = |(place, text): (usize, &&str)| {
            format!(
                "<response_label ident=\"{place}\"><material><mattext>{text}</mattext></material></response_label>"
            )
        };
        texts.iter().enumerate().map(one).collect::<String>()
    };
    let list = |many: &str, texts: &[&str]| {
        format!(
            "<response_lid ident=\"r\" rcardinality=\"{many}\"><render_choice>{}</render_choice></response_lid>",
            labels(texts)
        )
    };
    let word = "<response_str ident=\"r\"><render_fib/></response_str>".to_owned();
    let questions = [
        ("cc.multiple_choice.v0p1", "Which is more?", list("Single", &["a half", "a third"]), "0"),
        ("cc.true_false.v0p1", "Two quarters are a half.", list("Single", &["True", "False"]), "0"),
        ("cc.multiple_response.v0p1", "What is a half?", list("Multiple", &["2/4", "2/3"]), "0"),
        ("cc.fib.v0p1", "2/4 is one", word, "half"),
    ];
    let items = questions.iter().enumerate().map(|(number, (profile, asked, answers, right))| {
        format!(
            "<item ident=\"i{number}\" title=\"{asked}\"><itemmetadata><qtimetadata><qtimetadatafield>\
             <fieldlabel>cc_profile</fieldlabel><fieldentry>{profile}</fieldentry></qtimetadatafield></qtimetadata>\
             </itemmetadata><presentation><material><mattext>{asked}</mattext></material>{answers}</presentation>\
             <resprocessing><respcondition><conditionvar><varequal respident=\"r\">{right}</varequal></conditionvar>\
             <setvar varname=\"SCORE\">100</setvar></respcondition></resprocessing></item>"
        )
    });
    format!(
        "<questestinterop xmlns=\"http://www.imsglobal.org/xsd/ims_qtiasiv1p2\"><assessment ident=\"a\" title=\"Quiz\">\
         <section ident=\"s\">{}</section></assessment></questestinterop>",
        items.collect::<String>()
    )
}
