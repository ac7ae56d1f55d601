/** The page's whole style; it loads nothing. Colours and lines as in the app. */
export const style = `
:root{color-scheme:light dark;--paper:#fdfdfb;--desk:#f2f3f0;--sunk:#e9ebe7;--rule:#daddd8;--ink:#1a1c1f;--ink-2:#4a4f55;--ink-3:#5f656c;--pen:#c43112;--pencil:#2b62a3}
@media(prefers-color-scheme:dark){:root{--paper:#191c1f;--desk:#121416;--sunk:#262a2e;--rule:#30353a;--ink:#e9e7e1;--ink-2:#b7b9ba;--ink-3:#9a9fa3;--pen:#ff7c5e;--pencil:#8dbbeb}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:14px/1.5 'Public Sans',system-ui,-apple-system,'Segoe UI',sans-serif;overflow-wrap:break-word}
main{max-width:1080px;margin:0 auto;padding:40px 24px 56px}
h1,h2,.figure{font-family:Newsreader,Georgia,'Times New Roman',serif;font-weight:500;line-height:1.15;margin:0}
h1{font-size:36px}
h2{font-size:20px;margin:0 0 12px;padding-top:12px;border-top:1px solid var(--rule)}
p{margin:0 0 8px;max-width:68ch}
section{margin-top:40px}
.quiet{color:var(--ink-3)}
.figures{display:flex;flex-wrap:wrap;gap:40px;margin-top:24px}
.figure{font-size:46px;font-variant-numeric:tabular-nums}
.figures p{color:var(--ink-2);max-width:34ch}
.label,code,.id{font-family:'IBM Plex Mono',ui-monospace,Menlo,Consolas,monospace;font-size:12px}
.id{color:var(--ink-3)}
.pm{display:flex;align-items:baseline;margin-top:8px;padding-top:.6em;line-height:1.3}
.pm .label{font-size:14px}
.pictures .pm .label{font-size:18px}
.given{text-decoration:underline wavy var(--pen);text-decoration-thickness:max(1.4px,.065em);text-underline-offset:.26em;text-decoration-skip-ink:none}
.suggested{position:relative;bottom:.6em;margin-left:1.8em;color:var(--pencil);font-weight:500}
.suggested::before{content:'';position:absolute;right:calc(100% + .18em);top:calc(50% - .06em);width:1.22em;height:.7em;background:var(--pencil);mask:url("data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 14' preserveAspectRatio='none'%3E%3Cpath d='M0 13C11 13 10 1.2 23 1.2' fill='none' stroke='%23000' stroke-width='1.9' stroke-linecap='round' stroke-dasharray='2.6 3.4'/%3E%3C/svg%3E") 0 0/100% 100% no-repeat}
.pm.stack{flex-direction:column-reverse;align-items:flex-start;padding-top:0}
.pm.stack .suggested{bottom:0;margin-left:0}
.pm.stack .suggested::before{display:none}
.vh{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.pictures .id{display:block}
.pictures{display:grid;grid-template-columns:repeat(auto-fill,minmax(136px,1fr));gap:16px;padding:0;margin:0;list-style:none}
.pictures .frame{display:flex;align-items:center;justify-content:center;background:var(--desk);aspect-ratio:1}
.pictures img{width:100%;height:100%;object-fit:contain}
.pictures img.tiny{image-rendering:pixelated}
.texts{padding:0;margin:0;list-style:none}
.texts li{display:grid;grid-template-columns:minmax(0,3fr) minmax(150px,1fr);gap:24px;padding:16px 0;border-top:1px solid var(--rule)}
.texts li:first-child{border-top:0;padding-top:0}
blockquote{margin:0;font:16px/1.45 Newsreader,Georgia,serif;white-space:pre-line;max-height:11.6em;overflow:auto}
.bar{display:block;height:6px;border-radius:2px;background:var(--sunk);margin:6px 0 2px;max-width:150px}
.bar i{display:block;height:100%;border-radius:2px;background:var(--pencil)}
.scroll{overflow-x:auto}
table{border-collapse:collapse;font-variant-numeric:tabular-nums;font-size:12px}
caption{text-align:left;color:var(--ink-2);padding-bottom:8px}
th{font-weight:500;text-align:left;padding:2px 8px 2px 0;white-space:nowrap;max-width:160px;overflow:hidden;text-overflow:ellipsis}
.matrix td{min-width:34px;height:24px;text-align:center;border:1px solid var(--paper)}
.matrix thead th{writing-mode:vertical-rl;transform:rotate(180deg);text-align:left;padding:4px 2px;max-height:140px}
.matrix td.same{color:var(--ink-3)}
.list td,.list th{padding:4px 16px 4px 0;border-top:1px solid var(--rule)}
.list td.n{text-align:right}
dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:4px 16px;margin:0}
dt{color:var(--ink-3)}
dd{margin:0}
a{color:var(--pencil)}
pre{background:var(--desk);padding:12px;overflow:auto;font-size:12px;margin:8px 0}
@media(max-width:640px){.texts li{grid-template-columns:1fr;gap:8px}main{padding:24px 16px}}
@media(forced-colors:active){.suggested::before{forced-color-adjust:none;background:CanvasText}}
@media print{main{max-width:none;padding:0}blockquote{max-height:none}li,table{break-inside:avoid}}
`.trim();
