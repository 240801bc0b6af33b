package text

import (
	"iter"
	"strings"
	"unicode/utf8"
)

// stopWords are English words that say nothing about what a text is about.
var stopWords = Set(`a an the this that these those there here
	i me my mine myself we us our ours you your yours he him his she her hers it its they them their theirs one ones
	am is are was were be been being do does did doing done have has had having will would shall should can could may
	might must need ought cannot
	i'm i've i'd i'll you're we're they're it's that's there's what's who's how's where's let's
	don't doesn't didn't isn't aren't wasn't weren't can't couldn't won't wouldn't shouldn't haven't hasn't
	dont doesnt didnt cant wont im ive whats hows
	what which who whom whose when where why how
	and or but nor so if then else than as of at by for with about against between into through during to from in out
	on off over under again too very just also only really actually please pls plz hi hello hey thanks thank
	not no yes ok okay any some all both each every other such same own more most few lot lots much many
	get got getting go going goes let make makes know tell say ask want wanna gonna u r ur
	s t d ll m re ve o`)

// stopCharacters are the Chinese words that say nothing about what a text is about.
var stopCharacters = Set(`的 了 吗 呢 吧 啊 呀 哦 嘛 哈 么 嗯 哎 喂 我 你 您 他 她 它 咱 俺 是 在 和 与 及 或 而 也 都 就 还 又 很 太 最 更 把 被
	让 给 对 从 到 向 于 以 之 其 此 该 各 每 个 些 这 那 哪 谁 啥 咋 几 有 没 不 要 想 会 能 可 请 问 该 应 得 地 着 过 上 里 去 来 用 做 为 比 跟 帮 再 才 只 先
	我们 你们 您们 他们 她们 它们 咱们 大家 自己 人家 什么 怎么 怎样 怎么样 怎么办 如何 为什么 为何 为啥 干嘛 多少 多久 几个 哪里 哪儿
	哪个 哪些 哪种 这个 那个 这些 那些 这样 那样 这里 那里 这么 那么 可以 可不可以 能不能 能否 可否 是否 是不是 有没有 要不要 会不会 该不该 应该
	需要 想要 请问 请教 问一下 问下 一下 一个 一些 一点 没有 不是 不能 不会 不要 不用 但是 因为 所以 如果 的话 或者 还是 以及 然后
	的时候 时候 之后 以后 之前 以前 现在 已经 正在 知道 告诉 觉得 认为 怎么弄 怎么做 怎么回事 谢谢 你好 您好 有什么 有啥 有哪些 好不好 行不行 才能 只要 到底 究竟 这种 那种`)

// wholeWords are words that hold one of stopCharacters but are not to be cut there.
var wholeWords = Set(`目的 目的地 的确 的士 了解 为了 有效 有货 现有 没收 所有 有限 有色 有机 是非 和田 与其 都市 就业 就地 还款 还价 还货 归还 退还 最低 最高 最后 最好
	最大 最小 最新 更新 更改 更换 把手 让利 让价 给力 发给 对手 对比 对账 对方 从业 从来 到货 到付 到期 到账 到达 收到 送到 迟到 拿到 签到 不到 得到 找到 遇到
	上架 上新 上传 上货 上门 网上 早上 晚上 线上 以上 去年 去掉 来源 来回 来货 原来 未来 用户 用品 用途 费用 使用 试用 信用 做单 做工 做图 为主 行为 比价 比例 比赛 对比
	跟踪 跟单 帮助 个人 个体 个性 个数 地址 地区 地方 地图 地铁 各地 当地 产地 得分 着急 过期 过年 过敏 过滤 超过 通过 不过 里面 会员 会议 开会 机会 社会 能力 功能 可能 可爱 可靠
	要求 要点 重要 主要 想法 请假 申请 邀请 问题 问答 疑问 访问 应用 响应 供应 应季 反应 不良 不同 不足 有用 没货 没人 先后 预先 优先 先发 再次 人才
	每天 每月 每年 其他 其它 此外 该款 几天 几件 最近 大的 小的 不退 不换 不发`)

// longestStop is the most characters that a word of stopCharacters or wholeWords has.
const longestStop = 4

// Set makes a lookup of words separated by white space.
func Set(words string) map[string]bool {
	m := make(map[string]bool)
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

// Small says that a folded word, English or Chinese, says nothing about what a text is about.
func Small(word string) bool {
	return stopCharacters[word] || stopWords[strings.ReplaceAll(word, "’", "'")]
}

// Pieces cuts the small words out of a run of folded Chinese and gives what is left between them.
func Pieces(run string) iter.Seq[string] {
	return func(yield func(string) bool) {
		start := 0
		for at := 0; at < len(run); {
			length, stop := smallWord(run[at:])
			if stop {
				if start < at && !yield(run[start:at]) {
					return
				}
				start = at + length
			}
			at += length
		}
		if start < len(run) {
			yield(run[start:])
		}
	}
}

// smallWord finds the longest known word at the beginning of s: its length in bytes, and whether it is a stop word.
// Where none is known it gives the first character.
func smallWord(s string) (length int, stop bool) {
	var ends [longestStop]int
	n, at := 0, 0
	for n < longestStop && at < len(s) {
		_, size := utf8.DecodeRuneInString(s[at:])
		at += size
		ends[n] = at
		n++
	}
	for i := n - 1; i >= 0; i-- {
		word := s[:ends[i]]
		if wholeWords[word] {
			return ends[i], false
		}
		if stopCharacters[word] {
			return ends[i], true
		}
	}
	return ends[0], false
}
