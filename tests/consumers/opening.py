#!/usr/bin/env python3
"""Does what the pages on opening networks say: every block of shell, R and Python, in order, as a reader would.

    python3 tests/consumers/opening.py QUANZE REPOSITORY

Runs docs/opening-networks.md and its Chinese twin in an empty folder that has the repository's data/ beside it. Needs networkx and
igraph in this Python, Rscript with igraph, and dot. The exit status is 1 where a block fails.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path


def blocks(page):
    """The language and text of each fenced block."""
    language, lines = None, []
    for line in page.read_text(encoding="utf-8").splitlines():
        if line.startswith("```"):
            if language:
                yield language, "\n".join(lines) + "\n"
            language, lines = (None, []) if language else (line[3:], [])
        elif language:
            lines.append(line)


def main(quanze, repository):
    quanze, repository = Path(quanze).resolve(), Path(repository).resolve()
    failed = seen = 0
    for name in ("opening-networks.md", "opening-networks.zh-CN.md"):
        with tempfile.TemporaryDirectory() as folder:
            folder = Path(folder)
            (folder / "data").symlink_to(repository / "data")
            (folder / "bin").mkdir()
            (folder / "bin" / "quanze").symlink_to(quanze)
            here = dict(os.environ, PATH=f"{folder / 'bin'}:{os.environ['PATH']}", LC_ALL="C.UTF-8")
            runs = {"sh": ["bash", "-e", "-c"], "r": ["Rscript", "-e"], "python": [sys.executable, "-c"]}
            for language, text in blocks(repository / "docs" / name):
                seen += 1
                said = subprocess.run([*runs[language], text], cwd=folder, env=here, capture_output=True, encoding="utf-8")
                first = text.splitlines()[0]
                print(f"{name}: {language}: {first}: {'done' if said.returncode == 0 else 'FAILED'}")
                if said.returncode:
                    failed += 1
                    print(said.stdout + said.stderr)
    return 1 if failed or not seen else 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
