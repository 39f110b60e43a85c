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
role-claimant = 申请方
role-respondent = 被申请方

body-people = 人民调解委员会
body-commercial = 商事调解组织
body-administrative = 行政调解机构
body-industry = 行业调解组织

# 不予受理的原因。
refusal-authority-or-court-seized = 法院、公安或行政机关已经受理
refusal-validity-pending = 权利的效力或归属正在其他程序中审理
refusal-not-at-this-fair = 与本届展会无关
refusal-already-handled = 同一投诉已在此处理过
refusal-suspected-crime = 涉嫌犯罪，移送主管机关
refusal-papers-missing = 未按时补齐材料
refusal-other = 其他原因

# 调解终止的原因。
reason-agreement = 双方达成协议
reason-applicant-withdrew = 申请方撤回
reason-settled-privately = 双方自行和解
reason-party-refused-or-stopped = 一方拒绝或中止调解
reason-unreachable-in-time = 未能及时联系到一方
reason-no-prospect = 没有达成协议的可能
reason-time-limit-no-extension = 期限届满且未延长
reason-refused-to-sign = 一方拒绝签署
reason-suspected-crime-or-public-order = 可能涉及犯罪或公共秩序
reason-suspected-sham-mediation = 纠纷可能不真实
reason-authority-or-court-seized = 法院或行政机关已受理
reason-fair-closed-transferred = 展会闭幕，案件已移交
reason-other = 其他原因
