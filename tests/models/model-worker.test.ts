import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ModelWorker } from '../../server/src/models/model-worker.ts';

const UNSTEADY = new URL('./unsteady-worker.mjs', import.meta.url);

let worker: ModelWorker;
beforeEach(() => {
  worker = new ModelWorker({ modelsDir: '', threads: 1 }, UNSTEADY);
});
afterEach(() => worker.close());

const run = (text: string, options?: Parameters<ModelWorker['run']>[1]) =>
  worker.run({ name: 'count-tokens', input: [text] }, options);

describe('ModelWorker', () => {
  it('gives each job its own result', async () => {
    expect(await Promise.all(['a', 'bbb', 'cc'].map((text) => run(text)))).toEqual([[1], [3], [2]]);
  });

  it('takes queries before documents, each in the order they came', async () => {
    const done: string[] = [];
    const jobs = ['d1', 'd2', 'q1', 'd3', 'q2'].map((text) =>
      run(text, { priority: text.startsWith('d') ? 'document' : 'query' }).then(() => done.push(text)),
    );
    await Promise.all(jobs);
    expect(done).toEqual(['d1', 'q1', 'q2', 'd2', 'd3']);
  });

  it('passes on what the model says when a job fails, and goes on', async () => {
    await expect(run('fail')).rejects.toMatchObject({ code: 'model', message: 'no such model' });
    expect(await run('abc')).toEqual([3]);
  });

  it.each(['throw', 'exit'])('fails only the job at hand when the thread stops by %s', async (fault) => {
    const [failed, next] = await Promise.allSettled([run(fault), run('next')]);
    expect(failed).toMatchObject({ status: 'rejected', reason: { code: 'model' } });
    expect(next).toEqual({ status: 'fulfilled', value: [4] });
  });

  it('starts again after every crash that follows a success, but gives up on two in a row', async () => {
    for (let crash = 0; crash < 3; crash += 1) {
      await expect(run('exit')).rejects.toThrow('the model thread stopped (exit code 3)');
      expect(await run('ok')).toEqual([2]);
    }
    await expect(run('exit')).rejects.toThrow('stopped');
    await expect(run('exit')).rejects.toThrow('stopped');
    await expect(run('ok')).rejects.toThrow('stopped');
  });

  it('drops a waiting job whose signal fires and does not wait for a running one', async () => {
    const controller = new AbortController();
    const running = run('running', { signal: controller.signal });
    const waiting = run('waiting', { signal: controller.signal });
    controller.abort();
    for (const job of [running, waiting]) await expect(job).rejects.toMatchObject({ code: 'aborted' });
    expect(await run('after')).toEqual([5]);
  });

  it('rejects what is unfinished and what comes later when it is closed', async () => {
    const unfinished = expect(run('unfinished')).rejects.toThrow('closed');
    await worker.close();
    await unfinished;
    await expect(run('late')).rejects.toThrow('closed');
  });
});
