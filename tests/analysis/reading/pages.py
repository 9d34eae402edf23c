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

_P_STYLE = "".join(f"<p style='text-indent:2em'>{x}</p>" for x in SPEECH)
ACCOUNT = f"""<html><head><meta charset=utf-8><title></title><meta property="og:title" content="{TITLE}"></head><body><div id="js_article"><div class="rich_media_inner"><h1 class="rich_media_title" id="activity-name">{TITLE}</h1>
<div id="meta_content" class="rich_media_meta_list"><span>原创</span> <span>江城发布</span> <a href=#>江城发布</a> <em id="publish_time">2012-03-06 08:30</em> <em>江东</em></div>
<div class="rich_media_content" id="js_content" style="visibility: hidden;">{"".join(f"<section><span>{x}</span></section>" for x in SPEECH)}<section><span>END</span></section><section>来源｜江城日报</section><section>编辑｜周小禾</section></div>
<div class="tool">阅读原文</div><div>阅读 1024</div><div>微信扫一扫<br>关注该公众号</div></div></div></body></html>"""

NEWSPAPER = f"""<html><head><meta charset=gb2312><title>{TITLE}--江城网</title></head><body><div class="pc"><div class="nav_2020"><a href=1>首页</a><a href=2>时政</a></div><div class="layout rm_txt cf"><div class="col col-1"><div class="path"><a href=1>江城网</a>&gt;&gt;<a href=2>时政</a></div>
<div class="pre">江城要闻</div><h1>{TITLE}</h1><h4 class="sub"></h4><div class="author cf"></div><div class="channel cf"><div class="col-1-1 fl">2012年03月06日08:30 | 来源：<a href=x>江城网－江城日报</a></div><div class=col-1-2>小字号</div></div><div class="rm_txt_con cf">{_P_STYLE}<div class="box_pic"></div><p class="paper_num">《 江城日报 》（ 2012年03月06日　01 版）</p><div class="edit cf">(责编：周小禾、吴桐)</div></div><div class="fx cf">分享让更多人看到</div></div>
<div class="col col-2"><h2>热门排行</h2><ul>{_NEWS}</ul></div></div></div><div class=page_b>江 城 日 报 社 概况 | 关于我们 | 报社招聘<br>江 城 网 版 权 所 有 ，未 经 书 面 授 权 禁 止 使 用<br>Copyright © 1997-2012 all rights reserved</div></body></html>"""

GAZETTE = f"""<html><head><meta charset=utf-8><title>{TITLE}_领导讲话_江城市人民政府门户网站</title></head><body><div id="header">江城市人民政府 长者模式 无障碍</div><div class="crumbs"><a href=1>首页</a>&gt;<a>政务公开</a></div><table class="bd1"><tr><td>索 引 号：</td><td>000014349/2012-00001</td><td>主题分类：</td><td>综合政务</td></tr><tr><td>发文机关：</td><td>江城市人民政府</td><td>成文日期：</td><td>2012年03月05日</td></tr><tr><td>标　　题：</td><td colspan=3>{TITLE}</td></tr></table>
<div class="wrap"><td class="b12c" id="UCAP-CONTENT"><p align=center><b>{TITLE}</b></p>{_P_STYLE}<p align=right>中共江城市委办公室<br>2012年3月5日印发</p></td></div><div class="doc-oper">【我要纠错】 责任编辑：吴桐</div><div class="foot">链接：<a href=1>国务院部门</a> 地址：江城市江堤路1号</div></body></html>"""

UNIVERSITY = f"""<html><head><meta charset=utf-8><title>{TITLE}</title></head><body><div class=wrapper><div class=head>校内搜索</div><div class=arti_title>{TITLE}</div><p class="arti_metas"><span>发布者：宣传部</span><span>发布时间：2012-03-06</span><span>浏览次数：</span><span class="WP_VisitCount">386</span></p><div class="entry"><div class="read"><div class="wp_articlecontent">{_P_STYLE}</div></div></div><div class=prenext>上一篇：<a href=3>春耕</a></div><div class=foot_info>地址：江城市江堤路2号　邮编：000000</div></div></body></html>"""

BARE = f"<html><body>{_P}</body></html>"

PAGES = {
    "a portal": (PORTAL, (TITLE, *SPEECH)),
    "an old page of tables": (OLD_TABLE, (TITLE, *SPEECH)),
    "a page with HTML 5 elements": (SEMANTIC, (TITLE, *SPEECH)),
    "a page whose speech lies in a form and a part named nav": (CMS, (TITLE, *SPEECH)),
    "an article of a public account, hidden until a script shows it": (ACCOUNT, (TITLE, *SPEECH)),
    "a newspaper": (NEWSPAPER, (TITLE, *SPEECH)),
    "a gazette with a table of its index": (GAZETTE, (TITLE, *SPEECH, "中共江城市委办公室", "2012年3月5日印发")),
    "a university": (UNIVERSITY, (TITLE, *SPEECH)),
    "a page of the speech alone": (BARE, SPEECH),
}
