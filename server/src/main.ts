import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { loadConfig } from './config.ts';
import { AppError } from './errors.ts';
import { boundAsks } from './http/bound-asks.ts';
import { describeStray } from './http/log-line.ts';
import { exactSearchNotice } from './index/vector-index.ts';
import { listen } from './listen.ts';
import { openProduct } from './open-product.ts';

const ROOT = resolve(import.meta.dirname, '..', '..');
/** An extractive answer is CPU work of some 50 ms, one by a chat model mostly waiting: eight keep both busy. */
const ASK_BOUNDS = { active: 8, waiting: 64, waitMs: 20_000 };

const log = (line: string) => console.error(line);

try {
  await serve();
} catch (error) {
  console.error(error instanceof AppError ? error.message : error);
  process.exit(1);
}

async function serve(): Promise<void> {
  const config = loadConfig(ROOT);
  // The routes load while the model thread reads its weights: that halves the time to the first answer.
  const [product, { createApp }] = await Promise.all([openProduct(config, log), import('./http/app.ts')]);
  const app = createApp({
    ...product,
    ask: boundAsks(product.ask, ASK_BOUNDS),
    allowedHosts: [config.host.toLowerCase(), ...config.allowedHosts],
    pageDir: resolve(ROOT, 'web', 'dist'),
    version: readVersion(),
    log,
  });
  const notice = await exactSearchNotice();
  if (notice !== null) log(notice);
  const listening = await listen(app, config);
  const { snapshot, chat } = await product.currentDeps();
  const entries = `${snapshot.manifest.counts.entries} entries`;
  console.log(`Indepth: ${listening.address} · ${entries} · ${chat?.name ?? 'extractive'}`);
  // A promise that nobody awaited must not end the answers of everybody else.
  process.on('unhandledRejection', (error) => log(describeStray(error)));
  stopOnSignal(async () => {
    await listening.close();
    await product.close();
  });
}

/** The first signal stops in order, the second at once. */
function stopOnSignal(stop: () => Promise<void>): void {
  let isStopping = false;
  const onSignal = (signal: NodeJS.Signals) => {
    if (isStopping) process.exit(130);
    isStopping = true;
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(`Stopping on ${signal} failed:`, error);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
}

function readVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(resolve(ROOT, 'package.json'), 'utf8'));
  const isManifest = typeof manifest === 'object' && manifest !== null && 'version' in manifest;
  return isManifest ? String(manifest.version) : 'unknown';
}
