'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useOutbox } from '#/app/_review/session/useOutbox.ts';

/** Sends answers that a review page could not send before it was left, and shows what has come of them. */
export function LeftAnswers({ user }: { user: string }) {
  const queries = useQueryClient();
  useOutbox(user, (results) => {
    if (results.length > 0) void queries.invalidateQueries();
  });
  return null;
}
