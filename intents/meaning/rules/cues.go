package rules

// tag is what a cue tells; a cue may tell several things.
type tag uint64

const (
	filler     tag = 1 << iota // politeness and hesitation
	article                    // the, some, 的, 这个: belongs to no name
	conjoin                    // and, 和
	linking                    // then, also, 顺便: another command may follow
	orderVerb                  // want, 来, 要
	pickVerb                   // pick up, 来拿
	findVerb                   // any, find, 有没有
	showVerb                   // show, picture of, 长什么样
	priceAsk                   // how much is, 多少钱
	stockAsk                   // in stock, 有货吗
	shipVerb                   // send, 寄
	freight                    // postage, 运费
	toward                     // to, 到
	each                       // each, 每件
	total                      // altogether, 一共
	changeVerb                 // make it, 改成
	removeVerb                 // drop, 不要
	negation                   // not, 别
	hold                       // not yet, 等一下
	yes                        // ok, 好的
	confirmed                  // confirm, 确认
	cancelled                  // cancel, 算了
	undone                     // undo, 撤销
	ordersAsk                  // my orders, 我的订单
	again                      // same as yesterday, 老样子
	more                       // another, 再
	how                        // how do I, 怎么
	should                     // should I, 要不要
	wh                         // what, who, 谁
	mark                       // ?, 吗
	trade                      // refund, shop, 差评: what the trade talks about
	world                      // flights, football: out of scope
	function                   // is, you, 了: words that no item is named by
	askVerb                    // a question:, 请教
	remindVerb                 // remind me, 提醒
	off                        // turn off, 别
	on                         // turn on, 打开
	snoozeVerb                 // snooze, 稍后
	stockWord                  // stock, 库存
	priceWord                  // price, 涨价
	setVerb                    // set, 改为
	soldOut                    // sold out, 缺货
	toEnglish
	toChinese
	languageVerb // speak, 换成
	helpAsk
	greeting
	thanking
	talk
	below    // under, 以下
	above    // over, 以上
	about    // around, 左右
	between  // between
	deadline // by, 之前
	courier  // ZTO, 中通: the names of Couriers
	skuCue   // SKU, 货号
	word     // part of a name, whatever its parts would tell
	instead  // instead, 而是
	tipCue
	useVerb // use, 走, 用
	fewer   // less, 少拿
	topic   // cars, music: goods, or out of scope, as the rest of a sentence tells
	dropped // instead of, from: the number behind is not wanted
	inName  // in, on: may stand inside a name
)

// any of these makes a new command likely to start.
const onset = findVerb | showVerb | priceAsk | shipVerb | freight | remindVerb | cancelled | removeVerb | ordersAsk | how |
	should | again | linking | changeVerb | toEnglish | toChinese | undone | orderVerb | soldOut | helpAsk | thanking | snoozeVerb

// cue is a row of the tables of cues.
type cue struct {
	tags  tag
	words string // phrases, parted by "|"
}

// cueIndex finds the cues of both languages. The names of couriers are cues too, which each village has its own of.
var cueIndex = indexCues(talkCues, goodsCues, tradeCues)

// vocabulary holds every word of the tables that is long enough to be recognised when misspelt.
var vocabulary = vocabularyOf(cueIndex)

func indexCues(tables ...[]cue) phraseIndex[tag] {
	tags := map[string]tag{}
	for _, table := range tables {
		for _, c := range table {
			for _, w := range splitPhrases(c.words) {
				tags[w] |= c.tags
			}
		}
	}
	return phrases(tags)
}
