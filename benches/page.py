"""Everything a browser loads for a page: HTML, style sheets, scripts and what these import."""

import gzip
import re
from dataclasses import dataclass
from urllib.parse import urljoin

LINKED = re.compile(
    r"""<link[^>]*rel=["']?stylesheet[^>]*>|<script[^>]*src=[^>]*>|<link[^>]*rel=["']?modulepreload[^>]*>""", re.I
)
ADDRESS = re.compile(r"""(?:href|src)=["']?([^"'\s>]+)""", re.I)
IMPORTED = re.compile(r"""(?:\bfrom|\bimport)\s*\(?["'](\.{0,2}/[^"']+)["']""")


@dataclass
class Weight:
    """What came over the wire, gzipped by us where the server sent it as it is."""

    kilobytes: float
    html_kilobytes: float
    files: int


def weight(server, path, headers=None):
    size, body = fetched(server, path, headers)
    html, total = size, size
    waiting = [urljoin(path, address) for tag in LINKED.findall(body) for address in ADDRESS.findall(tag)[:1]]
    seen = set()
    while waiting:
        address = waiting.pop()
        if address in seen or "//" in address:
            continue
        seen.add(address)
        size, body = fetched(server, address, headers)
        total += size
        if ".js" in address:
            waiting.extend(urljoin(address, imported) for imported in IMPORTED.findall(body))
    return Weight(total / 1000, html / 1000, len(seen) + 1)


def fetched(server, path, headers):
    status, reply, body = server.request("GET", path, {**(headers or {}), "accept-encoding": "gzip"})
    if status != 200:
        raise RuntimeError(f"{path} answers {status}")
    if reply.get("content-encoding") == "gzip":
        return len(body), gzip.decompress(body).decode(errors="replace")
    return min(len(body), len(gzip.compress(body, 6))), body.decode(errors="replace")
