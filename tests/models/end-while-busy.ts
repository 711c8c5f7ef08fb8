// Ends in the given way while the model is at work: `exit` with code 7, by an uncaught error, or by closing.
import { join } from 'node:path';
import { openLocalEmbedder } from '../../server/src/models/local-embedder.ts';
import { ROOT } from '../material.ts';

const [way] = process.argv.slice(2);
const embedder = await openLocalEmbedder(join(ROOT, 'data/models'));
const texts = Array.from({ length: 50 }, (_, i) => `${String(i)} ${'word '.repeat(100)}`);
const unfinished = embedder.embeddings.embedDocuments(texts).catch(() => 'closed');
await embedder.embeddings.embedQuery('now the documents are being embedded');
setImmediate(() => {
  if (way === 'exit') process.exit(7);
  if (way === 'error') throw new Error('on purpose');
  void embedder.close();
});
await unfinished;
