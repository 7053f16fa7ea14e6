"""Draws how the pairing's time grows: two panels, both axes logarithmic, as SVG."""
import math

WIDTH, HEIGHT, LEFT, TOP, SIDE, BELOW = 900, 380, 76, 56, 340, 250
STYLE = ("text{font:13px 'Noto Sans CJK SC','Noto Sans',sans-serif;fill:#24292f}.t{font-weight:600}"
         ".g{stroke:#d8dee4}.l{stroke:#b42318;fill:none;stroke-width:2}.p{fill:#b42318}"
         "@media(prefers-color-scheme:dark){text{fill:#e6edf3}.g{stroke:#30363d}.l{stroke:#ff8a7a}"
         ".p{fill:#ff8a7a}}")


def spell(seconds):
    for unit, size in (("s", 1), ("ms", 1e-3), ("µs", 1e-6)):
        if seconds >= size * 0.9995:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds * 1e9:.3g} ns"


def panel(left, title, points):
    counts, times = [point[0] for point in points], [point[1] for point in points]
    low_x, high_x = math.floor(math.log10(min(counts))), math.ceil(math.log10(max(counts)))
    low_y, high_y = math.floor(math.log10(min(times))), math.ceil(math.log10(max(times)))
    high_x, high_y = max(high_x, low_x + 1), max(high_y, low_y + 1)

    def x(count):
        return left + (math.log10(count) - low_x) / (high_x - low_x) * SIDE

    def y(seconds):
        return TOP + BELOW - (math.log10(seconds) - low_y) / (high_y - low_y) * BELOW

    parts = [f'<text class="t" x="{left}" y="{TOP - 22}">{title}</text>']
    for power in range(low_x, high_x + 1):
        at = x(10 ** power)
        parts.append(f'<line class="g" x1="{at:.1f}" y1="{TOP}" x2="{at:.1f}" y2="{TOP + BELOW}"/>')
        parts.append(f'<text x="{at:.1f}" y="{TOP + BELOW + 20}" text-anchor="middle">{10 ** power:,}</text>')
    for power in range(low_y, high_y + 1):
        at = y(10.0 ** power)
        parts.append(f'<line class="g" x1="{left}" y1="{at:.1f}" x2="{left + SIDE}" y2="{at:.1f}"/>')
        parts.append(f'<text x="{left - 8}" y="{at + 4:.1f}" text-anchor="end">{spell(10.0 ** power)}</text>')
    line = " ".join(f"{x(count):.1f},{y(seconds):.1f}" for count, seconds in points)
    parts.append(f'<polyline class="l" points="{line}"/>')
    for count, seconds in points:
        parts.append(f'<circle class="p" cx="{x(count):.1f}" cy="{y(seconds):.1f}" r="3.5">'
                     f"<title>{count:,}: {spell(seconds)}</title></circle>")
    count, seconds = points[-1]
    parts.append(f'<text x="{x(count) - 10:.1f}" y="{y(seconds) - 8:.1f}" text-anchor="end">{count:,}: '
                 f"{spell(seconds)}</text>")
    return "\n".join(parts)


def draw(by_villages, by_households):
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        'aria-label="How the time of a pairing grows">',
        f"<style>{STYLE}</style>",
        panel(LEFT, "Villages of 40 households, stable and covered", by_villages),
        panel(LEFT + SIDE + 110, "Households in one pool, the whole answer", by_households),
        f'<text x="{LEFT}" y="{TOP + BELOW + 56}">Processor time of one core.</text>',
        "</svg>", ""])
