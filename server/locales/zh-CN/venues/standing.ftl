# 常设调解台（市场、园区、保护中心）与展会不同的文本。

setup-people-hint = 其余工作由这两位准备。调解员账号由调解组织负责人开设，使场所的管理方不决定由谁调解。
plan-name-hint = 来访者熟悉的名称
plan-first-day = 启用日期
plan-heading-place = 调解室
plan-rooms-hint = 每行一个，例如“1 号室”
plan-desk-hint = 显示在每个号码的页面和大厅屏幕上。可用多种语言书写，例如：一楼 B 入口 · Ground floor, entrance B
plan-emergency-hint = 印在海报上，例如：保安 8800 · 报警 110 · 急救 120

board-from-hall = 其中 { $hall } { $count } 位
counter-hall = { $hall }
why-hall = 离您近：{ $hall }
print-kiosk-in-hall = 取号机 { $letters }（{ $hall }）
scan-booth = { $hall } { $booth } { -booth }
papers-stand = { $hall }{ $booth }{ -booth }
scan-hall = { $hall }
code-hall = { $hall }
code-booth = { $hall } { -booth } { $booth }
sheets-hall = { $hall }（{ $count }）
log-hall = { $hall }
ticket-in-hall = { $hall }
home-how-scan-more = 扫描调解台或海报上的二维码，说明发生了什么。大约需要两分钟，材料可以稍后补充。
problem-code-unknown-now = 请重新扫描。如果仍然不行，请扫描调解台的二维码。
problem-code-revoked-now = 请改扫调解台的二维码。
sheets-posters = 调解台海报
codes-print-poster = 海报
sheets-posters-what = A4，贴在入口和立柱：调解台二维码、位置、紧急联系电话。
codes-lead = 调解台和名单中的每个地点都有自己的二维码。它只表示地点，不涉及任何人，并且可以更换。
sheet-hint-poster = 每页一张，远处也能看清

reason-fair-closed-transferred = 已移交主管部门
urgency-fair-ending = 调解台即将关闭
closing-choice-remote = 以远程方式继续
report-whole-carried-over = 转为远程调解
report-chapter-whole = 总体情况
report-title = 调解台工作报告
typical-as-date = 某日
legal-basis-means-cooperation = 当地法律法规要求场所管理方配合主管部门的规定。可提供案件经过、结果和投诉案卷。
conclude-routes = 市场监管或知识产权部门、法院（情况紧急的，可申请禁令）、双方约定的仲裁、公证保全证据。不参加调解不会对任何一方不利。
papers-route-injunction = 向人民法院申请行为保全；情况紧急的，法院可以立即作出裁定（《最高人民法院关于审查知识产权纠纷行为保全案件适用法律若干问题的规定》）。

consent-v1-long = 保存多久：咨询 90 天；案件自结案起至少三年，之后只保留统计数字。
retention-lead = 案卷保存 { $years } 年，自案件结束或最后一次向机关提供材料之日起算；咨询在结束后保存 { $days } 天。下列内容已保存期满。在您确认之前，不会删除任何内容。
record-kept-file = 案件结束后 { $years } 年；咨询 { $days } 天
record-kept-fair = 调解台运行期间
record-kept-typical = 草稿与案卷同期（案件结束后 { $years } 年）。经同意发布的，至撤下为止；不涉及任何人的，长期保留。
record-check = 请在启用前请律师审查本记录；需要时一并进行个人信息保护影响评估（《个人信息保护法》第五十五条）。本记录保存三年。
forms-step-print = 请事先打印若干套。一套包括一个案件可能用到的全部表格，使用同一编号。
address-lead = 印出来的二维码要用很多年。请选择一个不会改变的地址，并用手机试一试。
ticket-bring-ticket = 您的号码（手机或小票），以及身份证件
rights-before-fair = { $date } 备案
rights-during-fair = { $date } 备案
quarter-left-out = 调解台不掌握的项目请手工填写：金额随协议加密保存，不作合计；协议的履行和司法确认发生在之后。
problem-day-outside-what = 该日尚未开始，或调解台当日不开放且没有需要记录的事项，未作任何更改。
problem-day-outside-now = 请选择其他日期。

complaints-until-hint = 不填写即为：至措施解除。
papers-until-close = 至解除之日
papers-certificate = 兹证明，{ $us }在{ $fair }办理了下列案件，结果如下。
papers-complaint-answer-text = 请在下列期限内提交书面说明和证据，证明{ -exhibit }不侵犯他人权利。期限届满后，{ -organiser }指定的负责人依照{ -fair }管理规定决定是否采取措施；期限届满本身不产生任何措施。
papers-window-all = 自本通知书送达起{ $length }，昼夜连续计算
papers-window-open = 自本通知书送达起{ $length }，只计调解台开放时间
typical-cases-hint = 本台办理的纠纷中值得借鉴的做法
typical-cases-lead = 本台办理的纠纷及其处理经过，供他人借鉴。名称和细节均已处理。
record-why-typical = 向他人说明纠纷中可资借鉴之处，并报送调解工作的主管部门。
shifts-days = 服务日期
