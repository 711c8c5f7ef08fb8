import type { RiskPoint } from './statistics.ts';

const WIDTH = 640;
const HEIGHT = 400;
const MARGIN = { left: 56, right: 16, top: 32, bottom: 48 };

/** The risk–coverage curve as a stand-alone SVG; `marks` are thresholds to draw on it, with their names. */
export function riskCoverageSvg(
  points: readonly RiskPoint[],
  marks: readonly { name: string; threshold: number }[],
): string {
  const top = Math.max(0.1, ...points.map(({ risk }) => risk));
  const x = (coverage: number) => MARGIN.left + coverage * (WIDTH - MARGIN.left - MARGIN.right);
  const y = (risk: number) => HEIGHT - MARGIN.bottom - (risk / top) * (HEIGHT - MARGIN.top - MARGIN.bottom);
  const line = points
    .map(({ coverage, risk }) => `${x(coverage).toFixed(1)},${y(risk).toFixed(1)}`)
    .join(' ');
  const ticks = [0, 0.25, 0.5, 0.75, 1];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="system-ui, sans-serif" font-size="12">`,
    '<title>Risk against coverage</title>',
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    '<g stroke="#ddd">',
    ...ticks.map((t) => segment([x(t), y(0)], [x(t), y(top)])),
    ...ticks.map((t) => segment([x(0), y(t * top)], [x(1), y(t * top)])),
    '</g><g fill="#444">',
    ...ticks.map((t) => label([x(t), y(0) + 18], 'middle', t.toFixed(2))),
    ...ticks.map((t) => label([x(0) - 8, y(t * top) + 4], 'end', (t * top).toFixed(2))),
    label([x(0.5), HEIGHT - 8], 'middle', 'share of questions answered'),
    label([x(0), MARGIN.top - 12], 'start', 'share of them answered wrongly'),
    '</g>',
    `<polyline fill="none" stroke="#2457a7" stroke-width="2" points="${line}"/>`,
    ...marks.flatMap((mark) => drawMark(points, mark, { x, y })),
    '</svg>',
    '',
  ].join('\n');
}

function drawMark(
  points: readonly RiskPoint[],
  { name, threshold }: { name: string; threshold: number },
  { x, y }: { x: (coverage: number) => number; y: (risk: number) => number },
): string[] {
  const point = points.findLast((candidate) => candidate.threshold >= threshold);
  if (point === undefined) return [];
  const [cx, cy] = [x(point.coverage), y(point.risk)];
  return [
    `<circle cx="${cx.toFixed(1)}" cy="${cy.toFixed(1)}" r="4" fill="#b3261e"/>`,
    label([cx, cy - 10], cx > WIDTH / 2 ? 'end' : 'start', `${name} (from ${threshold.toFixed(2)})`),
  ];
}

function segment([x1, y1]: [number, number], [x2, y2]: [number, number]): string {
  return `<path d="M${x1.toFixed(1)} ${y1.toFixed(1)}L${x2.toFixed(1)} ${y2.toFixed(1)}"/>`;
}

function label([x, y]: [number, number], anchor: 'start' | 'middle' | 'end', text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}">${escaped}</text>`;
}
