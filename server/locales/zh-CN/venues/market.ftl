# 市场的用词：商户在各区域设摊位，由市场管理方经营管理。

-fair = 市场
-this-fair = 本市场
-exhibitor = 商户
-booth = 摊位
-your-booth = 贵摊位
-hall = 区域
-organiser = 市场管理方
-organiser-here = 管理方
-exhibit = 商品
-show = 陈列、销售
-exhibition-contract = 摊位经营合同

measure-participation-cancelled = 解除摊位经营合同
papers-title-measure-order = 市场管理措施决定书
