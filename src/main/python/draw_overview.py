"""Draws the README's picture: python3 draw_overview.py > ../../docs/overview.svg

Left: what a run does by default. A probe measures how soon the network forgets its start, a burn-in
finds the start state of every segment, and one walk of all segments at once writes the states.
Right: the iteration that follows where the walks do not join. Maps go up, states come down.

The curves are computed: one trajectory, and walks that approach it from elsewhere.
"""

from math import exp, hypot, sin

WIDTH, HEIGHT = 900, 452
LEFT, RIGHT, PANEL = 28, 488, 384  # where the panels begin, and how wide they are
SEGMENTS = 6
FORGETTING = 11  # pixels after which a walk has come nearer to the trajectory by a factor of e
UP, DOWN, LINE, TEXT, FAINT = "#b45309", "#1d4ed8", "#475569", "#0f172a", "#64748b"
TRAJECTORY, TINT = "#94a3b8", "#f1f5f9"


def text(x, y, words, size=13, colour=TEXT, anchor="start", weight="normal"):
    return (f'<text x="{x:g}" y="{y:g}" font-size="{size}" fill="{colour}" text-anchor="{anchor}" '
            f'font-weight="{weight}">{words}</text>')


def box(x, y, width, height, fill="#ffffff", stroke=LINE, radius=4):
    return (f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="{radius}" '
            f'fill="{fill}" stroke="{stroke}"/>')


def line(x1, y1, x2, y2, colour=LINE, width=1, extra=""):
    return (f'<line x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}" stroke="{colour}" '
            f'stroke-width="{width}" {extra}/>')


def arrow(x1, y1, x2, y2, colour):
    name = {UP: "up", DOWN: "down"}.get(colour, "plain")
    return line(x1, y1, x2, y2, colour, 1.8, f'marker-end="url(#{name})"')


def dot(x, y, colour, radius=2.8):
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}" fill="{colour}"/>'


def trajectory(x):
    """The height of the true states at a distance from the panel's left edge, about -1 to 1."""
    return 0.62 * sin(x / 21) + 0.38 * sin(x / 8.7 + 1)


def walk(left, middle, scale, begin, end, colour, start=None, width=1.8, last=None):
    """A walk from `begin` to `end`: along the trajectory, or towards it from the height `start`.

    With `last` it comes no nearer than that factor of its first distance, so that its end is seen.
    """
    offset = 0 if start is None else start - trajectory(begin)
    points = []
    for i in range(int((end - begin) / 1.5) + 1):
        x = min(begin + i * 1.5, end)
        nearer = max(exp(-(x - begin) / FORGETTING), last or 0)
        points.append(f"{left + x:.1f},{middle - scale * (trajectory(x) + offset * nearer):.1f}")
    return (f'<polyline points="{" ".join(points)}" fill="none" stroke="{colour}" '
            f'stroke-width="{width}" stroke-linejoin="round" stroke-linecap="round"/>')


def strip(y, number, title, words):
    """The frame of a step of the default run, with what it does."""
    yield text(LEFT, y, f"{number}. {title}", 14, weight="bold")
    yield text(LEFT + PANEL, y, words, 12, FAINT, "end")
    yield box(LEFT, y + 9, PANEL, 62, TINT, "none", 6)


def boundaries(left, y1, y2):
    step = PANEL / SEGMENTS
    for p in range(1, SEGMENTS):
        yield line(left + p * step, y1, left + p * step, y2, TRAJECTORY, 1, 'stroke-dasharray="3 3"')


def default_run():
    step, burn_in, scale = PANEL / SEGMENTS, 36, 23
    sample = 2.6 * step
    yield from strip(84, 1, "Probe", "walks of a sample, until they meet")
    middle = 84 + 40
    yield walk(LEFT, middle, scale, 0, sample, DOWN)
    yield dot(LEFT, middle - scale * trajectory(0), DOWN)
    for begin, start in ((28, -0.75), (76, 0.85), (120, 0.95)):
        yield walk(LEFT, middle, scale, begin, begin + 40, UP, start)
        yield dot(LEFT + begin, middle - scale * start, UP)
    yield text(LEFT + sample + 14, middle - 6, "How many steps until a walk", 12, LINE)
    yield text(LEFT + sample + 14, middle + 11, "from elsewhere meets the first?", 12, LINE)

    yield from strip(188, 2, "Burn-in", "short walks to the start of every segment")
    middle = 188 + 40
    yield from boundaries(LEFT, 197, 259)
    yield walk(LEFT, middle, scale, 0, PANEL - 3, "#cbd5e1", width=1.4)
    for p in range(SEGMENTS):
        x = p * step
        if p:
            yield walk(LEFT, middle, scale, x - burn_in, x, UP, start=0)
            yield dot(LEFT + x - burn_in, middle, UP, 2)
        yield dot(LEFT + x, middle - scale * trajectory(x), DOWN, 3.4)

    yield from strip(292, 3, "Walk and write", "all segments at once, in lanes of all cores")
    middle = 292 + 40
    yield from boundaries(LEFT, 301, 363)
    for p in range(SEGMENTS):
        yield walk(LEFT, middle, scale, p * step, (p + 1) * step - 3, DOWN, width=2.2)
        yield dot(LEFT + p * step, middle - scale * trajectory(p * step), DOWN, 3.4)
        centre = LEFT + (p + 0.5) * step
        yield arrow(centre, 366, centre, 381, LINE)
    yield box(LEFT, 384, PANEL, 20)
    yield text(LEFT + PANEL / 2, 398, "states in the order of time, Parquet", 12, anchor="middle")
    yield text(LEFT, 432, "Every end meets the next start: done, after little more than one pass.", 12,
               DOWN)


def both_ways(lower, upper):
    """What goes up and what comes down between two places, side by side."""
    across, up = upper[0] - lower[0], lower[1] - upper[1]
    length = hypot(across, up)
    dx, dy = 5.5 * up / length, 5.5 * across / length
    yield arrow(lower[0] - dx, lower[1] - dy, upper[0] - dx, upper[1] - dy, UP)
    yield arrow(upper[0] + dx, upper[1] + dy, lower[0] + dx, lower[1] + dy, DOWN)


def iteration():
    step, scale = PANEL / SEGMENTS, 25
    middle = RIGHT + PANEL / 2
    yield text(RIGHT, 84, "Walk the segments whose start moved;", 13)
    yield text(RIGHT, 102, "their affine maps go up.", 13, UP, weight="bold")
    yield text(RIGHT + PANEL, 102, "Start states come down.", 13, DOWN, "end", "bold")
    yield box(middle - 60, 112, 120, 30, TINT)
    yield text(middle, 132, "driver", 13, anchor="middle", weight="bold")
    for partition in range(2):
        x = RIGHT + partition * PANEL / 2
        centre = x + PANEL / 4
        yield box(x + 2, 180, PANEL / 2 - 4, 184, TINT, "#cbd5e1", 8)
        yield text(x + 12, 200, f"partition {partition}", 12, FAINT)
        yield box(centre - 26, 206, 52, 24)
        yield text(centre, 222, "node", 12, anchor="middle")
        yield from both_ways((centre, 201), (middle + (partition - 0.5) * 80, 147))
        for block in range(SEGMENTS // 2):
            left = x + block * step
            yield box(left + 6, 268, step - 12, 78)
            yield from both_ways((left + step / 2, 263), (centre + (block - 1) * 26, 235))
    for p in range(SEGMENTS):
        begin, end = p * step + 11, (p + 1) * step - 11
        if p:
            guess = 0.95 if trajectory(begin) < 0 else -0.95
            yield walk(RIGHT, 307, scale, begin, end, UP, guess, last=0.3)
            yield dot(RIGHT + begin, 307 - scale * guess, UP)
        yield walk(RIGHT, 307, scale, begin, end, DOWN, width=2.2)
        yield dot(RIGHT + begin, 307 - scale * trajectory(begin), DOWN, 3.2)
        yield text(RIGHT + (p + 0.5) * step, 359, "block", 11.5, FAINT, "middle")
    yield line(RIGHT + 4, 396, RIGHT + 28, 396, UP, 1.8) + dot(RIGHT + 4, 396, UP)
    yield text(RIGHT + 36, 400, "the walk before: it ends where the next does not begin", 12, LINE)
    yield line(RIGHT + 4, 414, RIGHT + 28, 414, DOWN, 2.2) + dot(RIGHT + 4, 414, DOWN, 3.2)
    yield text(RIGHT + 36, 418, "the walk from the corrected start state", 12, LINE)
    yield text(RIGHT, 438, "Again, until all walks join.", 12, DOWN)


def drawing():
    yield (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
           f'font-family="Helvetica, Arial, sans-serif">')
    yield ('<title>The default run: probe, burn-in, one walk that writes. Where the walks do not join, '
           'an iteration: maps go up, states come down.</title><defs>')
    for name, colour in (("up", UP), ("down", DOWN), ("plain", LINE)):
        yield (f'<marker id="{name}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" '
               f'markerHeight="7" orient="auto"><path d="M0 0 L8 4 L0 8 z" fill="{colour}"/></marker>')
    # A card of its own colour, so that it reads the same on a light page and on a dark one.
    yield '</defs>' + box(0.5, 0.5, WIDTH - 1, HEIGHT - 1, "#ffffff", "#cbd5e1", 10)
    yield text(LEFT, 36, "The default run", 18, weight="bold")
    yield text(LEFT, 55, "for networks that forget their start", 12.5, FAINT)
    yield text(RIGHT, 36, "One iteration", 18, weight="bold")
    yield text(RIGHT, 55, "where the walks of the default run do not join, and for other methods",
               12.5, FAINT)
    yield line((LEFT + PANEL + RIGHT) / 2, 24, (LEFT + PANEL + RIGHT) / 2, HEIGHT - 24, "#e2e8f0")
    yield from default_run()
    yield from iteration()
    yield '</svg>'


if __name__ == "__main__":
    print("\n".join(drawing()))
