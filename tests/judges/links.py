#!/usr/bin/env python3
"""Holds the addresses of a document's links against its HTML and PDF: each can be clicked, and is printed in full.

    links.py FOLDER…

pandoc finds the links of every NAME.md, Python's own parser those of the NAME.html and poppler those of the NAME.pdf
beside it. On paper a link is what is printed: each web address must stand in the PDF's text, blanks aside.
"""

import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path


def main():
    files = sorted(file for folder in sys.argv[1:] for file in Path(folder).rglob("*.md"))
    if not files:
        sys.exit("links: no files")
    faults, links = [], 0
    for file in files:
        wanted = set(targets(json.loads(run("pandoc", "-f", "gfm", "-t", "json", file))["blocks"]))
        links += len(wanted)
        page, pdf = file.with_suffix(".html"), file.with_suffix(".pdf")
        clickable = {page: addresses_of(page), pdf: set(re.findall(r"https?://\S+", run("pdfinfo", "-url", pdf)))}
        for rendered, found in clickable.items():
            faults += [f"{rendered}: {address} cannot be clicked" for address in sorted(wanted - found)]
        # a long address is broken over lines, without a hyphen
        printed = re.sub(r"\s", "", run("pdftotext", "-raw", pdf, "-"))
        faults += [f"{pdf}: {address} is not printed in full" for address in sorted(wanted) if address not in printed]
    print("\n".join(faults), end="\n" if faults else "")
    print(f"links: {len(files)} documents, {links} addresses, {len(faults)} faults")
    sys.exit(bool(faults))


def targets(node):
    """The web addresses that links in a node of pandoc's tree lead to."""
    if isinstance(node, list):
        for part in node:
            yield from targets(part)
    elif isinstance(node, dict):
        if node.get("t") == "Link" and node["c"][2][0].startswith("http"):
            yield node["c"][2][0]
        yield from targets(list(node.values()))


class Page(HTMLParser):
    """The addresses of a page's links."""

    def __init__(self):
        super().__init__()
        self.found = set()

    def handle_starttag(self, tag, attributes):
        if tag == "a":
            self.found.update(value for key, value in attributes if key == "href")


def addresses_of(file):
    """The addresses that can be clicked on a page."""
    page = Page()
    page.feed(file.read_text("utf-8"))
    return page.found


def run(*command):
    """What a program says."""
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout


if __name__ == "__main__":
    main()
