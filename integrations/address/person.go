package address

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// surnames are the common ones of one character; double are those of two.
const surnames = `赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫房裘缪干解应宗丁宣邓单杭洪包诸左石崔吉钮龚程邢裴陆荣翁荀甄曲封储靳焦牧山谷车侯全班仰秋仲伊宫宁仇栾甘厉戎祖武符刘景詹龙叶幸司黎溥印怀蒲邰鄂索赖卓蔺屠池乔胥苍闻党翟谭贡姬申扶冉宰雍桑桂牛寿通边燕冀尚农温庄晏柴瞿阎慕连习艾向古易廖终居衡步耿满弘匡国文寇广东沃利蔚越隆师巩聂晁敖融冷辛简饶曾关游权岳帅况肖涂阳覃佘付白闫段欧代楼佟谌邸仝亓麦练邝隋鄢巫庹粟栗逄`

var doubleSurnames = strings.Fields("欧阳 上官 司马 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 司徒 夏侯 端木 南宫 西门 宇文 长孙 轩辕 百里")

// honorifics follow a name.
var honorifics = strings.Fields("先生 女士 小姐 老师 师傅 阿姨 经理 老板 同学 太太 医生")

// courtesies stand where a name could, and begin like one.
var courtesies = strings.Fields("谢谢 谢谢了 谢谢亲 多谢 感谢 谢了 麻烦 麻烦了 辛苦 辛苦了 尽快 尽快发 急 加急 易碎 轻放 常温 保密")

func isSurname(r rune) bool { return strings.ContainsRune(surnames, r) }

func beginsWithSurname(name []rune) bool {
	if len(name) == 0 {
		return false
	}
	return isSurname(name[0]) || len(name) > 2 && slices.Contains(doubleSurnames, string(name[:2]))
}

// addressEnds end a part of an address; a name may follow them without a space.
const addressEnds = `号楼栋幢室层座弄村店厦区园苑寓院城场铺档口户元舍馆站厂库司校街路道巷屯庄组街镇乡队期谷局处所`

// Characters that no name holds, and those that end the name of an office but of nobody who begins like one.
const (
	notInNames  = `路号楼栋幢室街巷弄镇乡村`
	officesEnds = `局处所站厂司`
)

// part is a piece of a text that nothing has been made of yet.
type part struct {
	span
	text []rune // folded
}

// findName looks for the recipient's name in what is left of an address.
func findName(w *writing, t *taken, c Contact) string {
	for _, l := range t.labels {
		if l.field == nameField {
			if name := labelled(w, t, l.end); name != "" {
				return name
			}
		}
	}
	parts := leftParts(w, t)
	best, bestScore := span{}, 0
	for i, p := range parts {
		s, score := nameIn(p, t.phone, c.Phone != "")
		if score > 0 && (i == 0 || i == len(parts)-1) {
			score++
		}
		if score > bestScore {
			best, bestScore = s, score
		}
	}
	need := 4
	if c.Phone != "" || len(t.labels) > 0 {
		need = 2
	}
	if bestScore < need {
		return ""
	}
	return cleanName(w.original(best.start, best.end))
}

// labelled is what stands behind a label up to the next mark.
func labelled(w *writing, t *taken, i int) string {
	for i < w.len() && (unicode.IsSpace(w.runes[i]) || w.runes[i] == ':') {
		i++
	}
	j := i
	for j < w.len() && !t.marks[j] && !strings.ContainsRune("\n,;，；、。|/", w.runes[j]) {
		if w.runes[j] == ' ' && (j+1 == w.len() || !isLatin(w.runes[j+1])) {
			break
		}
		j++
	}
	return cleanName(w.original(i, j))
}

// cleanName takes off what is written around a name.
func cleanName(name string) string {
	name = strings.Trim(name, " \t()（）[]【】-—:：.。*")
	if rest, ok := strings.CutSuffix(name, "收"); ok {
		name = strings.Trim(rest, " (（")
	}
	for _, ending := range []string{"(收)", "（收）", "[收]", "亲收"} {
		name = strings.TrimSuffix(name, ending)
	}
	for _, cue := range []string{"寄给", "发给", "送给"} {
		if rest := strings.TrimPrefix(name, cue); utf8.RuneCountInString(rest) >= 2 {
			name = rest
		}
	}
	return strings.TrimSpace(name)
}

// leftParts splits what is not taken at its marks; words in Latin letters stay together.
func leftParts(w *writing, t *taken) []part {
	var parts []part
	for i := 0; i < w.len(); {
		if t.marks[i] || splits(w, i) {
			i++
			continue
		}
		j := i
		for j < w.len() && !t.marks[j] && !splits(w, j) {
			j++
		}
		parts = append(parts, part{span{i, j}, w.runes[i:j]})
		i = j
	}
	return parts
}

func splits(w *writing, i int) bool {
	r := w.runes[i]
	if r == ' ' || r == '.' {
		return i == 0 || i+1 == w.len() || !isLatin(w.runes[i-1]) || !isLatin(w.runes[i+1])
	}
	return r != '·' && r != '•' && r != '-' && r != '\'' && r != '#' && isGap(r)
}

// nameIn scores how much of a part looks like a name, and where in it.
func nameIn(p part, phone span, phoned bool) (span, int) {
	score := wholeName(p.text)
	where := p.span
	if score == 0 {
		where, score = nameAtEnd(p)
	}
	if score > 0 && phoned && (touches(where.end, phone.start) || touches(phone.end, where.start)) {
		score += 2
	}
	return where, score
}

// touches says that at most a mark or two stand between two positions.
func touches(end, start int) bool { return start >= end && start-end <= 2 }

// wholeName scores a part that may be nothing but a name.
func wholeName(text []rune) int {
	name := string(text)
	latin := strings.IndexFunc(name, func(r rune) bool { return !isLatin(r) && r != ' ' && r != '.' && r != '-' && r != '\'' }) < 0
	if latin {
		if words := len(strings.Fields(name)); words >= 2 && words <= 4 {
			return 2
		}
		return 1
	}
	name = strings.TrimSuffix(name, "收")
	if strings.ContainsFunc(name, func(r rune) bool { return !isHan(r) && r != '·' && r != '•' }) {
		return 0
	}
	honoured := false
	for _, h := range honorifics {
		if rest, ok := strings.CutSuffix(name, h); ok && rest != "" {
			name, honoured = rest, true
			break
		}
	}
	runes := []rune(name)
	switch n := len(runes); {
	case slices.Contains(courtesies, name):
		return 0
	case honoured && n <= 4:
		return 5
	case strings.ContainsAny(name, "·•"):
		return 4
	case n < 2 || n > 6 || noName(runes):
		return 0
	case strings.ContainsRune(addressEnds, runes[n-1]) && (n > 3 || !beginsWithSurname(runes)):
		return 0
	case strings.ContainsRune(addressEnds, runes[n-1]):
		return 1
	case n <= 3 && beginsWithSurname(runes), n == 4 && slices.Contains(doubleSurnames, string(runes[:2])):
		return 4
	case n <= 4:
		return 2
	}
	return 1
}

// noName says that a text is a piece of an address, whatever it begins with; 楼 and 路 are surnames, too.
func noName(text []rune) bool {
	return strings.ContainsAny(string(text[1:]), notInNames) || len(text) > 2 && strings.ContainsRune(officesEnds, text[len(text)-1])
}

// nameAtEnd looks for a name that follows an address with nothing between: …12号王小明.
func nameAtEnd(p part) (span, int) {
	n := len(p.text)
	for n > 0 && p.text[n-1] == '收' {
		n--
	}
	for _, size := range []int{4, 3, 2} {
		i := n - size
		if i < 1 {
			continue
		}
		name := p.text[i:n]
		before := p.text[i-1]
		if slices.ContainsFunc(name, func(r rune) bool { return !isHan(r) }) || !beginsWithSurname(name) {
			continue
		}
		if size == 4 && wholeName(name) < 4 || noName(name) {
			continue
		}
		if strings.ContainsRune(addressEnds, before) || isDigit(before) || isLatin(before) {
			return span{p.start + i, p.start + n}, 3
		}
	}
	return span{}, 0
}
