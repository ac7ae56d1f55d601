'use client';

import './globals.css';
import { fontVariables } from './_ui/fonts.ts';
import { themeScript } from './_ui/theme.ts';
import ErrorPage from './error.tsx';

/** What stands where the frame of every page itself could not be drawn: the same words, in a document of its own. */
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en" className={fontVariables} suppressHydrationWarning>
      <head>
        <title>This page did not load · Errata</title>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours, which must run before the first paint */}
        <script dangerouslySetInnerHTML={{ __html: themeScript }} />
      </head>
      <body>
        <ErrorPage error={error} />
      </body>
    </html>
  );
}
