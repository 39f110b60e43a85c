# 自助取号机：展馆内的触摸屏，站着阅读，时间紧。
kiosk-title = 调解台
kiosk-welcome = 遇到知识产权纠纷？
kiosk-welcome-lead = 在这里取号，到调解台办理。免费、自愿、保密。
kiosk-touch = 请触摸开始

kiosk-menu-title = 您想办理什么？
kiosk-dispute = 提交纠纷
kiosk-enquiry = 咨询
kiosk-enquiry-hint = 获得建议，不会联系任何其他人。
kiosk-report = 举报
kiosk-have = 我已有号码
kiosk-have-hint = 叫到您了，或想知道去哪里

kiosk-how-title = 您想在哪里填写？
kiosk-how-here = 就在这个屏幕上
kiosk-how-here-hint = 一次一个问题，约需两三分钟
kiosk-how-here-question = 只有两个问题
kiosk-how-phone = 用自己的手机
kiosk-how-phone-hint = 扫码后在手机上填写，输入中文更方便，也可添加照片。号码仍在这里打印。

kiosk-place = 第 { $place } 题，共 { $count } 题
kiosk-place-about = 第 { $place } 题，共约 { $count } 题
kiosk-found = 找到 { $count } 项，请点选一项。
kiosk-next = 下一步
kiosk-back = 返回
kiosk-over = 重新开始
kiosk-again = 再试一次
kiosk-optional = 可以不填。
kiosk-search = 查找
kiosk-as-typed = 就按我输入的“{ $typed }”
kiosk-your-words = 用您自己的话
kiosk-number-title = 您知道权利号或名称吗？
kiosk-asks-report-title = 是否也请{ -organiser }处理？
kiosk-company-title = 您的公司和{ -booth }

kiosk-keys = 键盘
kiosk-key-space = 空格
kiosk-key-shift = 大写
kiosk-key-erase = 删除
kiosk-key-line = 换行

kiosk-looks = 屏幕显示方式
kiosk-look-large = 大字
kiosk-look-contrast = 高对比度
kiosk-look-low = 下移，坐着使用

kiosk-idle-title = 您还在吗？
kiosk-idle-text = 如果无人触摸屏幕，您填写的内容将全部删除。
kiosk-idle-stay = 还在，继续填写

kiosk-down-title = 请稍候
kiosk-down = 本机暂时不能使用，恢复后会自动显示。
kiosk-down-desk = 如不想等候，请到调解台，由工作人员为您办理。已取得的号码仍然有效。

kiosk-closed = 调解台现在休息，开放时间为 { $from } 至 { $to }。您仍然可以取号，开放后会叫到您。
kiosk-hours = 调解台现在休息，开放时间为 { $from } 至 { $to }。
kiosk-days-off = { $days }不开放。
kiosk-fair-over = { -fair }已经结束，请与调解机构联系。
kiosk-not-joined-title = 本机尚未启用
kiosk-not-joined = 请到调解台，由工作人员为您办理。工作人员请注意：本机需要用新的加入码重新接入调解台。
kiosk-locked-title = 本机暂停使用
kiosk-locked = 请到调解台，由工作人员为您办理。
kiosk-limit-title = 今日号码已发完
kiosk-limit = 本机今天的号码已全部发出。请到调解台办理，或明天再来。
kiosk-broken-title = 本机暂时不能取号
kiosk-broken = 没有发出号码，也没有丢失任何内容。请到调解台，由工作人员为您办理。

kiosk-refused-title = 未能取号
kiosk-refused = 您填写的内容仍在。请再试一次，或到调解台办理。
kiosk-refused-long = 您填写的内容超出了长度限制。内容没有丢失，请返回并缩短。

kiosk-ticket-title = 您的号码
kiosk-ticket-scan = 用手机扫描此码，可随时查看进度。
kiosk-ticket-typed = 查询去处时输入：
kiosk-code-alt = 号码 { $number } 的二维码
kiosk-then-title = 接下来
kiosk-then-wait = 请在附近等候，留意大屏幕，或在手机上查看进度。
kiosk-then-call = 叫到您的号码时，请到同时显示的房间。
kiosk-then-papers = 请带上现有材料：身份证件、权利证明、照片、宣传册。缺少的可以稍后补充。
kiosk-ticket-closed = 调解台现在休息，开放时间为 { $from } 至 { $to }。您的排队位置会保留。
kiosk-done = 完成
kiosk-print-again = 再打印一张
kiosk-standing-confirmed = 调解台已收到您的号码，您已在排队。
kiosk-standing-queued = 您的号码已妥善保存，正在发送给调解台，尚未确认。排队时间从现在算起。
kiosk-standing-refused = 调解台未能接收这个号码。请带着号码到调解台，您填写的内容没有丢失。
kiosk-print-queued = 即将打印小票。
kiosk-print-printing = 正在打印小票。
kiosk-print-printed = 小票已打印，请取走。
kiosk-print-failed = 小票未能打印，号码同样有效：请扫描二维码、拍照或记下号码。如需重试，请点“再打印一张”。
kiosk-print-enough = 小票已打印三次。如仍需要，请到调解台由工作人员打印。
kiosk-print-unknown = 小票可能没有完整打印，号码同样有效：请扫描二维码、拍照或记下号码。
kiosk-print-none = 本机没有打印机。请扫描二维码、拍照或记下号码。

kiosk-phone-title = 用手机填写
kiosk-phone-scan = 用手机扫描此码。
kiosk-phone-type = 在手机上回答问题并提交。
kiosk-phone-stay = 请留在这里：号码会显示在屏幕上并打印出来。
kiosk-phone-code-alt = 在手机上打开问题的二维码
kiosk-phone-waiting = 正在等待您的手机
kiosk-phone-opened = 手机已连接，请在手机上填写。
kiosk-phone-resting = 手机已有一段时间没有操作。请在手机上继续，或点“改在这里填写”。
kiosk-phone-unreachable = 暂时无法连接调解台，手机填写不可用。您可以在这里继续填写。
kiosk-phone-progress = 手机填写进度
kiosk-phone-look = 手机上已提交
kiosk-phone-here = 改在这里填写

kiosk-have-title = 您的号码
kiosk-have-lead = 如有扫码器，请将小票放在扫码器下，工作人员即知道您已到场。也可输入小票上二维码下方的号码，查看去哪里。
kiosk-have-field = 小票上的号码
kiosk-have-field-hint = 请完整输入，包括最后一位，例如 { $example }
kiosk-have-go = 查看去哪里
kiosk-have-digit = 有一位数字不对。请对照小票上二维码下方的号码（形如 { $example }）重新输入。
kiosk-have-shape = 这不是我们的号码。号码形如 { $example }：先是一两个字母，再是数字，最后还有一位数字。它印在小票上二维码下方的“手动输入”处。
kiosk-have-whole = 少了最后一位。完整号码形如 { $example }，印在小票上二维码下方的“手动输入”处，也显示在手机的号码页面上。
kiosk-have-unknown = 调解台尚未查到这个号码。请向调解台工作人员询问。
kiosk-have-staff-title = 请告诉工作人员
kiosk-have-staff = 这里暂时无法连接调解台。您的号码有效，请向调解台工作人员出示。

# 打印的小票。
kiosk-slip-typed = 手动输入
kiosk-slip-desk = 调解台
kiosk-slip-issued = 取号时间
kiosk-slip-scan = 扫码查看进度
kiosk-slip-bring = 请带上
kiosk-slip-queued = 已取号，调解台尚未确认。排队时间以本小票所示取号时间为准。
kiosk-slip-copy = 第 { $copy } 份
kiosk-slip-gone = 需要带二维码的小票，请到调解台索取。

# 供工作人员使用。
kiosk-join = 将本机接入调解台
kiosk-join-lead = 工作人员：由{ -organiser }在办公室的“自助取号机”页面生成加入码，十分钟内有效，只能使用一次。
kiosk-join-code = 加入码
kiosk-join-shape = 加入码由七位字母和数字组成。请核对后重新输入。
kiosk-join-wrong = 调解台不接受此加入码，可能已使用或已过期。请重新生成一个。
kiosk-join-locked-out = 错误次数过多。请稍候，再重新生成加入码。
kiosk-join-unreachable = 无法连接调解台。请检查网线和设置中的调解台地址，然后用同一加入码再试。
kiosk-joined-title = 本机已接入调解台
kiosk-joined-letter = 本机的号码字母
kiosk-joined-first = 号码从 { $number } 开始。
kiosk-joined-open = 点下方按钮，来访者即可开始取号。
kiosk-joined-printer = 第一张小票打印后，请看一下是否清晰、裁切是否整齐。
kiosk-joined-no-printer = 设置中没有打印机：号码只显示在屏幕上。如需打印小票，请在设置中填写打印机后重新启动本机。
kiosk-joined-office = 在办公室的“自助取号机”页面，可按此字母找到本机。
kiosk-joined-go = 显示首页
kiosk-join-store = 本机无法写入磁盘，请联系负责本机的技术人员。
kiosk-screen = 自助取号机屏幕
kiosk-screen-lead = 工作人员：从现在起由这台平板显示自助取号机页面，其他平板不再显示。
kiosk-screen-do = 在此显示自助取号机
kiosk-screen-shut = 此页面只供调解台的一台平板使用。工作人员可运行 fairdesk-kiosk screen，为本机生成新的地址。
