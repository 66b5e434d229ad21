//! Every file a researcher has: each format and encoding gives the same answers, a bad file of any kind stays alone, and what lies
//! beside the files is used.

use std::collections::BTreeSet;
use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;

use crate::support::{PLAN, Row, quanze, rows, run, said, tables, told};

/// An archive of files.
fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A DOCX whose paragraphs are the lines of a text.
fn docx(text: &str) -> Vec<u8> {
    let paragraphs: String = text.lines().map(|line| format!("<w:p><w:r><w:t>{line}</w:t></w:r></w:p>")).collect();
    docx_of(&paragraphs)
}

fn docx_of(body: &str) -> Vec<u8> {
    let document = format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
    archive(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", document.as_bytes())])
}

/// An XLSX with one sheet of text cells.
fn xlsx(table: &[&[&str]]) -> Vec<u8> {
    let cell = |row: usize, column: usize, text: &str| {
        let letter = char::from(b'A' + u8::try_from(column).unwrap());
        format!("<c r=\"{letter}{}\" t=\"inlineStr\"><is><t>{text}</t></is></c>", row + 1)
    };
    let row = |(at, cells): (usize, &&[&str])| {
        let cells: String = cells.iter().enumerate().map(|(column, text)| cell(at, column, text)).collect();
        format!("<row r=\"{}\">{cells}</row>", at + 1)
    };
    let rows: String = table.iter().enumerate().map(row).collect();
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let workbook = format!(
        "<workbook xmlns=\"{main}\" xmlns:r=\"{relation}\"><sheets><sheet name=\"分工\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
    );
    let relations = |target: &str, kind: &str| {
        format!(
            "<Relationships xmlns=\"{package}\"><Relationship Id=\"rId1\" Type=\"{relation}/{kind}\" Target=\"{target}\"/></Relationships>"
        )
    };
    archive(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", relations("xl/workbook.xml", "officeDocument").as_bytes()),
        ("xl/workbook.xml", workbook.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations("worksheets/sheet1.xml", "worksheet").as_bytes()),
        ("xl/worksheets/sheet1.xml", format!("<worksheet xmlns=\"{main}\"><sheetData>{rows}</sheetData></worksheet>").as_bytes()),
    ])
}

/// A PDF of these objects, the first its catalogue; without a text layer.
fn pdf(objects: &[&str], trailer: &str) -> Vec<u8> {
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.extend(format!("{} 0 obj\n{object}\nendobj\n", index + 1).as_bytes());
    }
    let table = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).as_bytes());
    for place in places {
        out.extend(format!("{place:010} 00000 n \n").as_bytes());
    }
    out.extend(format!("trailer\n<< /Size {} /Root 1 0 R {trailer} >>\nstartxref\n{table}\n%%EOF\n", objects.len() + 1).as_bytes());
    out
}

const ONE_PAGE: &[&str] = &[
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
];

/// What an assignment says, without its places.
fn gist(row: &Row) -> String {
    ["document_title", "task_number", "task_title", "mention", "agency_name", "role", "basis"].map(|column| row[column].clone()).join(" ")
}

fn gists(tables: &Path) -> BTreeSet<String> {
    rows(&tables.join("assignments.csv")).iter().map(gist).collect()
}

#[test]
fn one_bad_file_of_every_kind_beside_good_ones() {
    let folder = tempfile::tempdir().unwrap();
    let papers = folder.path().join("papers");
    fs::create_dir(&papers).unwrap();
    let good = |number: usize| PLAN.replace("1号", &format!("{number}号"));
    let put = |name: &str, bytes: &[u8]| fs::write(papers.join(name), bytes).unwrap();
    put("good.txt", good(1).as_bytes());
    put("good.docx", &docx(&good(2)));
    put("text called.pdf", good(3).as_bytes());
    put("good.zip", &archive(&[("inner.txt", good(4).as_bytes()), ("bad.docx", b"PK\x03\x04[Content_Types].xml word/")]));
    put("scanned.pdf", &pdf(ONE_PAGE, ""));
    put("photo.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    let mut bad = vec!["cut.pdf", "locked.pdf", "bomb.zip", "broken.docx", "empty.txt", "noise.bin", "good.zip/bad.docx", "locked.docx"];
    put("cut.pdf", &pdf(ONE_PAGE, "")[..60]);
    let password = "/Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O (12345678901234567890123456789012) /U (12345678901234567890123456789012) >> /ID [(1234567890123456) (1234567890123456)]";
    put("locked.pdf", &pdf(ONE_PAGE, password));
    put(
        "locked.docx",
        &[b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(), "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect()].concat(),
    );
    put("bomb.zip", &archive(&[("zeros.txt", &vec![b' '; 3 << 20])]));
    put("broken.docx", &docx_of("<w:p><w:r><w:t>省财政厅</w:r></w:p>"));
    put("empty.txt", b"");
    put("noise.bin", &[0x01, 0x02, 0x00, 0xff, 0xfe, 0x03]);
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt;
        use std::os::unix::fs::symlink;
        symlink("nowhere", papers.join("dangling.txt")).unwrap();
        symlink("round.txt", papers.join("about.txt")).unwrap();
        symlink("about.txt", papers.join("round.txt")).unwrap();
        symlink(".", papers.join("again")).unwrap();
        bad.extend(["dangling.txt", "about.txt", "round.txt"]);
        // The Chinese for `plan`, as a Chinese Windows writes it.
        let gbk = std::ffi::OsStr::from_bytes(b"\xb7\xbd\xb0\xb8.txt");
        fs::write(papers.join(gbk), good(5)).unwrap();
    }
    let built = quanze(folder.path(), &["build", "papers", "--max-expanded", "2", "--report", "report.csv"]).assert().code(1);
    let message = told(&built);
    for name in &bad {
        assert!(message.contains(&format!("`{name}`")) || message.contains(&format!("papers/{name}`")), "{name} in {message}");
    }
    let became: Vec<(String, String)> =
        rows(&folder.path().join("report.csv")).into_iter().map(|row| (row["source"].clone(), row["became"].clone())).collect();
    let state = |source: &str| became.iter().find(|(name, _)| name == source).map(|(_, state)| state.as_str());
    for name in &bad {
        assert_eq!(state(name), Some("unreadable"), "{name}");
    }
    for name in ["good.txt", "good.docx", "text called.pdf", "good.zip/inner.txt"] {
        assert!(matches!(state(name), Some("read" | "read-with-findings")), "{name}: {:?}", state(name));
    }
    assert_eq!(state("photo.txt"), Some("skipped"));
    assert_eq!(state("scanned.pdf"), Some("read-with-findings"));
    run(folder.path(), &["export", "tables", "--out", "tables"]);
    let numbers: BTreeSet<String> =
        rows(&folder.path().join("tables/documents.csv")).into_iter().map(|row| row["number"].clone()).collect();
    for number in 1..=(if cfg!(unix) { 5 } else { 4 }) {
        assert!(numbers.contains(&format!("湘政办发〔2023〕{number}号")), "{number} in {numbers:?}");
    }
    if cfg!(unix) {
        assert_eq!(state("again"), Some("skipped"));
        assert!(state("方案.txt").is_some(), "{became:?}");
    }
    let findings = rows(&folder.path().join("tables/findings.csv"));
    assert!(findings.iter().any(|row| row["source"] == "scanned.pdf" && row["kind"] == "no-text"));
    let sources = rows(&folder.path().join("tables/sources.csv"));
    assert!(sources.iter().any(|row| row["source"] == "empty.txt" && row["state"] == "unreadable" && row["reason"].contains("0 bytes")));
    assert!(said(&run(folder.path(), &["check"])).contains(" 0 violations"));
}

#[test]
fn a_reader_that_dies_or_is_too_slow_takes_nothing_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    fs::create_dir(path.join("papers")).unwrap();
    fs::write(path.join("papers/a.txt"), PLAN).unwrap();
    fs::write(path.join("papers/b.docx"), docx(&PLAN.replace("1号", "2号"))).unwrap();
    let slow = quanze(path, &["build", "papers", "--max-seconds", "0"]).assert().code(1);
    assert!(told(&slow).contains("`b.docx` was not read in 0 s; allow more with --max-seconds"), "{}", told(&slow));
    // A text's own reading is bounded too, and a file that took too long leaves no part of itself behind.
    assert!(told(&slow).contains("`a.txt` was not read in 0 s; allow more with --max-seconds"), "{}", told(&slow));
    assert!(told(&slow).contains("2 unreadable") && told(&slow).contains("0 documents, 0 tasks, 0 assignments"), "{}", told(&slow));
    let again = run(path, &["build", "papers"]);
    assert!(told(&again).contains("2 sources: 2 read") && told(&again).contains("2 documents, 6 tasks, 8 assignments"), "{}", told(&again));
    let explained = quanze(path, &["explain", "papers/a.txt", "--max-seconds", "0"]).assert().code(1);
    assert!(told(&explained).contains("`a.txt` was not read in 0 s"), "{}", told(&explained));
    #[cfg(target_os = "linux")]
    {
        // So little memory that a few copies of the text do not fit.
        let text = "推进工作，加强管理。\n".repeat(400_000);
        fs::write(path.join("papers/c.docx"), docx(&text)).unwrap();
        let dead = quanze(path, &["build", "papers", "--max-memory", "60"]).assert().code(1);
        assert!(told(&dead).contains("the reader of `c.docx` failed"), "{}", told(&dead));
        assert!(told(&dead).contains("2 documents"), "{}", told(&dead));
    }
    let large = quanze(path, &["build", "papers", "--max-size", "0"]).assert().code(1);
    assert!(told(&large).contains("larger than 0 MB; split it, or allow more with --max-size"), "{}", told(&large));
}

#[test]
fn the_same_document_in_every_encoding_and_format_says_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    fs::write(path.join("plan.txt"), PLAN).unwrap();
    let expected = gists(&tables(path, &["plan.txt"]));
    assert_eq!(expected.len(), 4);
    let html: String = PLAN.lines().map(|line| format!("<p>{line}</p>\n")).collect();
    let json = serde_json::json!({ "content": PLAN, "url": "https://example.org/1" }).to_string();
    let utf16: Vec<u8> = PLAN.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let forms: &[(&str, Vec<u8>)] = &[
        ("gbk.txt", encoding_rs::GBK.encode(PLAN).0.into_owned()),
        ("gb18030.md", encoding_rs::GB18030.encode(PLAN).0.into_owned()),
        ("utf16.txt", utf16),
        ("page.html", format!("<html><body>{html}</body></html>").into_bytes()),
        ("plan.docx", docx(PLAN)),
        ("crawl.jsonl", format!("{json}\n").into_bytes()),
        ("plan.zip", archive(&[("inner/plan.docx", &docx(PLAN))])),
    ];
    for (name, bytes) in forms {
        fs::write(path.join(name), bytes).unwrap();
        assert_eq!(gists(&tables(path, &[name])), expected, "{name}");
    }
}

#[test]
fn traditional_characters_are_read_and_printed_as_they_stand() {
    let folder = tempfile::tempdir().unwrap();
    let text = "湖南省人民政府辦公廳關於印發《湖南省數字服務行動方案》的通知\n\n湘政辦發〔2023〕1號\n\n湖南省數字服務行動方案\n\n一、重點任務\n\
        （一）建設平臺。建成全省服務平臺。（省財政廳牽頭，省教育廳配合）\n（二）培訓人員。分期培訓基層人員。（省人力資源社會保障廳、省農業農村廳）\n";
    for (name, bytes) in [("big5.txt", encoding_rs::BIG5.encode(text).0), ("utf8.txt", text.as_bytes().into())] {
        fs::write(folder.path().join(name), bytes).unwrap();
        let tables = tables(folder.path(), &[name]);
        let found: Vec<String> = rows(&tables.join("assignments.csv"))
            .iter()
            .map(|row| format!("{} {} {}", row["mention"], row["agency_name"], row["role"]))
            .collect();
        assert_eq!(
            found,
            [
                "省財政廳 湖南省财政厅 lead",
                "省教育廳 湖南省教育厅 support",
                "省人力資源社會保障廳 湖南省人力资源和社会保障厅 lead",
                "省農業農村廳 湖南省农业农村厅 co-lead",
            ],
            "{name}"
        );
        let document = &rows(&tables.join("documents.csv"))[0];
        assert_eq!(document["title"], "湖南省人民政府辦公廳關於印發《湖南省數字服務行動方案》的通知");
        assert_eq!((document["genre"].as_str(), document["jurisdiction"].as_str()), ("通知", "湖南省"));
    }
}

#[test]
fn evidence_survives_the_format() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    fs::create_dir(path.join("papers")).unwrap();
    fs::write(path.join("papers/plan.docx"), docx(PLAN)).unwrap();
    let table = xlsx(&[&["湖南省重点任务分工方案", "", ""], &["序号", "工作任务", "责任单位"], &["1", "修路", "省交通运输厅、省财政厅"]]);
    fs::write(path.join("papers/table.xlsx"), table).unwrap();
    let tables = tables(path, &["papers"]);
    let sources = rows(&tables.join("sources.csv"));
    let found = rows(&tables.join("assignments.csv"));
    assert_eq!(found.len(), 6);
    for row in &found {
        let file = &sources.iter().find(|source| source["source"] == row["source"]).unwrap()["text_file"];
        let text: Vec<char> = fs::read_to_string(path.join("graph").join(file)).unwrap().chars().collect();
        let (start, end): (usize, usize) = (row["start"].parse().unwrap(), row["end"].parse().unwrap());
        assert_eq!(text[start..end].iter().collect::<String>(), row["quote"]);
    }
    assert_eq!(found[0]["place_in_file"], "paragraph 11");
    let cell = found.iter().find(|row| row["source"] == "table.xlsx").unwrap();
    assert_eq!((cell["place_in_file"].as_str(), cell["agency_name"].as_str()), ("分工!C3", "湖南省交通运输厅"));
    assert_eq!(cell["task_title"], "修路");
}

#[test]
fn a_row_of_documents_csv_is_used_and_read_anew_when_it_changes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    fs::create_dir_all(path.join("papers/inner")).unwrap();
    fs::write(path.join("papers/inner/plan.txt"), "数字服务方案\n\n一、任务\n（一）建设平台。建成平台。（省财政厅牵头）\n").unwrap();
    let sidecar = path.join("papers/documents.csv");
    fs::write(&sidecar, "file,number,jurisdiction,issuers,date\ninner/plan.txt,湘政办发〔2023〕9号,湖南省,省政府办公厅,2023-05-06\n")
        .unwrap();
    let first = tables(path, &["papers"]);
    let document = &rows(&first.join("documents.csv"))[0];
    assert_eq!((document["number"].as_str(), document["signed"].as_str()), ("湘政办发〔2023〕9号", "2023-05-06"));
    assert_eq!((document["jurisdiction"].as_str(), document["issuers"].as_str()), ("湖南省", "湖南省人民政府办公厅"));
    assert_eq!(rows(&first.join("assignments.csv"))[0]["agency_name"], "湖南省财政厅");
    assert!(told(&run(path, &["build", "papers"])).contains("0 read, 1 unchanged"));
    fs::write(&sidecar, "file,jurisdiction\ninner/plan.txt,甘肃省\n").unwrap();
    assert_eq!(rows(&tables(path, &["papers"]).join("assignments.csv"))[0]["agency_name"], "甘肃省财政厅");
    fs::write(&sidecar, "file,jurisdiction\nnowhere.txt,甘肃省\n").unwrap();
    let failed = quanze(path, &["build", "papers"]).assert().code(1);
    assert!(told(&failed).contains("line 2: there is no file `nowhere.txt`"), "{}", told(&failed));
}

#[test]
fn codes_go_out_as_a_sheet_and_come_back_into_the_graph() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    fs::create_dir(path.join("papers")).unwrap();
    fs::write(path.join("papers/plan.txt"), PLAN).unwrap();
    run(path, &["build", "papers"]);
    run(path, &["export", "codebook", "--out", "sheet.csv"]);
    let sheet = fs::read_to_string(path.join("sheet.csv")).unwrap();
    assert_eq!(sheet.lines().count(), 4);
    assert!(sheet.lines().skip(1).all(|line| line.ends_with(",,,")), "{sheet}");
    let filled: Vec<String> =
        sheet
            .lines()
            .enumerate()
            .map(|(at, line)| {
                if at == 1 { format!("{}政策工具,供给型,甲", line.trim_end_matches(',').to_owned() + ",") } else { line.to_owned() }
            })
            .collect();
    fs::write(path.join("papers/codes.csv"), filled.join("\r\n") + "\r\nno such task,,,,,,,x,y,z\r\n").unwrap();
    let built = quanze(path, &["build", "papers"]).assert().code(1);
    assert!(told(&built).contains("there is no task or document `no such task`"), "{}", told(&built));
    run(path, &["export", "tables", "--out", "tables"]);
    let codings = rows(&path.join("tables/codings.csv"));
    assert_eq!(codings.len(), 1);
    assert_eq!((codings[0]["scheme"].as_str(), codings[0]["code"].as_str(), codings[0]["coder"].as_str()), ("政策工具", "供给型", "甲"));
    assert_eq!(codings[0]["task_title"], "建设平台");
    let answer = said(&run(path, &["query", "agencies-by-code", "--set", "scheme=政策工具", "--format", "csv"]));
    assert!(answer.contains("供给型") && answer.contains("湖南省财政厅"), "{answer}");
    fs::remove_file(path.join("papers/codes.csv")).unwrap();
    run(path, &["build", "papers"]);
    run(path, &["export", "tables", "--out", "tables"]);
    assert!(rows(&path.join("tables/codings.csv")).is_empty());
}

#[test]
fn a_stream_of_records_becomes_quads_line_by_line() {
    let folder = tempfile::tempdir().unwrap();
    let record = |number: usize| {
        serde_json::json!({ "id": format!("doc-{number}"), "text": PLAN.replace("1号", &format!("{number}号")), "索引号": "A1" })
            .to_string()
    };
    let stream = |input: String, status: i32| {
        let ran = quanze(folder.path(), &["extract", "--stdin"]).write_stdin(input).assert().code(status);
        (said(&ran), told(&ran))
    };
    let sorted = |text: &str| text.lines().map(str::to_owned).collect::<BTreeSet<_>>();
    let (both, _) = stream(format!("{}\n\n{}\n", record(1), record(2)), 0);
    let (first, _) = stream(record(1), 0);
    let (second, _) = stream(record(2), 0);
    assert_eq!(sorted(&both), &sorted(&first) | &sorted(&second));
    assert!(!both.contains("_:"), "a blank node");
    assert!(both.contains("ns#path> \"doc-1\"") && both.contains("indexNumber> \"A1\""));
    let parsed = oxrdfio::RdfParser::from_format(oxrdfio::RdfFormat::NQuads).for_slice(both.as_bytes()).collect::<Result<Vec<_>, _>>();
    assert!(parsed.unwrap().len() > 100);
    let (kept, message) = stream(format!("{{broken\n{}\n{{\"title\":\"x\"}}\n", record(1)), 1);
    assert_eq!(sorted(&kept), sorted(&first));
    assert!(message.contains("`standard input, line 1`") && message.contains("--field text=NAME"), "{message}");
}

#[test]
fn options_say_how_to_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    // Characters in Big5 that are others in GBK.
    fs::write(path.join("short.txt"), encoding_rs::BIG5.encode("湖南省方案\n一、修路。\n").0).unwrap();
    run(path, &["build", "short.txt", "--encoding", "big5"]);
    assert!(said(&run(path, &["query", "documents", "--format", "csv"])).contains("湖南省方案"));
    let record = serde_json::json!({ "body_html": "<p>一、任务</p><p>（一）修路。（省财政厅牵头）</p>", "h1": "湖南省道路方案" });
    fs::write(path.join("crawl.jsonl"), record.to_string()).unwrap();
    run(path, &["build", "crawl.jsonl", "--field", "text=body_html", "--field", "title=h1"]);
    assert!(said(&run(path, &["query", "documents", "--format", "csv"])).contains("湖南省道路方案"));
    let wrong = quanze(path, &["build", "crawl.jsonl", "--field", "words=x"]).assert().code(1);
    assert!(told(&wrong).contains("no field `words`; use one of text, title"), "{}", told(&wrong));
    let wrong = quanze(path, &["build", "short.txt", "--encoding", "klingon"]).assert().code(1);
    assert!(told(&wrong).contains("unknown encoding `klingon`"), "{}", told(&wrong));
}
