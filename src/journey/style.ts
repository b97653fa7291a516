// The one stylesheet of the applicant's pages. A lender's colour changes three of its variables, never its contrasts.

export const journeyStyle = `:root{color-scheme:light;--ink:#16202b;--soft:#4a5662;--line:#8a95a1;--rule:#dde3e9;--ground:#f3f5f8;--tint:#f3f7fb;--bad:#a40e26;--good:#146c43;--brand:#0b57a4;--on-brand:#fff;--accent:#0b57a4}
*{box-sizing:border-box}html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;border-top:.4rem solid var(--brand);font:1.125rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;color:var(--ink);background:var(--ground);overflow-wrap:break-word}
header,main,footer{max-width:42rem;margin:0 auto;padding:1rem 1.25rem}header{padding-bottom:.75rem}header p{margin:0}
.who{display:flex;align-items:center;justify-content:space-between;gap:1rem;min-height:2.5rem}.lender{font-weight:700;font-size:1.2rem;line-height:1.25;min-width:0}
.logo{flex:none;width:9rem;height:2.5rem;max-width:40%;object-fit:contain;object-position:right center}
.step{font-size:.95rem;color:var(--soft);padding-top:.5rem}.step strong{color:var(--ink);display:inline-block}.bar{display:flex;gap:.35rem;padding-top:.4rem}
.bar i{flex:1;height:.35rem;border-radius:.2rem;background:#c9d2db}.step-1 i:nth-child(-n+1),.step-2 i:nth-child(-n+2),.step-3 i:nth-child(-n+3),.step-4 i{background:var(--accent)}
.test{background:#fff3cd;border:1px solid #d8b64a;border-radius:.5rem;padding:.25rem .75rem;margin:0 0 .75rem;font-size:.95rem;text-align:center}header .test{margin-bottom:.75rem}
main{background:#fff;border:1px solid var(--rule);border-width:1px 0;padding-top:1.5rem;padding-bottom:1.75rem}
h1{font-size:1.65rem;line-height:1.22;margin:0 0 .9rem;letter-spacing:-.01em}h2{font-size:1.15rem;line-height:1.3;margin:1.75rem 0 .35rem}h3{font-size:1.05rem;margin:1.1rem 0 .2rem}p{margin:.4rem 0 .8rem}ul{margin:.3rem 0 .9rem;padding-left:1.3rem}
.points{list-style:none;margin:1.1rem 0 1.5rem;padding:.9rem 1rem;background:var(--tint);border-left:.3rem solid var(--accent);border-radius:.3rem}.points li{position:relative;padding:.25rem 0 .25rem 1.8rem}
.points li::before{content:"";position:absolute;left:.2rem;top:.62rem;width:.85rem;height:.45rem;border:solid var(--accent);border-width:0 0 .2rem .2rem;transform:rotate(-45deg)}
.terms h2{border-top:1px solid var(--rule);padding-top:1rem;margin-top:1.1rem}
.actions{display:flex;flex-direction:column;gap:.75rem;margin:1.75rem 0 .5rem}
button,.button{display:block;width:100%;min-height:3.25rem;padding:.75rem 1rem;font:inherit;font-weight:650;line-height:1.3;text-align:center;text-decoration:none;border-radius:.6rem;border:2px solid var(--accent);background:var(--brand);color:var(--on-brand);cursor:pointer}
button:hover,.button:hover{box-shadow:0 0 0 3px color-mix(in srgb,var(--accent) 25%,transparent)}
button.second,.button.second,.banks button{background:#fff;color:var(--accent)}button.quiet{border-color:transparent;background:none;color:var(--soft);text-decoration:underline;font-weight:500}
a{color:var(--accent);text-underline-offset:.15em}.nowrap{white-space:nowrap}
:focus-visible{outline:3px solid #101820;outline-offset:2px;border-radius:.3rem}button:focus-visible,.button:focus-visible{box-shadow:0 0 0 2px #fff;border-radius:.6rem}
input[type=search]{width:100%;min-height:3.25rem;padding:.5rem .9rem;font:inherit;border:2px solid var(--line);border-radius:.6rem;background:#fff;color:var(--ink)}
input[type=checkbox]{width:1.5rem;height:1.5rem;flex:none;margin:.1rem .75rem 0 0;accent-color:var(--accent)}
label.choice{display:flex;align-items:flex-start;padding:.5rem 0;min-height:2.75rem;cursor:pointer}label.field{display:block;font-weight:650;margin:0 0 .35rem}
fieldset{border:1px solid var(--line);border-radius:.7rem;margin:0 0 1rem;padding:.35rem 1rem .5rem;min-width:0}legend{float:left;width:100%;font-weight:650;padding:.35rem 0 .1rem}legend+*{clear:both}fieldset p{margin:0 0 .25rem}
.search{display:grid;grid-template-columns:1fr;gap:.75rem;margin:1.25rem 0 .75rem}.found{min-height:1.5rem;margin:.25rem 0 .75rem;color:var(--soft)}
.banks{list-style:none;margin:0;padding:0}.banks li{margin:0 0 .6rem}.banks button{display:flex;justify-content:space-between;align-items:center;gap:1rem;text-align:left;border:1px solid var(--line);color:var(--ink);font-weight:600}.banks button::after{content:"";flex:none;width:.6rem;height:.6rem;border:solid var(--accent);border-width:.15rem .15rem 0 0;transform:rotate(45deg)}.banks .group{display:block;font-weight:400;font-size:.95rem;color:var(--soft)}.banks button:hover{border-color:var(--accent)}
.small,footer{font-size:.95rem;color:var(--soft)}footer{padding-bottom:2rem}
.notice{border:1px solid #e5b8bf;border-left:.35rem solid var(--bad);border-radius:.3rem;background:#fff6f6;padding:.7rem 1rem;margin:0 0 1.25rem}.notice p:last-child{margin-bottom:0}.notice.calm{border-color:#b7cbe0;border-left-color:var(--accent);background:var(--tint)}
.done{border-left-color:var(--good)}.actions+.keep{margin-top:1.75rem}
dl{margin:1rem 0 1.25rem}dl:not(.figures)>div:last-child{border-bottom:0}dl>div{display:flex;flex-wrap:wrap;justify-content:space-between;gap:0 1rem;border-bottom:1px solid var(--rule);padding:.5rem 0}dt{color:var(--soft);min-width:0}dd{margin:0 0 0 auto;font-weight:650;text-align:right;overflow-wrap:anywhere;min-width:0}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(8.5rem,1fr));gap:.75rem}.figures>div{display:block;border:1px solid var(--rule);border-radius:.7rem;padding:.75rem .9rem}.figures dd{margin:.1rem 0 0;text-align:left;font-size:1.35rem;line-height:1.25}.figures .scale{display:block;font-size:.95rem;font-weight:400;color:var(--soft)}.figures .wide{grid-column:1/-1;background:var(--tint)}
details{border-top:1px solid var(--rule)}details+:not(details){border-top:1px solid var(--rule);padding-top:1.25rem}summary{min-height:3rem;padding:.75rem 0;font-weight:650;cursor:pointer}details dl,details ul{margin-top:0}
.keep{border:1px solid var(--rule);border-radius:.7rem;padding:.25rem 1.1rem .6rem;margin:0 0 1rem}.keep h2{margin-top:.8rem}.keep ul{list-style:none;padding:0}.keep li{padding:.4rem 0}.keep li a{display:inline-block;min-height:1.5rem}.lasting{overflow-wrap:anywhere;background:var(--tint);border-radius:.4rem;padding:.6rem .8rem}
progress{width:100%;height:.8rem;accent-color:var(--accent)}
@media (max-width:30rem){dl:not(.figures) dd{margin-left:0;width:100%;text-align:left}}
@media (min-width:46rem){main{border-width:1px;border-radius:1rem;padding:2rem 2.25rem}header,footer{padding-left:2.25rem;padding-right:2.25rem}.search{grid-template-columns:1fr auto;align-items:end}.search button{width:auto;padding-left:1.75rem;padding-right:1.75rem}.search label{grid-column:1/-1;margin-bottom:-.35rem}.terms{display:block}}
@media (prefers-reduced-motion:reduce){*,::before,::after{animation:none!important;transition:none!important;scroll-behavior:auto!important}}
@media print{body{border:0;background:#fff;font-size:11pt}main{border:0;padding:0}.actions,form,footer,.step,.bar,button{display:none}header{padding:0 0 1rem}h1,h2,h3{break-after:avoid}a{color:inherit}.keep,.points,.figures>div{break-inside:avoid}}
`
