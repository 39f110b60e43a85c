# 报告：展会报告。
nav-report = 展会报告
report-title = 展会报告
report-title-of = { $fair } 展会报告
report-files = 本报告
report-days = 展会日期
report-days-value = { $first }至{ $last }
report-as-of = 统计截至{ $moment }
report-none = 未说明
report-hour = { $hour }时起
report-small-hidden = 小于{ $fewest }的数字不显示；若能由合计或各日数字推算，则再隐去其他项，以免指向具体的人。
report-places-hidden = 按展馆和来源统计时，小于{ $fewest }的数字不显示；若能由合计推算，则再隐去其他项，因为报告会对外提供。
report-how = 数字说明
report-meaning = 每件案件只计一次，计入提交当日；办结计入办结当日。各数字为每日日志之和。等候和调解时长按全部案件排序得出。当事人来源取自参展商名单。重复被投诉只统计向主办方的投诉，与调解无关。
report-no-classes = 未按产品类别统计：记录中的产品只有文字描述。
report-json-signed = 数据文件（JSON）由本展会密钥签名，其他调解台可以读入并核验。各文件的列见docs/reports.md，保持不变。
report-signs = 经办
