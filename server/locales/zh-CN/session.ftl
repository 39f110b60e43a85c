# 调解现场：到场人员、权利告知、旁人、记录、私人笔记、求助。
talk-pages = 本案页面
talk-closed = 您现在没有打开本案。调解组织负责人可在案件页面说明理由后查阅。
talk-name = 姓名
talk-position = 职务或身份
talk-authority = 此人能否代表当事人作出决定？
talk-who = 谁
talk-means = 表示方式
talk-clash = 期间有人写了新的版本
talk-clash-what = 没有覆盖任何内容，您写的也没有丢失。下面并排显示最新版本和您写的内容，请合并后再保存。
talk-over = 案件已在此期间结束
talk-over-what = 这一部分属于调解过程，现已无法保存，其他内容没有变动。以下是您写的内容，如有需要可抄入调解记录：
talk-yours = 您写的内容

session-title = 调解现场
session-title-of = 调解现场 { $number }
session-done = 已记录。
session-done-note = 已记下，只有您能看到。
session-done-help = 已发出。
session-next-gather = 人还没有到齐。
session-gather = 叫号并登记到场
session-next-identity = 核对在座各方的身份。
session-next-rights = 向双方宣读权利和义务。
session-next-start = 一切就绪，可以开始调解。
session-next-agreement = 请做好记录。双方谈妥后，写下协议。
session-next-record = 案件已结束。请把调解经过写入记录。
session-next-nothing = 现在没有进行调解。

session-here = 到场人员
session-checked-at = 核对于{ $moment }
session-identity-check = 核对身份
session-identity-again = 换人发言，或更正
session-paper = 出示的证件
session-paper-number = 证件号码
session-paper-number-hint = 只保留最后四位。
session-identity-save = 我已核对
session-guests = 其他在场人员

session-rights = 权利和义务
session-rights-done = 已于{ $moment }告知。
session-rights-words = 宣读内容
session-rights-hint = 请用各方听得懂的语言慢慢宣读，并询问有没有不清楚的地方。
session-rights-save = 我已向双方宣读
session-rights-v1-voluntary = 调解是自愿的。任何一方都可以随时停止，不必说明理由，也不会因此受到不利影响。向主管部门投诉、起诉、仲裁等其他途径始终可用。
session-rights-v1-mediator = 你们可以选择或者接受调解员，也可以要求更换一次调解员。
session-rights-v1-open = 你们可以要求不公开或者公开调解。未经双方同意，其他人不得参加。
session-rights-v1-confidential = 这里说的话不外传。为达成协议作出的让步，以后不能用来对你们不利；只有双方书面确认的无争议事实除外。
session-rights-v1-duties = 请如实陈述事实，保持冷静，尊重对方的权利，并自觉履行达成的协议。
session-rights-v1-sham = 不得虚构纠纷，也不得串通起来损害他人、国家或者公共利益。这属于虚假调解：调解将终止，并可能被追究责任。
session-rights-v1-effect = 书面协议自最后一方签名并加盖印章之日起生效，对双方有约束力。三十日内，双方可以共同向法院申请司法确认。

session-record = 记录
session-record-hint = 每一部分都要向双方宣读，并分别确认。重写后需要双方再次确认。
session-undisputed-hint = 只有这一部分以后可以在调解之外使用，有一方存疑的内容请不要写在这里。
session-record-version = 第{ $version }版，{ $moment }，{ $who }
session-record-write = 填写
session-record-again = 重写
session-record-anew = 保存后成为新的版本，需要双方再次确认。
session-record-text = 内容
session-record-place = 地点
session-record-present = 在场人员或被调查人
session-record-result = 结果
session-record-save = 保存这一版
session-record-open = 尚未确认：
session-record-confirm = 确认

session-consents = 各方的同意
session-consents-hint = 专家、第二调解员、翻译和旁听人员，须在座各方都同意才能参加。任何一方都可以不同意。
session-consent-give = 记录一项同意
session-consent-to = 同意什么
session-consent-save = 已同意
session-consent-revoke = 收回同意
session-guest-admit = 让其他人参加
session-guest-none = 请先记录各方都同意专家、第二调解员、翻译或旁听人员参加。
session-guest-role = 以何身份
session-guest-from = 来自哪里或何种专长
session-guest-save = 同意其参加

session-notes = 我的私人笔记
session-notes-hint = 只有您自己能看到。其他任何人都看不到，包括调解组织负责人；也不会进入任何文书、列表或导出。
session-note = 新笔记
session-note-save = 保存笔记
session-notes-show = 显示我的笔记（{ $count }）

session-help = 请稍等片刻
session-help-waiting = 已于{ $clock }请同事过来看看。
help-called = { $room }：{ $who }请求协助，自{ $clock }起。
help-answered = 我到了
