import { connect, createServer, type AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** Passes connections on to a server and keeps every byte that the server sends. It closes when the test ends. */
export async function recordBytesOf(url: string): Promise<{ url: string; sent: () => string }> {
  const chunks: Buffer[] = [];
  const proxy = createServer((client) => {
    const server = connect(Number(new URL(url).port), '127.0.0.1');
    server.on('data', (chunk) => chunks.push(chunk));
    client.on('error', () => server.destroy()).on('close', () => server.destroy());
    server.on('error', () => client.destroy()).on('close', () => client.destroy());
    client.pipe(server).pipe(client);
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void proxy.close());
  const { port } = proxy.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, sent: () => Buffer.concat(chunks).toString('utf8') };
}
