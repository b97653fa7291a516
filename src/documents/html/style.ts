// The page's one stylesheet, inside it, allowed by its own hash: the report is a single file that can be kept.
import { createHash } from 'node:crypto'

const style = `:root{color-scheme:light;--ink:#1b1f24;--soft:#57606a;--line:#d0d7de;--bad:#a40e26;--accent:#0b57a4}
*{box-sizing:border-box}html{-webkit-text-size-adjust:100%}
body{margin:0 auto;padding:1rem;max-width:75rem;font:1rem/1.45 system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;color:var(--ink);background:#fff}
h1{font-size:1.5rem;margin:.2rem 0}h2{font-size:1.15rem;margin:0 0 .5rem;border-bottom:2px solid var(--line);padding-bottom:.2rem}h3{font-size:1rem;margin:.8rem 0 .3rem}
section{margin:0 0 1.25rem;min-width:0}a{color:var(--accent)}a:focus-visible,summary:focus-visible,.scroll:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
nav ul{list-style:none;margin:.5rem 0 1rem;padding:0;display:flex;flex-wrap:wrap;gap:.25rem 1rem}
.first{display:grid;gap:0 2rem;grid-template-columns:minmax(0,1fr)}
dl{margin:0}dl>div{display:flex;flex-wrap:wrap;justify-content:space-between;gap:0 1rem;padding:.2rem 0;border-bottom:1px solid #eaeef2}dt{color:var(--soft)}dd{margin:0 0 0 auto;font-weight:600;text-align:right}
.big{font-size:1.4rem;font-weight:700;margin:.3rem 0}.grade{display:inline-block;padding:.1rem .6rem;border:2px solid currentColor;border-radius:.4rem;margin-right:.5rem}
.grade-A,.grade-B{color:#0a5c2b}.grade-C{color:#7a5200}.grade-D,.grade-E{color:var(--bad)}
.alert{border-left:.4rem solid var(--bad);background:#fff0f1;padding:.5rem .8rem}.alert dd,.alert dt{color:var(--bad)}
.axis{display:flex;justify-content:space-between;margin:0 0 .4rem}.unknown{font-weight:400;font-style:italic;color:var(--soft)}.small,.small *{font-size:.85rem;color:var(--soft);font-weight:400}.two{display:grid;gap:0 1.5rem}
ul{margin:.2rem 0;padding-left:1.2rem}ul.reasons{list-style:none;padding:0}.reasons li{display:flex;gap:.75rem}.points{flex:none;width:6.2rem;text-align:right;white-space:nowrap}li{margin:.2rem 0;overflow-wrap:anywhere}
.severity{border:1px solid currentColor;border-radius:.3rem;padding:0 .3rem;font-size:.8rem}.severity.high{color:var(--bad);font-weight:700}.severity.medium{color:#7a5200}
.scroll{overflow-x:auto;margin:.6rem 0}table{border-collapse:collapse;width:100%;font-size:.9rem}caption{text-align:left;font-weight:600;padding:.2rem 0}.quiet{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}thead .n{text-align:right}.n.wrap{white-space:normal}
th,td{padding:.25rem .5rem;border-bottom:1px solid #eaeef2;text-align:left;vertical-align:top}thead th{color:var(--soft);border-bottom:2px solid var(--line)}tbody th{font-weight:500}
.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}.fold{margin:.5rem 0}.fold>summary{cursor:pointer;color:var(--accent);padding:.3rem 0;font-weight:600}.evidence{display:inline-block;font-weight:400;font-size:.8rem;text-align:left}.evidence summary{cursor:pointer;color:var(--accent)}
.lines td,.lines th{font-size:.8rem}.lines td:last-child{white-space:nowrap}.label,.rule{overflow-wrap:anywhere;min-width:9rem}.out{color:var(--soft)}tr:target{background:#fff5c2}mark{background:#e7f0fa;color:inherit;padding:0 .2rem}
svg{display:block;width:100%;height:7.5rem;margin:.3rem 0}polyline{fill:none;stroke:var(--accent);stroke-width:2;vector-effect:non-scaling-stroke}line{stroke:var(--soft);stroke-width:1;stroke-dasharray:4 3;vector-effect:non-scaling-stroke}
meter{width:6rem;vertical-align:middle;accent-color:var(--accent)}meter::-webkit-meter-optimum-value{background:var(--accent)}meter::-moz-meter-bar{background:var(--accent)}footer{font-size:.8rem;color:var(--soft);overflow-wrap:anywhere}
@media(min-width:56rem){.first{grid-template-columns:repeat(2,minmax(0,1fr))}.first #strip,.first #business{grid-column:1/-1}.first #strip dl,.first #business dl{columns:2;column-gap:2rem}.first #strip dl>div,.first #business dl>div{break-inside:avoid}.two{grid-template-columns:repeat(2,minmax(0,1fr))}}
@media(max-width:40rem){tbody th{min-width:6.5rem}th,td{padding:.25rem .3rem}}
@media print{html{font-size:8.5pt}body{max-width:none;padding:0}.e{display:none}.first #strip dl{columns:2;column-gap:1rem}nav,.fold>summary{display:none}.fold::details-content{content-visibility:visible;display:block}.fold,.evidence{margin:0}.first,.two{grid-template-columns:repeat(2,minmax(0,1fr));gap:0 1rem}.first #strip,.first #business{grid-column:1/-1}svg{height:5rem}.lines,.lines td,.lines th{font-size:6.5pt}.alert,.grade,mark{print-color-adjust:exact}section{break-inside:auto}h2,h3,caption{break-after:avoid}tr,dl>div{break-inside:avoid}.scroll{overflow:visible}.evidence{display:none}thead{display:table-header-group}@page{size:A4;margin:14mm}}
`

export const reportStyle = style

/** For the page's Content-Security-Policy: `style-src 'sha256-…'`. */
export const reportStyleHash = `sha256-${createHash('sha256').update(style, 'utf8').digest('base64')}`
