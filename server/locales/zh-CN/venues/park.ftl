# 园区的用词：入园企业在各楼栋的单元内，由园区管理方经营管理。

-fair = 园区
-this-fair = 本园区
-exhibitor = 入园企业
-booth = 单元
-your-booth = 贵企业
-hall = 楼栋
-organiser = 园区管理方
-organiser-here = 管理方
-exhibit = 产品
-show = 展示、销售
-exhibition-contract = 入园协议

measure-participation-cancelled = 取消入园资格
papers-title-measure-order = 园区管理措施决定书
notice-lead = 本园区的一家企业请{ $body }就涉及贵企业的事项进行调解。目前没有任何认定。是否参加，由您决定。
filing-booth = 企业名称或单元号
exhibitor-title = 企业
