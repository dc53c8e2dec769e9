#!/usr/bin/env python3
"""Whether the words of a plan come back out of its PDF: by pdftotext, and by the structure that screen readers use.

Usage: scripts.py PLAN PDF
"""
import re
import subprocess
import sys
import unicodedata

FONTS = ["DejaVuSans", "Amiri-Regular", "IPAGothic", "Symbola"]
PHONES = ["+49 30 5550 117", "+49 171 3920012"]


def folded(text):
    """NFKC without blanks, marks of direction and line ends; words divided at a line's end are whole again."""
    text = re.sub("[\u00ad\u2010]\n", "", text).replace("\u00ad", "")
    text = unicodedata.normalize("NFKC", text)
    return re.sub("[\\s\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]", "", text)


def run(*command):
    return subprocess.run(command, capture_output=True, check=True).stdout.decode()


def texts(plan):
    """What the plan says: the values of its `title`, `note`, `back_to`, `do` and `expect`."""
    lines = open(plan, encoding="utf-8").read().split("\n")
    found, folding = [], False
    for line in lines:
        folding = folding and re.match(r" {10}", line)
        key = re.match(r"\s*(?:- )?(title|note|back_to|do|expect): (.*)$", line)
        if key and key[2] != ">-":
            found.append(key[2])
        elif key:
            found.append("")
            folding = True
        elif folding:
            found[-1] += " " + line.strip()
    return found


def forms(way, text, word):
    """How a word may come back. pdftotext sorts what it reads from right to left by where it stands: it turns round the
    two letters of a ligature (lam and alef) and leaves brackets where they are seen. The structure has it as it is."""
    word = folded(word)
    if way == "pdftotext" and re.search("[\u0590-\u06ff]", text):
        return [word, re.sub("\u0644([\u0622\u0623\u0625\u0627])", "\\1\u0644", word), word.strip("()")]
    return [word]


plan, pdf = sys.argv[1:3]
faults = []
fonts = run("pdffonts", pdf)
faults += [f"the font {name} is not used" for name in FONTS if name not in fonts]
structure = run("pdfinfo", "-struct-text", pdf)
ways = {"pdftotext": folded(run("pdftotext", pdf, "-")), "pdfinfo -struct-text": folded(structure.replace('"', ""))}
for way, read in ways.items():
    for text in texts(plan):
        text = text.replace("&#x301;", "\u0301")
        missing = [word for word in text.split() if not any(form in read for form in forms(way, text, word))]
        faults += [f"{way}: {missing} of {text!r} is not there"] if missing else []
    faults += [f"{way}: the telephone number {phone} is not whole" for phone in PHONES if folded(phone) not in read]
for phone in PHONES:
    if phone not in re.sub(r"\s+", " ", run("pdftotext", "-layout", pdf, "-")):
        faults.append(f"the telephone number {phone} is not on one line")
print("\n".join(faults))
print(f"scripts: {len(texts(plan))} texts in {len(FONTS)} fallback fonts, {len(faults)} faults")
sys.exit(bool(faults))
