import type { OutboxEntry, OutboxStore } from './entry.ts';

/** Holds answers as long as the page lives: where the browser refuses to store, and in tests. */
export function memoryStore(): OutboxStore {
  let seq = 0;
  let entries: OutboxEntry[] = [];
  return {
    async add(entry) {
      seq += 1;
      entries.push({ ...entry, seq });
    },
    list: async (user) => entries.filter((e) => e.user === user),
    async remove(seqs) {
      entries = entries.filter((e) => !seqs.includes(e.seq));
    },
  };
}
