package rules

import "oldhand/integrations/text"

// Many Chinese cues are one character, and the same characters stand in the names of goods (带 in 鞋带, 内 in 内衣).
// These sets say when one character may be taken for a cue; all others must stand apart from any name.
var (
	// alwaysCues mean what they mean wherever they stand.
	alwaysCues = text.Set("的 滴 了 吗 呢 吧 啊 呀 要 来 有 找 和 到 寄 发 买 订 拿 看 搜 删 不 没 别 我 你 您 是 咋 谁 啥 哪 涨 降 再 加 改 跟 都 就 也 还 说 讲 与 及 剩 每 各 从 在 想 很 嘛 么 它 去 往 至 卖")
	// leadingCues may stand before a name but not after one.
	leadingCues = text.Set("用 走 叫 选 换 把 将 算 给 先 请 这 那 查 求 只 替 帮 送 约 被 让 他 她 咱 太 共 下 上 进 留 补 带 取 提 配 备 弄 搞 整 定 装 拍 关 停 开 点 些 款 种 邮 运 拎 扛 搬")
	// numberVerbs are leadingCues that also need an amount or a SKU after them.
	numberVerbs = text.Set("下 上 进 留 补 带 取 提 配 备 弄 搞 整 定 装 拍 点 邮 运 拎 扛 搬")
	// takingCues mean what they mean where a number of pieces stands behind them: 发夹减5个.
	takingCues = text.Set("减 少 退")
	// closingCues stand only behind an amount or a time.
	closingCues = text.Set("起 内 前 后 共")
)

// loneCue says that the cue of one Chinese character at token i is one, and not part of a name.
func (m *message) loneCue(i int) bool {
	s := m.tokens[i].s
	if alwaysCues[s] || takingCues[s] && m.piecesAt(m.skip(i+1, "了")) {
		return s != "退" || m.context.Role != "distributor" // who is brought goods back as often as they give them back
	}
	before := len(m.pieces) > 0 && m.hanWord(m.pieces[len(m.pieces)-1]) && m.pieces[len(m.pieces)-1].to == i && !m.tokens[i].space
	after := m.plainHan(i + 1)
	switch {
	case closingCues[s]:
		return len(m.pieces) > 0 && m.pieces[len(m.pieces)-1].amount()
	case numberVerbs[s]:
		return !before && !after
	case leadingCues[s]:
		return !before
	}
	return !before && !after
}

// piecesAt says that a number of pieces stands at token i, and not the 一 of 一点.
func (m *message) piecesAt(i int) bool {
	p, ok := m.quantity(i)
	return ok && m.countable(i) && (p.unit != "" || m.token(i).kind == numToken)
}

func (m *message) hanWord(p piece) bool {
	return p.kind == wordPiece && m.tokens[p.to-1].kind == hanToken
}

// plainHan says that token i is a Chinese character of a name: no cue, number or unit starts there.
func (m *message) plainHan(i int) bool {
	t := m.token(i)
	if t.kind != hanToken || t.space || hanStarters[t.s] {
		return false
	}
	tags, n := m.cue(i)
	return n == 0 || tags&word != 0
}

// amount says that a piece counts, weighs, prices or dates something.
func (p piece) amount() bool {
	switch p.kind {
	case numberPiece, moneyPiece, weightPiece, timePiece:
		return true
	}
	return false
}
