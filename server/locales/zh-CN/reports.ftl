# 报告：展会报告。
nav-report = 工作报告
report-title = { -fair }工作报告
report-title-of = { $fair } 工作报告
report-files = 本报告
report-days = 日期
report-days-value = { $first }至{ $last }
report-as-of = 统计截至{ $moment }
report-none = 未说明
report-survey-line = { $statement }：{ $degree }
report-hour = { $hour }时起
report-small-hidden = 小于{ $fewest }的数字不显示；若能由合计或各日数字推算，则再隐去其他项，以免指向具体的人。
report-places-hidden = 按{ -hall }、产品类别和来源统计时，小于{ $fewest }的数字不显示；若能由合计推算，则再隐去其他项，因为报告会对外提供。
report-how = 数字说明
report-meaning = 每件案件只计一次，计入提交当日；办结计入办结当日。各数字为每日日志之和。等候和调解时长按全部案件排序得出。当事人来源取自{ -exhibitor }名单。重复被投诉只统计向{ -organiser }的投诉，与调解无关。
report-json-signed = 数据文件（JSON）由本台密钥签名，其他调解台可以读入并核验。各文件的列见随程序提供的reports.md，保持不变。
report-signs = 经办

# 与往届展会对照。
report-earlier = 与往届对照
report-earlier-lead = 可读入往届{ -fair }报告的数据文件（JSON），与本届一并保存，也可以再移除。
report-earlier-none = 尚未读入往届{ -fair }。
report-earlier-file = 往届报告的数据文件
report-earlier-take = 读入
report-earlier-remove = 移除
report-earlier-fairs = 往届{ -fair }
report-this-fair = 本届
report-signed-own = 由本调解台密钥签名
report-signed-other = 有签名，未被改动。请与该届打印日志上的公钥核对：
report-not-signed = 没有签名，无法判断是否被改动
report-taken = 往届{ -fair }报告已与本届并列显示。
report-removed = 往届{ -fair }报告已移除。
report-file-missing = 请选择文件。没有任何改动。
report-not-one = 这不是工作报告的数据文件。请在往届调解台导出“数据（JSON）”后选择该文件。没有任何改动。
report-changed = 签名与数字不符：文件生成后被改动过。请重新索取。这里没有任何改动。
report-of-this-fair = 这是{ -this-fair }自己的报告，请选择往届的文件。没有任何改动。

# 调解组织季度统计。
quarter-title = 季度统计
quarter-of = { $year }年第{ $number }季度
quarter-lead = 供{ $body }填报季度报表：调解台掌握的数字已填好。
quarter-which = 季度
quarter-by-hand = 手工填写
quarter-meaning = “受理案件”为本季度取得案号的案件，来源和类型均按此统计。“办结案件”为此前或本季度受理、在本季度办结的案件。协议计入其生效的季度。调解员为目前人数。
quarter-left-out = 调解台不掌握的项目请手工填写：金额随协议加密保存，不作合计；协议的履行和司法确认发生在{ -fair }之后。

# 报送机关的案件清单。
handover-title = 报送清单
handover-lead = 清单每件案件一行，不含姓名。报送给谁、依据是什么，先记录，后导出。
handover-organiser = 您得到的清单中，属于调解的各列为空；调解组织负责人得到全部各列。
handover-new = 新建清单
handover-to = 报送对象
handover-to-missing = 请选择报送对象。没有任何改动。
handover-words = 具体机关及依据
handover-words-hint = 例如：浦东新区司法局，3月3日函，第12号。请勿写当事人姓名。
handover-words-missing = 请写明具体机关及依据。没有任何改动。
handover-from = 提交日期自
handover-until = 至（含当日）
handover-day-missing = 请填写日期。
handover-days-reversed = 该日期早于起始日期。
handover-recorded-first = 提交即记录本次报送，随后可以下载清单。
handover-confirmed-first = 提交后须由另一人确认，确认后方可下载清单。
handover-left = 已下载 { $count } 次
handover-left-more = 此前另有 { $count } 次，均记入日志
handover-whole = 含全部各列
handover-part = 不含调解各列
handover-make = 记录并生成清单
handover-done = 本次报送已记录，请在下方下载清单。
handover-done-title = 报送记录
handover-none = 尚未生成清单。
handover-filed = 案件提交日期
handover-cases = 件数
handover-files = 清单
handover-columns = 各列说明
handover-edition = 第{ $edition }版。列名和顺序保持不变；新增的列加在最后，并另立新版。表格为代码、UTC时间和秒；工作簿为当地时间和分钟。
handover-column = 列
handover-meaning = 内容
handover-mediation = 仅调解组织
