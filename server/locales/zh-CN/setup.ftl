# setup
setup-title = 设置展会
setup-lead = 只需设置一次，几分钟即可完成。除登录账号外，其他内容以后都可修改。
setup-clock-compare = 本机时钟显示 { $moment }。请与您的手机核对：所有记录的时间都以本机时钟为准。
setup-clock-good = 本机时钟显示 { $moment }，与您的设备一致（相差：{ $difference }）。
setup-clock-off = 本机时钟与您的设备相差 { $difference }
setup-clock-off-now = 本机显示 { $moment }。请先查明哪一个不准并校正，再继续设置：展会的每条记录都使用本机时间。
setup-people = 登录人员
setup-people-hint = 其余工作由这两位准备。调解员账号由调解机构负责人开设，使有权对参展商采取措施的一方不决定由谁调解。
setup-pins-again = 为安全起见，PIN 码不会保留，请重新输入。
setup-same-person = 由同一人担任
setup-same-person-hint = 仅适用于小型展会。此人看到的每个页面都会注明。
setup-found = 完成设置

plan-heading-fair = 展会
plan-heading-place = 展馆与调解室
plan-heading-body = 调解机构
plan-name = 展会名称
plan-name-hint = 观众熟悉的名称，例如“2026 亚洲照明展”
plan-first-day = 首日
plan-last-day = 末日
plan-opens = 开放时间
plan-closes = 关闭时间
plan-zone = 时区
plan-zone-hint = 展会所在地的时区
plan-halls = 展馆
plan-halls-hint = 每行一个，例如 5.1。每个展馆的票号自动使用字母 A、B、C……；如需指定，请写 5.1 = A
plan-rooms = 调解室或调解桌
plan-rooms-hint = 每行一个，例如“1 号室”。如在某个展馆内，请写 1 号室 = 5.1
plan-desk = 调解台位置
plan-desk-hint = 显示在每张号票和大厅屏幕上。可用多种语言书写，例如：2 号馆 B 入口 · Hall 2, entrance B
plan-body-name = 调解机构名称
plan-body-name-hint = 登记名称
plan-body-kind = 机构类型
plan-languages = 向观众提供的语言
plan-languages-hint = 观众会看到其手机所用的语言。
plan-first-language = 首选语言
plan-first-language-hint = 手机语言不在其中时使用
plan-day-missing = 请选择日期。
plan-days-reversed = 末日早于首日。
plan-days-too-many = 展会最多 366 天。
plan-hour-missing = 请填写时间，例如 09:00。
plan-hours-reversed = 关闭时间早于开放时间。
plan-zone-unknown = 请从列表中选择时区。
plan-halls-missing = 请至少填写一个展馆。
plan-line-too-long = “{ $line }”过长：最多 { $max } 个字符。
plan-letters-wrong = 展馆 { $hall } 的字母须为一至两个 A 至 Z 的字母。
plan-hall-twice = 展馆 { $hall } 重复出现。
plan-letters-twice = 字母 { $letters } 被分给了两个展馆。
plan-rooms-missing = 请至少填写一个调解室或调解桌。
plan-room-twice = { $room } 重复出现。
plan-room-hall-unknown = { $room } 注明在展馆 { $hall }，但展馆列表中没有该馆。
plan-too-many = 此处最多填写 { $max } 行。
plan-body-kind-missing = 请选择机构类型。
plan-languages-missing = 请至少选择一种语言。
plan-first-language-not-offered = 请选择已提供的语言之一。

people-name = 姓名
people-name-hint = 用于登录，同事可见
people-name-taken = 已有人使用此姓名登录，请加上另一个名字或标记。
people-pin = PIN 码或口令
people-pin-hint = 至少 6 位数字，或至少 10 个字符
people-pin-again = 再输入一次
people-pin-differs = 两次输入不一致。

entry-missing = 请填写此项。
entry-too-long = 最多 { $max } 个字符。
