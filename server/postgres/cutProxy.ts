import type { AddressInfo } from 'node:net';
import { createServer, connect as dial, type Server, type Socket } from 'node:net';

export interface CutProxy {
  port: number;
  /** Passes so many more of the server's messages on, over all connections together, and then cuts every one. Rows that follow each other count as one. */
  cutAfter(messages: number): void;
  /** Whether that happened. */
  wasCut(): boolean;
  close(): Promise<void>;
}

/** The type of a message that holds a row of an answer. */
const dataRow = 'D'.charCodeAt(0);

/** Where the server's messages begin in `bytes`, of which `carried` belong to one that began before; and what is left open at the end. */
function messagesIn(bytes: Buffer, carried: Buffer): { whole: Buffer[]; rest: Buffer } {
  let left = Buffer.concat([carried, bytes]);
  const whole: Buffer[] = [];
  while (left.length >= 5 && left.length > left.readUInt32BE(1)) {
    const end = left.readUInt32BE(1) + 1;
    whole.push(left.subarray(0, end));
    left = left.subarray(end);
  }
  return { whole, rest: left };
}

/** Stands before a database and cuts connections between two messages of our choice, as a server that is killed does. */
export async function openCutProxy(database: { host: string; port: number }): Promise<CutProxy> {
  let left = Number.POSITIVE_INFINITY;
  let cut = false;
  const open = new Set<Socket>();
  const server: Server = createServer((client) => {
    const upstream = dial(database.port, database.host);
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      one.setNoDelay(true);
      open.add(one);
      one.on('error', () => {});
      one.on('close', () => {
        open.delete(one);
        other.destroy();
      });
    }
    client.on('data', (bytes) => upstream.write(bytes));
    let rest: Buffer = Buffer.alloc(0);
    let before = 0;
    upstream.on('data', (bytes: Buffer) => {
      const read = messagesIn(bytes, rest);
      rest = read.rest;
      for (const message of read.whole) {
        if (message[0] !== dataRow || before !== dataRow) left--;
        before = message[0]!;
        if (left >= 0) client.write(message);
        else {
          cut = true;
          left = Number.POSITIVE_INFINITY;
          for (const socket of open) socket.destroy();
          return;
        }
      }
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    port: (server.address() as AddressInfo).port,
    cutAfter(messages) {
      cut = false;
      left = messages;
    },
    wasCut: () => cut,
    close: async () => {
      for (const socket of open) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
}
