"""The lists and tables of a page as pandoc reads them, held against those of the Markdown of the same document.

A list is its kind and its items, a table its rows of cells; an item or cell is its words and the lists and tables in it,
all in their order. What a wiki has instead of something is put in its place here:

- Steps are rows of a table in MediaWiki, and headings in DokuWiki.
- An alert is a table of one row in DokuWiki, and a definition an item with items.
- An item of DokuWiki goes on with nothing but items: a list in it that something follows, and a table in it, are lines,
  and so is a list in a quotation.
- pandoc does not know the `<dl>` of MediaWiki, and reads its words alone.
"""

import json
import re
import subprocess
import unicodedata
from collections import Counter
from functools import cache
from html import unescape

BOXES = re.compile("[☐☑☒•↩·]")
STEP = re.compile(r'<!-- backout: row id="([^"]*)"')
ALERT = re.compile(r"^\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]$")
KINDS = {"Hinweis": "NOTE", "Tipp": "TIP", "Wichtig": "IMPORTANT", "WARNUNG": "WARNING", "VORSICHT": "CAUTION"}
KINDS |= {"Note": "NOTE", "Tip": "TIP", "Important": "IMPORTANT", "WARNING": "WARNING", "CAUTION": "CAUTION"}


@cache
def read(reader, file):
    """The blocks of a file."""
    done = subprocess.run(["pandoc", "-f", reader, "-t", "json", file], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)["blocks"]


def faults(markdown, wiki, page):
    """What pandoc finds otherwise in a wiki's page than in the Markdown."""
    steps = set(STEP.findall(markdown.read_text("utf-8")))
    ours, theirs = Outline(wiki, steps), Outline(wiki, steps)
    if wiki == "mediawiki":
        # pandoc leaves character references in `<pre>` as they are
        theirs.code = unescape
    _, meant = ours.of(read("gfm+definition_lists", markdown))
    _, found = theirs.of(read(wiki, page))
    if len(meant) != len(found):
        yield f"{len(found)} lists, tables and steps, and {len(meant)} are meant"
    for one, other in zip(meant, found):
        if one != other:
            return (yield f"pandoc finds {other}, and {one} is meant")


def counts(markdown, wiki):
    """How many lists and tables a wiki is to show."""
    ours = Outline(wiki, ())
    ours.keeps_empty = True
    kinds = Counter()

    def count(found):
        for kind, parts in found:
            kinds[kind] += 1
            for cells in parts if kind == "table" else [parts]:
                for _, below in cells:
                    count(below)

    count(ours.of(read("gfm+definition_lists", markdown))[1])
    return kinds["BulletList"] + kinds["OrderedList"], kinds["table"]


class Outline:
    """Makes outlines; `wiki` says what stands for steps and alerts, `steps` are the ids of the steps."""

    def __init__(self, wiki, steps):
        self.wiki, self.steps, self.code, self.keeps_empty = wiki, steps, str, False

    def of(self, blocks):
        """The words of blocks outside their lists and tables, and these."""
        words, found = [], []
        for block in blocks:
            self.block(block["t"], block.get("c"), words, found)
        return tidy(words), found

    def block(self, kind, content, words, found):
        if kind in ("Para", "Plain"):
            words.append(text(content))
        elif kind == "Header":
            words.append(text(content[2]))
        elif kind == "CodeBlock":
            words.append(self.code(content[1]))
        elif kind == "Div":
            self.into(content[1], words, found)
        elif kind == "BlockQuote":
            self.quote(content, words, found)
        elif kind in ("BulletList", "OrderedList"):
            self.list(kind, content if kind == "BulletList" else content[1], words, found)
        elif kind == "DefinitionList" and self.wiki == "dokuwiki":
            items = [(meanings, self.of([{"t": "Para", "c": term}])[0]) for term, meanings in content]
            listed = [(term, [("BulletList", [self.item(it) for it in meanings])]) for meanings, term in items]
            found.append(("BulletList", listed))
        elif kind == "DefinitionList":
            for term, meanings in content:
                words.append(text(term))
                for meaning in meanings:
                    self.into(meaning, words, found)
        elif kind == "Table":
            self.table(content, found)

    def into(self, blocks, words, found):
        inner, below = self.of(blocks)
        words.append(" ".join(inner))
        found += below

    def quote(self, blocks, words, found):
        paragraphs = blocks[:next((at for at, block in enumerate(blocks) if block["t"] != "Para"), len(blocks))]
        inner, _ = self.of(paragraphs)
        alert = ALERT.match(inner[0]) if inner else None
        if self.wiki != "dokuwiki":
            return self.into(blocks, words, found)
        if not alert:
            return words.append(" ".join(self.lines(blocks)))
        found.append(("table", [[((alert[1],), []), (inner[1:], [])]]))
        self.into(blocks[len(paragraphs):], words, found)

    def list(self, kind, items, words, found):
        if not any(step_of(item) for item in items):
            listed = [self.item(item) for item in items]
            # a list without a word is none to pandoc's readers of wikis
            if listed != [((), [])] or self.keeps_empty:
                found.append((kind, listed))
        elif self.wiki == "mediawiki":
            found += [("step", self.of(item)) for item in items]
        else:
            for item in items:
                self.into(item, words, found)

    def item(self, blocks):
        if self.wiki != "dokuwiki":
            return self.of(blocks)
        lists = len(blocks)
        while lists and blocks[lists - 1]["t"] in ("BulletList", "OrderedList"):
            lists -= 1
        return self.lines(blocks[:lists]), self.of(blocks[lists:])[1]

    def lines(self, blocks):
        """The words of blocks with those of the lists and tables in them, where they stand."""
        words = ()
        for block in blocks:
            kind, content = block["t"], block.get("c")
            if kind == "BulletList":
                words += sum(map(self.lines, content), ())
            elif kind == "OrderedList":
                signs = ((f"{number}.",) for number in range(content[0][0], content[0][0] + len(content[1])))
                words += sum((sign + self.lines(item) for sign, item in zip(signs, content[1])), ())
            elif kind == "Table":
                found = []
                self.table(content, found)
                words += sum((cell for row in found[0][1] for cell, _ in row), ())
            elif kind == "BlockQuote":
                words += self.lines(content)
            else:
                words += self.of([block])[0]
        return words

    def table(self, content, found):
        _, _, _, (_, head), bodies, (_, foot) = content
        rows = [*head, *(row for body in bodies for part in body[2:] for row in part), *foot]
        rows = [[self.of(cell[4]) for cell in row[1]] for row in rows]
        rows = [row for row in rows if any(words or below for words, below in row)]
        if any(is_step(row, self.steps) for row in rows):
            for row in rows:
                if is_step(row, self.steps):
                    found.append(("step", (row[0][0] + row[1][0], row[1][1])))
                else:
                    # the head, and what stands before a step
                    found += [below for _, cell in row for below in cell]
            return
        if self.wiki == "dokuwiki" and len(rows) == 1 and " ".join(rows[0][0][0]) in KINDS:
            rows[0][0] = (KINDS[" ".join(rows[0][0][0])],), []
        found.append(("table", rows))


def is_step(row, steps):
    return len(row) > 1 and len(row[0][0]) == 1 and row[0][0][0] in steps


def step_of(item):
    """The id of the step that an item of our Markdown is."""
    for inline in item[0]["c"] if item and item[0]["t"] in ("Para", "Plain") else []:
        found = STEP.match(inline["c"][1]) if inline["t"] == "RawInline" else None
        if found:
            return found[1]
    return None


def text(inlines):
    """What inlines say."""
    said = []
    for inline in inlines:
        kind, content = inline["t"], inline.get("c")
        if kind == "Str":
            said.append(content)
        elif kind in ("Space", "SoftBreak", "LineBreak"):
            said.append(" ")
        elif kind == "Code":
            # code that is blanks alone is none to pandoc's reader of MediaWiki
            said.append(content[1] if content[1].strip() else "")
        elif kind in ("Link", "Image", "Span", "Cite"):
            said.append(text(content[1]))
        elif kind == "Quoted":
            said.append({"SingleQuote": "'{}'", "DoubleQuote": '"{}"'}[content[0]["t"]].format(text(content[1])))
        elif kind == "Note":
            said.append(" " + " ".join(Outline(None, ()).of(content)[0]) + " ")
        elif isinstance(content, list) and kind != "RawInline":
            said.append(text(content))
    return "".join(said)


def tidy(words):
    """Words in Unicode's form C, which is the one pandoc writes, without boxes."""
    return tuple(BOXES.sub(" ", unicodedata.normalize("NFC", " ".join(words))).split())
