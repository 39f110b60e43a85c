# 领域代码的名称：`t.code("family", code)` 读取 `family-code`。
kind-dispute = 纠纷
kind-enquiry = 咨询
kind-report = 举报

right-invention-patent = 发明专利
right-utility-model = 实用新型
right-design = 外观设计
right-trademark = 商标
right-copyright = 著作权
right-trade-secret = 商业秘密
right-unfair-competition = 不正当竞争
right-other = 其他

lane-reception = 接待
lane-talks = 调解

state-waiting = 等候中
state-claimed = 准备中
state-called = 已叫号
state-attending = 办理中
state-parked = 暂缓
state-closed = 已结束
state-missed = 过号
state-cancelled = 已撤回

outcome-settled = 达成协议
outcome-undertaking = 作出承诺
outcome-withdrawn = 撤回
outcome-referred = 转交其他机构
outcome-no-agreement = 未达成协议
outcome-advice-given = 已提供咨询
outcome-not-accepted = 不予受理

ask-mediation = 调解
ask-measure = 向主办方投诉

relief-stop-display = 停止展示
relief-remove = 撤下展品
relief-apology = 道歉
relief-payment = 赔偿
relief-licence = 许可
relief-undertaking = 书面承诺
relief-other = 其他

capacity-owner = 权利人
capacity-exclusive-licensee = 独占被许可人
capacity-sole-licensee = 排他被许可人
capacity-ordinary-licensee = 普通被许可人
capacity-successor = 权利承继人
capacity-agent = 持授权委托书的代理人或律师

duty-on = 值班中
duty-break = 休息中
duty-off = 未值班

role-organiser = 主办方
role-head = 调解组织负责人
role-mediator = 调解员
role-supervisor = 监督人员

side-claimant = 申请方
side-respondent = 被申请方

body-people = 人民调解委员会
body-commercial = 商事调解组织
body-administrative = 行政调解机构
body-industry = 行业调解组织

# 案件结束或不予受理的原因。
reason-agreement = 双方达成协议
reason-applicant-withdrew = 申请方撤回
reason-settled-privately = 双方自行和解
reason-party-refused-or-stopped = 一方拒绝或终止调解
reason-unreachable-in-time = 未能及时联系到一方
reason-no-prospect = 没有达成协议的可能
reason-time-limit-no-extension = 期限届满且未延长
reason-refused-to-sign = 一方拒绝签署
reason-suspected-crime-or-public-order = 可能涉及犯罪或公共秩序
reason-suspected-sham-mediation = 纠纷可能不真实
reason-authority-or-court-seized = 法院、公安或行政机关已受理
reason-fair-closed-transferred = 展会闭幕，案件已移交
reason-papers-missing = 未按时补齐材料
reason-right-contested = 权利的效力或归属存在争议
reason-not-at-this-fair = 与本届展会无关
reason-already-handled = 同一事项已在此处理过
reason-other = 其他原因

# 接待时需要的材料。
paper-title = 权利证书或登记证明
paper-legal-status = 权利有效证明
paper-identity = 身份证件或营业执照
paper-power-of-attorney = 授权委托书
paper-evaluation-report = 专利权评价报告
paper-evidence = 展示情况的证据：照片、样本或样品

# 优先处理的原因。
urgency-leaving-soon = 一方即将离开展会
urgency-fair-ending = 展会或当日即将结束
urgency-disturbance = 现场可能发生冲突
urgency-deadline = 期限将至
urgency-personal-need = 当事人不便久等

# 暂缓的号在等什么。
park-papers = 等待补充材料
park-other-side = 等待对方
park-expert = 等待专家
park-appointment = 已预约时间

# 调解员退回号的原因。
release-conflict = 存在利益冲突
release-not-my-field = 非本人专业领域
release-party-asked = 当事人要求更换
release-off-duty = 即将下班
release-mistake = 误接

# 案件进展。
case-submitted = 已提交
case-agreed = 双方同意调解
case-in-session = 调解中
case-adjourned = 调解中断
case-concluded = 已结束

# 参展商名单中各列的含义。
field-name = 参展商名称
field-other-name = 其他文字的名称
field-hall = 展馆
field-booth = 展位
field-country = 国家或地区
field-website = 网站
field-products = 展品类别
field-contact = 联系人
field-phone = 电话
field-email = 电子邮箱
field-credit-code = 信用代码或登记号
field-undertaking = 知识产权承诺书

# 调解员使用的语言。
tongue-zh-cn = 汉语
tongue-en = 英语
tongue-ja = 日语
tongue-ko = 韩语
tongue-de = 德语
tongue-fr = 法语
tongue-it = 意大利语
tongue-es = 西班牙语
tongue-pt = 葡萄牙语
tongue-ru = 俄语
tongue-tr = 土耳其语
tongue-ar = 阿拉伯语
tongue-hi = 印地语
tongue-vi = 越南语

# 表格列名。
log-column-ticket = 号
log-column-kind = 类型
log-column-right = 权利
log-column-hall = 展馆
log-column-asks = 请求
log-column-booths = 涉及展位
log-column-lane = 队列
log-column-state = 号的状态
log-column-outcome = 结果
log-column-reason = 原因
log-column-filed-at = 提交时间
log-column-carried-in = 往日转入
log-column-urgent = 优先
log-column-first-called-at = 首次叫号
log-column-waited-s = 等候（分钟）
log-column-session-s = 调解（分钟）
log-column-misses = 过号
log-column-late = 迟录
log-column-mediator = 调解员

# 列表筛选。
log-only-filed = 当天提交
log-only-carried-in = 往日转入
log-only-open = 未结
log-only-concluded = 已办结
log-only-received = 已接待
log-only-talked = 有调解
log-only-missed = 有过号
log-only-urgent = 优先
log-only-complaint = 有投诉
log-only-late = 迟录

# 案件程序
park-reply = 等待对通知的答复
case-accepted = 已受理
case-terms-agreed = 条款已谈妥
source-application = 依申请
source-own-motion = 主动调解
source-organiser = 主办方移交
source-authority = 行政机关移交
source-court = 法院委托
service-in-person = 当面送达
service-left-behind = 见证留置
service-email = 电子邮件
service-message = 短信
service-phone = 电话宣读
means-device = 本人设备
means-spoken = 口头
means-read-aloud = 宣读后同意
means-paper = 书面
answer-accept = 参加调解
answer-decline = 不参加调解
authority-own = 当事人本人或法定代表人
authority-may-settle = 有和解、签字权限的代理人
authority-may-not-settle = 无和解权限的代理人
consent-to-open-session = 公开调解
consent-to-remote = 远程调解
consent-to-recording = 录音录像
consent-to-expert = 专家参与
consent-to-co-mediator = 增加调解员
consent-to-interpreter = 翻译参与
consent-to-observer = 旁听
consent-to-transfer = 案卷移送其他机构
consent-to-typical-case = 隐名后用作典型案例
identity-id-card = 居民身份证
identity-passport = 护照
identity-business-licence = 营业执照及任职证明
identity-power-of-attorney = 授权委托书及身份证
identity-badge = 展会证件及其他证明
record-mediation = 调解记录
record-undisputed = 无争议事实
record-investigation = 调查记录
clause-remove = 撤下展品
clause-cover = 遮盖展品
clause-not-show = 不再展出
clause-destroy = 销毁
clause-pay = 支付款项
clause-licence = 给予许可
clause-apologise = 赔礼道歉
clause-undertake = 作出承诺
clause-other = 其他
warning-ownership-or-validity = 该条款涉及权利归属或效力，法院不予确认。
warning-unclear = 请写明做什么、何时完成。内容不明确的，法院可能不予确认。
warning-money-incomplete = 请写明金额、币种和付款日期。
warning-display-incomplete = 请写明何时起至何时止不展出。
warning-third-party = 该条款涉及案外人，对其没有约束力。
warning-one-language = 缺少译文：有一方使用另一种语言，或协议只有部分内容有两种文本。
warning-no-translator = 请写明译者姓名。
warning-no-clause = 尚无任何条款。
purpose-exhibit = 证据
purpose-service = 送达证明
purpose-signature = 签字文本
purpose-measure = 措施证明
purpose-inquiry = 调查记录照片
way-named = 尚未告知
way-noticed = 通知已制作
way-served = 已送达，期限进行中
way-no-reply = 逾期未答复
way-accepted = 参加调解
way-declined = 不参加调解
measure-cover = 遮盖展品
measure-take-down = 撤下展品
measure-seal = 封存展品
measure-remove = 移出展会
measure-link-off = 断开链接或线上展位
measure-badge-withdrawn = 收回证件
measure-participation-cancelled = 取消参展资格
basis-no-answer = 逾期未作说明
basis-answer-insufficient = 说明不足以排除侵权
basis-admitted = 说明中自认
basis-binding-decision = 生效法律文书
basis-authority-opinion = 主管部门意见
basis-contract = 承诺书或合同约定
basis-agreement = 双方约定
measure-state-filed = 已收到投诉
measure-state-noticed = 通知已制作
measure-state-window-open = 已送达，期限进行中
measure-state-answered = 已收到说明
measure-state-cleared = 不采取措施
measure-state-ordered = 已决定措施
measure-state-applied = 措施已执行
measure-state-lifted = 措施已解除
task-notice = 制作投诉通知书
task-service = 送达通知书并记录
task-no-answer = 作出决定：期限届满，未作说明
task-answer = 根据说明作出决定
task-clause = 执行移交的协议条款
task-apply = 执行已决定的措施
task-lift = 解除措施：期限已届满
basis-means-no-answer = 说明期限已经届满，对方没有作出说明。
basis-means-answer-insufficient = 说明和证据不足以表明没有侵权。
basis-means-admitted = 被投诉方在向主办方的说明中自认。
basis-means-binding-decision = 法院或主管部门的生效法律文书已认定侵权。请亲自查看文书。
basis-means-authority-opinion = 主管部门已向主办方出具意见。
basis-means-contract = 参展商作出过承诺，或者参展合同有约定。
basis-means-agreement = 双方在协议中约定。只能执行这一条。
basis-lacks-no-answer = 须期限届满且对方未作说明。
basis-lacks-answer-insufficient = 须已收到说明。
basis-lacks-admitted = 须说明中有明确的自认。
basis-lacks-binding-decision = 仅在投诉未结时适用。
basis-lacks-authority-opinion = 须被投诉方已作说明，或说明期限已经届满。
basis-lacks-contract = 须被投诉方已作说明，或说明期限已经届满。
basis-lacks-agreement = 须调解员移交了双方指明由主办方执行的条款。
told-claimant-filed = 主办方已收到您的投诉。
told-claimant-noticed = 正在向对方送达通知。
told-claimant-window-open = 已通知对方，等待对方说明。
told-claimant-time-over = 说明期限已届满，由主办方决定。
told-claimant-answered = 对方已作说明，由主办方决定。
told-claimant-cleared = 未采取措施。
told-claimant-ordered = 主办方已决定采取措施。
told-claimant-applied = 措施已执行。
told-claimant-lifted = 措施已解除。
told-respondent-filed = 主办方收到关于贵展位的投诉。
told-respondent-noticed = 通知正在送达。
told-respondent-window-open = 主办方请您作出说明。
told-respondent-time-over = 说明期限已届满，但仍可提交说明。
told-respondent-answered = 主办方已收到您的说明，正在作出决定。
told-respondent-cleared = 本投诉已结案，不采取措施。
told-respondent-ordered = 主办方已决定采取措施。
told-respondent-applied = 措施已执行。
told-respondent-lifted = 措施已解除。

closing-choice-remote = 会后以远程方式继续
closing-choice-transfer = 移送主管部门

# What a kiosk or tablet is, how its printer and paper are, what was done to it.
device-role-kiosk = 带打印机的自助取号机
device-role-tablet = 平板
device-paper-enough = 纸张充足
device-paper-low = 纸张将尽
device-paper-out = 缺纸
device-paper-unknown = 打印机未报告
device-trouble-no-printer = 未设置打印机
device-trouble-unreachable = 打印机无响应
device-trouble-paper-out = 缺纸
device-trouble-cover-open = 打印机盖未合上
device-trouble-offline = 打印机未就绪
device-trouble-cutter = 切刀卡住
device-trouble-error = 打印机报告故障
device-trouble-stalled = 打印中途停止
device-trouble-lost = 打印机断电或断线
device-trouble-slip = 取号单无法生成
devices-did-lock = 设备已锁定。
devices-did-unlock = 设备已恢复工作。
devices-did-letter = 已更换编号字母。
devices-did-revoke = 已收回设备密钥。

print-state-queued = 已发送到取号机
print-state-printing = 正在打印
print-state-printed = 已打印
print-state-failed = 未打印
print-state-unknown = 可能未完整打印

remark-incident = 事件
remark-remark = 备注
remark-correction = 更正

right-status-in-force = 有效
right-status-pending = 已申请，尚未授权
right-status-contested = 效力或归属存在争议
right-status-ended = 已失效
standing-good = 有效
standing-unchecked = 状态未查询
standing-not-yet = 尚未生效
standing-contested = 有争议
standing-over = 已失效
standing-withdrawn = 已撤出
withdrawal-asked = 参展商要求撤出
withdrawal-ended = 权利已终止
withdrawal-mistake = 录入有误

# 在句子中称呼各种语言。
language-en = 英语
language-zh-cn = 中文
grade-first = 一级
grade-second = 二级
grade-third = 三级
grade-fourth = 四级
term-certificate = 证书
term-appointment = 聘任

# 展会报告：各章及统计项目。
report-chapter-whole = 展会概况
report-chapter-filed = 每日提交
report-chapter-concluded = 每日办结
report-chapter-kind = 来访类型
report-chapter-ask = 请求事项
report-chapter-right = 权利类型
report-chapter-hall = 展馆
report-chapter-origin = 当事人来源
report-chapter-hour = 各时段提交
report-chapter-outcome = 办结方式
report-chapter-reason = 办结方式及原因
report-chapter-wait = 首次叫号前等候
report-chapter-talk = 调解时长
report-chapter-track = 向主办方的投诉
report-chapter-ordered = 决定的措施
report-chapter-repeat = 被投诉的参展商
report-whole-filed = 提交案件
report-whole-concluded = 已办结
report-whole-open = 未结
report-whole-accepted = 受理调解
report-whole-talked = 进行过调解
report-whole-agreements = 生效协议
report-whole-carried-over = 展后继续
report-whole-urgent = 优先
report-whole-respondents = 被申请人
report-whole-missed-calls = 过号次数
report-whole-advice = 无号咨询
report-spread-count = 件数
report-spread-median = 半数在内
report-spread-p90 = 九成在内
report-spread-longest = 最长
report-track-served = 送达通知书
report-track-answered = 收到说明
report-track-windows-ended = 期限届满未作说明
report-track-cleared = 不采取措施结案
report-track-clauses = 调解员移交条款
report-track-applied = 执行措施
report-track-lifted = 解除措施
report-track-in-force = 目前有效措施
report-repeat-respondents = 被投诉的参展商
report-repeat-complained-again = 其中被投诉两次以上
report-repeat-measured-again = 两案以上被采取措施
origin-domestic = 各方均来自境内
origin-foreign = 至少一方来自境外
origin-unknown = 未全部查明

# 调解组织季度报表。
quarter-section-body = 组织与人员
quarter-section-cases = 案件
quarter-section-source = 受理案件来源
quarter-section-type = 受理案件类型
quarter-section-ending = 受理案件办结方式
quarter-section-agreements = 协议
quarter-section-afterwards = 后续情况
quarter-line-bodies = 调解组织
quarter-line-mediators = 调解员
quarter-line-on-roster = 其中列入公开名册
quarter-line-accepted = 受理案件
quarter-line-concluded = 办结案件
quarter-line-talks = 调解次数
quarter-line-advice = 无号咨询
quarter-line-agreements = 生效协议
quarter-line-written = 其中书面协议
quarter-line-oral = 其中口头协议
quarter-line-paying = 涉及付款的协议
quarter-line-amount = 协议涉及金额
quarter-line-performed = 已履行协议
quarter-line-not-performed = 未履行协议
quarter-line-confirmed-by-court = 经司法确认的协议

# 案件清单报送对象。
recipient-judicial-bureau = 司法局
recipient-ip-office = 知识产权局
recipient-market-supervision = 市场监督管理局
recipient-court = 人民法院
recipient-other = 其他机关

# 案件清单各列含义。
cases-column-ticket = 提交案件时的号码
cases-column-case-number = 受理案号，按年编号
cases-column-kind = 纠纷、咨询或举报
cases-column-right = 权利类型
cases-column-hall = 提交所在展馆
cases-column-asks = 请求事项：调解、向主办方投诉，或两者
cases-column-source = 受理案件来源
cases-column-origin = 各方是否均来自境内（据参展商名单）
cases-column-respondents = 被申请人人数
cases-column-respondents-accepted = 其中同意调解的人数
cases-column-filed-at = 提交时间
cases-column-accepted-at = 受理时间
cases-column-first-talk-at = 首次调解开始时间
cases-column-talks = 调解次数
cases-column-talks-s = 调解总时长：表格以秒计，工作簿以分钟计
cases-column-concluded-at = 办结时间
cases-column-outcome = 办结方式
cases-column-reason = 原因
cases-column-agreement = 协议已生效的，书面或口头
cases-column-agreement-at = 协议生效时间
cases-column-clauses = 协议条款类型
cases-column-complaint = 是否向主办方投诉
cases-column-measures-ordered = 主办方决定的措施数
cases-column-erased = 姓名和文字是否已删除

legal-basis-cooperation = 保存档案和协助配合的义务
legal-basis-enforcement = 知识产权执法
legal-basis-court = 人民法院调查取证
legal-basis-crime = 刑事案件
legal-basis-confirmation = 调解协议司法确认
legal-basis-consent = 双方书面同意
legal-basis-other = 其他法律
legal-basis-short-cooperation = 协助配合
legal-basis-short-enforcement = 行政执法
legal-basis-short-court = 法院取证
legal-basis-short-crime = 刑事案件
legal-basis-short-confirmation = 司法确认
legal-basis-short-consent = 双方同意
legal-basis-short-other = 其他法律
legal-basis-means-cooperation = 《广东省展会知识产权保护条例》第三十一条。可提供案件经过、结果和投诉案卷。
legal-basis-means-enforcement = 《专利法》第六十九条、《商标法》第六十二条：查处侵权行为的机关。
legal-basis-means-court = 《民事诉讼法》第七十条：人民法院调查取证。
legal-basis-means-crime = 《刑事诉讼法》第五十四条：公安机关、人民检察院或人民法院。
legal-basis-means-confirmation = 《人民调解法》第三十三条：办理司法确认的人民法院。
legal-basis-means-consent = 《个人信息保护法》第二十三条：双方的单独同意。请保存签字文件。
legal-basis-means-other = 请在下方写明法律和条款。可提供案件经过、结果和投诉案卷。
sort-history = 案件经过
sort-outcome = 结果文书
sort-application = 申请书
sort-service = 受理或送达文书
sort-record = 笔录
sort-agreement = 协议
sort-evidence = 照片
sort-entry = 投诉案卷内容
sort-measure = 投诉文书
kept-file = 案卷
kept-enquiry = 咨询
kept-disclosures = 向机关提供材料的记录
deed-erase = 删除案件内容
deed-retention = 保存期满处理
deed-disclose = 向机关提供材料
four-eyes-large = 参展商达到 500 家时
four-eyes-always = 始终
four-eyes-never = 从不
