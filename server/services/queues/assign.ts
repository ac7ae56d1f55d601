import { eq, inArray } from 'drizzle-orm';
import type { Tx } from '#/db/client.ts';
import { assignment, user } from '#/db/schema/index.ts';
import { ErrataError } from '#/server/domain/error.ts';

/** Replaces the readers a queue is restricted to. @throws ErrataError bad_input for an id that is nobody's */
export async function assignPeople(db: Tx, queueId: number, people: string[]): Promise<void> {
  const wanted = [...new Set(people)];
  const known = wanted.length ? await db.select({ id: user.id }).from(user).where(inArray(user.id, wanted)) : [];
  const unknown = wanted.find((id) => !known.some((k) => k.id === id));
  if (unknown !== undefined) throw new ErrataError('bad_input', `There is nobody with the id “${unknown}”.`);
  await db.delete(assignment).where(eq(assignment.queueId, queueId));
  if (wanted.length) await db.insert(assignment).values(wanted.map((userId) => ({ queueId, userId })));
}
