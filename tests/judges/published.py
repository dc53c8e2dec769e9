"""Wikis as their readers and editors see them: what each holds, page by page and file by file, and how often it was
written. Nothing here is told by our own program."""

import base64
import json
import os
import re
import subprocess
import tempfile
import urllib.parse
import urllib.request
import xmlrpc.client
from collections import Counter
from http.cookiejar import CookieJar
from pathlib import Path

SECONDS = 120


class Wiki:
    """What all kinds have in common."""

    def __init__(self, place, token):
        self.place, self.token = place, token

    def settle(self):
        """Does what a wiki does by and by."""

    def get(self, address):
        """The status and body of an address of the wiki, as anybody gets it."""
        try:
            with urllib.request.urlopen(urllib.parse.urljoin(self.address, address), timeout=SECONDS) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()


class MediaWiki(Wiki):
    """MediaWiki by its action interface, as the human Admin."""

    name, ending, ticked, editor = "mediawiki", "mediawiki", ("☐", "☑"), "Admin"

    def __init__(self, place, address, folder):
        super().__init__(f"Operations/{place}", "0123456789abcdef0123456789abcdef")
        self.address, self.settings = address, Path(folder) / "mediawiki" / "conf" / "LocalSettings.php"
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        token = self.call(action="query", meta="tokens", type="login")["query"]["tokens"]["logintoken"]
        answer = self.call(action="login", lgname="Admin", lgpassword="Adm1n-loopback-only", lgtoken=token)
        assert answer["login"]["result"] == "Success", answer
        self.csrf = self.call(action="query", meta="tokens")["query"]["tokens"]["csrftoken"]

    def target(self):
        return f'kind = "mediawiki"\nurl = "{self.address}"\nuser = "Publisher@backout"\nparent = "{self.place}"\n'

    def settle(self):
        environment = os.environ | {"MW_CONFIG_FILE": str(self.settings)}
        subprocess.run(["php", "/usr/share/mediawiki/maintenance/runJobs.php"], check=True, capture_output=True, env=environment)

    def call(self, **query):
        query |= {"format": "json", "formatversion": 2}
        data = urllib.parse.urlencode(query).encode()
        return json.load(self.opener.open(f"{self.address}/api.php", data, timeout=SECONDS))

    def all(self, kind, **query):
        """Everything of a list, however many parts it comes in."""
        more = {}
        while True:
            answer = self.call(action="query", **query, **more)
            yield from answer["query"][kind]
            more = answer.get("continue")
            if not more:
                return

    def page(self, name):
        return f"{self.place}/{name}"

    def writes(self):
        """How often each page and each file was written."""
        counts = Counter()
        for page in self.all("allrevisions", list="allrevisions", arvlimit="max", arvprop="ids"):
            if page["title"].startswith((self.place, "File:")):
                counts[page["title"]] += len(page["revisions"])
        return counts

    def text(self, page):
        answer = self.call(action="query", prop="revisions", rvprop="content", rvslots="main", titles=page)
        revisions = answer["query"]["pages"][0].get("revisions")
        return revisions[0]["slots"]["main"]["content"] if revisions else None

    def edit(self, page, text):
        answer = self.call(action="edit", title=page, text=text, token=self.csrf)
        assert answer.get("edit", {}).get("result") == "Success", answer

    def shown(self, page):
        return self.call(action="parse", page=page, disableeditsection=1)["parse"]["text"]

    def pages(self):
        return [name for name in self.writes() if not name.startswith("File:")]

    def files(self):
        """The bytes of every file, by name."""
        found = self.all("allimages", list="allimages", ailimit="max", aiprop="url")
        return {image["name"].lower(): self.get(image["url"])[1] for image in found}


class DokuWiki(Wiki):
    """DokuWiki by XML-RPC, as the human Alice; how often it was written stands in its own lists of changes."""

    name, ending, ticked, editor = "dokuwiki", "dokuwiki.txt", ("☐", "☑"), "alice"

    def __init__(self, place, address, folder):
        super().__init__(f"ops:{place.lower()}", "publisher-loopback-only")
        self.address, self.data = address, Path(folder) / "dokuwiki" / "data"
        host = address.removeprefix("http://")
        self.wiki = xmlrpc.client.ServerProxy(f"http://alice:alice-loopback-only@{host}/lib/exe/xmlrpc.php").wiki

    def target(self):
        return f'kind = "dokuwiki"\nurl = "{self.address}"\nuser = "publisher"\nnamespace = "{self.place}"\n'

    def page(self, name):
        return f"{self.place}:{name.lower().replace('/', ':')}"

    def changes(self, folder):
        root = self.data / folder
        below = root / self.place.replace(":", "/")
        for file in below.rglob("*.changes"):
            name = str(file.relative_to(root).with_suffix("")).replace("/", ":")
            yield name, len(file.read_text("utf-8").splitlines())

    def writes(self):
        pages = Counter(dict(self.changes("meta")))
        return pages + Counter({f"File:{name}": count for name, count in self.changes("media_meta")})

    def text(self, page):
        return self.wiki.getPage(page) or None

    def edit(self, page, text):
        assert self.wiki.putPage(page, text, {"sum": "mend it"}) is True

    def shown(self, page):
        return self.wiki.getPageHTML(page)

    def pages(self):
        return [name for name, _ in self.changes("meta")]

    def files(self):
        found = self.wiki.getAttachments(self.place, {"depth": 0})
        return {file["id"].rsplit(":", 1)[-1]: self.bytes(self.wiki.getAttachment(file["id"])) for file in found}

    def bytes(self, answer):
        return answer.data if isinstance(answer, xmlrpc.client.Binary) else base64.b64decode(answer)


class Git(Wiki):
    """A bare repository, and Alice's clone of it."""

    name, ending, ticked, editor = "git", "md", ("[ ]", "[x]"), "Alice"

    def __init__(self, place, folder):
        super().__init__("ops", "")
        self.bare, self.clone = Path(folder) / f"{place}.git", Path(folder) / f"{place}.clone"
        self.environment = os.environ | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        for who in ("AUTHOR", "COMMITTER"):
            self.environment |= {f"GIT_{who}_NAME": "Alice", f"GIT_{who}_EMAIL": "alice@example.invalid"}
        self.git("init", "--quiet", "--bare", "--initial-branch=main", self.bare, at=folder)

    def target(self):
        return f'kind = "git"\nurl = "{self.bare}"\nfolder = "{self.place}"\n'

    def git(self, *arguments, at=None):
        command = ["git", "-C", at or self.bare, *arguments]
        return subprocess.run(command, check=True, stdout=subprocess.PIPE, env=self.environment).stdout

    def page(self, name):
        return f"{self.place}/{name}.md"

    def has_pages(self):
        return bool(self.git("for-each-ref", "refs/heads/main"))

    def writes(self):
        log = self.git("log", "--format=", "--name-only", "-z", "main") if self.has_pages() else b""
        names = (name.strip("\n") for name in log.decode().split("\0"))
        return Counter(name if name.endswith(".md") else f"File:{name}" for name in names if name)

    def text(self, page):
        return self.git("show", f"main:{page}").decode()

    def edit(self, page, text):
        if not self.clone.exists():
            self.git("clone", "--quiet", self.bare, self.clone)
        self.git("pull", "--quiet", at=self.clone)
        (self.clone / page).write_text(text, "utf-8")
        self.git("commit", "--quiet", "--all", "--message=Mend it", at=self.clone)
        self.git("push", "--quiet", at=self.clone)

    def shown(self, page):
        command = ["pandoc", "-f", "gfm", "-t", "html"]
        return subprocess.run(command, input=self.git("show", f"main:{page}"), check=True, capture_output=True).stdout.decode()

    def names(self):
        listed = self.git("ls-tree", "-r", "-z", "--name-only", "main") if self.has_pages() else b""
        return [name for name in listed.decode().split("\0") if name]

    def pages(self):
        return [name for name in self.names() if name.endswith(".md")]

    def files(self):
        names = [name for name in self.names() if not name.endswith(".md")]
        return {name.rsplit("/", 1)[-1]: self.git("show", f"main:{name}") for name in names}


def read_pdf(data):
    """The text of a PDF, and of what is attached to it."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "a.pdf"
        file.write_bytes(data)
        text = subprocess.run(["pdftotext", "-layout", file, "-"], check=True, capture_output=True).stdout.decode()
        (Path(folder) / "attached").mkdir()
        subprocess.run(["pdfdetach", "-saveall", "-o", Path(folder) / "attached", file], capture_output=True)
        attached = [it.read_text("utf-8", "replace") for it in (Path(folder) / "attached").iterdir()]
    return "\n".join([text, *attached])


def number(digits):
    """A pattern for a telephone number, however it is divided."""
    return re.compile(r"[\s()/.\-\u00a0\u202f]*".join(re.sub(r"\D", "", digits)))
