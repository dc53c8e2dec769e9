#!/usr/bin/env python3
"""Compares what a document says as Markdown, HTML and PDF: the same words in the same order, the same lists and tables.

    structure.py FOLDER…

Every NAME.md is held against the NAME.html and NAME.pdf beside it. pandoc reads the Markdown, Python's own parser the
HTML (its `main` where it has one), poppler the PDF by its structure tree, which leaves out page furniture. The labels
of list items and the few words the language files give to the renderers may be added; nothing may be left out.
A panel is a table in Markdown and PDF; HTML reads it column by column.

Of the PDF more is asked, since a reader of screens has nothing else: no word is parted, each telephone number, command
and other code comes whole, steps come in their order, and every cell of a table's head tells its scope.
"""

import argparse
import difflib
import json
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import tagged

BOXES = "☐☒"
LABEL = re.compile(r"\d+[.)]|[•◦▪–—□■✓]+")
ALERT = re.compile(r"\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]")
PANEL = "<!-- backout: panel -->"
STEP = re.compile(r'<!-- backout: row id="([^"]+)"')
LANGUAGES = Path(__file__).parents[2] / "templates" / "languages"
RENDERED = ("note", "tip", "important", "warning", "caution", "step", "column_time", "initials")
INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("folders", nargs="+", type=Path)
    folders = arguments.parse_args().folders
    files = sorted(file for folder in folders for file in folder.rglob("*.md"))
    if not files:
        sys.exit(f"structure: no files in {' '.join(map(str, folders))}")
    furniture = furniture_words()
    faults = [fault for file in files for fault in compare(file, furniture)]
    for fault in faults:
        print(fault)
    print(f"structure: {len(files)} documents, {len(faults)} faults")
    sys.exit(bool(faults))


def furniture_words():
    """The words renderers add, in all languages."""
    key = re.compile(rf"^\s*(?:{'|'.join(RENDERED)}): *\"?([^\"\n]*)", re.MULTILINE)
    return {word for file in LANGUAGES.glob("*.yaml") for value in key.findall(file.read_text("utf-8")) for word in words(value)}


def compare(file, furniture):
    """The faults of one document."""
    tree = json.loads(run("pandoc", "-f", "gfm", "-t", "json", file))["blocks"]
    page, pdf = file.with_suffix(".html"), file.with_suffix(".pdf")
    missing = [rendered for rendered in (page, pdf) if not rendered.exists()]
    if missing:
        yield from (f"{rendered}: is missing" for rendered in missing)
        return
    (text_of_page, lists, items, tables), tags = from_html(page), tagged.read(pdf)
    text_of_pdf, shape = tags.text(), [sum(1 for _ in tags.all(kind)) for kind in ("L", "Table")]
    panels = file.read_text("utf-8").count(PANEL)
    for rendered, text, by_column in ((page, text_of_page, True), (pdf, text_of_pdf, False)):
        said = words(from_markdown(tree, by_column))
        yield from (f"{rendered}: {fault}" for fault in differences(said, words(text), furniture, not by_column))
    # steps parted by a warning are several lists in Markdown and one in our tree: their items are counted
    if count(tree) != (items, tables + panels):
        yield f"{page}: {items} items and {tables} tables with {panels} panels, in Markdown {count(tree)}"
    if shape != [lists, tables + panels]:
        yield f"{pdf}: {shape} lists and tables, in HTML {[lists, tables]} and {panels} panels"
    yield from (f"{pdf}: {fault}" for fault in untold(file.read_text("utf-8"), tree, tags))


def untold(markdown, tree, tags):
    """What a reader of screens would miss."""
    for head in tags.all("TH"):
        if head.attributes.get("Scope") not in ("/Row", "/Column", "/Both"):
            yield f"the head `{head.text().strip()}` tells no scope"
    blocks = [" ".join(words(block)) for block in tags.text().split("\n")]
    for code, times in Counter(codes(tree)).items():
        found = sum(block.count(code) for block in blocks)
        if found < times:
            yield f"`{code}` comes {found} times whole, {times} times in Markdown"
    steps = STEP.findall(markdown)
    told = [label for label in (label.text().strip() for label in tags.all("Lbl")) if label in steps]
    if told != steps:
        yield f"steps come as {told}, in Markdown {steps}"


def codes(node):
    """The words of every code span of a node of pandoc's tree."""
    if isinstance(node, dict) and node.get("t") == "Code":
        yield " ".join(words(node["c"][1]))
    for part in node if isinstance(node, list) else node.values() if isinstance(node, dict) else []:
        yield from codes(part)


def count(node):
    """The list items and the tables of a node of pandoc's tree."""
    parts = node if isinstance(node, list) else list(node.values()) if isinstance(node, dict) else []
    items, tables = map(sum, zip((0, 0), *map(count, parts)))
    kind = node.get("t") if isinstance(node, dict) else None
    if kind in ("BulletList", "OrderedList"):
        items += len(node["c"] if kind == "BulletList" else node["c"][1])
    return items, tables + (kind == "Table")


def words(text):
    """The words of a text; how they are broken over lines is not told."""
    text = unicodedata.normalize("NFC", text).translate(INVISIBLE)
    return [word for word in text.split() if word not in BOXES]


def differences(said, rendered, furniture, whole):
    """What is left out or added, each with the words before it; whether words must be `whole`, or may be parted."""
    for kind, start, end, from_, to in difflib.SequenceMatcher(None, said, rendered, False).get_opcodes():
        lost, found = said[start:end], rendered[from_:to]
        added = [word for word in found if word not in furniture and not LABEL.fullmatch(word)]
        parted = not whole and "".join(lost) in ("".join(added), "".join(found))
        if kind == "equal" or lost == added or parted:
            continue
        place = " ".join(said[max(0, start - 5) : start])
        yield f"after `{place}`: `{' '.join(lost)}` became `{' '.join(added)}`"


def from_markdown(tree, by_column):
    """The text of pandoc's tree, its panels read by row or by column."""
    pieces = []
    collect(tree, pieces, by_column)
    return ALERT.sub("", "".join(pieces))


# directives, and the words for those who do not see a picture
SILENT = {"RawBlock", "RawInline", "Image"}
SPACED = {"Para", "Plain", "Header", "CodeBlock", "Table", "BulletList", "OrderedList", "BlockQuote", "Div"}


def collect(node, pieces, by_column):
    """Appends the text of a node of pandoc's tree."""
    if isinstance(node, list):
        for part in node:
            collect(part, pieces, by_column)
        return
    if not isinstance(node, dict) or "t" not in node:
        return
    kind, content = node["t"], node.get("c")
    if kind == "Table" and by_column and PANEL in json.dumps(content):
        content = columns(content)
    if kind == "Str":
        pieces.append(content)
    elif kind in ("Space", "SoftBreak", "LineBreak"):
        pieces.append(" ")
    elif kind in ("Code", "CodeBlock"):
        pieces.append(content[1])
    elif kind not in SILENT and not is_title(kind, content):
        collect(content, pieces, by_column)
    if kind in SPACED:
        pieces.append("\n")


def columns(table):
    """The cells of a table, column by column: head and bodies hold rows, rows hold cells after their attributes."""
    _, _, _, head, bodies, _ = table
    rows = head[1] + [row for body in bodies for row in body[2] + body[3]]
    return [cell for column in zip(*(row[1] for row in rows)) for cell in column]


def is_title(kind, content):
    """Whether this is the word pandoc 3 gives to an alert."""
    return kind == "Div" and "title" in content[0][1]


class Page(HTMLParser):
    """The text and the shape of a page's main part."""

    SILENT = {"script", "style", "template", "noscript", "title", "svg", "button", "select", "textarea"}
    VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}

    def __init__(self, only_main):
        super().__init__()
        self.only_main, self.open, self.pieces = only_main, [], []
        self.lists = self.items = self.tables = 0

    def told(self):
        inside = not self.only_main or "main" in self.open
        return inside and not self.SILENT.intersection(self.open)

    def handle_starttag(self, tag, attributes):
        self.lists += self.told() and tag in ("ul", "ol")
        self.items += self.told() and tag == "li"
        self.tables += self.told() and tag == "table"
        self.pieces.append(" ")
        if tag not in self.VOID:
            hidden = any(key == "hidden" for key, _ in attributes)
            self.open.append("template" if hidden else tag)

    def handle_endtag(self, tag):
        self.pieces.append(" ")
        if self.open:
            self.open.pop()

    def handle_data(self, data):
        if self.told():
            self.pieces.append(data)


def from_html(file):
    """The text and the shape of a page."""
    source = file.read_text("utf-8")
    page = Page("<main" in source)
    page.feed(source)
    return "".join(page.pieces), page.lists, page.items, page.tables


def run(*command):
    """What a program says."""
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout


if __name__ == "__main__":
    main()
