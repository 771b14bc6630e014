"""Draws the README's picture, one sweep over a sequence: python3 draw_overview.py > overview.svg

Left: every segment is walked from its guessed start state, and the maps of the blocks go up.
Right: start states come down, and the segments whose start moved are walked again.
"""

BLOCKS, SEGMENTS, WIDTH = 6, 2, 30  # blocks of a panel, segments of a block, pixels of a segment
BLOCK = SEGMENTS * WIDTH + 10
UP, DOWN, LINE, TEXT, FAINT = "#b45309", "#1d4ed8", "#475569", "#0f172a", "#64748b"


def text(x, y, words, size=13, colour=TEXT, anchor="middle", weight="normal"):
    return (f'<text x="{x:g}" y="{y:g}" font-size="{size}" fill="{colour}" text-anchor="{anchor}" '
            f'font-weight="{weight}">{words}</text>')


def box(x, y, width, height, fill, stroke=LINE, radius=4):
    return (f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="{radius}" '
            f'fill="{fill}" stroke="{stroke}"/>')


def arrow(x1, y1, x2, y2, colour):
    name = "up" if colour == UP else "down"
    return (f'<line x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}" stroke="{colour}" '
            f'stroke-width="1.8" marker-end="url(#{name})"/>')


def segment(x, y, jump, colour):
    """A walk through one segment; with `jump` it does not begin where the one before ended."""
    begin = y + (26 if jump else 15)
    return (f'<path d="M{x + 4:g} {begin} C{x + 12:g} {begin - 14:g} {x + 18:g} {y + 26} {x + 26:g} '
            f'{y + 15}" fill="none" stroke="{colour}" stroke-width="1.8"/>'
            f'<circle cx="{x + 4:g}" cy="{begin}" r="2.4" fill="{colour}"/>')


def panel(left, upwards):
    colour = UP if upwards else DOWN
    middle = left + BLOCKS * BLOCK / 2
    parts = [box(middle - 62, 62, 124, 34, "#f1f5f9"), text(middle, 84, "driver", weight="bold")]
    for partition in range(2):
        x = left + partition * BLOCKS / 2 * BLOCK
        width = BLOCKS / 2 * BLOCK
        centre = x + width / 2
        parts.append(box(x + 2, 130, width - 4, 172, "#f8fafc", "#94a3b8", 8))
        parts.append(text(x + 10, 148, f"partition {partition}", 12, FAINT, "start"))
        parts.append(box(centre - 26, 158, 52, 26, "#ffffff"))
        parts.append(text(centre, 175, "node", 12))
        ends = (centre, 157, middle + (partition - 0.5) * 60, 98)
        parts.append(arrow(*(ends if upwards else ends[2:] + ends[:2]), colour))
        for block in range(BLOCKS // 2):
            at = x + block * BLOCK + 5
            ends = (at + BLOCK / 2 - 5, 229, centre + (block - 1) * 16, 186)
            parts.append(arrow(*(ends if upwards else ends[2:] + ends[:2]), colour))
            parts.append(box(at, 231, BLOCK - 10, 42, "#ffffff"))
            for index in range(SEGMENTS):
                first = partition == block == index == 0
                parts.append(segment(at + index * WIDTH, 234, upwards and not first, colour))
                if index:
                    parts.append(f'<line x1="{at + WIDTH:g}" y1="231" x2="{at + WIDTH:g}" y2="273" '
                                 f'stroke="{LINE}" stroke-dasharray="3 3"/>')
            parts.append(text(at + BLOCK / 2 - 5, 290, "block", 11, FAINT))
    return parts


def drawing():
    left, right = 20, 70 + BLOCKS * BLOCK
    width = right + BLOCKS * BLOCK + 20
    yield (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} 372" '
           f'font-family="Helvetica, Arial, sans-serif">')
    yield '<title>One sweep: maps go up the tree, start states come down</title><defs>'
    for name, colour in (("up", UP), ("down", DOWN)):
        yield (f'<marker id="{name}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" '
               f'markerHeight="7" orient="auto"><path d="M0 0 L8 4 L0 8 z" fill="{colour}"/></marker>')
    yield '</defs>' + box(0, 0, width, 372, "#ffffff", "none", 0)
    for x, upwards, words in ((left, True, "1. Walk every segment; send maps up"),
                              (right, False, "2. Send start states down; walk what moved")):
        middle = x + BLOCKS * BLOCK / 2
        yield text(middle, 30, words, 16, UP if upwards else DOWN, weight="bold")
        yield from panel(x, upwards)
        yield (f'<line x1="{x}" y1="322" x2="{x + BLOCKS * BLOCK}" y2="322" stroke="{LINE}" '
               f'stroke-width="1.5"/>')
        yield text(x + BLOCKS * BLOCK, 340, "time", 12, FAINT, "end")
    middle = left + BLOCKS * BLOCK / 2
    yield text(middle, 358, "guessed starts: each walk ends where the next does not begin", 12, UP)
    middle = right + BLOCKS * BLOCK / 2
    yield text(middle, 358, "again, until all walks join up to the tolerance", 12, DOWN)
    yield '</svg>'


if __name__ == "__main__":
    print("\n".join(drawing()))
