# signin
sign-in = 登录
sign-in-title = 登录
sign-in-lead = 供调解台工作人员使用。来访者无需登录，扫描现场海报上的二维码即可。
sign-in-name = 姓名
sign-in-pin = PIN 码或口令
sign-in-forgot = 忘记 PIN 码？可请调解组织负责人重设；负责人本人的由{ -organiser }重设。
sign-in-demo-heading = 体验演示
sign-in-demo = 可用 organiser、duty-manager、head、reception、supervisor、auditor，或 mediator1 至 mediator6 登录，PIN 码为 { $pin }。
sign-in-demo-second = 第二调解组织：centre-head 和 centre-mediator。

signed-both-sides = 一人兼任
nav-counter = 工作台
nav-files = 案卷
nav-figures = 统计
nav-office = 今日概况
nav-logs = 每日日志
nav-complaints = 投诉
nav-people = 人员
nav-board = 大厅屏幕
nav-account = 我的账户

account-title = 我的账户
account-printed = 文书上如何称呼您
account-printed-roster = 文书上称您为 { $name }。此姓名由调解组织负责人随名册管理。
account-printed-save = 保存
account-printed-saved = 今后的文书将使用此姓名。
account-pin-heading = 修改 PIN 码
account-pin-made = 您目前的 PIN 码是开设账号时由他人设定的。请改为自己的 PIN 码，以免他人知晓。
pin-given = { $name }于{ $moment }为您重设了 PIN 码。如非您本人要求，请告知{ -organiser }和调解组织负责人。
pin-given-machine = 您的 PIN 码于{ $moment }在本台主机上被重设。如非您本人要求，请告知{ -organiser }和调解组织负责人。
pin-given-choose = 在此设定您自己的 PIN 码
account-pin-lead = 本设备保持登录，其他设备全部退出。
account-pin-current = 当前 PIN 码
account-pin-new = 新 PIN 码或口令
account-pin-hint = 至少 6 位数字，或至少 10 个字符。
account-pin-again = 再次输入
account-pin-save = 修改 PIN 码
account-pin-wrong = 当前 PIN 码不正确。
account-pin-differs = 两次输入不一致。
account-pin-changed = PIN 码已修改，其他设备已全部退出。
account-devices-heading = 已登录的设备
account-devices-lead = 设备遗失或属于他人时，请结束该登录。
account-device = { $since } 登录，最近使用：{ $seen }
account-device-here = 本设备
account-end = 结束
account-end-others = 结束其他所有登录
account-ended = 已结束。

# PIN 码不被接受的原因。
pin-too-short = 太短：PIN 码至少 6 位数字，口令至少 10 个字符。
pin-too-long = 太长：最多 128 个字符。
pin-repeating = 重复的数字容易被猜中，请换一个。
pin-counting = 连续的数字容易被猜中，请换一个。
pin-known = 这个 PIN 码过于常见，请换一个。
nav-exhibitors = { -exhibitor }
nav-halls = 二维码
nav-fair = { -fair }设置
