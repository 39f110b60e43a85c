# 馆内屏幕。文字会在十米外阅读，务必简短。
board-title = 叫号屏
board-called = 叫号
board-nobody = 目前没有叫号
board-waiting = 等候人数
board-duty = 在岗调解员
board-earlier = 此前叫号
board-opens = 现未开放，{ $moment } 开放
board-over = 已结束服务
board-desk = 调解台
board-from-hall = 其中 { $hall } 号馆 { $count } 位
