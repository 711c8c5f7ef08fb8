// Publishes the content given by its size and word into the folder, and is killed on entering the given step.
import { publishSnapshot } from '../../server/src/index/snapshot.ts';
import { someContent } from './content.ts';

const [dataDir = '', fatalStep, word] = process.argv.slice(2);
await publishSnapshot(dataDir, someContent(20, word), {
  onProgress: ({ step }) => {
    if (step === fatalStep) process.kill(process.pid, 'SIGKILL');
  },
});
