import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../server/src/protocol.ts';
import { startServer } from '../http/test-server.ts';
import { askByCommand, askByMcp, askByOpenAI, askByPage, askByRest, told } from './ask-through-doors.ts';
import { useSampleIndex } from './sample-index.ts';

const index = useSampleIndex();

const QUESTIONS: [string, Outcome][] = [
  ['How do decorators help in AI pipelines?', 'answered'],
  ['my dataframe eats all the RAM, what can I do?', 'answered'],
  ['What is the difference between copy and deepcopy, with code?', 'answered'],
  ['Who won the football world cup in 1998?', 'refused'],
];

describe('the same question through every door', () => {
  it.each(QUESTIONS)(
    '%j carries the same citations',
    async (question, outcome) => {
      const { url } = await startServer(index.product());
      const rest = told(await askByRest(url, question));
      expect(rest.outcome).toBe(outcome);
      expect(rest.citations.length > 0).toBe(outcome === 'answered');
      expect(told(await askByPage(url, question))).toEqual(rest);
      expect((await askByOpenAI(url, question, false)).told).toEqual(rest);
      expect((await askByOpenAI(url, question, true)).told).toEqual(rest);
      expect((await askByMcp(url, question)).told).toEqual(rest);
      const { code, answer } = await askByCommand(question, index);
      expect(told(answer)).toEqual(rest);
      expect(code).toBe(outcome === 'refused' ? 3 : 0);
    },
    60_000,
  );
});
