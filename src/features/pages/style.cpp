#include "features/pages/style.h"

namespace lianghu::pages {

namespace {

// The tokens. Short names, since each page carries them: g ground, p paper, l line, k ink, m muted ink.
constexpr Literal tokens =
    R"(:root{color-scheme:light dark;--g:#fbf7ef;--p:#fffefb;--l:#e8dfcf;--l2:#d8cbb6;--c:#857a70;
--k:#241a17;
--m:#5e5550;--a:#9f1d1d;--gold:#7a5a12;--role:#fbf0d3;--role-k:#6b1014;--ok:#1b6b3a;--ok-g:#eaf3eb;
--warn:#8a4b00;
--warn-g:#fcf1de;--info:#1f5fa8;--info-g:#eaf1f8;--s:16px;--t:18px;--h:22px;--hit:44px;--song:"Songti SC",
"STZhongsong","Noto Serif CJK SC","Source Han Serif SC",serif}
.elder{--s:22px;--t:24px;--h:28px;--hit:60px}
@media screen and (prefers-color-scheme:dark){:root{--g:#1b1513;--p:#251d1a;--l:#3a302a;--l2:#54473e;
--c:#9a8d82;
--k:#f5eddf;--m:#c2b6a9;--a:#ffa79b;--gold:#e2b857;--role:#3a2c14;--role-k:#f6dfa4;--ok:#85d0a0;
--ok-g:#17301f;
--warn:#f2bb6b;--warn-g:#3a2808;--info:#9cc5f5;--info-g:#14263a}}
)";

constexpr Literal common =
    R"(*{box-sizing:border-box}html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--g);color:var(--k);
font:var(--t)/1.7 -apple-system,"PingFang SC","HarmonyOS Sans SC",
"MiSans","Microsoft YaHei","Noto Sans CJK SC",system-ui,sans-serif;font-variant-numeric:tabular-nums;
overflow-wrap:anywhere;line-break:strict}
h1,h2,p,ul{margin:0;padding:0;text-wrap:pretty}ul{list-style:none}h2{font-size:var(--h);line-height:1.4}
a{color:var(--a);text-underline-offset:4px;text-decoration-thickness:1px}
:focus-visible{outline:3px solid var(--info);outline-offset:2px;box-shadow:0 0 0 2px #fff}
.i{width:1.25em;height:1.25em;flex:none;fill:none;stroke:currentColor;stroke-width:1.75;
stroke-linecap:round;
stroke-linejoin:round;vertical-align:-.28em}
.sheet{position:absolute;width:0;height:0}
.sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.top{display:flex;flex-wrap:wrap;align-items:center;justify-content:space-between;gap:8px;padding:10px 0}
.brand{display:inline-flex;align-items:center;gap:10px;min-height:var(--hit);font-weight:700;color:inherit;
text-decoration:none}
.sign{width:32px;height:32px;flex:none}
.tools{display:flex;gap:8px}
.tools a{display:inline-flex;align-items:center;gap:6px;min-height:var(--hit);padding:4px 14px;
border:1px solid
 var(--c);border-radius:6px;background:var(--p);color:var(--k);font-size:var(--s);font-weight:600;
text-decoration:none}
.tag{display:inline-flex;align-items:center;gap:5px;padding:2px 10px;border-radius:99px;font-size:var(--s);
line-height:1.5;font-weight:600;color:var(--m);box-shadow:inset 0 0 0 1px var(--l2)}
.ok{color:var(--ok)}.warn{color:var(--warn)}.info{color:var(--info)}
.tag.ok,.note.ok{background:var(--ok-g);box-shadow:none}.tag.warn,.note.warn{background:var(--warn-g);
box-shadow:none}
.tag.info,.note.info{background:var(--info-g);box-shadow:none}
.note{display:flex;gap:10px;padding:12px 14px;border-radius:6px;font-size:var(--s);margin:12px 0}
.note .i{margin-top:.2em}.note span{color:var(--k)}
.role{display:inline-grid;place-items:center;width:44px;height:44px;border-radius:10px;
background:var(--role);
color:var(--role-k);flex:none}
.role .i{width:28px;height:28px}
.go{display:inline-block;min-height:var(--hit);padding:8px 0}
.sub,.foot{color:var(--m);font-size:var(--s)}.foot{border-top:1px solid var(--l);padding-top:16px;
margin-top:28px}
)";

constexpr Literal plaque =
    R"(body{max-width:470px;margin:0 auto;padding:0 20px 32px}
.plate{position:relative;text-align:center;color:#fff;
background:linear-gradient(168deg,#a92323,#9f1d1d 45%,#8b1719);
border-radius:10px;padding:34px 24px 28px;box-shadow:0 10px 24px -12px rgba(107,16,20,.55)}
.plate:before{content:"";position:absolute;inset:8px;pointer-events:none;border:12px solid transparent;
border-image:url("data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='36' )"
    R"(height='36'%3E%3Cpath )"
    R"(d='M10 1H26A9 9 0 0 0 35 10V26A9 9 0 0 0 26 35H10A9 9 0 0 0 1 26V10A9 9 0 0 0 10 1Z' fill='none' )"
    R"(stroke='%23E2B857' stroke-width='1.5'/%3E%3C/svg%3E") 12}
.place,.no{font-size:var(--s);color:#f6dfa4;line-height:1.4}
.plate h1{font:700 46px/1.25 var(--song);margin:10px 0 12px}.plate h1:lang(en){font-size:32px}
.plate h1:after{content:"";display:block;width:56px;height:1.5px;background:#e2b857;margin:14px auto 0}
.name{font:700 24px/1.4 var(--song);margin-bottom:6px}
.proof{display:flex;gap:8px;align-items:center;justify-content:center;font-weight:600;font-size:var(--s);
margin:14px 0}
.banners{display:flex;flex-wrap:wrap;justify-content:center;gap:0 18px;color:var(--m);font-size:var(--s);
margin-bottom:28px}
.pl{margin-top:14px}section+section{margin-top:28px}
.pl li{display:grid;grid-template-columns:44px minmax(0,1fr);gap:14px;padding:18px 0;
border-top:1px solid var(--l)}
.r{font-size:var(--s);color:var(--gold);font-weight:600;line-height:1.4;margin-bottom:4px}
.st{display:flex;flex-wrap:wrap;gap:8px;margin-top:8px}
.elder .plate{padding:32px 18px 26px}.elder .plate h1{font-size:54px}.elder .plate h1:lang(en){
font-size:40px}
.elder .name{font-size:36px;color:#f6dfa4}.elder .place,.elder .no{color:#fff}.elder .proof{font-size:24px}
.elder .pl li{background:var(--p);border:1px solid var(--l2);border-radius:12px;padding:18px;
margin-top:14px}
.elder .pl li{display:block}.elder .pl .role{float:left;margin-right:12px}.elder .pl p{clear:both}
.elder .pl .r{clear:none;display:flex;align-items:center;min-height:44px;font-size:24px;color:var(--k);
margin-bottom:8px}
@media print{.tools{display:none}.plate{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
)";

constexpr Literal board =
    R"(.hero{background:#9f1d1d;color:#fff;border-bottom:3px solid #e2b857}
.hero>*,.sheets,.nums ul{max-width:960px;margin:0 auto;padding-left:20px;padding-right:20px}
.hero h1{font:700 34px/1.3 var(--song);margin-top:8px}.hero>*:last-child{padding-bottom:22px}
.hero p{color:#f6dfa4;font-size:var(--s)}
.hero .tools a{background:none;color:#fff;border-color:#f6dfa4}
.nums{background:var(--p);border-bottom:1px solid var(--l)}
.nums ul{display:grid;grid-template-columns:repeat(4,minmax(0,1fr));padding-top:16px;padding-bottom:14px;
text-align:center}
.nums li{padding:0 4px}.nums li+li{border-left:1px solid var(--l)}
.nums b{display:block;font-size:24px;line-height:1.2}.nums span{font-size:var(--s);color:var(--m);
line-height:1.5;
display:block}
.sheets{padding-top:24px;padding-bottom:32px}section{margin-bottom:32px}
.legend{display:flex;flex-wrap:wrap;gap:6px 18px;font-size:var(--s);padding:12px 0;
border-bottom:1px solid var(--l)}
.legend li{display:inline-flex;gap:8px;align-items:center}
.role{width:28px;height:28px;border-radius:7px}.role .i{width:18px;height:18px}
.it{padding:18px 0;border-bottom:1px solid var(--l);break-inside:avoid}
.hd{display:flex;flex-wrap:wrap;align-items:center;gap:8px 12px}
.hd h3,.hd h4{margin:0;font:inherit;font-weight:700}
.hd a{display:inline-flex;align-items:center;gap:12px;min-height:var(--hit);font-weight:700;color:var(--k);
font-size:20px}.hd h3{margin-right:auto}
.hd a{text-decoration:none}.nm{text-decoration:underline;text-underline-offset:4px}
.badge{font:700 var(--s)/1 var(--song);background:#9f1d1d;color:#fff;padding:8px 6px;min-width:48px;
text-align:center;border-radius:5px;box-shadow:inset 0 0 0 1.5px #9f1d1d,inset 0 0 0 2.5px #e2b857}
.it li{display:grid;grid-template-columns:28px minmax(0,1fr);gap:10px;padding:4px 0;line-height:1.6}
.due{display:inline-block;color:var(--m);font-size:var(--s)}
.st{display:flex;flex-wrap:wrap;gap:8px;margin-top:8px}
.lead{display:grid;grid-template-columns:repeat(auto-fill,minmax(260px,1fr));gap:0 24px}
.lead li{padding:8px 0;border-bottom:1px solid var(--l)}.lead b{margin-right:10px}.lead .tag{
margin-left:8px}
.elder .role{width:40px;height:40px}.elder .role .i{width:26px;height:26px}.elder .hd a{font-size:28px}
.elder .it li{grid-template-columns:40px minmax(0,1fr)}.elder .nums ul{grid-template-columns:1fr 1fr;
gap:14px 0}
.elder .nums li:nth-child(3){border-left:0}.elder .nums b{font-size:32px}
@media (min-width:800px),print{.all{columns:2;column-gap:48px}.it{display:block}}
nav+h2,h2+section{margin-top:24px}h3{margin-bottom:8px}
@media print{@page{size:A3;margin:14mm}.tools{display:none}body{background:#fff}.nm{text-decoration:none}
.hero>*,.sheets,.nums ul{max-width:none}.hero h1{font-size:56px}
.hero,.badge,.role,.tag{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
)";

constexpr Literal proof =
    R"(main{max-width:560px;margin:0 auto;padding:0 16px 40px}header{max-width:560px;margin:0 auto;
padding:0 16px}
h1{font-size:26px;line-height:1.35;margin:8px 0}.elder h1{font-size:34px}section{margin-top:24px}
#letter{white-space:pre-line;background:var(--p);border:1px solid var(--l);border-radius:12px;
padding:14px 16px;margin:10px 0}
.steps{margin:10px 0;padding:0;list-style:none}.steps li{padding:8px 0 8px 34px;position:relative;
border-top:1px solid var(--l)}
.steps li::before{content:"\2026";position:absolute;left:4px;color:var(--m);font-weight:700}
.steps [data-held=true]::before{content:"\2713";color:var(--ok)}
.steps [data-held=false]::before{content:"\2717";color:var(--warn)}
.steps [data-held=unknown]::before{content:"?"}
code{font-size:14px}.go{min-height:var(--hit);display:inline-flex;align-items:center}
.proof{padding:12px 14px;border-radius:10px;font-weight:700}
.proof[hidden]{display:none}
.ok{background:var(--ok-g);color:var(--ok)}.warn{background:var(--warn-g);color:var(--warn)}
.info{background:var(--info-g);color:var(--info)}
)";

constexpr Literal notice =
    R"(body{max-width:560px;margin:0 auto;padding:0 20px 32px}
h1{font-size:28px;line-height:1.4;margin:28px 0 12px}.elder h1{font-size:36px}
.stop{border:2px solid var(--k);border-radius:10px;background:var(--p);padding:4px 20px 20px;
margin:16px 0 24px}
.stop>.i{display:block;width:40px;height:40px;margin-top:20px}.stop h1{margin-top:10px}
section p+p{margin-top:10px}
)";

// The way to say something, on the plaque's page and on the forms.
constexpr Literal button =
    R"(.btn{display:flex;align-items:center;justify-content:center;gap:10px;width:100%;
min-height:max(56px,var(--hit));padding:10px 18px;border:1px solid var(--c);border-radius:10px;
background:var(--p);color:var(--k);font:inherit;font-weight:600;line-height:1.4;text-decoration:none;
cursor:pointer}
.btn.first{background:#9f1d1d;border-color:#9f1d1d;color:#fff}
.bar{position:sticky;bottom:0;margin:20px -20px -32px;padding:12px 20px;
background:var(--g);border-top:1px solid var(--l)}
.ans{background:var(--p);border:1px solid var(--l);border-radius:10px;padding:12px 14px;margin-top:8px;
white-space:pre-line}
.heard{margin-top:28px}.heard li{padding:14px 0;border-top:1px solid var(--l)}.heard ul{margin-top:12px}
.heard q{display:block;color:var(--m);font-size:var(--s)}
@media print{.bar{display:none}}
)";

constexpr Literal form =
    R"(body{max-width:560px;margin:0 auto;padding:0 20px 32px}
h1{font-size:26px;line-height:1.4;margin:16px 0 4px}.elder h1{font-size:34px}
form{margin-top:24px}fieldset{border:0;margin:0;padding:0}
legend,.field>label:not(.choice){display:block;padding:0;font-weight:700;margin:22px 0 8px}
.opt{font-weight:400;color:var(--m);font-size:var(--s)}
.kinds{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:10px}
.choice{display:flex;align-items:center;gap:12px;min-height:max(52px,var(--hit));padding:8px 14px;
border:1px solid var(--c);border-radius:8px;background:var(--p);cursor:pointer;line-height:1.4}
.choice input{width:22px;height:22px;flex:none;margin:0;accent-color:#9f1d1d}
.choice:has(:checked){border-color:var(--a);box-shadow:inset 0 0 0 1px var(--a)}
.choice .i{color:var(--a);margin-right:6px}
.choice:has(:focus-visible){outline:3px solid var(--info);outline-offset:2px}
.kinds .choice{font-weight:600}.elder .kinds{grid-template-columns:minmax(0,1fr)}
@media(max-width:430px){.kinds:lang(en){grid-template-columns:minmax(0,1fr)}}
form+.sub{margin-top:14px}
textarea,select,input[type=tel],input[type=file],input[inputmode]{display:block;width:100%;
min-height:max(52px,var(--hit));
padding:10px 14px;border:1px solid var(--c);border-radius:8px;background:var(--p);color:var(--k);
font:inherit;margin-bottom:10px}
[aria-invalid=true]{border:2px solid var(--k)}
.err{display:flex;gap:8px;font-weight:600;font-size:var(--s);margin-bottom:8px}.err .i{margin-top:.2em}
.errs{border:2px solid var(--k);border-radius:10px;background:var(--p);padding:14px 18px;margin:12px 0}
.errs p{font-weight:700}.errs .i{margin-right:8px}
.errs a{display:inline-flex;align-items:center;min-height:var(--hit);color:var(--k)}
.who{border:1px solid var(--l2);border-radius:10px;background:var(--p);margin:26px 0 20px;overflow:hidden}
.who h2{font-size:var(--t);padding:12px 16px;background:var(--role);color:var(--role-k)}
.who h2 .i{margin-right:8px}.who dl{margin:0;padding:4px 16px 8px;font-size:var(--s)}
.who dl div{padding:10px 0}.who div+div{border-top:1px solid var(--l)}.who dt{font-weight:700}
.who dd{margin:0}
.hi{display:flex;gap:14px;align-items:center;margin-top:20px}.hi h1{margin:0}
.hi>.ok{flex:none;width:52px;height:52px;border-radius:50%;background:var(--ok-g);display:grid;
place-items:center;
font-size:28px}
.code{position:relative;text-align:center;border:1px solid var(--l2);border-radius:10px;background:var(--p);
padding:26px 12px;margin:20px 0 14px;box-shadow:inset 0 0 0 8px var(--p),inset 0 0 0 9.5px #e2b857}
.code b{display:block;max-width:21ch;margin:0 auto;font-size:27px;line-height:1.5;color:var(--a)}
.code span{font-size:var(--s);color:var(--m)}.elder .code b{font-size:40px;max-width:10ch}
.steps,.tl{list-style:none;margin:14px 0 0;padding:0;counter-reset:s}section{margin-top:28px}
.steps li{position:relative;padding:0 0 18px 48px;counter-increment:s}
.steps li:before{content:counter(s);position:absolute;left:0;top:0;width:32px;height:32px;border-radius:50%;
background:var(--role);color:var(--role-k);font-weight:700;display:grid;place-items:center;
font-size:var(--s)}
.steps p{color:var(--m);font-size:var(--s)}.acts{display:grid;gap:12px;margin-top:12px}
.hd{display:flex;flex-wrap:wrap;gap:4px 12px;align-items:center;justify-content:space-between}
blockquote{margin:16px 0;padding:4px 0 4px 18px;border-left:4px solid var(--l2);white-space:pre-line}
.tl li{position:relative;padding:0 0 22px 50px}
.tl li:not(:last-child):after{content:"";position:absolute;left:16px;top:38px;bottom:4px;
border-left:2px solid var(--l2)}
.dot{position:absolute;left:0;top:0;width:34px;height:34px;border-radius:50%;background:var(--role);
color:var(--role-k);display:grid;place-items:center}
.field>.sub{margin-bottom:12px}.paper{display:none}
@media print{.btn,.tools,.acts,
form:not([data-work]){display:none}.paper{display:block}.code{break-inside:avoid}}
)";

constexpr Literal paper =
    R"(.picks li{display:grid;grid-template-columns:minmax(0,1fr) 132px;gap:12px;align-items:center;
padding:10px 0;border-bottom:1px solid var(--l)}
.picks b,.picks .sub{display:block;line-height:1.4}
select{width:100%;min-height:max(52px,var(--hit));padding:8px 10px;border:1px solid var(--c);
border-radius:8px;background:var(--p);color:var(--k);font:inherit}
.order{margin:10px 0;padding-left:1.8em}.order li{padding:4px 0}.note ul{margin-top:6px}
.stop{border:2px solid var(--k);border-radius:10px;background:var(--p);padding:4px 20px 20px;
margin:16px 0 24px}
.stop>.i{display:block;width:40px;height:40px;margin-top:20px}.stop h1{margin-top:10px}
.elder .picks li{grid-template-columns:minmax(0,1fr)}
)";

constexpr Literal marking =
    R"(.marks{display:grid;grid-template-columns:repeat(auto-fit,minmax(96px,1fr));gap:8px}
.marks .choice{padding:8px 10px;gap:8px;min-width:0}
fieldset{min-width:0;padding:6px 0 18px;border-bottom:1px solid var(--l)}legend{font-size:20px}
.go+.marks{margin-top:2px}.elder legend{font-size:28px}
.elder .marks{grid-template-columns:repeat(auto-fit,minmax(150px,1fr))}
)";

Html style_of(Literal own) {
  return element("style", {}, Html::raw(tokens), Html::raw(common), Html::raw(own));
}

}  // namespace

Html plaque_style() {
  return element("style", {}, Html::raw(tokens), Html::raw(common), Html::raw(plaque), Html::raw(button));
}

Html board_style() {
  return style_of(board);
}

Html notice_style() {
  return style_of(notice);
}

Html form_style() {
  return element("style", {}, Html::raw(tokens), Html::raw(common), Html::raw(button), Html::raw(form));
}

Html proof_style() {
  return element("style", {}, Html::raw(tokens), Html::raw(common), Html::raw(proof));
}

Html marking_style() {
  return element("style", {}, Html::raw(tokens), Html::raw(common), Html::raw(button), Html::raw(form),
                 Html::raw(marking));
}

Html paper_style() {
  return element("style", {}, Html::raw(tokens), Html::raw(common), Html::raw(button), Html::raw(form),
                 Html::raw(paper));
}

}  // namespace lianghu::pages
