#!/usr/bin/env python3
"""Compares what a document says as Markdown, HTML and PDF: the same words in the same order, the same lists and tables.

    structure.py [--furniture WORDS.txt] FOLDER…

Every NAME.md is held against the NAME.html and NAME.pdf beside it. pandoc reads the Markdown, Python's own parser the
HTML (its `main` where it has one), poppler the PDF by its structure tree, which leaves out page furniture. Words of
the furniture file (one a line) and the labels of list items may be added by a renderer; nothing may be left out.
"""

import argparse
import difflib
import json
import re
import subprocess
import sys
import unicodedata
from html.parser import HTMLParser
from pathlib import Path

LABEL = re.compile(r"(\d+[.)]|[•◦▪–—□☐☑☒■✓])+")
ALERT = re.compile(r"\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]")
INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--furniture", type=Path, help="words a renderer may add, one a line")
    arguments.add_argument("folders", nargs="+", type=Path)
    options = arguments.parse_args()
    furniture = set(words(options.furniture.read_text("utf-8"))) if options.furniture else set()
    files = sorted(file for folder in options.folders for file in folder.rglob("*.md"))
    if not files:
        sys.exit(f"structure: no files in {' '.join(map(str, options.folders))}")
    faults = [fault for file in files for fault in compare(file, furniture)]
    for fault in faults:
        print(fault)
    print(f"structure: {len(files)} documents, {len(faults)} faults")
    sys.exit(bool(faults))


def compare(file, furniture):
    """The faults of one document."""
    said = words(from_markdown(file))
    shapes = {}
    for suffix, reader in ((".html", from_html), (".pdf", from_pdf)):
        rendered = file.with_suffix(suffix)
        if not rendered.exists():
            yield f"{rendered}: is missing"
            continue
        text, shapes[suffix] = reader(rendered)
        yield from (f"{rendered}: {fault}" for fault in differences(said, words(text), furniture))
    if len(shapes) == 2 and shapes[".html"] != shapes[".pdf"]:
        yield f"{file.with_suffix('.pdf')}: lists and tables {shapes['.pdf']}, in HTML {shapes['.html']}"


def words(text):
    """The words of a text; how they are broken over lines is not told."""
    text = unicodedata.normalize("NFC", text).translate(INVISIBLE)
    return [word for word in text.split() if not LABEL.fullmatch(word)]


def differences(said, rendered, furniture):
    """What is left out or added, each with the words before it."""
    for kind, start, end, from_, to in difflib.SequenceMatcher(None, said, rendered, False).get_opcodes():
        lost, added = said[start:end], [word for word in rendered[from_:to] if word not in furniture]
        if kind == "equal" or "".join(lost) in ("".join(added), "".join(rendered[from_:to])):
            continue
        place = " ".join(said[max(0, start - 5) : start])
        yield f"after `{place}`: `{' '.join(lost)}` became `{' '.join(added)}`"


def from_markdown(file):
    """The text pandoc finds."""
    tree = run("pandoc", "-f", "gfm", "-t", "json", file)
    pieces = []
    collect(json.loads(tree)["blocks"], pieces)
    return ALERT.sub("", "".join(pieces))


# directives, and the words for those who do not see a picture
SILENT = {"RawBlock", "RawInline", "Image"}
SPACED = {"Para", "Plain", "Header", "CodeBlock", "Table", "BulletList", "OrderedList", "BlockQuote", "Div"}


def collect(node, pieces):
    """Appends the text of a node of pandoc's tree."""
    if isinstance(node, list):
        for part in node:
            collect(part, pieces)
        return
    if not isinstance(node, dict) or "t" not in node:
        return
    kind, content = node["t"], node.get("c")
    if kind == "Str":
        pieces.append(content)
    elif kind in ("Space", "SoftBreak", "LineBreak"):
        pieces.append(" ")
    elif kind in ("Code", "CodeBlock"):
        pieces.append(content[1])
    elif kind not in SILENT and not is_title(kind, content):
        collect(content, pieces)
    if kind in SPACED:
        pieces.append("\n")


def is_title(kind, content):
    """Whether this is the word pandoc 3 gives to an alert."""
    return kind == "Div" and "title" in content[0][1]


class Page(HTMLParser):
    """The text and the shape of a page's main part."""

    SILENT = {"script", "style", "template", "noscript", "title", "svg", "button", "select", "textarea"}
    VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
    INLINE = {"a", "abbr", "b", "bdi", "code", "em", "i", "kbd", "mark", "s", "span", "strong", "sub", "sup", "time"}

    def __init__(self, only_main):
        super().__init__()
        self.only_main, self.open, self.pieces = only_main, [], []
        self.lists = self.tables = 0

    def told(self):
        inside = not self.only_main or "main" in self.open
        return inside and not self.SILENT.intersection(self.open)

    def handle_starttag(self, tag, attributes):
        self.lists += self.told() and tag in ("ul", "ol")
        self.tables += self.told() and tag == "table"
        self.separate(tag)
        if tag not in self.VOID:
            hidden = any(key == "hidden" for key, _ in attributes)
            self.open.append("template" if hidden else tag)

    def handle_endtag(self, tag):
        self.separate(tag)
        if self.open:
            self.open.pop()

    def handle_data(self, data):
        if self.told():
            self.pieces.append(data)

    def separate(self, tag):
        if tag not in self.INLINE:
            self.pieces.append("\n")


def from_html(file):
    """The text and the shape of a page."""
    source = file.read_text("utf-8")
    page = Page("<main" in source)
    page.feed(source)
    return "".join(page.pieces), (page.lists, page.tables)


def from_pdf(file):
    """The text of the structure tree, in its order, and its shape."""
    tree = run("pdfinfo", "-struct-text", file)
    # an element stands on a line of its own; text is in quotes
    text = " ".join(re.findall(r'^ *"(.*?)"$', tree, re.MULTILINE | re.DOTALL))
    lists, tables = (re.findall(rf"^ *{element}(?= \(|:|$)", tree, re.MULTILINE) for element in ("L", "Table"))
    return text, (len(lists), len(tables))


def run(*command):
    """What a program says."""
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout


if __name__ == "__main__":
    main()
