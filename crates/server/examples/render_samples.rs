//! Writes a sample of every page, and the static files, below a folder:
//! `cargo run -p server --example render_samples -- OUTDIR`.

use std::{fs, io, path::Path};

use server::{static_files, views::samples};

fn main() -> io::Result<()> {
    let Some(folder) = std::env::args().nth(1) else {
        eprintln!("usage: render_samples OUTDIR");
        std::process::exit(2);
    };
    let folder = Path::new(&folder);
    fs::create_dir_all(folder)?;
    for (path, bytes) in static_files::all() {
        let file = folder.join("static").join(path);
        fs::create_dir_all(file.parent().unwrap_or(folder))?;
        fs::write(file, bytes)?;
    }
    for (name, render) in samples::PAGES {
        let html = render().map_err(io::Error::other)?;
        fs::write(folder.join(format!("{name}.html")), html)?;
    }
    println!("{} pages", samples::PAGES.len());
    Ok(())
}
