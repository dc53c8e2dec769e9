"""The structure tree of a PDF, as poppler's `pdfinfo -struct-text` tells it to a screen reader."""

import re
import subprocess
from dataclasses import dataclass, field

ELEMENT = re.compile(r"(\w+)( \((?:block|inline)\))?:?$")


@dataclass
class Element:
    """An element with its attributes (`Scope`) and its parts: further elements, and texts."""

    kind: str
    inline: bool = False
    attributes: dict = field(default_factory=dict)
    parts: list = field(default_factory=list)

    def all(self, kind):
        """Every element of a kind, in the order it is read, but for what is in pictures."""
        for part in self.parts:
            if isinstance(part, Element) and part.kind != "Figure":
                if part.kind == kind:
                    yield part
                yield from part.all(kind)

    def text(self):
        """Its text, in which only blocks are parted; for what is in a picture, the words beside it say it."""
        if self.kind == "Figure":
            return ""
        text = "".join(part if isinstance(part, str) else part.text() for part in self.parts)
        return text if self.inline else f"\n{text}\n"


def read(file):
    """The root of a file's structure tree."""
    told = subprocess.run(["pdfinfo", "-struct-text", file], check=True, capture_output=True, encoding="utf-8").stdout
    root = Element("")
    # the open elements with their depths
    path, lines = [(-1, root)], iter(told.splitlines())
    for line in lines:
        depth, said = len(line) - len(line.lstrip()), line.strip()
        if said.startswith('"'):
            # a text may go on for several lines
            while not (said.endswith('"') and len(said) > 1):
                said += "\n" + next(lines)
        while path[-1][0] >= depth:
            path.pop()
        parent = path[-1][1]
        if said.startswith('"'):
            parent.parts.append(said[1:-1])
        elif said.startswith("/"):
            key, _, value = said[1:].partition(" ")
            parent.attributes[key] = value
        elif found := ELEMENT.match(said):
            element = Element(found[1], found[2] == " (inline)")
            parent.parts.append(element)
            path.append((depth, element))
    return root
