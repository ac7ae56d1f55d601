'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { paths } from './paths.ts';

/** Ends the session and forgets everything that was loaded with it. */
export function useSignOut() {
  const router = useRouter();
  const queries = useQueryClient();
  return async () => {
    await fetch('/api/auth/sign-out', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' });
    router.push(paths.signIn());
    queries.clear();
  };
}
