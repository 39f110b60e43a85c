# 纸质表格，供调解机构使用。
counter-forms = 纸质表格
forms-title = 纸质表格
forms-office-title = 投诉用纸质表格
forms-office-lead = { -organiser }自用的手写表格：投诉书、{ -exhibitor }的答复书、措施决定书。调解用表格在调解台打印。
forms-office-print = 请事先打印若干套。一套包括一件投诉可能用到的全部表格，使用同一编号。
forms-office-enter = 投诉由调解台按编号补录，随后在该投诉页面补录各步骤，并填写实际时间。
forms-back = 返回工作台
forms-lead = 供手写的表格，每个编号都不会与调解台的其他编号重复。预先备好一叠，断网、断电时工作照常进行。
forms-step-print = 开展前打印若干套。一套包括一个案件可能用到的全部表格，使用同一编号。
forms-step-write = 调解台系统无法使用时，用表格手写。编号就是当事人的取号凭证；每一步都写明日期和时间。
forms-step-enter = 事后按表格编号和实际时间补录。每一步都计入实际发生的那一天。
forms-numbers = 编号
forms-share = 每个编号只用于一位当事人。此处默认使用靠前的编号，靠后的编号由{ -organiser }用于投诉。
forms-share-several = 每个编号只用于一位当事人。各调解组织各有一部分，最后一部分由{ -organiser }用于投诉；此处默认使用的是您这一部分。
forms-office-share = 每个编号只用于一位当事人。此处默认使用靠后的编号，靠前的编号由调解台使用。
forms-none = 尚未预留编号，由调解组织负责人预留。
forms-none-head = 尚未预留编号。
forms-batch = { $who } 于 { $moment } 预留
forms-entered = { $count ->
    [0] 尚无补录
   *[other] 已补录 { $count } 份
 }
forms-which = 打印哪些表格
forms-languages = 使用何种语言
forms-first = 起始编号
forms-last = 结束编号
forms-most = 一次最多打印 { $max } 份表格。写坏的，可以按原编号再次打印。
forms-none-proposed = 这一批已没有可供此处默认使用的编号。需要重印时请输入编号；新的编号由调解组织负责人预留。
forms-none-chosen = 请至少选择一种表格。没有打印任何内容。
forms-no-language = 请至少选择一种语言。没有打印任何内容。
forms-no-number = 请输入整数，例如 3。
forms-count-range = 请输入 1 至 { $max } 的整数。
forms-no-more = 可预留的编号已全部预留。
forms-not-reserved = 表格只能按预留的编号打印，即 { $first } 至 { $last }。没有打印任何内容。
forms-reversed = 结束编号小于起始编号。没有打印任何内容。
forms-too-many = 表格超过 { $max } 份，请减少编号、表格种类或者语言。没有打印任何内容。
forms-print = 打开并打印
forms-reserve = 预留编号
forms-reserve-lead = 每个可能在纸面上受理的案件预留一个编号。
forms-count = 数量
forms-reserve-do = 预留
forms-done = 编号已经预留，请打印表格。
forms-down = 出现故障时
forms-down-phones = 手机没有网络：一切都可以在调解台办理，通知书和答复使用打印的文书。
forms-down-desk = 调解台断电：使用纸质表格。请告知当事人编号，并告知可以随时到调解台询问。
forms-down-reader = 当事人不能自行阅读：由工作人员宣读表格，勾选“已宣读”，由本人签名或者捺印。
forms-down-times = 事后补录时，在每一步的表单中展开“此前已经发生”，填写日期和时间。
