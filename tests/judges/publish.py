#!/usr/bin/env python3
"""Publishes plans to real wikis and judges by what the wikis themselves then hold.

    publish.py BACKOUT FOLDER MEDIAWIKI DOKUWIKI

Twenty plans, the examples among them, go to the wikis of `with-wikis` and to a bare repository in FOLDER: what is written
is counted in the wikis' own histories, edits are made by another user, and pages, links, files and the text of the PDFs
are read back. Then fifty plans are published by a process that is killed in between. Prints how fast each wiki took it.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.parse
import zlib
from collections import Counter
from pathlib import Path

from published import DokuWiki, Git, MediaWiki, number, read_pdf
from wikis import Page, compare, lists_and_tables

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[1] / "examples"
PLANS, MANY, ENOUGH = 20, 50, 12
DATE = ["--date", "2026-11-28"]
MARKER = re.compile(r"backout page=\S+ digest=\S+ text=[0-9a-f]+")
PLAN = """id: BO-{number:02}
title: Move host {number:02}
owner: priya
people:
  priya: {{ name: Priya Nair, phone: "+44 20 7946 01{number:02}", mobile: "+44 7700 9007{number:02}", private: [mobile] }}
systems:
  {system}: {{ name: System {system} }}
change: {{ summary: Moves the host., systems: [{system}] }}
back_to: As before.
phases:
  - id: A
    title: Put it back
    steps:
      - {{ id: A1, do: Set the old address of host {number:02}, by: priya }}
      - {{ id: A2, do: "Read it <b>again</b> with {{{{subst:x}}}} and [[A]]", by: priya }}
"""
HOW_TO = "how_to:\n  panel: {{ title: The panel {number:02}, file: howto/panel-{number:02}.md }}\n"
faults = []


def check(holds, wiki, what):
    if not holds:
        faults.append(f"{wiki.name}: {what}")
        print(faults[-1])


class Desk:
    """A folder of plans with the target of a wiki."""

    def __init__(self, backout, folder, wiki):
        self.backout, self.folder, self.wiki = backout, folder, wiki
        folder.mkdir(parents=True)

    def generate(self, numbers):
        for one in numbers:
            text = PLAN.format(number=one, system="web" if one % 2 else "db")
            (self.folder / f"{one:02}.yaml").write_text(text, "utf-8")

    def add_how_tos(self, numbers):
        (self.folder / "howto").mkdir()
        for one in numbers:
            self.change(one, "phases:", HOW_TO.format(number=one) + "phases:")
            self.change(one, f"host {one:02}, by: priya", f"host {one:02}, by: priya, how_to: panel")
            (self.folder / f"howto/panel-{one:02}.md").write_text(f"# The panel {one:02}\n\n![The door](door-{one:02}.png)\n", "utf-8")
            (self.folder / f"howto/door-{one:02}.png").write_bytes(png(one))

    def configure(self):
        file = self.folder / "backout.toml"
        defaults = file.read_text("utf-8") if file.exists() else ""
        file.write_text(f"{defaults}\n[publish.wiki]\n{self.wiki.target()}", "utf-8")

    def change(self, one, old, new):
        file = self.folder / f"{one:02}.yaml"
        text = file.read_text("utf-8")
        assert old in text, text
        file.write_text(text.replace(old, new), "utf-8")

    def command(self, *arguments):
        return [self.backout, "publish", self.folder, "--to", "wiki", "--format", "json", *DATE, *arguments]

    def environment(self):
        return os.environ | {"BACKOUT_TOKEN_WIKI": self.wiki.token} if self.wiki.token else dict(os.environ)

    def publish(self, *arguments):
        """The exit code, the report, and the seconds it took."""
        began = time.monotonic()
        done = subprocess.run(self.command(*arguments), capture_output=True, text=True, env=self.environment())
        seconds = time.monotonic() - began
        assert done.returncode in (0, 1), f"{self.wiki.name}: {done.stderr}"
        check(not self.wiki.token or self.wiki.token not in done.stdout + done.stderr, self.wiki, "the token is shown")
        self.report = json.loads(done.stdout)
        pages = {page["page"]: page for page in self.report["pages"]}
        return done.returncode, pages, seconds


def png(shade):
    """A picture of one colour (ISO 15948)."""
    def chunk(kind, data):
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")
    rows = b"".join(b"\0" + bytes([shade, 90, 150] * 16) for _ in range(16))
    head = (16).to_bytes(4, "big") * 2 + bytes([8, 2, 0, 0, 0])
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def main():
    backout, folder, mediawiki, dokuwiki = sys.argv[1:]
    backout, folder = Path(backout).resolve(), Path(folder).resolve()
    for wiki in (MediaWiki("Backout", mediawiki, folder), DokuWiki("Backout", dokuwiki, folder), Git("wiki", folder)):
        publish_all(Desk(backout, folder / "plans" / wiki.name, wiki))
    for wiki in (MediaWiki("Killed", mediawiki, folder), DokuWiki("Killed", dokuwiki, folder), Git("killed", folder)):
        kill_in_between(backout, folder, wiki)
    kill_while_pushing(backout, folder)
    print(f"publish: {len(faults)} faults")
    sys.exit(bool(faults))


def publish_all(desk):
    wiki = desk.wiki
    shutil.rmtree(desk.folder)
    shutil.copytree(EXAMPLES, desk.folder)
    examples = len(list(desk.folder.glob("*/plan.yaml")))
    desk.generate(range(1, PLANS - examples + 1))
    desk.add_how_tos(range(1, PLANS - examples + 1))
    desk.configure()
    plain = wiki.writes()
    code, pages, first = desk.publish()
    check(code == 0 and outcomes(pages) == {"created": len(pages)}, wiki, f"first run: {code} {troubles(pages)}")
    check(sum("/" not in key and ":" not in key for key in pages) == PLANS + 1, wiki, f"not {PLANS} plans: {sorted(pages)}")
    written = wiki.writes() - plain
    ours = {wiki.page(page["name"]) for page in pages.values()}
    check(ours == {name for name in written if not name.startswith("File:")}, wiki, f"other pages: {ours ^ set(written)}")
    check(set(written.values()) == {1}, wiki, f"written more than once: {written - Counter(dict.fromkeys(written, 1))}")
    code, again, second = desk.publish()
    check(code == 0 and outcomes(again) == {"unchanged": len(pages)}, wiki, f"second run: {code} {troubles(again)}")
    check(wiki.writes() - plain == written, wiki, "the second run wrote")
    print(f"{wiki.name}: {len(pages)} pages and {len(written) - len(pages)} files of {PLANS} plans, "
          f"first run {len(pages) / first:.1f} pages/s, second {len(pages) / second:.1f}")
    read_back(desk, pages)
    only_what_changed(desk)
    hand_edits(desk)
    left_over(desk)
    ticked_boxes(desk)


def outcomes(pages):
    return Counter(page["outcome"] for page in pages.values())


def troubles(pages):
    odd = [f"{key}: {page['outcome']} {page['reason']}" for key, page in pages.items() if page["outcome"] in ("kept", "failed")]
    return f"{dict(outcomes(pages))} {odd[:5]}"


def written_by(desk, *arguments):
    """What a run writes, and what it says."""
    before = desk.wiki.writes()
    code, pages, _ = desk.publish(*arguments)
    return code, pages, set(desk.wiki.writes() - before)


def only_what_changed(desk):
    wiki = desk.wiki
    desk.change(3, "Set the old address", "Set the address of the year before")
    code, pages, written = written_by(desk)
    expected = {wiki.page("BO-03")}
    check(code == 0 and names(written) == expected, wiki, f"a step changed, and written were {written}")
    check(files(written) == {"bo-03-wiki.pdf"}, wiki, f"a step changed, and files written were {written}")
    # the title stands in the index and on the page of the system as well
    desk.change(4, "Move host 04", "Move the fourth host")
    code, pages, written = written_by(desk)
    expected = {wiki.page(name) for name in ("BO-04", "index", "systems/db")}
    check(code == 0 and names(written) == expected, wiki, f"a title changed, and written were {written}")
    # a picture of a how-to page
    data = png(200)
    (desk.folder / "howto/door-05.png").write_bytes(data)
    code, pages, written = written_by(desk)
    found = [name for name in files(written) if "door-05" in name]
    check(code == 0 and len(found) == 1, wiki, f"a picture changed, and written were {written}")
    check(names(written) <= {wiki.page("BO-05"), wiki.page("BO-05/panel")}, wiki, f"a picture changed, and written were {written}")
    held = wiki.files()
    check(any(held.get(name) == data for name in found), wiki, "the picture is not the new one")
    code, pages, written = written_by(desk)
    check(code == 0 and not written, wiki, f"a run after the changes wrote {written}")


def names(written):
    return {name for name in written if not name.startswith("File:")}


def files(written):
    return {re.split("[:/]", name)[-1].lower().replace(" ", "-") for name in written if name.startswith("File:")}


def hand_edits(desk):
    wiki = desk.wiki
    page = wiki.page("BO-06")
    edited = wiki.text(page).replace("Set the old address", "Set the oldest address")
    assert "oldest" in edited
    wiki.edit(page, edited)
    held = wiki.text(page)
    desk.change(6, "Set the old address", "Set the address of before")
    desk.change(7, "Set the old address", "Set the address of before")
    code, pages, written = written_by(desk)
    kept = pages["BO-06"]
    check(code == 1 and kept["outcome"] == "kept" and kept["reason"] == "edited", wiki, f"an edited page: {code} {kept}")
    check(kept.get("by") == wiki.editor and re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d", kept.get("at", "")), wiki, f"who edited: {kept}")
    check(wiki.text(page) == held, wiki, "an edited page was written over")
    check(names(written) == {wiki.page("BO-07")} and pages["BO-07"]["outcome"] == "updated", wiki, f"beside it: {written}")
    code, pages, written = written_by(desk, "--overwrite", "BO-06")
    check(code == 0 and names(written) == {page} and "oldest" not in wiki.text(page), wiki, f"--overwrite: {code} {written}")


def left_over(desk):
    """The plan of a page is gone, the page is archived when that is asked for, and the plan comes back."""
    wiki, file = desk.wiki, desk.folder / "09.yaml"
    plan, gone = file.read_text("utf-8"), {"BO-09", "BO-09/panel"}
    ours = {wiki.page(key) for key in gone}
    held = {page: wiki.text(page) for page in ours}
    file.unlink()
    code, pages, written = written_by(desk, "--prune")
    check(code == 0 and {page["page"] for page in desk.report["left_over"]} == gone, wiki, f"left over: {desk.report['left_over']}")
    check(not names(written) & ours and not files(written), wiki, f"a plan is gone, and written were {written}")
    check({page: wiki.text(page) for page in ours} == held, wiki, "a page whose plan is gone was changed unasked")
    code, pages, written = written_by(desk, "--archive", ",".join(sorted(gone)))
    check(code == 0 and set(desk.report["archived"]) == gone and written == ours, wiki, f"--archive: {code} {written}")
    shown = wiki.shown(wiki.page("BO-09"))
    check("Archived: there is no such plan any more." in shown and "host 09" in shown, wiki, "the archived page does not say so")
    file.write_text(plan, "utf-8")
    code, pages, written = written_by(desk, "--prune")
    back = {pages[key]["outcome"] for key in gone}
    check(code == 0 and back == {"updated"} and not desk.report["left_over"], wiki, f"the plan is back: {code} {back}")
    check("Archived" not in wiki.text(wiki.page("BO-09")), wiki, "the page of a plan that is back says that it is archived")


def ticked_boxes(desk):
    wiki = desk.wiki
    page = wiki.page("BO-08")
    wiki.edit(page, wiki.text(page).replace(*wiki.ticked, 1))
    held = wiki.text(page)
    desk.change(8, "Set the old address", "Set the address of before")
    code, pages, written = written_by(desk)
    kept = pages["BO-08"]
    check(code == 1 and kept["reason"] == "ticked" and kept["ticked"] == 1, wiki, f"a ticked page: {code} {kept}")
    check(not names(written) and wiki.text(page) == held, wiki, "a ticked page was written over")


def read_back(desk, pages):
    wiki = desk.wiki
    # who reads them at once finds no page missing that is there
    dead = [key for key, page in pages.items() if "redlink=1" in wiki.shown(wiki.page(page["name"]))]
    check(not dead, wiki, f"links that seem to lead nowhere on {dead}")
    wiki.settle()
    shown = {key: wiki.shown(wiki.page(page["name"])) for key, page in pages.items()}
    held = wiki.files()
    no_private_numbers(desk, shown, held)
    built = desk.folder.parent / f"{wiki.name}.built"
    command = [desk.backout, "build", desk.folder, "-o", built, "--doc", "wiki", "--format", "html,md", *DATE]
    subprocess.run(command, check=True, capture_output=True)
    for page in sorted(built.rglob("wiki.html")):
        html, key = page.read_text("utf-8"), page.parent.name
        ours, theirs = Page(html[html.index("<main"):html.index("</main>")]), Page(MARKER.sub("", shown[key]))
        meant = lists_and_tables(ours, page.with_name("wiki.md"), wiki)
        for fault in compare(ours, theirs, wiki, meant) if wiki.name != "git" else lost_words(ours, theirs):
            check(False, wiki, f"{key}: {fault}")
    links_work(wiki, {wiki.page(page["name"]): shown[key] for key, page in pages.items()}, held)


def lost_words(ours, theirs):
    """What a reader of Markdown does not find."""
    alerts = set("Note Tip Important Warning Caution".upper().split())
    lost = {word: count for word, count in (ours.words - theirs.words).items() if word.upper() not in alerts}
    lost = {word: count for word, count in lost.items() if word not in "Hinweis Tipp Wichtig Warnung WARNUNG Vorsicht VORSICHT"}
    if lost:
        yield f"lost {lost}"


def links_work(wiki, shown, held):
    """Every link within the wiki leads to a page, a place or a file that is there."""
    ids, reached = {}, {}
    places = {page: Page(html) for page, html in shown.items()}
    count = 0
    for page, read in places.items():
        for link in set(read.links):
            address = urllib.parse.urljoin(f"{wiki.address}/x", link) if wiki.name != "git" else link
            if re.match(r"(https?|mailto|tel):", address) and not (wiki.name != "git" and address.startswith(wiki.address)):
                continue
            count += 1
            target, _, place = address.partition("#")
            if wiki.name == "git":
                target = os.path.normpath(os.path.join(os.path.dirname(page), urllib.parse.unquote(target))) if target else page
                is_there = target in places or target in wiki.names()
                found = places[target].ids if target in places else set()
            elif link.startswith("#"):
                is_there, found = True, read.ids
            else:
                if target not in reached:
                    status, body = wiki.get(target)
                    reached[target] = status == 200 and "redlink=1" not in target
                    ids[target] = Page(body.decode("utf-8", "replace")).ids if b"<html" in body[:3000] else set()
                is_there, found = reached[target], ids[target]
            check(is_there, wiki, f"{page}: {link} leads nowhere")
            place = urllib.parse.unquote(place)
            check(not place or place in found, wiki, f"{page}: there is no place {link}")
    check(count > 2 * len(shown), wiki, f"only {count} links within the wiki were found")
    for name, data in held.items():
        check(len(data) > 60, wiki, f"the file {name} holds {len(data)} bytes")


def no_private_numbers(desk, shown, held):
    """No telephone number that a plan calls private is on a page or in a file."""
    texts = [file.read_text("utf-8") for file in desk.folder.rglob("*.yaml")]
    private = {found for text in texts for found in re.findall(r'mobile: "([^"]+)"', text)}
    public = {found for text in texts for found in re.findall(r'phone: "([^"]+)"', text)}
    readable = {name: read_pdf(data) if name.endswith(".pdf") else data.decode("utf-8", "replace") for name, data in held.items()}
    readable |= {f"page {key}": re.sub("<[^>]+>", "", html) for key, html in shown.items()}
    check(len(private) > 2 * PLANS and sum(name.endswith(".pdf") for name in held) >= PLANS, desk.wiki, "there is too little to judge")
    for digits in private - public:
        pattern = number(digits)
        for name, text in readable.items():
            check(not pattern.search(text), desk.wiki, f"{name}: the private number {digits}")
    # and the search finds those that are no secret
    everything = "\n".join(readable.values())
    check(any(number(digits).search(everything) for digits in public), desk.wiki, "no public number is found either")


def kill_in_between(backout, folder, wiki):
    desk = Desk(backout, folder / "plans" / f"{wiki.name}.killed", wiki)
    desk.generate(range(1, MANY + 1))
    desk.configure()
    if wiki.name == "git":
        # all pages are pushed together: stopped at the last moment before they are taken
        hook(wiki, "exit 0")
        run = start(desk)
        wait_for(wiki.bare / "reached", run)
        os.killpg(run.pid, signal.SIGKILL)
    else:
        run = start(desk)
        while len(wiki.pages()) < ENOUGH:
            assert run.poll() is None, "it ended before it was killed"
        os.killpg(run.pid, signal.SIGKILL)
    run.wait()
    before = len(wiki.pages())
    check(before < MANY, wiki, f"{before} pages stood already when it was killed")
    all_stand_once(desk, before)


def kill_while_pushing(backout, folder):
    """Our process alone is killed, and git goes on."""
    wiki = Git("orphan", folder)
    desk = Desk(backout, folder / "plans" / "git.orphan", wiki)
    desk.generate(range(1, MANY + 1))
    desk.configure()
    hook(wiki, "for _ in $(seq 100); do [ -e go ] && exit 0; sleep .1; done; exit 1")
    run = start(desk)
    wait_for(wiki.bare / "reached", run)
    os.kill(run.pid, signal.SIGKILL)
    run.wait()
    (wiki.bare / "go").touch()
    ends = time.monotonic() + 60
    while not wiki.has_pages():
        assert time.monotonic() < ends, "what was being pushed never arrived"
        time.sleep(.05)
    (wiki.bare / "hooks" / "pre-receive").unlink()
    all_stand_once(desk, len(wiki.pages()))


def hook(wiki, rest):
    file = wiki.bare / "hooks" / "pre-receive"
    file.parent.mkdir(exist_ok=True)
    file.write_text(f"#!/bin/sh\ncat >/dev/null\n[ -e reached ] && exit 0\ntouch reached\n{rest}\n")
    if rest == "exit 0":
        file.write_text("#!/bin/sh\ncat >/dev/null\n[ -e reached ] && exit 0\ntouch reached\nsleep 60\n")
    file.chmod(0o755)


def start(desk):
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen(desk.command(), env=desk.environment(), start_new_session=True, **quiet)


def wait_for(file, run):
    ends = time.monotonic() + 120
    while not file.exists():
        assert run.poll() is None and time.monotonic() < ends, "it ended before it was killed"
        time.sleep(.02)


def all_stand_once(desk, before):
    wiki = desk.wiki
    code, pages, _ = desk.publish()
    expected = {key: count for key, count in outcomes(pages).items() if key in ("created", "unchanged")}
    check(code == 0 and sum(expected.values()) == len(pages), wiki, f"after the kill: {code} {troubles(pages)}")
    written = wiki.writes()
    twice = {name: count for name, count in written.items() if count > 1 and "bo-" in name.lower() and is_of(wiki, name)}
    check(not twice, wiki, f"written twice: {twice}")
    check(len(wiki.pages()) == len(pages), wiki, f"{len(wiki.pages())} pages stand, and {len(pages)} are meant")
    for key, page in pages.items():
        words = f"host {key[3:5]}" if re.fullmatch(r"BO-\d\d", key) else ""
        check(words in (wiki.text(wiki.page(page["name"])) or "\0"), wiki, f"{key} does not say what it should")
    code, pages, _ = desk.publish()
    check(code == 0 and outcomes(pages) == {"unchanged": len(pages)} and wiki.writes() == written, wiki, f"at last: {troubles(pages)}")
    print(f"{wiki.name}: killed with {before} of {len(pages)} pages, all stand, each written once")


def is_of(wiki, name):
    return wiki.place in name


if __name__ == "__main__":
    main()
