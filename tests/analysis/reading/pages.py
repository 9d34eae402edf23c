"""Web pages in the manner of Chinese government sites, written for the tests, each with the speech that is to come out of it."""

TITLE = "在全市重点工作推进会上的讲话"
SPEECH = (
    "——在全市重点工作推进会上的讲话",
    "市委书记　陈若舟",
    "（2012年3月5日）",
    "同志们：",
    "今天召开这次会议，主要任务是总结去年工作，部署今年任务。",
    "一、认清形势，增强信心",
    "去年，我们办成了三件大事：修通了沿江公路；改造了老旧小区；建成了职教园区。",
    "二、突出重点，狠抓落实",
    "（一）坚持项目为王。要做到“三个到位”，即责任到位、措施到位、资金到位。",
    "（二）坚持民生为本。办好十件实事，件件有着落。",
    "同志们，任务已经明确，关键在于落实。让我们一起努力！",
)

_P = "".join(f"\n<p>　　{line}</p>" for line in SPEECH)
_BR = "<br>\n　　".join(SPEECH)
_MENU = "".join(f'<li><a href="/{i}/">{name}</a></li>' for i, name in enumerate(("首页", "政务公开", "办事服务", "互动交流", "走进江城")))
_NEWS = "".join(
    f'<li><a href="/n/{i}.html">{line}</a><span>03-0{i}</span></li>'
    for i, line in enumerate(("全市召开防汛工作会议", "我市新增三条公交线路", "春耕备耕全面展开"), 1)
)

PORTAL = f"""<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>{TITLE}_江城市人民政府</title>
<meta name="ArticleTitle" content="{TITLE}"><meta name="PubDate" content="2012-03-06 08:30"><meta name="ContentSource" content="江城日报">
<style>.x{{color:red}}</style><script>var a = "<p>不是正文。</p>";</script></head><body>
<div class="top-bar"><a href="/login">登录</a> | <a href="/en">English</a> <input type="text" value="请输入关键字"><button>搜索</button></div>
<div class="nav"><ul>{_MENU}</ul></div>
<div class="BreadcrumbNav">当前位置：<a href="/">首页</a> &gt; <a href="/ld/">领导讲话</a></div>
<div class="content"><h1>{TITLE}</h1>
<div class="pages-date">发布时间：2012-03-06 08:30&nbsp;&nbsp;来源：江城日报<span class="font">【字体：<a href="#">大</a> <a href="#">中</a> <a href="#">小</a>】</span> <a href="javascript:print()">打印</a></div>
<div class="share" id="share">分享到：<a href="#">微信</a><a href="#">微博</a></div>
<div id="UCAP-CONTENT">{_P}</div>
<div>责任编辑：周小禾</div>
<div class="related"><h3>相关链接</h3><ul>{_NEWS}</ul></div></div>
<div style="display:none">隐藏的关键词：讲话，会议。</div>
<div class="footer"><p>主办单位：江城市人民政府办公室　联系电话：0000-1234567</p><p>版权所有：江城市人民政府　江ICP备00000001号　江公网安备000000000001号</p></div>
<noscript>您的浏览器不支持脚本。</noscript></body></html>"""

OLD_TABLE = f"""<html><head><meta http-equiv=Content-Type content="text/html; charset=gb2312"><title>江城党建网--领导讲话</title></head>
<body topmargin=0><table width=980><tr><td><a href=1>网站首页</a></td><td><a href=2>党建要闻</a></td><td><a href=3>领导讲话</a></td></tr></table>
<table width=980><tr><td width=200><table><tr><td>热点专题</td></tr><tr><td><a href=4>创先争优活动专题</a></td></tr></table></td>
<td><table><tr><td>您现在的位置：<a href=1>首页</a>&gt;&gt;<a href=3>领导讲话</a>&gt;&gt;正文</td></tr>
<tr><td align=center><font size=5><b>{TITLE}</b></font></td></tr>
<tr><td align=center>来源：市委办公室　　作者：陈若舟　　点击数：1024　　更新时间：2012-3-6</td></tr>
<tr><td><FONT face=宋体>　　{_BR}</FONT></td></tr>
<tr><td align=right>【<a href=p>打印本页</a>】【<a href=c>关闭窗口</a>】</td></tr>
<tr><td>上一篇：<a href=5>全市召开防汛工作会议</a><br>下一篇：<a href=6>没有了</a></td></tr></table></td></tr></table>
<table><tr><td align=center>版权所有：中共江城市委组织部 技术支持：江城信息中心<br>建议使用1024*768分辨率浏览</td></tr></table></body></html>"""

SEMANTIC = f"""<!DOCTYPE html><html><head><meta charset=utf-8><title>江城大学</title><meta property="article:published_time" content="2012-03-06T08:30:00+08:00">
<meta name=author content=校报记者></head><body>
<header><h1 class=logo><a href=/>江城大学</a></h1><nav><ul>{_MENU}</ul></nav></header>
<main><article><header><h1>{TITLE}</h1><time datetime=2012-03-06>2012年03月06日</time></header>{_P}</article>
<aside><h2>热门文章</h2><ol>{_NEWS}</ol></aside></main>
<footer>Copyright © 2012 江城大学 版权所有</footer></body></html>"""

CMS = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{TITLE}-江城在线</title></head><body><form name="aspnet"><div id="wrap"><div id="main-nav-content">
<div class="path"><a href="/">首页</a> &gt; <a href="/a/">要闻</a> &gt; 正文</div>
<div class="title">{TITLE}</div><div class="info">2012-03-06 08:30　来源：江城日报　浏览：<span>368</span>次</div>
<div class="TRS_Editor"><style>.TRS_Editor P{{margin:0}}</style><div class="Custom_UnionStyle">{_P.replace("<p>", '<p class="MsoNormal"><span style="font-size:16pt">').replace("</p>", "</span><o:p></o:p></p>")}
</div></div><p align="right">（责编：周小禾、吴桐）</p><div>扫一扫在手机打开当前页</div>
<div class="hot-list"><h4>24小时热门</h4><ul>{_NEWS}</ul></div></div></div></form></body></html>"""

BARE = f"<html><body>{_P}</body></html>"

PAGES = {
    "a portal": (PORTAL, (TITLE, *SPEECH)),
    "an old page of tables": (OLD_TABLE, (TITLE, *SPEECH)),
    "a page with HTML 5 elements": (SEMANTIC, (TITLE, *SPEECH)),
    "a page whose speech lies in a form and a part named nav": (CMS, (TITLE, *SPEECH)),
    "a page of the speech alone": (BARE, SPEECH),
}
