import { type DBSchema, openDB } from 'idb';
import type { NewEntry, OutboxEntry, OutboxStore } from './entry.ts';

interface OutboxSchema extends DBSchema {
  answers: { key: number; value: NewEntry & { seq?: number }; indexes: { user: string } };
}

/** The outbox in IndexedDB, shared by the tabs of this browser. Rejects where the browser refuses to store. */
export async function databaseStore(): Promise<OutboxStore> {
  const db = await openDB<OutboxSchema>('errata', 1, {
    upgrade(fresh) {
      fresh.createObjectStore('answers', { keyPath: 'seq', autoIncrement: true }).createIndex('user', 'user');
    },
  });
  return {
    async add(entry) {
      // Relaxed: written through the operating system, not waiting for the disk, so that the next sample is not held up.
      const tx = db.transaction('answers', 'readwrite', { durability: 'relaxed' });
      await Promise.all([tx.store.add(entry), tx.done]);
    },
    // The index gives one user's entries in the order of their key, which is the order they came in.
    list: async (user) => (await db.getAllFromIndex('answers', 'user', user)) as OutboxEntry[],
    async remove(seqs) {
      const tx = db.transaction('answers', 'readwrite');
      await Promise.all([...seqs.map((seq) => tx.store.delete(seq)), tx.done]);
    },
  };
}
