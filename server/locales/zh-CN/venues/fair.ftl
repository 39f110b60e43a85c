# 展会的用词。各类场所叫法不同的，基础文本一律写作术语，如“{ -exhibitor }”。

-fair = 展会
-this-fair = 本届展会
-exhibitor = 参展商
-booth = 展位
-your-booth = 贵展位
-hall = 展馆
-organiser = 主办方
-organiser-here = 主办方
-exhibit = 展品
-show = 展出
-exhibition-contract = 参展合同
