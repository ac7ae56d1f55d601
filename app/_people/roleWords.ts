import type { Role } from '#/server/domain/capability.ts';

/** What each role may do, in one line. */
export const roleWords: Record<Role, string> = {
  admin: 'everything, people and settings too',
  lead: 'import, queues, rounds, exports',
  annotator: 'review, nothing else',
  viewer: 'read',
};
