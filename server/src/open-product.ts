import type { ask, AskDeps } from './ask.ts';
import { disableTracing, exportSettings, type Config } from './config.ts';
import { AppError } from './errors.ts';
import { describeAnswering } from './http/log-line.ts';
import { assertEmbedder, currentSnapshotId, openSnapshot } from './index/snapshot.ts';
import type { Snapshot } from './index/types.ts';
import { openModels, type Models } from './models/open-models.ts';
import type { ChatModel } from './models/types.ts';
import type { calibrationOf, search } from './search.ts';

/** Everything that answers, without a socket: what the server and the command line tools have in common. */
export interface Product {
  readonly ask: typeof ask;
  readonly search: typeof search;
  readonly calibration: typeof calibrationOf;
  /** Host that questions or texts are sent to; `null` means that nothing leaves the machine. */
  readonly modelHost: string | null;
  /**
   * The models with the newest snapshot: looks at `CURRENT` and swaps the snapshot when it changed. Call it once per
   * request; whoever has deps keeps their snapshot.
   */
  currentDeps(): Promise<AskDeps>;
  close(): Promise<void>;
}

/**
 * Opens snapshot and models.
 * @throws AppError `snapshot` if there is no index or another embedder built it, `config` or `model` if a model
 * cannot be opened.
 */
export async function openProduct(config: Config, log: (line: string) => void): Promise<Product> {
  disableTracing();
  const models = openModels(config);
  try {
    return await assemble(config, models, log);
  } catch (error) {
    await models.then(
      (opened) => opened.close(),
      () => undefined,
    );
    throw error;
  }
}

/** The pipeline loads while the model thread reads its weights: that saves a fifth of the start. */
async function assemble(
  config: Config,
  opening: Promise<Models>,
  log: (line: string) => void,
): Promise<Product> {
  const [models, first, chat, { ask }, { search, calibrationOf }] = await Promise.all([
    opening,
    openIndex(config.dataDir, log),
    openChat(config),
    import('./ask.ts'),
    import('./search.ts'),
  ]);
  const { embedder, reader } = models;
  assertEmbedder(first.manifest, embedder);
  const report = (error: unknown) => log(describeAnswering(error));
  const newest = followCurrent(first, {
    readCurrent: () => currentSnapshotId(config.dataDir),
    open: async () => {
      const opened = await openIndex(config.dataDir, log);
      assertEmbedder(opened.manifest, embedder);
      return opened;
    },
    log,
  });
  return {
    ask,
    search,
    calibration: calibrationOf,
    modelHost: modelHostOf(config, chat),
    currentDeps: async () => ({ snapshot: await newest(), embedder, reader, chat, report }),
    close: () => models.close(),
  };
}

interface Following {
  readonly readCurrent: () => Promise<string | null>;
  readonly open: () => Promise<Snapshot>;
  readonly log: (line: string) => void;
}

/**
 * A function that gives the newest snapshot. All callers wait for one opening; a snapshot that does not open is
 * reported once, and the one before it stays in use.
 */
export function followCurrent(
  first: Snapshot,
  { readCurrent, open, log }: Following,
): () => Promise<Snapshot> {
  let newest = first;
  let seen: string | null = first.id;
  let opening = Promise.resolve();
  const swap = async () => {
    try {
      newest = await open();
    } catch (error) {
      const reason = error instanceof AppError ? error.message : String(error);
      log(`The new index could not be opened; the one before it stays in use. ${reason}`);
    }
  };
  return async () => {
    const current = await readCurrent();
    if (current !== null && current !== seen) {
      seen = current;
      opening = opening.then(swap);
    }
    await opening;
    return newest;
  };
}

/** The host of the chat model, or else that of a remote embedder. */
function modelHostOf({ embeddings, chat: { baseUrl } }: Config, chat: ChatModel | null): string | null {
  if (chat !== null) return chat.host ?? `host of ${chat.name}`;
  if (embeddings === 'local') return null;
  return baseUrl === undefined ? 'api.openai.com' : new URL(baseUrl).host;
}

async function openChat({ chat, providerSettings = {} }: Config): Promise<ChatModel | null> {
  if (chat.model === undefined) return null;
  exportSettings(providerSettings);
  // Loaded only when it is used: the client libraries cost start-up time and memory.
  const [{ openChatModel }] = await Promise.all([
    import('./models/chat-model.ts'),
    // The first reader must not wait for these.
    import('./answer/compose-with-model.ts'),
    import('./answer/assist-with-model.ts'),
  ]);
  return openChatModel(chat);
}

async function openIndex(dataDir: string, log: (line: string) => void): Promise<Snapshot> {
  const snapshot = await openSnapshot(dataDir, { onDamage: log });
  if (snapshot !== null) return snapshot;
  throw new AppError('snapshot', `There is no index in ${dataDir} yet. Run: npm run ingest`);
}
