# 自助取号机与平板：办公室页面、出示小票时的提示、扫码后手机上的表单。
nav-devices = 自助取号机
devices-title = 自助取号机
devices-lead = 自助取号机（或代替它的平板）自行发号并打印，断网时也照常工作。每台设备有自己的号码字母。
devices-none = 还没有自助取号机加入
devices-none-now = 请先生成加入码，再启动自助取号机并在其上输入。
devices-add = 添加设备
devices-add-hint = 加入码十分钟内有效，先输入者即为该设备。
devices-role = 用途
devices-hall = { -hall }
devices-hall-none = 不属于{ -hall }，计入调解台
devices-limit = 每日最多发号数
devices-limit-hint = 不限则留空。
devices-limit-wrong = 请输入 1 至 { $max } 的整数，或者留空。
devices-make-code = 生成加入码
devices-code-title = 设备加入码
devices-code-lead = 请在设备上输入：
devices-code-until = { $clock }前有效，仅限一台设备。
devices-code-left = 剩余时间
devices-code-command = 或在设备的命令行输入：
devices-code-line = fairdesk-kiosk join { $code } --server { $server } --data /var/lib/fairdesk-kiosk
devices-code-gone = 加入码只在此显示一次，过期后请重新生成。
devices-to-list = 返回自助取号机列表
devices-waiting = 有{ $count }个加入码已发出、尚未使用。
devices-letters = 号码字母
devices-earlier = 曾用：{ $letters }
device-state-open = 正常
device-state-locked = 已锁定
device-state-revoked = 已停用
devices-seen = 最近联系
devices-never = 系统启动后尚未联系
devices-unheard = 系统启动后一直没有联系
devices-unheard-since = { $clock }起没有联系
devices-clock-fast = 时钟快{ $length }
devices-clock-slow = 时钟慢{ $length }
devices-version = 版本
devices-paper = 纸张
devices-outbox = 待送出
devices-minted = 已发号
devices-limit-of = 每日上限{ $limit }
devices-refused = 被拒收的号码
devices-refused-hint = 系统未接收以下号码，而来访者手中已有小票。请在调解台补办登记并记下号码。
devices-refused-more = 另有{ $count }个，见取号机
devices-aside = 该机可能有号码未到达系统
devices-aside-hint = 该机的存储曾损坏并已另行保存，其中尚未送出的内容系统没有收到。来访者持有系统查不到的小票时，请在调解台补办登记并记下号码。
devices-warn-aside = { $letters }：存储曾损坏，可能有号码未到达系统
devices-number = 号码
devices-reason = 原因
devices-issued = 发号时间
devices-manage = 锁定、换字母、停用
devices-message = 向来访者显示的文字
devices-message-hint = 最多300字。已发出的号仍会接收。
devices-lock = 锁定
devices-unlock = 解除锁定
devices-letter = 更换号码字母
devices-letter-hint = 用于存储修复过的设备。旧字母的号码继续有效。
devices-revoke = 收回密钥
devices-revoke-hint = 用于遗失或被盗的设备。此后其送来的一切都不再接收；可凭新的加入码重新加入。
devices-revoke-sure = 要收回{ $letters }的密钥吗？此后其送来的一切都不再接收。
devices-did-name = { $letters }，{ $role }
devices-warn-never = { $letters }：系统启动后一直没有联系
devices-warn-unseen = { $letters }：已{ $length }没有联系
devices-warn-paper = { $letters }：{ $what }
devices-warn-refused = { $letters }：有{ $count }个号码被拒收
devices-warn-look = 查看自助取号机

# 在取号机上出示小票。
here-called = 请现在前往{ $room }，工作人员已知道您到了。
here-called-say = 请现在前往{ $room }，并告诉那里的工作人员您到了。
here-waiting = { $ahead ->
    [0] 下一位就是您，请留在调解台附近。
   *[other] 您前面还有{ $ahead }位，请留在调解台附近，等候叫号。
}
here-not-called = 现在没有叫到您的号码。请留在调解台附近，或到调解台询问。
here-aside = 请告诉调解台的工作人员您已到场。
here-over = 该事项已办结。如有疑问，请到调解台咨询。

# 用手机代替取号机键盘。
handoff-lead = 请在手机上填写，取号机会打印您的小票。照片可稍后在号码页面上添加。
handoff-sent-title = 已发送到取号机
handoff-sent = 取号机正在打印您的小票，本页会自动转到号码页面；如未转到，请按下方按钮。
handoff-sent-go = 查看我的号码
handoff-closed-title = 已改在取号机上办理
handoff-closed = 取号机上已结束此表单，您在手机上填写的内容没有发送。
handoff-closed-now = 请在取号机上继续，或让取号机显示新的二维码。

# 在取号机上打印，供工作人员使用。
print-title = 在取号机上打印
print-on = 打印机
print-go = 打印
print-kiosk = 取号机 { $letters }
print-kiosk-in-hall = 取号机 { $letters }（{ $hall }号馆）
print-of = 第 { $copy } 份，取号机 { $letters }：
print-forgotten = 在服务器重启前已发送，是否打印成功无法确认
print-why = { $stands }：{ $why }
print-soon = 几秒内即可打出。
print-look = 再看一下

# 由调解台打印的小票内容。
slip-for = 致{ -booth }
slip-notice-scan = 扫码阅读通知书并答复
slip-notice-next = 请扫描上方二维码阅读通知书并答复，或持本小票到调解台。
slip-reply-within = 自本小票送达之时起{ $length }内
slip-reply-within-open = 自本小票送达之时起{ $length }内（只计开放时间）
slip-drawn-up = 制作时间
slip-received = 签收
slip-signature = 姓名及签字
slip-time = 时间
slip-seal = 当日封存
slip-sealed-by = 封存人
slip-signature-begins = 签名开头
slip-seal-check = 请将本小票与调解台分开保管：它可证明当日日志此后未被改动。
slip-witness = 见证人
