//! The program as a user meets it: the same bytes twice, IRIs that stay, quotes that are the source's words, and clear words
//! and exit statuses when something is wrong.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::support::{DOCUMENTS, PLAN, quanze, rows, run, said, tables, told};

/// Every file below a folder, with its bytes.
fn contents(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push((path.strip_prefix(folder).unwrap().display().to_string(), fs::read(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

/// The IRIs of a column of a table.
fn iris(tables: &Path, table: &str, column: &str) -> BTreeSet<String> {
    rows(&tables.join(table)).into_iter().map(|row| row[column].clone()).collect()
}

#[test]
fn building_twice_gives_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    run(folder.path(), &["build", DOCUMENTS, "--graph", "first"]);
    run(folder.path(), &["build", DOCUMENTS, "--graph", "second"]);
    let first = contents(&folder.path().join("first"));
    assert!(first.len() > 15);
    assert_eq!(first, contents(&folder.path().join("second")));

    let again = told(&run(folder.path(), &["build", DOCUMENTS, "--graph", "first"]));
    assert!(again.contains("0 read, 15 unchanged"), "{again}");
    assert_eq!(first, contents(&folder.path().join("first")));

    for format in ["nq", "trig", "ttl", "nt", "jsonld", "rdfxml"] {
        for (graph, out) in [("first", "one"), ("second", "two")] {
            run(folder.path(), &["export", "rdf", "--format", format, "--graph", graph, "--out", out]);
        }
        assert_eq!(fs::read(folder.path().join("one")).unwrap(), fs::read(folder.path().join("two")).unwrap(), "{format}");
    }
}

#[test]
fn moving_a_file_or_adding_another_changes_no_iri() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    fs::create_dir_all(path.join("papers/deep er")).unwrap();
    fs::write(path.join("papers/plan.txt"), PLAN).unwrap();
    let before = tables(path, &["papers"]);
    let columns = [("documents.csv", "document"), ("tasks.csv", "task"), ("assignments.csv", "assignment"), ("assignments.csv", "agency")];
    let old: Vec<_> = columns.iter().map(|(table, column)| iris(&before, table, column)).collect();
    assert_eq!(old[2].len(), 4);

    fs::rename(path.join("papers/plan.txt"), path.join("papers/deep er/方案 一.txt")).unwrap();
    fs::write(path.join("papers/other.txt"), PLAN.replace("数字服务", "乡村道路").replace("1号", "2号")).unwrap();
    let after = tables(path, &["papers"]);
    for ((table, column), old) in columns.iter().zip(&old) {
        assert!(old.is_subset(&iris(&after, table, column)), "{table} {column}");
    }
    let sources: BTreeSet<_> = iris(&after, "documents.csv", "source");
    assert_eq!(sources, BTreeSet::from(["deep er/方案 一.txt".to_owned(), "other.txt".to_owned()]));
}

#[test]
fn every_quote_is_the_source_between_its_offsets() {
    let folder = tempfile::tempdir().unwrap();
    // CR LF counts two code points, and a byte-order mark none.
    fs::write(folder.path().join("dos.txt"), format!("\u{feff}{}", PLAN.replace('\n', "\r\n"))).unwrap();
    for (place, paths) in [(Path::new(DOCUMENTS), vec![DOCUMENTS]), (folder.path(), vec!["dos.txt"])] {
        let tables = tables(folder.path(), &paths);
        let rows = rows(&tables.join("assignments.csv"));
        assert!(rows.len() >= 4);
        for row in rows {
            let text = fs::read_to_string(place.join(&row["source"])).unwrap();
            let characters: Vec<char> = text.trim_start_matches('\u{feff}').chars().collect();
            let (start, end): (usize, usize) = (row["start"].parse().unwrap(), row["end"].parse().unwrap());
            assert_eq!(characters[start..end].iter().collect::<String>(), row["quote"], "{}", row["assignment"]);
            assert_eq!(row["quote"].chars().filter(|c| !c.is_whitespace()).collect::<String>(), row["mention"]);
            let line = 1 + characters[..start].iter().filter(|c| **c == '\n').count();
            assert_eq!(row["line"], line.to_string());
        }
    }
}

#[test]
fn a_plan_is_read_whole() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("plan.txt"), PLAN).unwrap();
    let tables = tables(folder.path(), &["plan.txt"]);
    let document = &rows(&tables.join("documents.csv"))[0];
    assert_eq!(document["number"], "湘政办发〔2023〕1号");
    assert_eq!((document["issuers"].as_str(), document["jurisdiction"].as_str()), ("湖南省人民政府办公厅", "湖南省"));
    assert_eq!((document["issued"].as_str(), document["level"].as_str()), ("2023-01-05", "province"));
    let assignments: Vec<String> = rows(&tables.join("assignments.csv"))
        .iter()
        .map(|row| format!("{} {} {} {}", row["task_number"], row["agency_name"], row["role"], row["basis"]))
        .collect();
    assert_eq!(
        assignments,
        [
            "（一） 湖南省财政厅 lead explicit",
            "（一） 湖南省教育厅 support explicit",
            "（二） 湖南省人力资源和社会保障厅 lead list-first",
            "（二） 湖南省教育厅 co-lead list-other",
        ]
    );
    let target = &rows(&tables.join("targets.csv"))[0];
    assert_eq!((target["comparator"].as_str(), target["value"].as_str(), target["unit"].as_str()), (">=", "90", "%"));
    let explained = said(&run(folder.path(), &["explain", "plan.txt"]));
    insta::assert_snapshot!(explained);
}

#[test]
fn tables_carry_the_promised_columns() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("plan.txt"), PLAN).unwrap();
    let tables = tables(folder.path(), &["plan.txt"]);
    let promised = [
        (
            "documents",
            "document,title,number,genre,issuers,jurisdiction,level,issued,signed,published,effective,expires,plan_start,plan_end,status,subject,characters,source,first_line,last_line",
        ),
        ("issuers", "document,document_title,position,agency,agency_name,role,stated_count,open"),
        ("tasks", "task,document,document_title,number,path,title,deadline,line,text"),
        (
            "assignments",
            "assignment,document,document_title,issued,jurisdiction,level,task,task_number,task_title,agency,agency_name,kind,group_kind,function,functions,mention,role,role_word,basis,list,position,open,source,line,start,end,quote,sentence",
        ),
        (
            "agencies",
            "agency,agency_name,kind,level,jurisdiction,function,functions,regime,mentions_as,documents,tasks,lead,co_lead,support",
        ),
        ("citations", "document,document_title,cited_title,cited_number,relation,cited_document,line"),
        ("targets", "document,document_title,task,task_title,indicator,comparator,value,unit,deadline,line,quote"),
        ("findings", "source,line,start,end,kind,quote,message"),
    ];
    for (table, columns) in promised {
        let text = fs::read_to_string(tables.join(format!("{table}.csv"))).unwrap();
        assert!(text.lines().next().unwrap().starts_with(columns), "{table}");
    }
    run(folder.path(), &["export", "tables", "--graph", "graph", "--out", "excel", "--excel"]);
    assert!(fs::read(folder.path().join("excel/tasks.csv")).unwrap().starts_with("\u{feff}task,".as_bytes()));
}

#[test]
fn a_folder_with_bad_files_keeps_the_good_ones() {
    let folder = tempfile::tempdir().unwrap();
    let papers = folder.path().join("papers");
    fs::create_dir(&papers).unwrap();
    fs::write(papers.join("plan.txt"), PLAN).unwrap();
    fs::write(papers.join("picture.bin"), [0x89, 0x50, 0x00, 0x01, 0xff]).unwrap();
    fs::write(papers.join("broken.txt"), [b"\xe7\x9c\x81\xff\xfe\xfd".as_slice(), b"\n"].concat()).unwrap();
    fs::write(papers.join("empty.txt"), "").unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink("nowhere", papers.join("dangling.txt")).unwrap();
    let built = quanze(folder.path(), &["build", "papers"]).assert().code(1);
    let message = told(&built);
    assert!(message.contains("`picture.bin` is not text (byte 2 is 0x00)"), "{message}");
    assert!(message.contains("3 tasks, 4 assignments"), "{message}");
    let findings = said(&run(folder.path(), &["query", "findings", "--format", "csv"]));
    for named in [
        "picture.bin",
        "broken.txt",
        "empty.txt",
        #[cfg(unix)]
        "dangling.txt",
    ] {
        assert!(findings.contains(named), "{named} in {findings}");
    }
}

#[test]
fn what_is_wrong_is_said_with_the_way_out() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    fs::create_dir(path.join("empty")).unwrap();
    fs::write(path.join("plan.txt"), PLAN).unwrap();
    let fails = |words: &[&str], status: i32, message: &str| {
        let failed = quanze(path, words).assert().code(status);
        assert!(told(&failed).contains(message), "{words:?}: {}", told(&failed));
    };
    fails(&["query", "documents"], 1, "no graph in `graph`; make one with `quanze build FOLDER");
    run(path, &["build", "plan.txt"]);
    let kept = contents(&path.join("graph"));
    fails(&["build", "empty"], 1, "no files in `empty`");
    fails(&["build", "nothing here"], 1, "no file or folder `nothing here`");
    assert_eq!(kept, contents(&path.join("graph")), "a failed build changed the graph");
    fails(&["query", "cross-document-agency"], 1, "did you mean `cross-document-agencies`?");
    fails(&["query", "documents", "--set", "yeer=2023"], 1, "did you mean `year`?");
    fails(&["export", "network", "--network", "agency-tasks", "--format", "gexf", "--out", "n"], 1, "did you mean `agency-task`?");
    fails(&["export", "network", "--network", "agency-task", "--format", "gefx", "--out", "n"], 1, "gexf");
    fails(&["explain", "missing.txt"], 1, "cannot read `missing.txt`");
    fails(&["query"], 2, "Usage");
    fails(&["bild", "x"], 2, "build");
    let broken = quanze(path, &["query", "-"]).write_stdin("SELECT * WHERE {\n  ?s ?p }\n").assert().code(1);
    assert!(told(&broken).contains("    2 |   ?s ?p }\n"), "{}", told(&broken));

    let manifest = path.join("graph/manifest.json");
    let old = fs::read_to_string(&manifest).unwrap();
    fs::write(&manifest, old.replace("\"format\": ", "\"format\": 9")).unwrap();
    fails(&["build", "plan.txt"], 1, "build it anew into another folder");
    fails(&["query", "documents"], 1, "format 9");
    fs::write(&manifest, "{").unwrap();
    fails(&["check"], 1, "is not a manifest");
}

#[test]
fn a_line_of_fifty_megabytes_is_read() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("long.txt"), "推进工作，加强管理。".repeat(1_700_000)).unwrap();
    fs::write(folder.path().join("plan.txt"), PLAN).unwrap();
    let built = run(folder.path(), &["build", "."]);
    assert!(told(&built).contains("2 sources: 2 read"), "{}", told(&built));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    fs::write(path.join("plan.txt"), PLAN).unwrap();
    run(path, &["build", "plan.txt"]);
    let full = quanze(path, &["export", "rdf", "--format", "nq", "--out", "/dev/full"]).assert().code(1);
    assert!(told(&full).contains("cannot write `/dev/full`"), "{}", told(&full));

    let kept = contents(&path.join("graph"));
    let program = assert_cmd::cargo::cargo_bin("quanze");
    let limited = format!("ulimit -f 8; '{}' build '{DOCUMENTS}' --graph graph", program.display());
    let stopped = std::process::Command::new("sh").current_dir(path).args(["-c", &limited]).output().unwrap();
    assert_eq!(stopped.status.code(), Some(1), "{}", String::from_utf8_lossy(&stopped.stderr));
    assert!(String::from_utf8_lossy(&stopped.stderr).contains("cannot write `graph/"));
    let left = contents(&path.join("graph"));
    assert!(kept.iter().all(|file| left.contains(file)), "what the graph held is gone");
    assert!(said(&run(path, &["query", "documents", "--format", "csv"])).contains("湖南省数字服务行动方案"));
}

#[test]
fn adding_keeps_what_was_there_and_building_anew_does_not() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    fs::write(path.join("one.txt"), PLAN).unwrap();
    fs::write(path.join("two.txt"), PLAN.replace("数字服务", "乡村道路").replace("1号", "2号")).unwrap();
    run(path, &["build", "one.txt"]);
    assert!(told(&run(path, &["build", "two.txt", "--add"])).contains("2 documents, 6 tasks, 8 assignments"));
    assert!(told(&run(path, &["build", "two.txt"])).contains("1 documents, 3 tasks, 4 assignments"));
}

#[test]
fn a_document_met_twice_counts_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    fs::create_dir(path.join("papers")).unwrap();
    fs::write(path.join("papers/a.txt"), PLAN).unwrap();
    fs::write(path.join("papers/b.txt"), PLAN.replace("\n\n", "\n\n\n")).unwrap();
    let built = told(&run(path, &["build", "papers"]));
    assert!(built.contains("1 documents, 3 tasks, 4 assignments"), "{built}");
    assert!(said(&run(path, &["query", "findings"])).contains("duplicate-document"));
    // Without the first, the second holds it.
    fs::remove_file(path.join("papers/a.txt")).unwrap();
    let built = told(&run(path, &["build", "papers"]));
    assert!(built.contains("1 documents, 3 tasks, 4 assignments"), "{built}");
}

#[test]
fn the_quality_checks_pass_on_the_samples() {
    let folder = tempfile::tempdir().unwrap();
    run(folder.path(), &["build", DOCUMENTS]);
    assert!(said(&run(folder.path(), &["check"])).contains(" 0 violations"));
}
