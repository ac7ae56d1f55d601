'use client';

import { useQuery } from '@tanstack/react-query';

interface Setup {
  /** One-click sign-in is on. */
  demo: boolean;
  hasAdmin: boolean;
  /** What the button of the OpenID Connect provider says; null without one. */
  oidc: string | null;
}

/** What this server offers at the door. */
export function useSetup() {
  return useQuery({
    queryKey: ['setup'],
    queryFn: async (): Promise<Setup> => {
      const response = await fetch('/api/setup');
      if (!response.ok) throw new Error('The server does not answer yet. Try again in a moment.');
      return (await response.json()) as Setup;
    },
  });
}
