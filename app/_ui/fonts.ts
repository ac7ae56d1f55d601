import localFont from 'next/font/local';

/** Fonts come from npm packages and are served by us; fallbacks get matching metrics, so that the swap moves nothing. */
const newsreader = localFont({
  src: '../../node_modules/@fontsource-variable/newsreader/files/newsreader-latin-opsz-normal.woff2',
  weight: '200 800',
  style: 'normal',
  variable: '--font-newsreader',
  display: 'swap',
  adjustFontFallback: 'Times New Roman',
});

const newsreaderItalic = localFont({
  src: '../../node_modules/@fontsource-variable/newsreader/files/newsreader-latin-wght-italic.woff2',
  weight: '200 800',
  style: 'italic',
  variable: '--font-newsreader-italic',
  display: 'swap',
  preload: false,
  adjustFontFallback: 'Times New Roman',
});

const publicSans = localFont({
  src: '../../node_modules/@fontsource-variable/public-sans/files/public-sans-latin-wght-normal.woff2',
  weight: '100 900',
  style: 'normal',
  variable: '--font-public-sans',
  display: 'swap',
  adjustFontFallback: 'Arial',
});

const plexMono = localFont({
  src: [
    {
      path: '../../node_modules/@fontsource/ibm-plex-mono/files/ibm-plex-mono-latin-400-normal.woff2',
      weight: '400',
      style: 'normal',
    },
    {
      path: '../../node_modules/@fontsource/ibm-plex-mono/files/ibm-plex-mono-latin-500-normal.woff2',
      weight: '500',
      style: 'normal',
    },
  ],
  variable: '--font-plex-mono',
  display: 'swap',
  adjustFontFallback: false,
});

/** For the `html` element: each font under the name that the styles call it by. */
export const fontVariables = [newsreader, newsreaderItalic, publicSans, plexMono].map((f) => f.variable).join(' ');
