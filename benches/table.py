"""The rows of the report: goal, measured, peer, ratios."""

from dataclasses import dataclass


@dataclass
class Row:
    """One figure. Less is better unless `more` says so."""

    what: str
    measured: float
    unit: str
    goal: float = None
    peer: float = None
    peer_name: str = ""
    more: bool = False
    note: str = ""

    def holds(self):
        if self.goal is None:
            return None
        return self.measured >= self.goal if self.more else self.measured <= self.goal

    def cells(self):
        holds = self.holds()
        sign = "" if holds is None else ("yes" if holds else "**no**")
        goal = "" if self.goal is None else f"{'>' if self.more else '<'} {number(self.goal)} {self.unit}"
        peer = "" if self.peer is None else f"{self.peer_name} {number(self.peer)} {self.unit}".strip()
        return [self.what, goal, f"{number(self.measured)} {self.unit}", sign, peer, self.ratio(), self.note]

    def ratio(self):
        """How many times better than the peer."""
        if self.peer is None or not self.measured or not self.peer:
            return ""
        times = self.measured / self.peer if self.more else self.peer / self.measured
        return f"{number(times)} x"


@dataclass
class Skipped:
    """A row that could not run, and why."""

    what: str
    why: str

    def cells(self):
        return [self.what, "", "not run", "", "", "", self.why]


HEAD = ["What", "Goal", "Measured", "Holds", "Peer, same run", "Ratio", "Note"]


def number(value):
    """Three digits that matter."""
    if value >= 100:
        return f"{value:,.0f}"
    if value >= 10:
        return f"{value:.1f}"
    if value >= 1:
        return f"{value:.2f}"
    return f"{value:.3g}"


def markdown(rows):
    lines = [HEAD, ["---"] * len(HEAD)] + [row.cells() for row in rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def plain(row):
    cells = row.cells()
    return "  ".join(cell for cell in [cells[0] + ":", cells[2], f"(goal {cells[1]})" if cells[1] else "",
                                       f"[{cells[4]}, {cells[5]}]" if cells[4] else "", cells[6]] if cell)
