#!/usr/bin/env python3
"""Saves wiki pages in real wikis, reads back what they show, and holds it against our HTML of the same documents.

    wikis.py BACKOUT FOLDER MEDIAWIKI DOKUWIKI

BACKOUT builds into FOLDER the document `wiki` of all examples, in both languages, and of plans whose step texts and
commands are the strings of tests/naughty; and Markdown files with those strings that a plan may not hold, for they hide
something, and with lists and tables within each other. MEDIAWIKI and DOKUWIKI are the addresses of servers that
`mediawiki-up` and `dokuwiki-up` started. Every word of our page must come back and no other but those of the furniture;
commands to the byte; the same links; no script, form or picture; as many tables and lists as the document has; an
address for every step, and an end for every link within the page. pandoc must read the same words in the text of
MediaWiki, DokuWiki and the Git wikis, and in the first two the same lists and tables; and the storage format of
Confluence must be what `confluence.rng` allows.
"""

import json
import re
import string
import subprocess
import sys
import unicodedata
import urllib.parse
import urllib.request
import xmlrpc.client
from collections import Counter
from html import unescape
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from pathlib import Path

import outline

HERE = Path(__file__).parent
NAUGHTY = HERE.parent / "naughty" / "strings.json"
STRINGS_A_PLAN = 70
REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
GIT = ("gitlab", "gitea", "github", "azure-devops", "gollum")
FORMATS = ("html", "md", "mediawiki", "dokuwiki", "confluence", *GIT)
ROOT = '<root xmlns:ac="http://atlassian.com/content" xmlns:ri="http://atlassian.com/resource/identifier">{}</root>'
BOXES = re.compile(r"[☐☑☒•↩]")
# words that a page adds: the heads of columns, the line about the PDF
ADDED = set("Step Schritt Time Uhrzeit Initials Kürzel To print: Zum Ausdrucken: ( ) · |".split())

ALERTS = set("Note Tip Important WARNING CAUTION Hinweis Tipp Wichtig WARNUNG VORSICHT".split())


class MediaWiki:
    """A wiki by its action API."""

    name, ending = "mediawiki", "mediawiki"

    def __init__(self, address):
        self.address = address
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        token = self.call(action="query", meta="tokens", type="login")["query"]["tokens"]["logintoken"]
        name, password = "Publisher@backout", "0123456789abcdef0123456789abcdef"
        answer = self.call(action="login", lgname=name, lgpassword=password, lgtoken=token)
        assert answer["login"]["result"] == "Success", answer
        self.token = self.call(action="query", meta="tokens")["query"]["tokens"]["csrftoken"]

    def call(self, **query):
        query |= {"format": "json", "formatversion": 2}
        data = urllib.parse.urlencode(query).encode()
        return json.load(self.opener.open(f"{self.address}/api.php", data, timeout=120))

    def show(self, page, text):
        answer = self.call(action="edit", title=page, text=text, token=self.token)
        assert answer.get("edit", {}).get("result") == "Success", answer
        saved = self.call(action="query", prop="revisions", rvprop="content", rvslots="main", titles=page)
        saved = saved["query"]["pages"][0]["revisions"][0]["slots"]["main"]["content"]
        changed = [] if saved == text.strip() else ["the text was changed when it was saved"]
        return changed, self.call(action="parse", page=page, disableeditsection=1)["parse"]["text"]


class DokuWiki:
    """A wiki by its XML-RPC interface."""

    name, ending = "dokuwiki", "dokuwiki.txt"

    def __init__(self, address):
        host = address.removeprefix("http://")
        user = "publisher:publisher-loopback-only"
        self.wiki = xmlrpc.client.ServerProxy(f"http://{user}@{host}/lib/exe/xmlrpc.php").wiki

    def show(self, page, text):
        assert self.wiki.putPage(page, text, {}) is True
        changed = [] if self.wiki.getPage(page).strip() == text.strip() else ["the text was changed when it was saved"]
        return changed, self.wiki.getPageHTML(page)


class Page(HTMLParser):
    """What a page shows: words, commands, links and how many of what."""

    VOID = {"br", "hr", "img", "input", "meta", "link", "col", "wbr"}
    BLOCKS = {"p", "li", "td", "th", "tr", "div", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "dt", "dd", "label", "br",
              "blockquote", "ul", "ol", "table", "summary"}

    def __init__(self, html):
        super().__init__()
        self.text, self.commands, self.links, self.ids = [], [], [], set()
        self.tags, self.classes = Counter(), Counter()
        self.hidden, self.command, self.open = 0, None, []
        self.feed(html)
        self.words = Counter(BOXES.sub(" ", "".join(self.text)).split())

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        classes = set((attributes.get("class") or "").split())
        self.ids.add(attributes.get("id"))
        hides = tag in ("script", "style", "template") or "hidden" in attributes
        hides |= attributes.get("id") in ("toc", "dw__toc") or "steps-head" in classes
        if tag not in self.VOID:
            self.open.append((tag, hides))
            self.hidden += hides
        if tag == "script":
            self.tags[tag] += 1
        if self.hidden:
            return
        self.tags[tag] += 1
        self.classes.update(classes)
        if tag in self.BLOCKS:
            self.text.append(" ")
        if tag == "a" and attributes.get("href"):
            self.links.append(attributes["href"])
        if tag == "pre":
            self.command = []

    def handle_endtag(self, tag):
        if tag in self.VOID:
            return
        while self.open:
            name, hides = self.open.pop()
            self.hidden -= hides
            if name == "pre" and self.command is not None:
                self.commands.append("".join(self.command).strip("\n"))
                self.command = None
            if name in self.BLOCKS:
                self.text.append(" ")
            if name == tag:
                break

    def handle_data(self, data):
        if not self.hidden:
            self.text.append(data)
            if self.command is not None:
                self.command.append(data)


def main():
    backout, folder, mediawiki, dokuwiki = sys.argv[1:]
    folders = build(Path(backout).resolve(), Path(folder).resolve())
    wikis = [MediaWiki(mediawiki), DokuWiki(dokuwiki)]
    faults, pages = [], 0
    for number, folder in enumerate(folders):
        html = (folder / "wiki.html").read_text("utf-8")
        ours = Page(html[html.index("<main"):html.index("</main>")])
        for wiki in wikis:
            text = (folder / f"wiki.{wiki.ending}").read_text("utf-8")
            changed, shown = wiki.show(f"backout{number}", text)
            (folder / f"{wiki.name}.shown.html").write_text(shown, "utf-8")
            meant = lists_and_tables(ours, folder / "wiki.md", wiki)
            found = [*changed, *compare(ours, Page(shown), wiki, meant)]
            faults += [f"{folder}: {wiki.name}: {fault}" for fault in found]
            pages += 1
        faults += [f"{folder}: {fault}" for fault in read_by_others(folder, ours)]
    for fault in faults:
        print(fault)
    print(f"wikis: {pages} pages of {len(folders)} documents, {len(faults)} faults")
    sys.exit(bool(faults))


def build(backout, folder):
    """Builds everything; the folders with one document each."""
    plans = folder / "plans"
    plans.mkdir(parents=True, exist_ok=True)
    texts = [text for text in json.loads(NAUGHTY.read_text("utf-8")) if text.strip()]
    hidden = [text for text in texts if REFUSED.search(text)]
    texts = [text for text in texts if text not in hidden]
    for number in range(0, len(texts), STRINGS_A_PLAN):
        steps = [{"id": f"A{at}", "do": text, "run": text, "expect": text}
                 for at, text in enumerate(texts[number:number + STRINGS_A_PLAN], 1)]
        plan = {"id": f"naughty-{number}", "title": "Naughty strings", "owner": "ops", "back_to": "what was",
                "change": {"summary": "nothing"}, "teams": {"ops": {"name": "Operations", "phone": "+49 30 5550 300"}},
                "phases": [{"id": "A", "title": "Strings", "steps": steps}]}
        lines = [f"{key}: {json.dumps(value)}\n" for key, value in plan.items()]
        (plans / f"{number}.yaml").write_text("".join(lines), "utf-8")
    formats = ["--doc", "wiki", "--format", ",".join(FORMATS)]
    for language in ("de", "en"):
        command = [backout, "build", HERE.parents[1] / "examples", "-o", folder / language, "--lang", language]
        subprocess.run([*command, *formats], check=True, stderr=subprocess.DEVNULL)
    subprocess.run([backout, "build", plans, "-o", folder / "naughty", *formats], check=True, stderr=subprocess.DEVNULL)
    controls = [f"a{chr(code)}b" for code in (*range(1, 9), *range(14, 32), *range(127, 160)) if code != 133]
    for name, text in (("hidden", hidden_text(hidden + controls)), ("nested", (HERE / "nested.md").read_text("utf-8"))):
        file = folder / name / "wiki.md"
        file.parent.mkdir()
        file.write_text(text, "utf-8", newline="")
        subprocess.run([backout, "build", file, "-o", file.parent, *formats], check=True, stderr=subprocess.DEVNULL)
    folders = sorted(file.parent for file in folder.rglob("wiki.html"))
    assert len(folders) >= 8 + len(texts) // STRINGS_A_PLAN, folders
    return folders


def hidden_text(texts):
    """Texts in a Markdown file: as text, as code in it, and as a block of code."""
    lines = ["# Hidden characters"]
    for number, text in enumerate(texts):
        escaped = "".join(f"\\{c}" if c in string.punctuation else c for c in text)
        lines += [f"{number} {escaped} `{text}` end", f"```\n{number} {text} end\n```"]
    return "\n\n".join([*lines, ""])


def lists_and_tables(ours, markdown, wiki):
    """How many a wiki is to show."""
    if wiki.name == "dokuwiki":
        return outline.counts(markdown, wiki.name)
    lists = ours.tags["ul"] + ours.tags["ol"] - ours.classes["steps"]
    return lists, ours.tags["table"] + ours.classes["panel"] + ours.classes["steps"]


def compare(ours, theirs, wiki, meant):
    """What a wiki shows otherwise than our page."""
    lost, new = ours.words - theirs.words, theirs.words - ours.words
    new = {word: count for word, count in new.items() if word not in ADDED and not word.endswith("-wiki.pdf")}
    if wiki.name == "dokuwiki":
        # the numbers of lists that are lines
        new = {word: count for word, count in new.items() if not re.fullmatch(r"\d+\.", word)}
    if lost or new:
        yield f"lost {dict(lost)}, new {new}"
    if ours.commands != theirs.commands:
        differ = [pair for pair in zip(ours.commands, theirs.commands) if pair[0] != pair[1]]
        yield f"commands: {len(ours.commands)} here, {len(theirs.commands)} there, {differ[:3]}"
    outside = [Counter(urllib.parse.unquote(link) for link in page.links if re.match(r"(https?|mailto):", link)
                       and "127.0.0.1" not in link) for page in (ours, theirs)]
    if outside[0] != outside[1]:
        yield f"links: lost {outside[0] - outside[1]}, new {outside[1] - outside[0]}"
    live = [name for name in ("script", "iframe", "form", "object", "img", "input") if theirs.tags[name]]
    if live:
        yield f"live: {live}"
    shown = theirs.tags["ul"] + theirs.tags["ol"], theirs.tags["table"]
    if shown != meant:
        yield f"{shown} lists and tables, and {meant} are meant"
    for step in (name for name in ours.ids if name and name.startswith("step-")):
        if (step if wiki.name == "mediawiki" else step.removeprefix("step-")) not in theirs.ids:
            yield f"no address for {step}"
    for link in theirs.links:
        if link.startswith("#") and urllib.parse.unquote(link[1:]) not in theirs.ids and link[1:] not in theirs.ids:
            yield f"{link} leads nowhere"


def said(page):
    """The words of a page in Unicode's form C, which is the one pandoc writes."""
    words = Counter()
    for word, count in page.words.items():
        words[unicodedata.normalize("NFC", word)] += count
    return words


def read_by_others(folder, ours):
    """What pandoc and the schema find."""
    readers = [("mediawiki", "wiki.mediawiki"), ("dokuwiki", "wiki.dokuwiki.txt")]
    readers += [("gfm", f"wiki.{name}.md") for name in GIT]
    for reader, name in readers if "naughty" not in str(folder) else readers[2:]:
        html = subprocess.run(["pandoc", "-f", reader, "-t", "html", folder / name], capture_output=True, text=True, check=True)
        # pandoc leaves character references in MediaWiki's `<pre>` as they are, and takes the words of alerts off
        theirs = Page(unescape(html.stdout) if reader == "mediawiki" else html.stdout)
        lost = said(ours) - said(theirs)
        lost = {word: count for word, count in lost.items() if word not in ALERTS}
        if lost:
            yield f"{name}: pandoc does not find {dict(lost)}"
    for reader, name in readers[:2]:
        for fault in outline.faults(folder / "wiki.md", reader, folder / name):
            yield f"{name}: {fault}"
    storage = ROOT.format((folder / "wiki.confluence.xml").read_text("utf-8"))
    command = ["xmllint", "--noout", "--relaxng", HERE / "confluence.rng", "-"]
    judged = subprocess.run(command, input=storage, capture_output=True, text=True)
    if judged.returncode:
        yield f"confluence: {judged.stderr.strip().splitlines()[:3]}"


if __name__ == "__main__":
    main()
