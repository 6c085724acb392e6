#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""crawl.py ADDRESS LANGUAGE: follows every link of a tracuu-web from its first page on, and says what is wrong with what it gets.

Of addresses that differ in the values of their parameters alone, MOST are asked; so of those with more than FEW parameters.  Pages are checked by tidy, feeds and other XML by
their well-formedness, fragments of addresses by the ids of the page they name.  Prints a line for each fault, and how many kinds of
address there were."""
import collections
import http.client
import html.parser
import re
import subprocess
import sys
import urllib.parse
import xml.dom.minidom

MOST, FEW = 6, 2
address, language = sys.argv[1:]
server = urllib.parse.urlsplit(address)
connection = http.client.HTTPConnection(server.hostname, server.port, timeout=30)
# What tidy of 2017 does not know: states of WAI-ARIA 1.1, links of SVG 2, what HTML says of keyboards on phones.
KNOWN = re.compile("proprietary attribute \"(aria-current|href|autocapitalize|enterkeyhint)\"")


class Links(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.links, self.ids = [], []

    def handle_starttag(self, tag, attributes):
        for name, value in attributes:
            if name in ("href", "src", "action", "data-suggest") and not (tag == "base"):
                self.links.append((tag, value or ""))
            elif name == "id":
                self.ids.append(value)


told = set()


def fault(url, what):
    """Tells a fault with the first address that has it."""
    what = re.sub(r"line \d+ column \d+ - ", "", str(what))
    if what not in told:
        print(f"{url}: {what}")
    told.add(what)


def get(url):
    parts = urllib.parse.urlsplit(url)
    connection.request("GET", parts.path + ("?" + parts.query if parts.query else ""), headers={"Accept-Language": language})
    answer = connection.getresponse()
    return answer, answer.read()


def tidy(url, body):
    said = subprocess.run(["tidy", "-q", "-e", "-utf8", "--show-info", "no"], input=body, capture_output=True).stderr.decode()
    for line in said.splitlines():
        if not KNOWN.search(line):
            fault(url, line)


def check(url, answer, body):
    """What an answer says, and the links in it."""
    kind = answer.getheader("Content-Type", "")
    if kind.startswith("text/html"):
        page = Links()
        page.feed(body.decode())
        for name, n in collections.Counter(page.ids).items():
            if n > 1:
                fault(url, f"id {name} {n} times")
        query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(url).query))
        if f'<html lang="{query.get("lang", language)}"'.encode() not in body:
            fault(url, "in another language")
        if b"<title></title>" in body:
            fault(url, "no title")
        tidy(url, body)
        for tag, link in page.links:
            if link.startswith("#") and link[1:] not in page.ids:
                fault(url, f"{link} leads nowhere")
        return [link for tag, link in page.links]
    if "xml" in kind:
        try:
            xml.dom.minidom.parseString(body)
        except Exception as problem:
            fault(url, f"not well-formed: {problem}")
        return []
    return []


def shape(url):
    parts = urllib.parse.urlsplit(url)
    path = re.sub(r"(/article/|/similar/|/versions/).*", r"\1", parts.path)
    names = {name for name, value in urllib.parse.parse_qsl(parts.query, keep_blank_values=True)} - {"lang"}
    return path, tuple(sorted(names)) if len(names) <= FEW else "many"


asked, shapes = set(), collections.Counter()
waiting = collections.deque([address + "/", address + "/sitemap.xml", address + "/opensearch.xml", address + "/api/openapi.json"])
while waiting:
    url = waiting.popleft()
    if url in asked or shapes[shape(url)] >= MOST:
        continue
    asked.add(url)
    shapes[shape(url)] += 1
    answer, body = get(url)
    if answer.status != 200:
        fault(url, answer.status)
        continue
    for link in check(url, answer, body):
        there = urllib.parse.urlsplit(urllib.parse.urljoin(url, link))
        if (there.scheme, there.netloc) == (server.scheme, server.netloc):
            waiting.append(urllib.parse.urlunsplit(there[:4] + ("",)))
        elif there.scheme not in ("http", "https", "data", "mailto"):
            fault(url, f"a link to {there.scheme}:")
        elif not there.netloc.endswith(".example"):
            fault(url, f"leads outside: {there.netloc}")
print(len(asked), "pages of", len(shapes), "kinds")
