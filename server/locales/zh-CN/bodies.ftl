# 调解机构

bodies-title = 调解机构
bodies-lead = { -this-fair }由以下机构开展调解。每件案件归一个机构办理，适用该机构的规则：文书、案号和人员。新案件由列表中第一个受理新案的机构接收。
bodies-done = 调解机构信息已保存。
bodies-registration = 登记号或许可证号
bodies-closed = 不再接收新案件，已有案件继续办结。
bodies-is-closed = 不再接收新案件
bodies-cases = { $count } 件案件
bodies-mediators = { $count } 名调解员
bodies-letter = 案号中的字母：{ $letter }
bodies-headless = 该机构还没有负责人
bodies-headless-text = 机构自行任命调解员，其他人看不到它的案件，因此须先指定负责人。
bodies-change = 修改
bodies-save = 保存
bodies-new = 增加调解机构
bodies-name-missing = 请填写该调解组织的名称。
bodies-name-taken = 另一调解组织已使用这一名称，请填写可以区分的名称。
bodies-new-hint = 该机构自行任命人员，单独编列案号，只能看到自己的案件。机构添加后不能删除，只能停止接收新案件。
bodies-enter = 添加该机构
bodies-kind-settled = 该机构已按其规则受理案件，机构类型不能再改。
people-body = 所属调解机构
people-body-hint = 适用于负责人：由其负责哪个机构。

case-other-body = 本案由其他调解机构办理
case-other-body-text = 您可以看到编号、类型和进度，其余内容仅该机构人员可见。
case-body-give = 转交其他调解机构
case-body-lead = 案件受理前，可以转交{ -this-fair }的其他调解机构。转交后，为调解提交的全部内容归该机构，您不再能查看。各机构规则和收费不同，请先征得申请人同意。
case-body-to = 转交给
case-body-missing = 请选择一个调解机构。
case-body-unasked = 请先征求申请人意见，再勾选此项。
case-body-agreed = 已告知申请人由谁接收材料、可能产生的费用，申请人同意。
counter-done-body = 案件已转交其他调解机构。
history-body-changed = 经申请人同意，转交其他调解机构
