//! Cartridges in our own words: a course of ten lessons, and what is wrong with others.

mod course;
mod hostile;
mod questions;

use std::io::{Cursor, Write as _};

use zip::{ZipWriter, write::SimpleFileOptions};

use super::{Cartridge, read};
use crate::qti::Limits;

/// A zip of files.
fn zipped<N: AsRef<str>, C: AsRef<[u8]>>(files: &[(N, C)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        zip.start_file(name.as_ref(), SimpleFileOptions::default()).expect("a file");
        zip.write_all(content.as_ref()).expect("written");
    }
    zip.finish().expect("a zip").into_inner()
}

/// A manifest of Common Cartridge with a tree and resources.
fn manifest(version: &str, tree: &str, resources: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="M_FRACTIONS" xmlns="http://www.imsglobal.org/xsd/imsccv1p{version}/imscp_v1p1"
  xmlns:lomimscc="http://ltsc.ieee.org/xsd/imsccv1p{version}/LOM/manifest">
<metadata><schema>IMS Common Cartridge</schema><schemaversion>1.{version}.0</schemaversion>
<lomimscc:lom><lomimscc:general><lomimscc:title><lomimscc:string language="en">Fractions by hand</lomimscc:string>
</lomimscc:title></lomimscc:general></lomimscc:lom></metadata>
<organizations><organization identifier="O_1" structure="rooted-hierarchy"><item identifier="root">{tree}</item>
</organization></organizations>
<resources>{resources}</resources></manifest>"#
    )
}

fn entry(named: &str, title: &str) -> String {
    format!("<item identifier=\"I_{named}\" identifierref=\"{named}\"><title>{title}</title></item>")
}

fn resource(identifier: &str, kind: &str, href: &str) -> String {
    format!(
        "<resource identifier=\"{identifier}\" type=\"{kind}\" href=\"{href}\"><file href=\"{href}\"/></resource>"
    )
}

fn opened(files: &[(&str, String)]) -> Cartridge {
    read("course.imscc", &zipped(files), &Limits::default()).expect("a cartridge")
}

/// What was not taken or changed, each with the value that it names.
fn told(cartridge: &Cartridge) -> Vec<String> {
    cartridge.problems.iter().map(|one| one.what.clone()).collect()
}
