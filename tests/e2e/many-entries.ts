import type { Page } from 'playwright-core';
import type { EntriesPage } from '../../server/src/protocol.ts';

/** Answers for the list of entries with so many generated ones, by pages and filtered as the server does; pages after the first wait for `rest`. */
export async function servesManyEntries(page: Page, count: number, rest: Promise<void> = Promise.resolve()) {
  const entries = Array.from({ length: count }, (_entry, index) => ({
    id: `many#${index}`,
    number: String(index),
    title: `Question ${index} about \`name_${index % 97}\` and what to do with it in a larger program?`,
    titleText: `Question ${index} about name_${index % 97} and what to do with it in a larger program?`,
    document: 'many.md',
    topics: [`Topic ${index % 20}`],
  }));
  const documents = [{ path: 'many.md', title: 'Many', entries: count, topics: [] }];
  await page.route('**/api/entries?**', async (route) => {
    const query = new URL(route.request().url()).searchParams;
    if (query.has('cursor')) await rest;
    const words = (query.get('q') ?? '').toLowerCase().split(/\s+/);
    const found = entries.filter(({ titleText }) =>
      words.every((word) => titleText.toLowerCase().includes(word)),
    );
    const from = Number(query.get('cursor') ?? 0);
    const to = from + Number(query.get('limit') ?? 100);
    const cursor = to < found.length ? String(to) : undefined;
    const body: EntriesPage = { entries: found.slice(from, to), total: found.length, cursor, documents };
    return route.fulfill({ json: body });
  });
}

/** Presses a key and waits for the second frame after it: the first that shows what it changed. */
export async function keyToPaint(page: Page, key: string): Promise<number> {
  await page.evaluate(() => {
    const painted = new Promise<number>((resolve) => {
      addEventListener(
        'keydown',
        () => {
          const begun = performance.now();
          requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - begun)));
        },
        { once: true, capture: true },
      );
    });
    Object.assign(globalThis, { painted });
  });
  await page.keyboard.press(key);
  return page.evaluate(() => (globalThis as unknown as { painted: Promise<number> }).painted);
}
