# 调解收费

next-fee = 确定收费
session-next-fee = 请先确定收费：本机构可以收取调解费，须各方先同意。
case-fee-lead = 各方已到场并知悉权利义务。本机构可以收取调解费：请报价并取得各方同意，或者决定免收。
history-fee-quoted = 已报调解费
history-fee-waived = 本案免收调解费
history-fee-answered = 当事人就收费作出答复
