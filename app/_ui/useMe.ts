'use client';

import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { useTRPC } from '#/app/_trpc/client.tsx';
import { isSignedOut } from './errors.ts';
import { paths } from './paths.ts';

/** Who is signed in. Sends a visitor without a session to the sign-in page, and back here afterwards. */
export function useMe() {
  const trpc = useTRPC();
  const router = useRouter();
  const query = useQuery(trpc.accounts.me.queryOptions(undefined, { staleTime: 60_000, retry: false }));
  const signedOut = isSignedOut(query.error);
  useEffect(() => {
    if (signedOut) router.replace(paths.signIn(window.location.pathname + window.location.search));
  }, [signedOut, router]);
  return { me: query.data ?? null, error: signedOut ? null : query.error };
}
