/** Where the reader's choice of theme is kept in the browser. */
export const THEME_KEY = 'errata-theme';

/** Runs before the first paint, so that a stored theme never flashes. */
export const themeScript = `try{var t=localStorage.getItem('${THEME_KEY}');if(t==='dark'||t==='light')document.documentElement.dataset.theme=t}catch{}`;
