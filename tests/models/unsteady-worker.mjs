// Stands in for the model thread: does as the text tells it.
import { parentPort } from 'node:worker_threads';

parentPort.on('message', ({ input: [text] }) => {
  if (text === 'throw') throw new Error('broken');
  if (text === 'exit') process.exit(3);
  if (text === 'fail') {
    parentPort.postMessage({ type: 'failed', code: 'model', message: 'no such model', stack: 'at model' });
  } else {
    setTimeout(() => parentPort.postMessage({ type: 'done', output: [text.length] }), 5);
  }
});
