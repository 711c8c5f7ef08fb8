import { describe, expect, it } from 'vitest';
import { riskCoverageSvg } from './risk-coverage-svg.ts';

describe('riskCoverageSvg', () => {
  it('draws the curve and marks a threshold where it cuts', () => {
    const points = [
      { coverage: 0.5, risk: 0, threshold: 0.9 },
      { coverage: 1, risk: 0.5, threshold: 0.1 },
    ];
    const svg = riskCoverageSvg(points, [{ name: 'answer <', threshold: 0.3 }]);
    // coverage 0.5 lies in the middle of the plot, risk 0 on its floor
    expect(svg).toContain('<circle cx="340.0" cy="352.0"');
    expect(svg).toContain('answer &lt; (from 0.30)');
    expect(/<polyline[^>]*points="([^"]*)"/u.exec(svg)?.[1]).toBe('340.0,352.0 624.0,32.0');
  });
});
