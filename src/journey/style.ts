// The one stylesheet of the applicant's pages, served from our own address under a name that is its hash.
import { createHash } from 'node:crypto'

export const journeyStyle = `:root{color-scheme:light;--ink:#1b1f24;--soft:#4b5563;--line:#9aa4b0;--accent:#0b57a4;--bad:#a40e26}
*{box-sizing:border-box}html{-webkit-text-size-adjust:100%}
body{margin:0;font:1.125rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;color:var(--ink);background:#f6f8fa}
header,main,footer{max-width:40rem;margin:0 auto;padding:1rem}header{font-weight:600;color:var(--soft)}
main{background:#fff;border:1px solid #d8dee4;border-radius:.6rem;padding:1.25rem}
h1{font-size:1.6rem;line-height:1.25;margin:0 0 .8rem}h2{font-size:1.15rem;margin:1.4rem 0 .3rem}p{margin:.4rem 0 .8rem}
.actions{display:flex;flex-direction:column;gap:.75rem;margin:1.5rem 0 .5rem}
button,.button{display:block;width:100%;min-height:3rem;padding:.7rem 1rem;font:inherit;font-weight:600;text-align:center;text-decoration:none;border-radius:.5rem;border:2px solid var(--accent);background:var(--accent);color:#fff;cursor:pointer}
button.second,.button.second{background:#fff;color:var(--accent)}
a{color:var(--accent)}a.button{color:#fff}a.button.second{color:var(--accent)}.nowrap{white-space:nowrap}
button:focus-visible,a:focus-visible,input:focus-visible{outline:3px solid #f0a500;outline-offset:2px}
input[type=search]{width:100%;min-height:3rem;padding:.5rem .8rem;font:inherit;border:2px solid var(--line);border-radius:.5rem}
input[type=checkbox]{width:1.5rem;height:1.5rem;flex:none;margin:.1rem .6rem 0 0}
label.choice{display:flex;align-items:flex-start;padding:.4rem 0;min-height:2.75rem}
fieldset{border:1px solid #d8dee4;border-radius:.5rem;margin:0 0 1rem;padding:.6rem 1rem}legend{font-weight:600;padding:0 .3rem}
.small{font-size:.95rem;color:var(--soft)}.notice{border-left:.35rem solid var(--bad);background:#fff5f5;padding:.6rem 1rem;margin:0 0 1rem}.test{background:#fff3cd;padding:.4rem 1rem;text-align:center}
ul.plain{list-style:none;margin:0;padding:0}ul.plain li{margin:0 0 .6rem}dl{margin:1rem 0}dl>div{display:flex;flex-wrap:wrap;justify-content:space-between;gap:0 1rem;border-bottom:1px solid #e5e9ee;padding:.4rem 0}dt{color:var(--soft)}dd{margin:0 0 0 auto;font-weight:600;text-align:right;overflow-wrap:anywhere}
progress{width:100%;height:.8rem}
`

const hash = createHash('sha256').update(journeyStyle, 'utf8').digest('hex').slice(0, 16)
export const journeyStylePath = `/journey/style-${hash}.css`
