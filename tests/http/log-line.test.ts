import { describe, expect, it } from 'vitest';
import { AppError } from '../../server/src/errors.ts';
import { describeForLog } from '../../server/src/http/log-line.ts';

const request = { method: 'POST', path: '/api/chat' };

describe('describeForLog', () => {
  it('is one line with time, id, place, and the trail of causes', () => {
    const cause = Object.assign(new Error('connect ECONNREFUSED'), {
      code: 'ECONNREFUSED',
      syscall: 'connect',
    });
    const line = describeForLog(request, new AppError('model', 'The model cannot be reached.', { cause }));
    expect(line).toMatch(
      /^\d{4}-\d\d-\d\dT[\d:.]+Z [0-9a-f]{8} POST "\/api\/chat": AppError model: The model cannot be/,
    );
    expect(line).toContain('cause: Error ECONNREFUSED: connect ECONNREFUSED');
    expect(line).not.toContain('\n');
  });

  it('keeps the place of a bug of ours', () => {
    const line = describeForLog(request, new TypeError('x is not\na function'));
    expect(line).toContain('TypeError: x is not a function | at ');
  });

  it('does not write what a provider said', () => {
    const said = 'Incorrect API key sk-secret';
    for (const error of [
      new Error(said),
      new SyntaxError(`Unexpected token in "${said}"`),
      new AppError('model', 'The model failed.', { cause: new Error(said) }),
      said,
    ]) {
      expect(describeForLog(request, error)).not.toContain('sk-secret');
    }
  });
});
