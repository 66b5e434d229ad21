"""Checks that one document says the same as text, HTML, DOCX, DOC and PDF when real programs make the files.

    python3 formats.py QUANZE WORKFOLDER DOCUMENT...

From each document, a text or Markdown file, it makes a web page; LibreOffice makes DOCX, DOC and PDF of it, and Chromium prints it
as PDF. quanze builds a graph of each file, and documents, tasks and assignments are compared with those of the text.

Needs soffice (LibreOffice Writer), chromium and a Chinese font.
"""

import csv
import html
import pathlib
import re
import shutil
import subprocess
import sys


def run(*words):
    done = subprocess.run(words, capture_output=True, text=True, timeout=300)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, words))}\n{done.stdout}\n{done.stderr}")


def page_of(text):
    """The text as a web page: headings, tables and paragraphs of Markdown become those of HTML."""
    out, rows = [], []

    def end_table():
        if rows:
            cells = lambda row, tag: "".join(f"<{tag}>{html.escape(cell.strip())}</{tag}>" for cell in row)
            out.append('<table border="1">' + "".join(f"<tr>{cells(row, 'td')}</tr>" for row in rows) + "</table>")
            rows.clear()

    for line in text.splitlines():
        line = line.strip()
        if line.startswith("|"):
            cells = line.strip("|").split("|")
            if not all(re.fullmatch(r"\s*:?-+:?\s*", cell) for cell in cells):
                rows.append(cells)
            continue
        end_table()
        heading = re.match(r"(#{1,6})\s*(.*)", line)
        if heading:
            level = len(heading[1])
            out.append(f"<h{level}>{html.escape(heading[2])}</h{level}>")
        elif line:
            line = html.escape(line.replace("**", ""))
            out.append(f'<p style="text-indent: 2em">{line}</p>')
    end_table()
    style = 'body { font-family: "Noto Sans CJK SC"; font-size: 12pt } td { border: 1px solid }'
    return f'<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>x</title><style>{style}</style></head><body>\n' + "\n".join(out) + "\n</body></html>\n"


def make(document, folder):
    """The files of all formats, by what made them."""
    page = folder / "page.html"
    page.write_text(page_of(document.read_text(encoding="utf-8")), encoding="utf-8")
    office = ["soffice", f"-env:UserInstallation=file://{folder}/office", "--headless"]
    made = {"text": document, "HTML": page}
    # LibreOffice makes a DOCX of the page, and the other two of that.
    run(*office, "--infilter=HTML (StarWriter)", "--convert-to", "docx:MS Word 2007 XML", "--outdir", folder, page)
    made["LibreOffice DOCX"] = folder / "page.docx"
    for name, target in [("LibreOffice DOC", "doc:MS Word 97"), ("LibreOffice PDF", "pdf:writer_pdf_Export")]:
        run(*office, "--convert-to", target, "--outdir", folder, folder / "page.docx")
        made[name] = folder / f"page.{target.split(':')[0]}"
    printed = folder / "chromium.pdf"
    run("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
        f"--user-data-dir={folder}/chromium", f"--print-to-pdf={printed}", page.as_uri())
    made["Chromium PDF"] = printed
    return made


def said(quanze, file, folder):
    """What a file says: documents, tasks and assignments, without places and IRIs."""
    shutil.rmtree(folder, ignore_errors=True)
    run(quanze, "build", file, "--graph", folder / "graph")
    run(quanze, "export", "tables", "--graph", folder / "graph", "--out", folder / "tables")
    rows = lambda table: list(csv.DictReader(open(folder / "tables" / f"{table}.csv", encoding="utf-8")))
    columns = {
        "documents": ["title", "number", "genre", "issuers", "jurisdiction", "signed"],
        "tasks": ["number", "path", "title", "deadline"],
        "assignments": ["task_number", "task_title", "mention", "agency_name", "role", "basis", "position"],
    }
    return {table: [tuple(row[column] for column in named) for row in rows(table)] for table, named in columns.items()}


def comparable(said, is_pdf):
    """What can be compared: a font may print one glyph for both long dashes, and a PDF does not mark headings, so that only numbered
    ones stand in a task's path."""
    numbered = re.compile(r"第|[一二三四五六七八九十]+、|（|\d")
    path = lambda text: " / ".join(part for part in text.split(" / ") if not is_pdf or numbered.match(part))
    cell = lambda table, at, text: path(text) if table == "tasks" and at == 1 else text
    return {
        table: [tuple(cell(table, at, text).replace("―", "—") for at, text in enumerate(row)) for row in rows] for table, rows in said.items()
    }


def main():
    quanze, work = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
    wrong = 0
    for number, document in enumerate(map(pathlib.Path, sys.argv[3:])):
        folder = work / f"document-{number}"
        folder.mkdir(parents=True)
        expected = None
        for name, file in make(document.resolve(), folder).items():
            found = said(quanze, file, folder / "read")
            expected = expected or found
            same = True
            found = comparable(found, name.endswith("PDF"))
            for table, rows in comparable(expected, name.endswith("PDF")).items():
                missing = [row for row in rows if row not in found[table]]
                more = [row for row in found[table] if row not in rows]
                for sign, row in [("-", row) for row in missing[:5]] + [("+", row) for row in more[:5]]:
                    print(f"  {sign} {table}: {row}")
                same = same and not missing and not more and len(rows) == len(found[table])
            counts = ", ".join(f"{len(rows)} {table}" for table, rows in found.items())
            print(f"{'same' if same else 'DIFFERENT'}: {document.name} as {name}: {counts}")
            wrong += not same
    print(f"{wrong} differences" if wrong else "every format says the same")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
