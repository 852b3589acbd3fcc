"""Judges the Atom feeds of a built site with feedparser.

usage: feeds.py DIR

Beyond being well-formed, a feed says its language, when it changed, and what it
is called on the web; each entry has an address of its own that is a page of the
site.
"""
import os
import re
import sys
from urllib.parse import unquote
from xml.etree import ElementTree

import feedparser

FEED = "{http://www.w3.org/2005/Atom}feed"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def feeds(folder):
    """Gives the paths of all files that are Atom feeds, or ought to be."""
    for parent, _, names in sorted(os.walk(folder)):
        for name in sorted(names):
            path = os.path.join(parent, name)
            if name.endswith(".atom") or name == "feed.xml":
                yield path
            elif name.endswith(".xml"):
                try:
                    if ElementTree.parse(path).getroot().tag == FEED:
                        yield path
                except ElementTree.ParseError:
                    yield path


def file_of(folder, self_address, feed_path, address):
    """The file that an address names; where the site is on the web follows from the feed's own address."""
    own = os.path.relpath(feed_path, folder).replace(os.sep, "/")
    if not self_address.endswith("/" + own):
        return None
    base = self_address[: -len(own)]
    if not address.startswith(base):
        return None
    path = unquote(re.split(r"[?#]", address[len(base):])[0])
    return os.path.join(folder, path + "index.html" if path == "" or path.endswith("/") else path)


def check(folder, path, ids):
    """Yields what is wrong with one feed."""
    d = feedparser.parse(path)
    if d.bozo:
        yield f"feedparser: {d.bozo_exception}"
        return
    if d.version != "atom10":
        yield f"is {d.version or 'no feed'}, not Atom 1.0"
    root = ElementTree.parse(path).getroot()
    if not root.get(LANG):
        yield "no xml:lang"
    for name in ("id", "title", "updated", "author"):
        if not d.feed.get(name):
            yield f"no {name}"
    if d.feed.get("updated") and not d.feed.get("updated_parsed"):
        yield f'updated "{d.feed.updated}" is no time'
    if d.feed.get("id") in ids:
        yield f"its id is that of {ids[d.feed.id]}"
    ids[d.feed.get("id")] = path
    own = next((l.href for l in d.feed.get("links", []) if l.get("rel") == "self"), "")
    if not own.startswith("https://"):
        yield "no link rel=self with an absolute address"
    if not d.entries:
        yield "no entries"
    seen = set()
    for n, e in enumerate(d.entries, 1):
        for what in check_entry(folder, path, own, e, seen):
            yield f"entry {n}: {what}"


def check_entry(folder, path, own, e, seen):
    for name in ("id", "title", "updated"):
        if not e.get(name):
            yield f"no {name}"
    if e.get("updated") and not e.get("updated_parsed"):
        yield f'updated "{e.updated}" is no time'
    if e.get("id") in seen:
        yield f'the id "{e.id}" for a second time'
    seen.add(e.get("id"))
    addresses = [l.get("href", "") for l in e.get("links", []) if l.get("rel") == "alternate"]
    if not addresses:
        yield "no link"
    for address in addresses:
        if not address.startswith("https://"):
            yield f'the link "{address}" is not absolute'
            continue
        file = file_of(folder, own, path, address)
        if file is None or not os.path.isfile(file):
            yield f'the link "{address}" leads to no page of this site'


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    folder, ids, problems, paths = sys.argv[1], {}, 0, list(feeds(sys.argv[1]))
    if not paths:
        print("no feed in this folder")
        problems += 1
    for path in paths:
        for what in check(folder, path, ids):
            print(f"{os.path.relpath(path, folder)}: {what}")
            problems += 1
    print(f"{len(paths)} feeds, {problems} problems")
    sys.exit(1 if problems else 0)


main()
