//! What a file is: by its first bytes, for names lie; by its name only where text is of several kinds.

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text, Markdown or HTML, which are told apart when decoded.
    Text,
    /// Comma- or tab-separated values.
    Csv,
    /// A record a line in JSON, or one JSON array of records.
    Crawl,
    /// PDF.
    Pdf,
    /// Word since 2007.
    Docx,
    /// Word before 2007.
    Doc,
    /// Excel of any age, and OpenDocument's spreadsheet.
    Sheet,
    /// A `.zip` archive of files.
    Zip,
    /// An Office file behind a password.
    Encrypted,
    /// Something that holds no document, or that is not read, in words.
    Other(&'static str),
}

/// First bytes of what is no document.
const OTHERS: &[(&[u8], &str)] = &[
    (b"\x89PNG\r\n\x1a\n", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\0", "a picture"),
    (b"MM\0*", "a picture"),
    (b"BM", "a picture"),
    (b"\0\0\x01\0", "a picture"),
    (b"wOF", "a font"),
    (b"\0\x01\0\0\0", "a font"),
    (b"OTTO", "a font"),
    (b"ID3", "sound"),
    (b"OggS", "sound"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"SQLite format 3\0", "a database"),
    (b"Rar!\x1a\x07", "a RAR archive, which is not read; unpack it"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive, which is not read; unpack it"),
    (b"\x1f\x8b", "a gzip archive, which is not read; unpack it"),
    (b"{\\rtf", "an RTF file, which is not read; save it as DOCX"),
];

/// Endings of files that web pages are saved with, and of office programs' leavings.
const LEAVINGS: &[(&str, &str)] = &[
    (".css", "a style sheet"),
    (".js", "a script"),
    (".svg", "a picture"),
    (".lnk", "a shortcut"),
    (".url", "a shortcut"),
    (".tmp", "a temporary file"),
    (".bak", "a backup copy"),
];

impl Kind {
    /// What bytes of this name are.
    #[must_use]
    pub fn of(bytes: &[u8], name: &str) -> Kind {
        let name = name.rsplit('/').next().unwrap_or(name).to_lowercase();
        if name.starts_with("~$") || name == "thumbs.db" || name == "desktop.ini" {
            return Kind::Other("what an office program or the system leaves behind");
        }
        if bytes[..bytes.len().min(1024)].windows(5).any(|window| window == b"%PDF-") {
            return Kind::Pdf;
        }
        if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
            return of_package(bytes);
        }
        if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
            return of_compound(bytes);
        }
        let webp = bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP");
        let film = bytes.get(4..8) == Some(b"ftyp");
        if webp || film {
            return Kind::Other(if webp { "a picture" } else { "a film" });
        }
        // Two letters may open a text too; what follows in a picture or program is no text.
        let is_text = !bytes[..bytes.len().min(512)].contains(&0);
        if let Some((_, what)) = OTHERS.iter().find(|(magic, _)| bytes.starts_with(magic) && (magic.len() > 2 || !is_text)) {
            return Kind::Other(what);
        }
        if let Some((_, what)) = LEAVINGS.iter().find(|(ending, _)| name.ends_with(ending)) {
            return Kind::Other(what);
        }
        match name.rsplit_once('.').map(|(_, ending)| ending) {
            Some("csv" | "tsv") => Kind::Csv,
            Some("jsonl" | "ndjson" | "json") => Kind::Crawl,
            _ => Kind::Text,
        }
    }

    /// Whether the file is text as it stands, so that offsets count its own code points.
    #[must_use]
    pub fn is_text(self) -> bool {
        matches!(self, Kind::Text | Kind::Csv)
    }

    /// Whether a library reads it that may do anything on a bad file, so that it is to run apart.
    #[must_use]
    pub fn is_risky(self) -> bool {
        let built_in = [
            (Kind::Pdf, cfg!(feature = "pdf")),
            (Kind::Docx, cfg!(feature = "docx")),
            (Kind::Doc, cfg!(feature = "doc")),
            (Kind::Sheet, cfg!(feature = "sheets")),
        ];
        built_in.contains(&(self, true))
    }

    /// The cargo feature that reads it.
    #[must_use]
    pub fn feature(self) -> &'static str {
        match self {
            Kind::Pdf => "pdf",
            Kind::Docx => "docx",
            Kind::Doc => "doc",
            Kind::Sheet => "sheets",
            Kind::Zip => "zip",
            _ => "default",
        }
    }
}

/// What a ZIP package is, by the parts it has: their names stand uncompressed in it.
fn of_package(bytes: &[u8]) -> Kind {
    let first_names = &bytes[..bytes.len().min(4096)];
    let directory = &bytes[bytes.len().saturating_sub(1 << 20)..];
    let has = |name: &[u8]| [first_names, directory].iter().any(|part| part.windows(name.len()).any(|window| window == name));
    if has(b"[Content_Types].xml") || has(b"_rels/.rels") {
        return match () {
            () if has(b"word/") => Kind::Docx,
            () if has(b"xl/") => Kind::Sheet,
            () if has(b"ppt/") => Kind::Other("a presentation, which is not read; save it as PDF"),
            () => Kind::Zip,
        };
    }
    match () {
        () if has(b"opendocument.spreadsheet") => Kind::Sheet,
        () if has(b"opendocument.text") => Kind::Other("an OpenDocument text, which is not read; save it as DOCX"),
        () => Kind::Zip,
    }
}

/// What an OLE compound file is, by the names of its streams.
fn of_compound(bytes: &[u8]) -> Kind {
    let has = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(wide.len()).any(|window| window == wide)
    };
    match () {
        () if has("EncryptedPackage") => Kind::Encrypted,
        () if has("WordDocument") => Kind::Doc,
        () if has("Workbook") || has("Book") => Kind::Sheet,
        () if has("PowerPoint Document") => Kind::Other("a presentation, which is not read; save it as PDF"),
        () => Kind::Other("an OLE file of no kind that is read"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_tell_more_than_names() {
        let check = |bytes: &[u8], name: &str, kind: Kind| assert_eq!(Kind::of(bytes, name), kind, "{name}");
        check(b"%PDF-1.7\n", "plan.txt", Kind::Pdf);
        check("一、任务".as_bytes(), "plan.pdf", Kind::Text);
        check("a,b\n".as_bytes(), "folder/表.CSV", Kind::Csv);
        check(b"{}\n", "crawl.jsonl", Kind::Crawl);
        check(b"PK\x03\x04....[Content_Types].xml....word/document.xml", "x.wps", Kind::Docx);
        check(b"PK\x03\x04....[Content_Types].xml....xl/workbook.xml", "x.docx", Kind::Sheet);
        check(b"PK\x03\x04....plan.txt", "x.zip", Kind::Zip);
        check(b"\xff\xd8\xff\xe0\0\x10JFIF", "photo.txt", Kind::Other("a picture"));
        check(b"BM is how this text begins", "note.txt", Kind::Text);
        check(b"anything", "~$plan.docx", Kind::Other("what an office program or the system leaves behind"));
    }

    #[test]
    fn compound_files_are_told_by_their_streams() {
        let file = |stream: &str| {
            let mut bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
            bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
            bytes
        };
        assert_eq!(Kind::of(&file("WordDocument"), "a.doc"), Kind::Doc);
        assert_eq!(Kind::of(&file("Workbook"), "a.doc"), Kind::Sheet);
        assert_eq!(Kind::of(&file("EncryptedPackage"), "a.docx"), Kind::Encrypted);
    }
}
