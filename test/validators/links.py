"""Judges the links of a built site, knowing nothing of how it was built.

usage: links.py DIR

Every address that a page, a style sheet or a sitemap names inside the site has
to be there, with its anchor. Pages say their language, hreflang is agreed on by
all that it names, canonical addresses lead to pages that stand for themselves.
Where the site is on the web is read from its robots.txt.
"""
import json
import os
import re
import sys
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML_LINK = "{http://www.w3.org/1999/xhtml}link"

# Attributes that hold an address, whatever the element.
ADDRESS = {"href", "xlink:href", "src", "poster", "action", "formaction", "cite"}
CANDIDATES = {"srcset", "imagesrcset"}
# <meta> whose content is an address for other sites, and so absolute.
ABSOLUTE_META = {"og:url", "og:image", "og:image:secure_url", "og:video", "og:audio", "twitter:image"}
OUTWARD = {"https", "mailto", "tel"}
CSS_URL = re.compile(r"""url\(\s*["']?([^"')]*)["']?\s*\)|@import\s+["']([^"']*)["']""")


class Page(HTMLParser):
    """What one HTML file says about itself and others."""

    def __init__(self, path, text):
        super().__init__(convert_charrefs=True)
        self.path = path
        self.lang = None  # of <html>
        self.noindex = False
        self.ids = set()
        self.links = []  # (line, column, what, address, hreflang)
        self.absolute = []  # (line, column, what, address)
        self.canonical = []
        self.alternates = {}  # hreflang: address
        self.found = []  # (line, column, what is wrong)
        self.inside = None  # "json" or "css": the text that is being read
        self.text = ""
        self.data = []  # parsed JSON-LD
        self.feed(text)
        self.close()

    def wrong(self, what):
        line, column = self.getpos()
        self.found.append((line, column + 1, what))

    def link(self, what, address, hreflang=None):
        line, column = self.getpos()
        self.links.append((line, column + 1, what, address, hreflang))

    def handle_starttag(self, tag, attrs):
        a = {name: value or "" for name, value in attrs}
        if len(a) != len(attrs):
            self.wrong(f"<{tag}> has an attribute twice")
        if tag == "html":
            self.lang = a.get("lang")
        if a.get("lang", "-").strip() == "" or a.get("hreflang", "-").strip() == "":
            self.wrong(f"<{tag}> has an empty lang or hreflang")
        if tag == "base":
            self.wrong("<base> changes what links mean")
        for name in ("id", "name") if tag == "a" else ("id",):
            if a.get(name):
                self.ids.add(a[name])
        if tag == "meta":
            self.meta(a)
        elif tag == "link" and self.head_link(a):
            return
        for name, value in a.items():
            if name in ADDRESS or (tag == "object" and name == "data"):
                self.link(f"{tag} {name}", value, a.get("hreflang") if tag == "a" else None)
            elif name in CANDIDATES:
                for candidate in value.split(","):
                    self.link(f"{tag} {name}", (candidate.split() or [""])[0])
            elif name == "style":
                self.css(value)
        if tag == "script" and a.get("type") == "application/ld+json":
            self.inside, self.text = "json", ""
        elif tag == "style":
            self.inside, self.text = "css", ""

    def handle_data(self, data):
        if self.inside:
            self.text += data

    def handle_endtag(self, tag):
        if tag == "script" and self.inside == "json":
            try:
                self.data.append(json.loads(self.text))
            except ValueError as err:
                self.wrong(f"JSON-LD that is no JSON: {err}")
            self.inside = None
        elif tag == "style" and self.inside == "css":
            self.css(self.text)
            self.inside = None

    def meta(self, a):
        content = a.get("content", "")
        line, column = self.getpos()
        name = a.get("property") or a.get("name") or ""
        if name in ABSOLUTE_META:
            self.absolute.append((line, column + 1, name, content))
        if name == "robots" and "noindex" in content:
            self.noindex = True
        if a.get("http-equiv", "").lower() == "refresh":
            found = re.fullmatch(r"\d+\s*;\s*url=(.*)", content, re.I)
            self.link("refresh", found[1] if found else "")

    def head_link(self, a):
        """Takes canonical and hreflang links, which are absolute addresses."""
        rel, line, column = a.get("rel", "").split(), *self.getpos()
        if "canonical" in rel:
            self.canonical.append(a.get("href", ""))
        elif "alternate" in rel and "hreflang" in a and "type" not in a:
            if a["hreflang"] in self.alternates:
                self.wrong(f"hreflang {a['hreflang']} twice")
            self.alternates[a["hreflang"]] = a.get("href", "")
        else:
            return False
        self.absolute.append((line, column + 1, " ".join(rel), a.get("href", "")))
        return True

    def css(self, text):
        for address in css_addresses(text):
            self.link("style", address)


def css_addresses(text):
    return [a or b for a, b in CSS_URL.findall(text)]


class Site:
    """All files of a site, and what is wrong with them."""

    def __init__(self, folder):
        self.folder = folder
        self.files = set()
        self.pages = {}
        self.problems = []
        self.count = 0
        for parent, _, names in os.walk(folder):
            for name in names:
                path = os.path.relpath(os.path.join(parent, name), folder).replace(os.sep, "/")
                self.files.add(path)
        for path in sorted(self.files):
            if path.endswith((".html", ".htm")):
                self.pages[path] = Page(path, self.read(path))
        self.base = self.base_address()
        self.root = urlsplit(self.base).path
        self.languages = {lang for p in self.pages.values() for lang in p.alternates} - {"x-default"}

    def read(self, path):
        with open(os.path.join(self.folder, path), encoding="utf-8", newline="") as f:
            return f.read()

    def problem(self, path, line, column, what):
        self.problems.append((path, line, column, what))

    def base_address(self):
        text = self.read("robots.txt") if "robots.txt" in self.files else ""
        found = re.search(r"^Sitemap: (https://\S+/)sitemap\.xml$", text, re.M)
        if found:
            return found[1]
        self.problem("robots.txt", 1, 1, "no line 'Sitemap: https://…/sitemap.xml', so where the site is on the web is unknown")
        return "https://unknown.invalid/"

    def address(self, path):
        """The address of a file on the web."""
        return self.base + re.sub(r"(^|/)index\.html$", r"\1", path)

    def inside(self, address):
        """The file that an absolute address of this site names; None if it is outside."""
        if not address.startswith(self.base):
            return None
        path = unquote(re.split(r"[?#]", address[len(self.base):])[0])
        return path + "index.html" if path == "" or path.endswith("/") else path

    def target(self, path, address):
        """Follows an address found in a file: (file, fragment, None), or
        (None, "", what is wrong); (None, "", None) leads out of the site."""
        if address == "" or address == "#":
            return None, "", "leads nowhere"
        if address != address.strip() or re.search(r"[\s\\]", address):
            return None, "", "has a space or a backslash"
        if address.startswith("//"):
            return None, "", "leaves the scheme open"
        parts = urlsplit(address)
        if parts.scheme:
            if parts.scheme not in OUTWARD or (parts.scheme == "https" and not parts.hostname):
                return None, "", f"is neither inside the site nor one of {', '.join(sorted(OUTWARD))}"
            if parts.scheme != "https" or parts.netloc != urlsplit(self.base).netloc:
                return None, "", None
            file = self.inside(address)
            return (file, parts.fragment, None) if file else (None, "", "leads out of the site's folder on its own host")
        if parts.path == "":
            return path, parts.fragment, None
        missing = path.split("/")[-1] == "404.html"
        if missing != parts.path.startswith("/") and path.endswith((".html", ".htm")):
            return None, "", "is relative, but a 404 page is shown anywhere" if missing else "starts at the host's root"
        if missing:
            file = self.inside(f"https://{urlsplit(self.base).netloc}{parts.path}")
            return (file, parts.fragment, None) if file else (None, "", f"leads out of {self.root}")
        steps = path.split("/")[:-1]
        *middle, last = parts.path.split("/")
        for step in [unquote(s) for s in middle] + ([last] if last in (".", "..") else []):
            if step == "..":
                if not steps:
                    return None, "", "climbs out of the site"
                steps.pop()
            elif step != ".":
                steps.append(step)
        last = "" if last in (".", "..") else unquote(last)
        return "/".join(steps + [last or "index.html"]), parts.fragment, None

    def follow(self, path, line, column, what, address):
        """Reports what is wrong with an address; gives the file it leads to."""
        self.count += 1
        file, fragment, wrong = self.target(path, address)
        if wrong:
            self.problem(path, line, column, f'{what}: "{address}" {wrong}')
        if file is None:
            return None
        if file not in self.files:
            hint = ' (it wants a "/" at its end)' if file + "/index.html" in self.files else ""
            self.problem(path, line, column, f'{what}: "{address}" is not there: no file {file}{hint}')
            return None
        if fragment and file in self.pages and unquote(fragment) not in self.pages[file].ids:
            self.problem(path, line, column, f'{what}: "{address}": {file} has no anchor "{unquote(fragment)}"')
        return file

    def check_page(self, page):
        for line, column, what in page.found:
            self.problem(page.path, line, column, what)
        if not page.lang:
            self.problem(page.path, 1, 1, "<html> has no lang")
        folder = page.path.split("/")[0]
        if folder in self.languages and page.lang != folder:
            self.problem(page.path, 1, 1, f'lies in {folder}/ but says lang="{page.lang}"')
        for line, column, what, address, hreflang in page.links:
            file = self.follow(page.path, line, column, what, address)
            if file in self.pages and what == "a href":
                self.check_hreflang(page, line, column, address, hreflang, self.pages[file].lang)
        for line, column, what, address in page.absolute:
            if self.inside(address) is None:
                self.problem(page.path, line, column, f'{what}: "{address}" is no absolute address of this site')
            else:
                self.follow(page.path, line, column, what, address)
        self.check_canonical(page)
        self.check_alternates(page)
        for data in page.data:
            self.check_data(page, data)

    def check_hreflang(self, page, line, column, address, hreflang, lang):
        if hreflang is None and lang != page.lang:
            self.problem(page.path, line, column, f'"{address}" leads to a page in {lang} and has no hreflang')
        if hreflang is not None and lang != hreflang:
            self.problem(page.path, line, column, f'"{address}" says hreflang="{hreflang}", the page is in {lang}')

    def check_canonical(self, page):
        if page.path.split("/")[-1] == "404.html":
            if not page.noindex:
                self.problem(page.path, 1, 1, "a 404 page without noindex")
            return
        if len(page.canonical) != 1:
            self.problem(page.path, 1, 1, f"{len(page.canonical)} canonical addresses, not one")
            return
        address = page.canonical[0]
        if address != self.address(page.path):
            if not page.noindex:
                self.problem(page.path, 1, 1, f'canonical is another page, "{address}", but there is no noindex')
            other = self.pages.get(self.inside(address))
            if other and other.canonical != [address]:
                self.problem(page.path, 1, 1, f'canonical is "{address}", which does not stand for itself')

    def check_alternates(self, page):
        if not page.alternates:
            return
        if page.noindex:
            self.problem(page.path, 1, 1, "noindex and hreflang together")
        if self.address(page.path) not in page.alternates.values():
            self.problem(page.path, 1, 1, "its hreflang links do not name the page itself")
        for lang, address in page.alternates.items():
            other = self.pages.get(self.inside(address))
            if other is None:
                continue  # reported as a link that leads nowhere
            if lang not in ("x-default", other.lang):
                self.problem(page.path, 1, 1, f'hreflang {lang}: "{address}" is in {other.lang}')
            if other.alternates != page.alternates:
                self.problem(page.path, 1, 1, f'hreflang {lang}: "{address}" names other translations than this page')

    def check_data(self, page, data):
        """JSON-LD: has a context, and names only addresses that are there."""
        if isinstance(data, dict) and "@context" not in data:
            self.problem(page.path, 1, 1, "JSON-LD without @context")
        todo = [data]
        while todo:
            value = todo.pop()
            if isinstance(value, dict):
                todo += value.values()
            elif isinstance(value, list):
                todo += value
            elif isinstance(value, str) and value.startswith(self.base):
                self.follow(page.path, 1, 1, "JSON-LD", value.split("#")[0])

    def check_css(self, path):
        for address in css_addresses(self.read(path)):
            self.follow(path, 1, 1, "style", address)

    def check_sitemaps(self):
        """The index names each sitemap; sitemaps name each page once, and say of it what it says itself."""
        index = self.sitemap("sitemap.xml")
        named = [self.inside(e.text or "") for e in index.iter(SITEMAP + "loc")]
        there = sorted(f for f in self.files if re.fullmatch(r"sitemap-.*\.xml", f))
        if sorted(map(str, named)) != there:
            self.problem("sitemap.xml", 1, 1, f"names {named}, but the sitemaps are {there}")
        seen = set()
        for path in there:
            for url in self.sitemap(path).iter(SITEMAP + "url"):
                address = url.findtext(SITEMAP + "loc") or ""
                if address in seen:
                    self.problem(path, 1, 1, f'"{address}" for a second time')
                seen.add(address)
                self.check_sitemap_url(path, url, address)

    def check_sitemap_url(self, path, url, address):
        page = self.pages.get(self.inside(address))
        if page is None:
            self.problem(path, 1, 1, f'"{address}" is not there')
            return
        if page.noindex or page.canonical != [address]:
            self.problem(path, 1, 1, f'"{address}" has noindex or another canonical address')
        said = {e.get("hreflang"): e.get("href") for e in url.iter(XHTML_LINK)}
        if said != page.alternates:
            self.problem(path, 1, 1, f'"{address}": other translations than on the page')

    def sitemap(self, path):
        try:
            return ElementTree.parse(os.path.join(self.folder, path)).getroot()
        except (OSError, ElementTree.ParseError) as err:
            self.problem(path, 1, 1, f"cannot be read: {err}")
            return ElementTree.Element("none")

    def check(self):
        if not self.pages:
            self.problem(".", 1, 1, "no page in this folder")
        for page in self.pages.values():
            self.check_page(page)
        for path in sorted(self.files):
            if path.endswith(".css"):
                self.check_css(path)
        self.check_sitemaps()


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    site = Site(sys.argv[1])
    site.check()
    problems = sorted(set(site.problems))
    for path, line, column, what in problems[:100]:
        print(f"{path}:{line}:{column}: {what}")
    if len(problems) > 100:
        print(f"... and {len(problems) - 100} more")
    print(f"{len(site.pages)} pages, {site.count} addresses followed, {len(problems)} problems")
    sys.exit(1 if problems else 0)


main()
