package understand

import (
	"strings"
	"sync"
	"unicode"

	"oldhand/integrations/text"
)

// maxRunes is the longest message that the channels let through; what lies beyond is not read.
const maxRunes = 4096

// fold gives the runes of a message twice, rune for rune: as written, and as the tables spell them (narrow, lower
// case, simplified). Because neither is longer, a place in one is the same place in the other.
func fold(message string) (raw, folded []rune) {
	raw = make([]rune, 0, len(message))
	for _, r := range message {
		if len(raw) == maxRunes {
			break
		}
		if invisible(r) {
			continue
		}
		raw = append(raw, r)
	}
	folded = make([]rune, len(raw))
	for i, r := range raw {
		folded[i] = foldRune(r)
	}
	return raw, folded
}

func foldRune(r rune) rune {
	if r < 0x80 {
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	}
	if 0xFF01 <= r && r <= 0xFF5E {
		return foldRune(r - 0xFEE0)
	}
	if s, ok := simplified[r]; ok {
		return s
	}
	if firstHan <= r && r <= lastHan {
		return plainHan()[r-firstHan]
	}
	return unicode.ToLower(r)
}

// The common Chinese characters.
const firstHan, lastHan = 0x4E00, 0x9FFF

// plainHan gives the simplified form of each of the common characters; a slice, because an array would be copied at
// every call.
var plainHan = sync.OnceValue(func() []rune {
	table := make([]rune, lastHan-firstHan+1)
	for r := rune(firstHan); r <= lastHan; r++ {
		table[r-firstHan] = r
		if s := []rune(text.Fold(string(r))); len(s) == 1 {
			table[r-firstHan] = s[0]
		}
	}
	return table
})

// invisible says that a rune shows nothing and parts no words: joiners, marks of direction, variation selectors.
func invisible(r rune) bool {
	if r < 0x80 {
		return r < 0x20 && r != '\n' && r != '\t' && r != '\r'
	}
	return unicode.Is(unicode.Cf, r) || 0xFE00 <= r && r <= 0xFE0F || r == unicode.ReplacementChar
}

// simplified maps the traditional and variant characters that the tables could meet, and marks that have a plain twin.
var simplified = simplifiedTable()

func simplifiedTable() map[rune]rune {
	m := map[rune]rune{
		0x3000: ' ', 0xA0: ' ', '’': '\'', '‘': '\'', '`': '\'', '“': '"', '”': '"', '×': 'x', '✖': 'x', '–': '-', '—': '-',
		'−': '-', '～': '~', '〜': '~', '￥': '¥', '〇': '零', '≥': '>', '≤': '<',
		'冇': '没', '啲': '些', '嘅': '的', '係': '是', '唔': '不', '畀': '给', '俾': '给', '嚟': '来', '攞': '拿', '咗': '了', '睇': '看', '揾': '找', '搵': '找',
		'佢': '他', '哋': '们', '嗰': '那', '咁': '这', '喺': '在', '乜': '啥', // as Cantonese writes them
	}
	for _, pair := range strings.Fields(traditional) {
		r := []rune(pair)
		m[r[0]] = r[1]
	}
	return m
}

// traditional holds pairs of a traditional character and its simplified one, those that occur in the tables of cues.
const traditional = `
個个 雙双 對对 條条 隻只 張张 盒盒 箱箱 瓶瓶 卷卷 捲卷 兩两 萬万 幾几 點点 鐘钟 鍾钟 時时 後后 週周 禮礼 號号 幫帮 請请 謝谢 麻麻 煩烦 嗎吗 麼么
麽么 樣样 這这 還还 來来 買买 賣卖 訂订 單单 紅红 髮发 發发 夾夹 襪袜 換换 變变 數数 錢钱 塊块 價价 貨货 庫库 運运 費费 遞递 郵邮 寄寄
給给 沒没 無无 問问 題题 學学 會会 開开 關关 閉闭 鬧闹 醒醒 議议 說说 話话 語语 體体 繁繁 簡简 確确 認认 撤撤 銷销 復复 複复 舊旧
樣样 別别 刪删 減减 漲涨 降降 調调 設设 為为 從从 讓让 應应 該该 當当 誰谁 哪哪 裡里 裏里 邊边 圖图 詳详 長长 寬宽 氣气 腸肠 樂乐
準准 備备 過过 輕轻 鬆松 進进 補补 採采 購购 選选 論论 評评 壞坏 糾纠 紛纷 賠赔 償偿 損损 費费 險险 傭佣 籤签 標标 籌筹 繳缴 稅税 證证 執执 業业
爾尔 濱滨 廣广 東东 蘇苏 瀋沈 陽阳 慶庆 寧宁 龍龙 門门 灣湾 臺台 島岛 烏乌 魯鲁 齊齐 貴贵 雲云 陝陕 濟济 漢汉 鄭郑 廈厦 圓圆 豐丰 順顺 韻韵 極极 達达
鄰邻 徵征 檔档 積积 滿满 優优 惠惠 動动 廠厂 質质 驗验 筆笔 記记 錄录 連连 鏈链 絡络 網网 訊讯 軟软 電电 腦脑 機机 車车 貴贵 廢废 異异 歡欢 愛爱
聽听 見见 親亲 們们 嗨嗨 麗丽 熱热 獨独 殺杀 賺赚 虧亏 轉转 帳账 賬账 遠远 遲迟 緊紧 繼继 續续 結结 帶带 將将 並并 與与 於于 隨随 總总 計计 斷断 穩稳
臨临 線线 總总 種种 類类 幣币 銀银 飛飞 訓训 練练 雖虽 顆颗 蓋盖 盤盘 鏡镜 鑰钥 飾饰 鏈链 領领 褲裤 鞋鞋 襯衬 圍围 環环 傘伞 燈灯 筷筷 鍋锅 餐餐 紙纸
園园 國国 區区 縣县 鎮镇 鄉乡 場场 館馆 師师 傅傅 闆板 務务 顧顾 終终 始始 佈布 產产 處处 罰罚 權权 據据 擇择 擔担 報报 關关 際际 實实 驚惊 訴诉 誤误 讀读
`

// containsRunes says that needle stands in hay.
func containsRunes(hay, needle []rune) bool { return strings.Contains(string(hay), string(needle)) }

// subset says that every word or character of a stands in b.
func subset(a, b []rune) bool {
	for _, w := range phraseTokens(string(a)) {
		if !strings.Contains(string(b), strings.TrimSuffix(w, "s")) {
			return false
		}
	}
	return true
}
