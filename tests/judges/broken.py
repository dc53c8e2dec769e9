#!/usr/bin/env python3
"""Breaks the structure of a PDF on purpose and sees veraPDF fail: a judge that lets everything pass proves nothing.

    broken.py FILE.pdf FOLDER

The copies are written to FOLDER, one a fault, and one that is only written anew by qpdf and must pass.
VERAPDF_CLASSPATH: veraPDF's jar with JAXB before it.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

JUDGE = Path(__file__).parent / "verapdf" / "Judge.java"

# what is broken, how it reads in the file, and what stands there instead
FAULTS = {
    "figure-without-words": (rb"/Alt <[^>]*>", b""),
    "no-language": (rb"/Lang \([^)]*\)", b""),
    "not-marked": (rb"/Marked true", b"/Marked false"),
    "neither-artifact-nor-tagged": (rb"/Artifact <<[^\n]*>> BDC", b"/Span << >> BDC"),
    "page-without-its-place-in-the-tree": (rb"/StructParents \d+", b""),
    "heading-left-out": (rb"/S /H1\b", b"/S /H3"),
    "field-without-words": (rb"/TU (?:\([^)]*\)|<[^>]*>)", b""),
    "no-claim": (rb"pdfuaid:part", b"pdfuaid:none"),
}


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    source, folder = Path(sys.argv[1]), Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    whole = folder / "whole.pdf"
    subprocess.run(["qpdf", "--qdf", "--object-streams=disable", source, whole], check=True)
    text = whole.read_bytes()
    copies = []
    for name, (pattern, instead) in FAULTS.items():
        broken, count = re.subn(pattern, instead, text)
        if count == 0:
            sys.exit(f"broken: {source} has nothing to break for {name}")
        copy = folder / f"{name}.pdf"
        # offsets and lengths are set right again
        copy.write_bytes(subprocess.run(["fix-qdf"], input=broken, check=True, capture_output=True).stdout)
        copies.append(copy)
    classes = os.environ["VERAPDF_CLASSPATH"]
    said = subprocess.run(
        ["java", "-cp", classes, JUDGE, "ua1", whole, *copies], capture_output=True, encoding="utf-8"
    )
    faults = [f"{copy}: nothing was found" for copy in copies if f"{copy}: ua1 " not in said.stdout]
    faults += [line for line in said.stdout.splitlines() if line.startswith(f"{whole}: ")]
    if said.returncode == 0 or not said.stdout:
        faults.append(f"veraPDF passed all of them: {said.stderr}")
    for fault in faults:
        print(fault)
    print(f"broken: {len(copies)} broken files, {len(faults)} faults")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
