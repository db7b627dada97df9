/** Of the panel's own shadow root: nothing of it reaches the page, and nothing comes from there. */
export const style = `
:host {
  all: initial;
  color-scheme: light dark;
  --paper: #ffffff; --ink: #16202a; --soft: #5f6c78; --line: #e3e8ec; --raised: #f5f7f9;
  --good: #14774a; --note: #8a5a00; --bad: #b3261e; --accent: #0b6e99; --mark: #f4a25926;
}
@media (prefers-color-scheme: dark) {
  :host {
    --paper: #161b21; --ink: #e8edf2; --soft: #9aa7b3; --line: #2b343d; --raised: #1e252d;
    --good: #5fd39b; --note: #f0b95a; --bad: #ff8a80; --accent: #5cc1ea; --mark: #f4a25933;
  }
}
* { box-sizing: border-box; }
.panel {
  position: fixed; z-index: 2147483647; right: 16px; bottom: 16px;
  width: min(420px, calc(100vw - 32px)); max-height: min(680px, calc(100vh - 32px));
  display: flex; flex-direction: column; overflow: hidden;
  font: 13px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
  color: var(--ink); background: var(--paper); border: 1px solid var(--line);
  border-radius: 12px; box-shadow: 0 12px 40px #0000003d;
}
header {
  display: flex; align-items: center; gap: 10px; padding: 12px 12px 12px 16px;
  border-bottom: 1px solid var(--line);
}
h1 { margin: 0; font-size: 14px; font-weight: 650; }
.state {
  flex: 1; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap;
  color: var(--soft);
}
.dot { width: 9px; height: 9px; border-radius: 50%; background: currentColor; flex: none; }
.good { color: var(--good); } .note { color: var(--note); } .bad { color: var(--bad); }
button {
  font: inherit; color: var(--soft); background: none; border: 0; border-radius: 6px;
  padding: 4px 8px; cursor: pointer;
}
button:hover { color: var(--ink); background: var(--raised); }
button:focus-visible { outline: 2px solid var(--accent); outline-offset: -2px; }
.content { overflow: auto; padding: 4px 16px 16px; overscroll-behavior: contain; }
.folded .content { display: none; }
h2 {
  margin: 16px 0 6px; font-size: 11px; font-weight: 650; letter-spacing: 0.05em;
  text-transform: uppercase; color: var(--soft);
}
ul { list-style: none; margin: 0; padding: 0; }
.findings li { display: flex; gap: 8px; padding: 2px 0; }
.findings .sign { flex: none; width: 14px; text-align: center; font-weight: 700; }
.tag { border: 1px solid var(--line); border-radius: 8px; margin: 0 0 8px; overflow: hidden; }
.swap {
  display: flex; flex-wrap: wrap; gap: 2px 8px; align-items: baseline; padding: 8px 10px;
  background: var(--raised); font-variant-numeric: tabular-nums;
}
.swap b { font-weight: 650; }
.swap .soft { margin-left: auto; }
.soft { color: var(--soft); }
.places button {
  display: flex; gap: 8px; width: 100%; text-align: left; border-radius: 0; color: inherit;
  border-top: 1px solid var(--line); padding: 5px 10px;
}
.places .text {
  flex: 1; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap;
}
dl { display: grid; grid-template-columns: max-content 1fr; gap: 3px 12px; margin: 0; }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
code { font: 12px/1.4 ui-monospace, "SF Mono", Menlo, Consolas, monospace; user-select: all; }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
td { padding: 2px 0; vertical-align: baseline; }
td + td { padding-left: 10px; }
.right { text-align: right; white-space: nowrap; }
.mark {
  position: fixed; z-index: 2147483646; pointer-events: none; border-radius: 4px;
  outline: 2px solid #e8833a; background: var(--mark);
}
.mark.left { outline-style: dashed; outline-color: #8a949e; background: none; }
@media print { :host { display: none; } }
`;
